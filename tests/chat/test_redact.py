"""Whatever way the token takes into a log line, it does not come out."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler

import httpx
import pytest
import structlog

from bot.chat import logs
from bot.chat.redact import RedactingFormatter, redactor

TOKEN = "123456789:AAF-abc_DEFghiJKLmnoPQRstuVWXyz01234"  # noqa: S105  nobody's
SHORT = "42:playground"  # a token of an unusual shape, known because it was told
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


@pytest.fixture(params=["console", "json"])
def stream(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Where the log goes, set up as the bot does it, with everything as before afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook)
    target = io.StringIO()
    logs.set_up(request.param, [SHORT], stream=target)
    yield target
    root.handlers[:], root.level, sys.excepthook = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


class Client:
    def __repr__(self) -> str:
        return f"Client({URL})"


def fail(error: Exception) -> None:
    raise error


def in_message() -> None:
    logging.getLogger("x").info("asking %s", URL.removeprefix("https://"))


def in_format_string() -> None:
    logging.getLogger("x").info(f"asking {URL}")  # noqa: G004  the case itself


def in_an_argument_that_is_no_string() -> None:
    logging.getLogger("x").info("%r asks", Client())


def in_a_mapping() -> None:
    logging.getLogger("x").info("asking %(url)s", {"url": URL})


def in_arguments_that_do_not_fit() -> None:
    logging.getLogger("x").info("asking " + URL + " %d", "no number")  # noqa: G003  the case itself


def in_a_structlog_field() -> None:
    structlog.get_logger("x").info("asking", url=URL, nested={"client": Client()})


def in_an_exception() -> None:
    try:
        fail(RuntimeError(f"cannot reach {URL}"))
    except RuntimeError:
        logging.getLogger("x").exception("failed")


def in_a_cause_far_down_logged_by_structlog() -> None:
    try:
        try:
            fail(ValueError(URL))
        except ValueError as error:
            raise RuntimeError("outer") from error
    except RuntimeError:
        structlog.get_logger("x").exception("failed")


def in_a_line_of_the_traceback() -> None:
    try:
        int("123456789:AAF-abc_DEFghiJKLmnoPQRstuVWXyz01234")  # the traceback shows this very line
    except ValueError:
        logging.getLogger("x").exception("failed")


def in_a_crash() -> None:
    try:
        fail(RuntimeError(URL))
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def in_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(URL, stacklevel=1)


def in_an_url_with_the_colon_encoded() -> None:
    logging.getLogger("x").info(URL.replace(":AAF", "%3AAAF"))


def in_a_short_token_that_was_told() -> None:
    logging.getLogger("x").info("asking http://127.0.0.1:8080/bot%s/getMe", SHORT)


@pytest.mark.parametrize(
    "say",
    [
        in_message,
        in_format_string,
        in_an_argument_that_is_no_string,
        in_a_mapping,
        in_arguments_that_do_not_fit,
        in_a_structlog_field,
        in_an_exception,
        in_a_cause_far_down_logged_by_structlog,
        in_a_line_of_the_traceback,
        in_a_crash,
        in_a_warning,
        in_an_url_with_the_colon_encoded,
        in_a_short_token_that_was_told,
    ],
    ids=lambda say: say.__name__,
)
def test_the_token_is_hidden_wherever_it_stands(
    say: Callable[[], None], stream: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    # pytest's own handlers print what they catch, and raise where a record cannot be formatted.
    root.handlers[:] = [handler for handler in root.handlers if isinstance(handler.formatter, RedactingFormatter)]
    say()
    written = stream.getvalue()
    assert "<token>" in written
    for secret in (TOKEN, TOKEN.partition(":")[2], SHORT):
        assert secret not in written + "".join(capfd.readouterr())


def test_httpx_tells_its_urls_without_the_token(stream: io.StringIO) -> None:
    logging.getLogger("httpx").setLevel(logging.INFO)  # as somebody would who looks for a network fault
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        httpx.get(f"http://127.0.0.1:{server.server_port}/bot{TOKEN}/sendMessage", trust_env=False)
        thread.join()
    assert "/bot<token>/sendMessage" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


@pytest.mark.parametrize("stream", ["json"], indirect=True)
def test_json_lines_stay_json(stream: io.StringIO) -> None:
    in_an_exception()
    in_a_structlog_field()
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["event"], first["level"], first["logger"]) == ("failed", "error", "x")
    assert "RuntimeError: cannot reach" in first["exception"]
    assert second["url"] == "https://api.telegram.org/bot<token>/sendMessage"


@pytest.mark.parametrize(
    "text",
    ["at 12:30:15", "127.0.0.1:8080/bot", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "update 123456789: done"],
)
def test_what_is_no_token_is_left_alone(text: str) -> None:
    assert redactor()(text) == text
