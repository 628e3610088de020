"""The outbox: runs of subscriptions, their parts, and who is sending which.

pending → claimed → calling → sent | uncertain | failed. Functions on a transaction of the Store's. Whoever claims a part
owns it until its lease runs out; nothing is changed of a part by anybody but its owner, or after that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from bot.store.engine import upsert
from bot.store.subscriptions import Item, show
from bot.store.tables import PartRows, Planned, chat, part, run, subscription

IN_HAND = ("claimed", "calling")


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a digest: Telegram HTML, and rows of buttons as (label, line typed when pressed, article or None)."""

    html: str
    buttons: PartRows = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of one slot of a subscription: `day` and `minute` are local, `next_at` is when it is due again.

    `was_next_at` was that before: where it has changed, somebody has moved the subscription, and this plan is void.
    `shown` is what the messages hold, so that it is not shown again.
    """

    subscription_id: int
    day: date
    minute: int
    due_at: datetime
    planned: Planned
    was_next_at: datetime
    next_at: datetime
    not_after: datetime
    messages: tuple[Message, ...] = ()
    shown: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A part that its owner may send now."""

    id: int
    run_id: int
    n: int
    piece: int
    subscription_id: int
    chat_id: int
    thread_id: int | None
    silent: bool
    html: str
    buttons: PartRows
    plain: bool
    attempts: int


NEW: dict[str, Any] = {"piece": 0, "plain": False, "state": "pending", "attempts": 0}


def plan(db: Connection, wanted: Plan, now: datetime) -> bool:
    """Keeps the run with its parts and moves the subscription on; False where another has, or nobody wants it any more.

    On PostgreSQL whoever comes second waits until the first is through. The run is unique besides.
    """
    s = subscription.c
    unmoved = and_(s.id == wanted.subscription_id, s.next_at == wanted.was_next_at, s.paused_at.is_(None))
    chat_id = db.execute(select(s.chat_id).where(unmoved).with_for_update()).scalar_one_or_none()
    if chat_id is None:
        return False
    values = {
        "subscription_id": wanted.subscription_id,
        "day": wanted.day,
        "slot": wanted.minute,
        "due_at": wanted.due_at,
        "planned": wanted.planned,
        "planned_at": now,
    }
    new = upsert(db, run).values(**values).on_conflict_do_nothing().returning(run.c.id)
    run_id = db.execute(new).scalar_one_or_none()
    moved: dict[str, Any] = {"next_at": wanted.next_at}
    if run_id is not None and wanted.messages:
        common = {"run_id": run_id, "chat_id": chat_id, "not_after": wanted.not_after, "not_before": now, **NEW}
        parts = ({"n": n, "html": m.html, "buttons": m.buttons} for n, m in enumerate(wanted.messages))
        db.execute(insert(part), [{**common, **own, "changed_at": now} for own in parts])
        show(db, wanted.subscription_id, wanted.shown)
        moved["read_until"] = now
    db.execute(update(subscription).where(subscription.c.id == wanted.subscription_id).values(**moved))
    return run_id is not None


def claim(db: Connection, owner: str, now: datetime, lease: timedelta, limit: int) -> tuple[Claim, ...]:
    """Takes up to `limit` parts that may be sent now: of each chat the first that is open, oldest runs first.

    PostgreSQL passes over the rows that another worker is taking this moment.
    """
    c, earlier, theirs = part.c, part.alias("earlier"), subscription.alias("theirs")
    order = (c.run_id, c.n, c.piece)
    # What a paused subscription has pending holds nobody up.
    unpaused = exists().where(
        run.c.id == earlier.c.run_id, theirs.c.id == run.c.subscription_id, theirs.c.paused_at.is_(None)
    )
    before = tuple_(earlier.c.run_id, earlier.c.n, earlier.c.piece) < tuple_(*order)
    ahead = exists().where(
        earlier.c.chat_id == c.chat_id,
        _open(earlier),
        or_(earlier.c.state.in_(IN_HAND), and_(before, unpaused)),
    )
    flooded = exists().where(chat.c.id == c.chat_id, chat.c.paused_until > now)
    ready = (
        select(c.id)
        .join(run, run.c.id == c.run_id)
        .join(subscription, subscription.c.id == run.c.subscription_id)
        .where(
            _open(part),
            c.state == "pending",
            c.not_before <= now,
            c.not_after >= now,
            subscription.c.paused_at.is_(None),
        )
        .where(~flooded, ~ahead)
        .order_by(*order)
        .limit(limit)
        .with_for_update(skip_locked=True, of=part)
    )
    ids = db.execute(ready).scalars().all()
    if not ids:
        return ()
    mine = update(part).where(c.id.in_(ids), c.state == "pending")
    db.execute(mine.values(state="claimed", owner=owner, lease_until=now + lease, changed_at=now))
    s = subscription.c
    taken = (
        select(
            c.id, c.run_id, c.n, c.piece, s.id, c.chat_id, s.thread_id, s.silent, c.html, c.buttons, c.plain, c.attempts
        )
        .join(run, run.c.id == c.run_id)
        .join(subscription, s.id == run.c.subscription_id)
        .where(c.id.in_(ids), c.state == "claimed", c.owner == owner)
    )
    return tuple(Claim(*tuple(row)) for row in db.execute(taken.order_by(*order)))


def begin(db: Connection, part_id: int, owner: str, now: datetime, lease: timedelta) -> bool:
    """Says that Telegram is about to be called; False where the part is no longer its owner's to send."""
    mine = update(part).where(part.c.id == part_id, part.c.state == "claimed", part.c.owner == owner)
    return db.execute(mine.values(state="calling", lease_until=now + lease, changed_at=now)).rowcount > 0


def settle(db: Connection, part_id: int, owner: str, now: datetime, values: Mapping[str, Any]) -> bool:
    """Keeps what became of a part. What was taken for uncertain in the meantime is known after all."""
    c = part.c
    mine = update(part).where(c.id == part_id, c.owner == owner, c.state.in_((*IN_HAND, "uncertain")))
    return db.execute(mine.values(**values, lease_until=None, changed_at=now)).rowcount > 0


def cut(db: Connection, claimed: Claim, pieces: Sequence[str], now: datetime) -> None:
    """Puts pieces in the place of a part that is too long; its buttons stand under the last. What is a piece has failed."""
    c = part.c
    row = db.execute(select(part).where(c.id == claimed.id)).mappings().one()
    siblings = select(func.count()).where(c.run_id == claimed.run_id, c.n == claimed.n)
    if db.execute(siblings).scalar_one() > 1:
        db.execute(update(part).where(c.id == claimed.id).values(state="failed"))
        return
    rest = [
        {**row, "piece": piece, "html": html, "state": "pending", "owner": None, "lease_until": None, "changed_at": now}
        for piece, html in enumerate(pieces)
    ]
    for new in rest:
        del new["id"]
        new["buttons"] = row["buttons"] if new is rest[-1] else ()
    db.execute(update(part).where(part.c.id == claimed.id).values(html=pieces[0], buttons=()))
    db.execute(insert(part), rest[1:])


def recover(db: Connection, now: datetime) -> tuple[int, int]:
    """Judges what expired leases leave behind: claimed was not sent and is pending again, calling is uncertain; how many."""
    gone = [_open(part), part.c.lease_until < now]
    release = update(part).where(part.c.state == "claimed", *gone)
    released = db.execute(release.values(state="pending", owner=None, lease_until=None, changed_at=now)).rowcount
    doubt = update(part).where(part.c.state == "calling", *gone)
    why = "the process ended during the call"
    return released, db.execute(doubt.values(state="uncertain", error=why, changed_at=now)).rowcount


def expire(db: Connection, now: datetime) -> int:
    """Gives up what is pending for longer than it may; says how many."""
    late = update(part).where(_open(part), part.c.state == "pending", part.c.not_after < now)
    why = func.coalesce(part.c.error + ": ", "") + "too late"
    return db.execute(late.values(state="failed", error=why, changed_at=now)).rowcount


def pause_chat(db: Connection, chat_id: int, until: datetime, not_after: datetime) -> None:
    """Sends this chat nothing until then, as Telegram asked (429); what waits for that is not too late before `not_after`."""
    new = upsert(db, chat).values(id=chat_id, paused_until=until)
    later = case((chat.c.paused_until > until, chat.c.paused_until), else_=until)
    db.execute(new.on_conflict_do_update(index_elements=["id"], set_={"paused_until": later}))
    waiting = update(part).where(part.c.chat_id == chat_id, _open(part), part.c.not_after < not_after)
    db.execute(waiting.values(not_after=not_after))


def paused_until(db: Connection, chat_id: int, now: datetime) -> datetime | None:
    """Until when Telegram wants nothing sent to this chat; None when it may be."""
    until = db.execute(select(chat.c.paused_until).where(chat.c.id == chat_id)).scalar_one_or_none()
    return until if until and until > now else None


def any_open(db: Connection) -> bool:
    """Whether anything is pending or in somebody's hands."""
    return db.execute(select(exists().where(_open(part)))).scalar_one()


def _open(parts: FromClause) -> ColumnElement[bool]:
    """Pending or in somebody's hands; in literal words, else neither database sees that its small index will do."""
    return parts.c.state.in_(bindparam(None, ("pending", *IN_HAND), expanding=True, literal_execute=True))
