"""Feeds: which a chat follows, what was seen of each, and who is looking at which.

Functions on a transaction of the Store's. Whoever claims a feed owns it until its lease runs out; pausing it or deleting
it takes it out of his hands.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, or_, select, update

from bot.store.engine import upsert
from bot.store.tables import EntryState, FeedError, FeedNews, FeedPausedWhy, feed, feed_entry


@dataclass(frozen=True, slots=True)
class Wish:
    """A feed to be followed, as it was read just now; the fields are those of the table, in bot/store/tables.py."""

    chat_id: int
    thread_id: int | None
    url: str
    title: str
    etag: str | None
    last_modified: str | None
    digest: str | None
    pace: int
    added_by: int | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a chat follows it; times are UTC."""

    id: int
    chat_id: int
    thread_id: int | None
    url: str
    title: str
    etag: str | None
    last_modified: str | None
    digest: str | None
    pace: int
    taken: int
    error: FeedError | None
    failures: int
    told: FeedNews | None
    added_by: int | None
    added_at: datetime
    polled_at: datetime
    worked_at: datetime
    next_at: datetime
    paused_at: datetime | None
    paused_why: FeedPausedWhy | None


class Change(TypedDict, total=False):
    """What a look changes of a feed."""

    url: str
    title: str
    etag: str | None
    last_modified: str | None
    digest: str | None
    pace: int
    taken: int
    error: FeedError | None
    failures: int
    polled_at: datetime
    worked_at: datetime
    next_at: datetime
    paused_at: datetime | None
    paused_why: FeedPausedWhy | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of an entry; of those that are waiting or were missed also what it was and why."""

    key: str
    state: EntryState
    tries: int = 0
    title: str | None = None
    link: str | None = None
    error: FeedError | None = None


COLUMNS = tuple(feed.c[name] for name in Feed.__dataclass_fields__)
SEEN = tuple(feed_entry.c[name] for name in Seen.__dataclass_fields__)
NOBODYS = {"owner": None, "lease_until": None}
STAYS = feed.c.paused_why.is_distinct_from("deleted")


def add(db: Connection, wish: Wish, keys: Iterable[str], *, now: datetime, next_at: datetime) -> int:
    """Follows a feed and returns its id. What stands in it by now (`keys`) is not news. A deleted one of that URL is gone for good."""
    db.execute(delete(feed).where(feed.c.chat_id == wish.chat_id, feed.c.url == wish.url, ~STAYS))
    values = {name: getattr(wish, name) for name in Wish.__dataclass_fields__}
    new = insert(feed).values(
        **values, taken=0, failures=0, added_at=now, polled_at=now, worked_at=now, next_at=next_at
    )
    number = db.execute(new.returning(feed.c.id)).scalar_one()
    rows = [{"feed_id": number, "key": key, "state": "old", "tries": 0, "at": now} for key in dict.fromkeys(keys)]
    if rows:
        db.execute(insert(feed_entry), rows)
    return number


def kept(db: Connection, chat_id: int) -> tuple[Feed, ...]:
    """The feeds that a chat follows, oldest first; deleted ones are not there."""
    return _feeds(db, feed.c.chat_id == chat_id, STAYS)


def get(db: Connection, chat_id: int, feed_id: int) -> Feed | None:
    """A feed of this chat, also a deleted one; another chat's is not there."""
    found = _feeds(db, _own(chat_id, feed_id))
    return found[0] if found else None


def by_url(db: Connection, chat_id: int, urls: Collection[str]) -> Feed | None:
    """The feed that the chat follows under one of these addresses."""
    found = _feeds(db, feed.c.chat_id == chat_id, feed.c.url.in_(urls), STAYS)
    return found[0] if found else None


# Looking


def any_due(db: Connection, now: datetime) -> bool:
    """Whether there is anything to claim."""
    return db.execute(select(exists().where(*_ready(now)))).scalar_one()


def claim(db: Connection, owner: str, now: datetime, lease: timedelta, limit: int) -> tuple[Feed, ...]:
    """Takes up to `limit` feeds of any chats that are due, the longest due first.

    PostgreSQL passes over the rows that another process is taking this moment.
    """
    ready = select(feed.c.id).where(*_ready(now)).order_by(feed.c.next_at, feed.c.id).limit(limit)
    ids = db.execute(ready.with_for_update(skip_locked=True)).scalars().all()
    return _taken(db, owner, now + lease, feed.c.id.in_(ids)) if ids else ()


def claim_one(db: Connection, chat_id: int, feed_id: int, owner: str, now: datetime, lease: timedelta) -> Feed | None:
    """Takes a feed of this chat whether or not it is due, also a paused one; None while somebody else is looking."""
    found = _taken(db, owner, now + lease, _own(chat_id, feed_id), STAYS, _free(now))
    return found[0] if found else None


def seen(db: Connection, feed_id: int) -> Mapping[str, Seen]:
    """What is known of the entries of a feed, by key."""
    rows = db.execute(select(*SEEN).where(feed_entry.c.feed_id == feed_id))
    return {row.key: Seen(*row) for row in rows}


def mark(db: Connection, feed_id: int, owner: str, what: Seen, *, now: datetime, lease: timedelta) -> bool:
    """Keeps what became of an entry and renews the lease; False where the feed is no longer its owner's to look at."""
    mine = update(feed).where(feed.c.id == feed_id, feed.c.owner == owner)
    if not db.execute(mine.values(lease_until=now + lease)).rowcount:
        return False
    values = {name: getattr(what, name) for name in Seen.__dataclass_fields__}
    new = upsert(db, feed_entry).values(feed_id=feed_id, at=now, **values)
    db.execute(new.on_conflict_do_update(index_elements=["feed_id", "key"], set_=values))
    return True


def settle(db: Connection, of: Feed, owner: str, values: Change) -> bool:
    """Ends a look. An address that the chat follows already stays with the other feed. False where the feed was no longer its owner's."""
    if (url := values.get("url", of.url)) != of.url:
        taken = exists().where(feed.c.chat_id == of.chat_id, feed.c.url == url)
        values["url"] = of.url if db.execute(select(taken)).scalar_one() else url
    mine = update(feed).where(feed.c.id == of.id, feed.c.owner == owner)
    return db.execute(mine.values(**values, **NOBODYS)).rowcount > 0


def forget(db: Connection, feed_id: int, keys: Collection[str], before: datetime) -> None:
    """Forgets the entries that stand in the feed no more (`keys` do) and came before then."""
    c = feed_entry.c
    old = db.execute(select(c.key).where(c.feed_id == feed_id, c.at < before)).scalars()
    gone = set(old) - set(keys)
    if gone:
        db.execute(delete(feed_entry).where(c.feed_id == feed_id, c.key.in_(gone)))


def missed(db: Connection, feed_id: int, limit: int) -> tuple[int, tuple[Seen, ...]]:
    """How many entries could not be read, and the newest of them."""
    mine = (feed_entry.c.feed_id == feed_id, feed_entry.c.state.in_(("missed", "waiting")))
    count = db.execute(select(func.count()).select_from(feed_entry).where(*mine)).scalar_one()
    rows = db.execute(select(*SEEN).where(*mine).order_by(feed_entry.c.at.desc(), feed_entry.c.key).limit(limit))
    return count, tuple(Seen(*row) for row in rows)


def tell(db: Connection, feed_id: int, what: FeedNews | None) -> None:
    """Remembers what the chat was told of the feed."""
    db.execute(update(feed).where(feed.c.id == feed_id).values(told=what))


# Pausing, and deleting with a way back


def pause(db: Connection, chat_id: int, why: FeedPausedWhy, now: datetime, *, only: int | None = None) -> int:
    """Pauses what is not paused of a chat (`only`: one feed) and says how many."""
    which = [feed.c.chat_id == chat_id, feed.c.paused_at.is_(None)]
    if only is not None:
        which.append(feed.c.id == only)
    return db.execute(update(feed).where(*which).values(paused_at=now, paused_why=why, **NOBODYS)).rowcount


def resume(db: Connection, chat_id: int, now: datetime, *where: ColumnElement[bool]) -> int:
    """Ends pauses of a chat: what is due meanwhile is looked at now. Says how many."""
    paused = update(feed).where(feed.c.chat_id == chat_id, feed.c.paused_at.is_not(None), *where)
    return db.execute(paused.values(paused_at=None, paused_why=None, next_at=now, told=None)).rowcount


def resume_one(db: Connection, chat_id: int, feed_id: int, now: datetime) -> bool:
    """Ends the pause of a feed, whatever it was, or brings back a deleted one."""
    return resume(db, chat_id, now, feed.c.id == feed_id) > 0


def let_in(db: Connection, chat_id: int, now: datetime) -> None:
    """Ends the pauses of a chat that the bot had been put out of."""
    resume(db, chat_id, now, feed.c.paused_why == "out")


def discard(db: Connection, chat_id: int, feed_id: int, now: datetime) -> bool:
    """Takes a feed out of every list; `resume_one` brings it back. False where there is none."""
    own = update(feed).where(_own(chat_id, feed_id), STAYS)
    return db.execute(own.values(paused_at=now, paused_why="deleted", **NOBODYS)).rowcount > 0


def purge(db: Connection, before: datetime) -> int:
    """Forgets what was deleted before then, and says how many."""
    return db.execute(delete(feed).where(~STAYS, feed.c.paused_at < before)).rowcount


def migrate(db: Connection, old: int, new: int) -> None:
    """The feeds of a group go on under its new id; what the supergroup follows already stays its own."""
    twin = feed.alias()
    taken = exists().where(twin.c.chat_id == new, twin.c.url == feed.c.url)
    db.execute(update(feed).where(feed.c.chat_id == old, ~taken).values(chat_id=new))
    db.execute(delete(feed).where(feed.c.chat_id == old))


def _feeds(db: Connection, *where: ColumnElement[bool]) -> tuple[Feed, ...]:
    rows = db.execute(select(*COLUMNS).where(*where).order_by(feed.c.id))
    return tuple(Feed(*row) for row in rows)


def _taken(db: Connection, owner: str, until: datetime, *where: ColumnElement[bool]) -> tuple[Feed, ...]:
    rows = db.execute(update(feed).where(*where).values(owner=owner, lease_until=until).returning(*COLUMNS))
    return tuple(sorted((Feed(*row) for row in rows), key=lambda of: (of.next_at, of.id)))


def _own(chat_id: int, feed_id: int) -> ColumnElement[bool]:
    return and_(feed.c.id == feed_id, feed.c.chat_id == chat_id)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(feed.c.lease_until.is_(None), feed.c.lease_until < now)


def _ready(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return feed.c.next_at <= now, feed.c.paused_at.is_(None), _free(now)
