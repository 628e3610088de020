"""Looks at feeds politely, takes in what is new in them, and keeps how it went.

All of it is synchronous and may run in several threads and processes on one database: a feed is claimed before it is
looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Event
from typing import ParamSpec, Protocol, TypeVar

import structlog

from bot.errors import AnswerRefused, FetchRefused, TextRefused, Unreached, UserError
from bot.facts.imprint import Imprint
from bot.intake.arrivals import Parser, take_in, there_already
from bot.intake.feeds import Contents, Entry, Found, NoFeed, contents, feeds_of
from bot.intake.fetch import FEED, Fetched, Fetcher
from bot.intake.files import accepted
from bot.intake.manners import POLITE, Manners, max_age, retry_after
from bot.intake.pages import article_text
from bot.intake.web import article_in
from bot.store import feeds
from bot.store.feeds import Change, Feed, Seen, Wish
from bot.store.store import Store
from bot.store.tables import FeedError

_P = ParamSpec("_P")
_T = TypeVar("_T")

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)  # far longer than the slowest page takes; renewed with every entry
TRIES = 3  # of a page that cannot be reached
ENOUGH = 300  # code points of an entry's own text that make an article
REMEMBERED = timedelta(days=30)  # an entry that has left its feed may come back for so long without being new
GONE = "410"  # https://www.rfc-editor.org/rfc/rfc9110#name-410-gone
UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Opened:
    """A feed as it was read just now, to be followed from here on."""

    fetched: Fetched
    contents: Contents

    def wish(self, chat_id: int, thread_id: int | None, added_by: int | None) -> Wish:
        etag, last_modified, digest = _validators(self.fetched)
        pace = int(self.contents.pace.total_seconds())
        return Wish(
            chat_id, thread_id, self.fetched.moved, self.contents.title, etag, last_modified, digest, pace, added_by
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a look: the feed as it now is, and how many articles are new."""

    feed: Feed
    new: int = 0


class Do(Protocol):
    """Calls a function, here or in another process."""

    def __call__(self, work: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T: ...


def here(work: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
    return work(*args, **kwargs)


class _Lost(Exception):
    """The feed was paused, deleted or claimed by somebody else in the middle of a look."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One process's eyes on all feeds. `now` is the clock, in UTC; `owner` names the process, and no other before it.

    `do` is where what takes a processor long is done, as `parser` is.
    """

    store: Store
    parser: Parser
    fetcher: Fetcher
    owner: str
    now: Callable[[], datetime]
    manners: Manners = POLITE
    do: Do = here
    stopping: Event = field(default_factory=Event)

    def open(self, url: str) -> Opened | tuple[Found, ...]:
        """The feed at an address, or the feeds that the page there names; FetchRefused, or NoFeed where there is neither."""
        fetched = self.fetcher.get(url, kinds=FEED)
        try:
            return Opened(fetched, self._contents(fetched))
        except NoFeed:
            found = self.do(feeds_of, fetched.body, fetched.url, fetched.charset)
            if not found:
                raise
            return found

    def next_at(self, url: str, pace: timedelta) -> datetime:
        """When a feed that was read just now is looked at again; `pace` is what it wants itself."""
        return self.now() + self.manners.rest(url, pace)

    def claim(self, limit: int) -> tuple[Feed, ...]:
        """Feeds that are due, at most `limit`."""
        with self.store.read() as db:
            if not feeds.any_due(db, self.now()):
                return ()
        with self.store.write() as db:
            return feeds.claim(db, self.owner, self.now(), LEASE, limit)

    def look_now(self, chat_id: int, feed_id: int) -> Look | None:
        """Looks at a feed of this chat whether or not it is due; None while somebody else does."""
        with self.store.write() as db:
            of = feeds.claim_one(db, chat_id, feed_id, self.owner, self.now(), LEASE)
        return self.look(of) if of else None

    def look(self, of: Feed) -> Look | None:
        """Looks at a feed that was claimed; None where it was taken out of our hands meanwhile."""
        try:
            values = self._look(of)
        except _Lost:
            return None
        except UserError as error:
            values = self._failed(of, error)
        except Exception:
            log.exception("a feed could not be dealt with", feed_id=of.id)
            values = self._failed(of, UserError("trouble.other"))
        with self.store.write() as db:
            if not feeds.settle(db, of, self.owner, values):
                return None
        return Look(replace(of, **values), values.get("taken", of.taken) - of.taken)

    def _look(self, of: Feed) -> Change:
        fetched = self.fetcher.get(of.url, _conditions(of), kinds=FEED)
        now = self.now()
        values: Change = {"polled_at": now, "worked_at": now, "failures": 0, "error": None, "url": fetched.moved}
        if of.paused_why == "gone":
            values |= {"paused_at": None, "paused_why": None}
        pace = timedelta(seconds=of.pace)
        done = True
        if fetched.status != UNCHANGED and _digest(fetched) != of.digest:
            read = self._contents(fetched)
            taken, done = self._take_new(of, read)
            etag, last_modified, digest = _validators(fetched) if done else (None, None, None)
            pace = read.pace
            values |= {"title": read.title, "pace": int(pace.total_seconds()), "taken": of.taken + taken}
            values |= {"etag": etag, "last_modified": last_modified, "digest": digest}
        wanted = max(pace, max_age(fetched.headers))
        values["next_at"] = self.now() if self.stopping.is_set() and not done else self.next_at(of.url, wanted)
        return values

    def _failed(self, of: Feed, error: UserError) -> Change:
        now, failures = self.now(), of.failures + 1
        values: Change = {"polled_at": now, "failures": failures, "error": _kept(error)}
        wanted = retry_after(error.retry_after, now) if isinstance(error, AnswerRefused) else timedelta()
        values["next_at"] = now + self.manners.back_off(of.url, failures, wanted)
        if error.values.get("status") == GONE:
            values |= {"paused_at": now, "paused_why": "gone"}
        return values

    def _contents(self, fetched: Fetched) -> Contents:
        return self.do(contents, fetched.body, fetched.url, fetched.charset)

    def _take_new(self, of: Feed, read: Contents) -> tuple[int, bool]:
        """How many articles are new, and whether nothing is left for the next look. The oldest comes in first."""
        with self.store.read() as db:
            known = feeds.seen(db, of.id)
        new = [entry for entry in read.entries if entry.key not in known or known[entry.key].state == "waiting"]
        taken, done = 0, len(new) <= self.manners.most
        for entry in reversed(new[: self.manners.most]):
            if self.stopping.is_set():
                return taken, False
            tries = known[entry.key].tries if entry.key in known else 0
            what = self._take(of, entry, tries + 1)
            with self.store.write() as db:
                if not feeds.mark(db, of.id, self.owner, what, now=self.now(), lease=LEASE):
                    raise _Lost
            taken += what.state == "taken"
            done &= what.state != "waiting"
        with self.store.write() as db:
            feeds.forget(db, of.id, {entry.key for entry in read.entries}, self.now() - REMEMBERED)
        return taken, done

    def _take(self, of: Feed, entry: Entry, tries: int) -> Seen:
        """Makes an article of the entry: of its page, or where that cannot be read of what the feed itself holds."""
        missed = Seen(entry.key, "missed", tries, entry.title, entry.link)
        if entry.link and there_already(self.store, of.chat_id, entry.link, via="feed"):
            return Seen(entry.key, "old", tries)
        try:
            url, text = self._read(entry, of.title)
            arrival = take_in(self.store, self.parser, of.chat_id, text, url=url, via="feed")
        except FetchRefused as error:
            again = isinstance(error, Unreached) or error.values.get("status", GONE) != GONE
            return replace(missed, state="waiting" if again and tries < TRIES else "missed", error=_kept(error))
        except UserError as error:
            return replace(missed, error=_kept(error))
        except Exception:
            # One entry must not keep the others out, nor come again with every look.
            log.exception("an entry could not be dealt with", feed_id=of.id, link=entry.link)
            return replace(missed, error=("trouble.other", {}))
        return Seen(entry.key, "taken" if arrival.how == "new" else "old", tries)

    def _read(self, entry: Entry, outlet: str) -> tuple[str | None, str]:
        """The address and the text of an entry."""
        if entry.link is None:
            return None, accepted(self.do(_own_text, entry, outlet))
        try:
            fetched = self.fetcher.get(entry.link)
            text = self.do(article_in, fetched)
        except (FetchRefused, TextRefused):
            own = self.do(_own_text, entry, outlet)
            if not own:
                raise
            return entry.link, own
        return fetched.url, text


def _own_text(entry: Entry, outlet: str) -> str:
    """What the feed itself holds of an entry, under what it says of it; empty where that is no text."""
    text = article_text(f"<html><body><article>{entry.content}</article></body></html>")
    published = entry.at.date().isoformat() if entry.at else None
    return Imprint(entry.title or None, outlet, None, published).over(text) if len(text) >= ENOUGH else ""


def _conditions(of: Feed) -> Mapping[str, str]:
    """https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests."""
    given = {"If-None-Match": of.etag, "If-Modified-Since": of.last_modified}
    return {name: value for name, value in given.items() if value}


def _validators(fetched: Fetched) -> tuple[str | None, str | None, str]:
    return fetched.headers.get("etag"), fetched.headers.get("last-modified"), _digest(fetched)


def _digest(fetched: Fetched) -> str:
    return sha256(fetched.body).hexdigest()


def _kept(error: UserError) -> FeedError:
    return error.key, {name: value if isinstance(value, int) else str(value) for name, value in error.values.items()}
