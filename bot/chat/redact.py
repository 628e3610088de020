"""The bot's token never reaches a log.

httpx logs every URL at INFO, and Telegram's URLs carry the token; so do exceptions' texts and their tracebacks. Redacting
the finished line, after the message, its arguments, the traceback and any extra have become text, misses none of them.
"""

import logging
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

HIDDEN = "<token>"
# What Telegram's tokens look like, also those we were not told of (123456:AA…, the colon perhaps percent-encoded).
# Not matched: times (12:30), host:port, hashes.
_SHAPE = r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}"


def redactor(secrets: Iterable[str] = ()) -> Callable[[str], str]:
    """A function that hides `secrets` and whatever looks like a token of Telegram's in a text."""
    told = [form for secret in secrets if secret for form in (secret, quote(secret, safe=""))]
    # The longest first, so that no secret is left half shown because another is its beginning.
    pattern = re.compile("|".join([*map(re.escape, sorted(told, key=len, reverse=True)), _SHAPE]), re.IGNORECASE)
    return lambda text: pattern.sub(HIDDEN, text)


class RedactingFormatter(logging.Formatter):
    """Formats with `inner` and redacts what comes out; a record that cannot be formatted is told so, redacted too.

    The last matters: logging prints such records with their arguments to standard error, past every filter.
    """

    def __init__(self, inner: logging.Formatter, redact: Callable[[str], str]) -> None:
        super().__init__()
        self._inner = inner
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        try:
            line = self._inner.format(record)
        except Exception as error:  # noqa: BLE001  whatever a log call got wrong must not cost the line nor the secret
            line = f"unreadable log record from {record.name}: {record.msg!r} ({error!r})"
        return self._redact(line)
