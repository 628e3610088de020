"""How long a feed is left alone, and when a chat is told how it fares. Pure: no clock, no store."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

from bot.store.feeds import Feed
from bot.store.tables import FeedNews

EVERY = timedelta(minutes=30)
MOST = 20  # new entries taken in at one look; the rest wait for the next
LONGEST = timedelta(days=1)  # between two looks, whatever a feed wants or however often it failed
SPREAD = 0.1  # of an interval: by so much some feeds wait longer than others, so that they do not all come at once
OFTEN, LONG = 5, timedelta(days=1)  # failures in a row, and time without success, after which the chat is told
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manners:
    """`every`: how long a feed is left alone after a look; `most`: new entries that are taken in at one."""

    every: timedelta = EVERY
    most: int = MOST

    def rest(self, url: str, wanted: timedelta) -> timedelta:
        """After a look that went well; `wanted` is for how long the feed itself wants to be left alone."""
        return _spread(max(self.every, min(wanted, LONGEST)), url, 0)

    def back_off(self, url: str, failures: int, wanted: timedelta = timedelta()) -> timedelta:
        """After that many failures in a row: twice as long each time, `wanted` at least, a day at most."""
        return min(LONGEST, _spread(max(self.every * (1 << min(failures - 1, 16)), wanted), url, failures))


POLITE = Manners()


def max_age(headers: Mapping[str, str]) -> timedelta:
    """How long an answer is fresh, as its server says (https://www.rfc-editor.org/rfc/rfc9111#name-max-age-2)."""
    match = _MAX_AGE.search(headers.get("cache-control", ""))
    return timedelta(seconds=int(match[1])) if match else timedelta()


def retry_after(value: str, now: datetime) -> timedelta:
    """How long a refused caller is to wait: seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#name-retry-after)."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return timedelta(seconds=int(value))
    try:
        return max(timedelta(), parsedate_to_datetime(value).astimezone(UTC) - now)
    except (ValueError, OverflowError):
        return timedelta()


def news(of: Feed, now: datetime) -> FeedNews | None:
    """What the chat has to be told of a feed: that it has been failing for long, that it works again, that it is gone for good."""
    if of.paused_why == "gone":
        return "gone" if of.told != "gone" else None
    if of.failures >= OFTEN or (of.failures and now - of.worked_at >= LONG):
        return "broken" if of.told != "broken" else None
    return "healed" if not of.failures and of.told in {"broken", "gone"} else None


def _spread(interval: timedelta, url: str, turn: int) -> timedelta:
    """The interval and up to a tenth of it, always the same for the same feed and turn."""
    part = int.from_bytes(sha256(f"{turn} {url}".encode()).digest()[:4]) / (1 << 32)
    return interval * (1 + SPREAD * part)
