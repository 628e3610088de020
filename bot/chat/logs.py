"""Where log lines go and what they look like: standard error, as lines for people or as JSON, without the token."""

import logging
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Literal, TextIO

import structlog

from bot.chat.redact import RedactingFormatter, redactor

Style = Literal["console", "json"]

# Applied to structlog's lines and to those of the libraries alike.
_COMMON: tuple[structlog.typing.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
)


def set_up(
    style: Style, secrets: Iterable[str] = (), *, level: int = logging.INFO, stream: TextIO | None = None
) -> None:
    """Sends every log line of the process to `stream` (standard error), with `secrets` and tokens redacted."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_COMMON,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter(RedactingFormatter(_formatter(style, colors=target.isatty()), redactor(secrets)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # A line a request, and what libraries say at every start, would drown everything else.
    for name in ("httpx", "httpcore", "alembic", "apscheduler", "uvicorn", "telegram.ext"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_crash


def _formatter(style: Style, *, colors: bool) -> logging.Formatter:
    last: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if style == "json"
        # Plain tracebacks: the fancy ones print local variables, and a local variable may be anything.
        else [structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_COMMON,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What Python would print by itself goes through the log, and so through the redaction."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("crashed", exc_info=(kind, error, trace))
