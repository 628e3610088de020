"""Subscriptions: what a chat has asked to be sent, when, and what each has shown already.

Functions on a transaction of the Store's: `with store.write() as db: subscriptions.add(db, ...)`. Nothing here knows
zones or calendars: whoever sets times, days, zone or preset works out `next_at` (bot/digest/due.py) and gives it along.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    insert,
    select,
    update,
)

from bot.store.articles import HEAD, Head, on_shelf
from bot.store.engine import upsert
from bot.store.tables import Empty, Length, PausedWhy, Preset, article, shown, subscription

EVERY_DAY = 0b1111111  # bit 0 is Monday
# How far behind `read_until` new articles are looked for: on PostgreSQL one can be committed later than it was written.
OVERLAP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; the fields are those of the table, in bot/store/tables.py."""

    chat_id: int
    times: tuple[int, ...]
    zone: str
    thread_id: int | None = None
    days: int = EVERY_DAY
    preset: Preset | None = None
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    length: Length = "normal"
    silent: bool = False
    empty: Empty = "nothing"
    created_by: int | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as it stands. Times are minutes after local midnight in `zone`; datetimes are UTC."""

    id: int
    chat_id: int
    thread_id: int | None
    times: tuple[int, ...]
    days: int
    zone: str
    preset: Preset | None
    kinds: tuple[str, ...]
    words: tuple[str, ...]
    length: Length
    silent: bool
    empty: Empty
    paused_at: datetime | None
    paused_why: PausedWhy | None
    created_by: int | None
    created_at: datetime
    read_until: datetime
    next_at: datetime


class Change(TypedDict, total=False):
    """What can be changed of a subscription; `next_at` comes along with whatever moves its slots."""

    times: tuple[int, ...]
    days: int
    zone: str
    preset: Preset | None
    kinds: tuple[str, ...]
    words: tuple[str, ...]
    length: Length
    silent: bool
    empty: Empty
    next_at: datetime


class Item(NamedTuple):
    """What was shown: an article as news (`item` empty), or one thing of it, in words of whoever composes ("quotes:12-40")."""

    article_id: int
    item: str = ""


COLUMNS = tuple(subscription.c[name] for name in Subscription.__dataclass_fields__)


def add(db: Connection, wish: Wish, *, now: datetime, next_at: datetime) -> int:
    """Keeps a new subscription and returns its id. The articles that are on the shelf by now are not news for it."""
    values = {name: getattr(wish, name) for name in Wish.__dataclass_fields__}
    new = insert(subscription).values(**values, created_at=now, read_until=now, next_at=next_at)
    return db.execute(new.returning(subscription.c.id)).scalar_one()


def get(db: Connection, chat_id: int, subscription_id: int) -> Subscription | None:
    """A subscription of this chat; another chat's is not there."""
    found = of_chat(db, chat_id, subscription.c.id == subscription_id)
    return found[0] if found else None


def of_chat(db: Connection, chat_id: int, *where: ColumnElement[bool]) -> tuple[Subscription, ...]:
    """The subscriptions of a chat and all its topics, oldest first."""
    c = subscription.c
    rows = db.execute(select(*COLUMNS).where(c.chat_id == chat_id, *where).order_by(c.id))
    return tuple(Subscription(*row) for row in rows)


def due(db: Connection, now: datetime) -> tuple[int, ...]:
    """The ids of the subscriptions of all chats whose next slot has come, the longest due first. For the tick."""
    c = subscription.c
    ids = select(c.id).where(c.next_at <= now, c.paused_at.is_(None)).order_by(c.next_at, c.id)
    return tuple(db.execute(ids).scalars())


def load(db: Connection, ids: Collection[int]) -> tuple[Subscription, ...]:
    """Subscriptions of any chat in the order of `due`. For the tick: no chat is shown this."""
    c = subscription.c
    rows = db.execute(select(*COLUMNS).where(c.id.in_(ids)).order_by(c.next_at, c.id))
    return tuple(Subscription(*row) for row in rows)


def change(db: Connection, chat_id: int, subscription_id: int, values: Change) -> bool:
    """Sets what is given; False where the chat has no such subscription."""
    return db.execute(update(subscription).where(_own(chat_id, subscription_id)).values(**values)).rowcount > 0


def remove(db: Connection, chat_id: int, subscription_id: int) -> bool:
    """Forgets a subscription with all it has planned and shown; what is being sent this moment still arrives."""
    return db.execute(delete(subscription).where(_own(chat_id, subscription_id))).rowcount > 0


def pause(
    db: Connection, chat_id: int, why: PausedWhy, now: datetime, *where: ColumnElement[bool], only: int | None = None
) -> int:
    """Pauses what is not paused of a chat (`only`: one subscription); what it has pending waits. Says how many."""
    c = subscription.c
    which = [c.chat_id == chat_id, c.paused_at.is_(None), *where]
    if only is not None:
        which.append(c.id == only)
    return db.execute(update(subscription).where(*which).values(paused_at=now, paused_why=why)).rowcount


def pause_topic(db: Connection, chat_id: int, thread_id: int | None, now: datetime) -> int:
    """Pauses the subscriptions of a topic that was closed or deleted (None: the General topic)."""
    return pause(db, chat_id, "topic", now, subscription.c.thread_id.is_not_distinct_from(thread_id))


def resume(db: Connection, chat_id: int, subscription_id: int, next_at: datetime) -> bool:
    """Ends a pause; `next_at` says from which slot on. False where there is no such subscription, or no pause."""
    paused = and_(_own(chat_id, subscription_id), subscription.c.paused_at.is_not(None))
    values = {"paused_at": None, "paused_why": None, "next_at": next_at}
    return db.execute(update(subscription).where(paused).values(**values)).rowcount > 0


def paused(db: Connection, chat_id: int, why: PausedWhy) -> tuple[Subscription, ...]:
    """The subscriptions of a chat that are paused for this reason."""
    return of_chat(db, chat_id, subscription.c.paused_why == why)


# What was shown


def new_articles(db: Connection, of: Subscription, until: datetime) -> tuple[Head, ...]:
    """The articles on the chat's shelf that came since the last digest and were not in one, oldest first."""
    c = article.c
    seen = exists().where(
        shown.c.subscription_id == of.id,
        shown.c.article_id == c.id,
        shown.c.digest == c.digest,
        shown.c.item == "",
    )
    since = max(of.created_at, of.read_until - OVERLAP)
    fresh = select(*HEAD).where(on_shelf(of.chat_id), c.added_at > since, c.added_at <= until, ~seen)
    return tuple(Head(*row) for row in db.execute(fresh.order_by(c.added_at, c.id)))


def shown_items(db: Connection, of: Subscription) -> frozenset[Item]:
    """What this subscription has shown of the articles as they are now."""
    same = and_(article.c.id == shown.c.article_id, article.c.digest == shown.c.digest)
    rows = db.execute(select(shown.c.article_id, shown.c.item).join(article, same).where(_shown_by(of.id)))
    return frozenset(Item(*row) for row in rows)


def show(db: Connection, subscription_id: int, items: Iterable[Item]) -> None:
    """Remembers what a digest holds; an article that has gone in the meantime is passed over."""
    wanted = tuple(items)
    ids = {item.article_id for item in wanted}
    found = db.execute(select(article.c.id, article.c.digest).where(article.c.id.in_(ids)))
    digests = {row.id: row.digest for row in found} if wanted else {}
    rows: Sequence[dict[str, object]] = [
        {
            "subscription_id": subscription_id,
            "article_id": i.article_id,
            "digest": digests[i.article_id],
            "item": i.item,
        }
        for i in wanted
        if i.article_id in digests
    ]
    if rows:
        db.execute(upsert(db, shown).on_conflict_do_nothing(), rows)


def _own(chat_id: int, subscription_id: int) -> ColumnElement[bool]:
    return and_(subscription.c.id == subscription_id, subscription.c.chat_id == chat_id)


def _shown_by(subscription_id: int) -> ColumnElement[bool]:
    return shown.c.subscription_id == subscription_id


# Deleting with a way back


def discard(db: Connection, chat_id: int, subscription_id: int, now: datetime) -> bool:
    """Takes a subscription out of every list and every tick; `restore` brings it back. False where there is none."""
    own = and_(_own(chat_id, subscription_id), subscription.c.paused_why.is_distinct_from("deleted"))
    return db.execute(update(subscription).where(own).values(paused_at=now, paused_why="deleted")).rowcount > 0


def restore(db: Connection, chat_id: int, subscription_id: int, next_at: datetime) -> bool:
    """Brings back what was discarded, with all it has shown, and not paused."""
    gone = and_(_own(chat_id, subscription_id), subscription.c.paused_why == "deleted")
    values = {"paused_at": None, "paused_why": None, "next_at": next_at}
    return db.execute(update(subscription).where(gone).values(**values)).rowcount > 0


def kept(db: Connection, chat_id: int) -> tuple[Subscription, ...]:
    """The subscriptions of a chat and all its topics that were not discarded, oldest first."""
    return of_chat(db, chat_id, subscription.c.paused_why.is_distinct_from("deleted"))


def purge(db: Connection, before: datetime) -> int:
    """Forgets what was discarded before then, and says how many."""
    c = subscription.c
    return db.execute(delete(subscription).where(c.paused_why == "deleted", c.paused_at < before)).rowcount
