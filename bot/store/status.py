"""What has become of the digests, for those who ask: what is in trouble, what was missed, when it was last looked."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, update

from bot.store.engine import upsert
from bot.store.tables import PartState, Planned, part, run, subscription, tick

TICKS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part that is not known to have arrived: uncertain, or failed and why."""

    id: int
    subscription_id: int
    chat_id: int
    n: int
    state: PartState
    error: str | None
    due_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A slot that was dealt with, and how many of its parts are in which state."""

    subscription_id: int
    day: date
    minute: int
    due_at: datetime
    planned: Planned
    parts: dict[PartState, int] = field(default_factory=dict)


def troubles(db: Connection, chat_id: int, since: datetime) -> tuple[Trouble, ...]:
    """The parts of a chat that are uncertain or failed, newest first."""
    c = part.c
    columns = select(c.id, run.c.subscription_id, c.chat_id, c.n, c.state, c.error, run.c.due_at, c.changed_at)
    found = columns.join(run, run.c.id == c.run_id).where(c.chat_id == chat_id, _in_trouble(), c.changed_at >= since)
    return tuple(Trouble(*row) for row in db.execute(found.order_by(c.id.desc())))


def resend(db: Connection, chat_id: int, part_id: int, now: datetime, not_after: datetime) -> bool:
    """Lets a part in trouble go again because somebody asked for it; False where there is no such part of this chat."""
    again = update(part).where(part.c.id == part_id, part.c.chat_id == chat_id, _in_trouble())
    fresh: dict[str, Any] = {"state": "pending", "owner": None, "lease_until": None, "attempts": 0, "error": None}
    return db.execute(again.values(**fresh, not_before=now, not_after=not_after, changed_at=now)).rowcount > 0


def runs(db: Connection, chat_id: int, since: datetime) -> tuple[Run, ...]:
    """What became of the slots of a chat, newest first."""
    c = run.c
    columns = select(c.id, c.subscription_id, c.day, c.slot, c.due_at, c.planned)
    mine = columns.join(subscription, subscription.c.id == c.subscription_id).where(subscription.c.chat_id == chat_id)
    rows = db.execute(mine.where(c.due_at >= since).order_by(c.due_at.desc(), c.id.desc())).all()
    counted = select(part.c.run_id, part.c.state, func.count()).where(part.c.run_id.in_([row.id for row in rows]))
    parts: dict[int, dict[PartState, int]] = {}
    for run_id, state, count in db.execute(counted.group_by(part.c.run_id, part.c.state)):
        parts.setdefault(run_id, {})[state] = count
    return tuple(Run(*row[1:], parts.get(row.id, {})) for row in rows)


def ticked(db: Connection, owner: str, at: datetime, took: float) -> None:
    """Notes that a process has looked for what is due; those that have not for a day are forgotten."""
    new = upsert(db, tick).values(owner=owner, at=at, took=took)
    db.execute(new.on_conflict_do_update(index_elements=["owner"], set_={"at": at, "took": took}))
    db.execute(delete(tick).where(tick.c.at < at - TICKS_KEPT))


def last_tick(db: Connection) -> datetime | None:
    """When any process last looked for what is due."""
    return db.execute(select(func.max(tick.c.at))).scalar_one()


def _in_trouble() -> ColumnElement[bool]:
    """In literal words, for the sake of the index."""
    return part.c.state.in_(bindparam(None, ("uncertain", "failed"), expanding=True, literal_execute=True))


def bugs(db: Connection, since: datetime) -> int:
    """How many parts of all chats arrived only as plain text, because their markup was refused."""
    wrong = select(func.count()).where(part.c.plain.is_(True), part.c.state == "sent", part.c.changed_at >= since)
    return db.execute(wrong).scalar_one()
