# The bot alone: `docker build -t yaodian . && docker run -e BOT_TOKEN=... -v yaodian:/app/data yaodian`
FROM python:3.11-slim AS build
# Everything is installed here, so that the image that runs holds no more than it needs.
RUN python -m venv /venv
COPY requirements.lock .
RUN /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 yaodian && install -d -o yaodian /app/data
WORKDIR /app
COPY --from=build /venv /venv
COPY bot bot
COPY config config
USER yaodian
VOLUME /app/data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Telegram is asked by long polling, so no port is opened; a stop is answered within seconds.
STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot", "run"]
