# Every target works on a fresh clone: Python 3.11 or newer and make are all that is needed.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: setup run test check bench faults lock clean

setup: .venv/.done

.venv/.done: requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

run: setup
	$(BIN)/python -m bot $(if $(BOT_TOKEN),run,playground)

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m bench

# The long forms, in real time and with the figures: every failure at every part, 200 kills, two processes, a flood.
faults: setup
	$(BIN)/python -m pytest -s tests/faults/matrix.py tests/faults/kills.py tests/faults/floods.py

# After a change of the dependencies in pyproject.toml: pins versions and hashes, names no index.
lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
