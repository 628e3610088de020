"""Subscriptions, clocks and composers for tests of the outbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.digest.due import Slot, Timetable
from bot.digest.outbox import Draft, Outbox, Outcome, Result
from bot.store import subscriptions
from bot.store.outbox import Claim, Message
from bot.store.store import Store
from bot.store.subscriptions import Subscription, Wish
from bot.store.tables import part, run, subscription

NINE = datetime(2027, 1, 4, 1, tzinfo=UTC)  # Monday, 09:00 in Taipei
SENT = Result(Outcome.SENT, message_id=7)


@dataclass
class Clock:
    """A clock that tests move, in UTC."""

    at: datetime = NINE

    def __call__(self) -> datetime:
        return self.at

    def go(self, **by: float) -> None:
        self.at += timedelta(**by)


def texts(*htmls: str) -> Callable[[Subscription, Slot, datetime], Draft]:
    """Composes always the same messages."""
    return lambda *_: Draft(tuple(Message(html) for html in htmls))


def subscribe(store: Store, chat_id: int, *, since: datetime | None = None, **asked: Any) -> int:
    """A daily digest at 09:00 in Taipei, asked for an hour before NINE where nothing else is said."""
    wish = Wish(chat_id, **{"times": (540,), "zone": "Asia/Taipei", **asked})
    since = since or NINE - timedelta(hours=1)
    table = Timetable(wish.times, wish.days, ZoneInfo(wish.zone))
    with store.write() as db:
        return subscriptions.add(db, wish, now=since, next_at=table.next_at(since))


@dataclass
class Desk:
    """An outbox with its clock, and a look at what the database holds."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    compose: Callable[[Subscription, Slot, datetime], Draft] = field(default_factory=lambda: texts("一", "二", "三"))

    def outbox(self, owner: str = "me", **options: Any) -> Outbox:
        return Outbox(self.store, self.compose, owner, self.clock, **options)

    def states(self) -> list[tuple[str, str]]:
        """(text, state) of every part, in the order of sending."""
        c = part.c
        with self.store.read() as db:
            rows = db.execute(select(c.html, c.state).order_by(c.run_id, c.n, c.piece))
            return [tuple(row) for row in rows]

    def runs(self) -> list[tuple[str, str]]:
        """(local day, what was planned) of every run."""
        with self.store.read() as db:
            rows = db.execute(select(run.c.day, run.c.planned).order_by(run.c.due_at, run.c.id))
            return [(day.isoformat(), planned) for day, planned in rows]

    def owners(self) -> list[tuple[str, int]]:
        """Who has sent how many parts."""
        with self.store.read() as db:
            counted = select(part.c.owner, func.count()).where(part.c.state == "sent").group_by(part.c.owner)
            return [tuple(row) for row in db.execute(counted)]

    def asked(self) -> list[Subscription]:
        with self.store.read() as db:
            return list(subscriptions.load(db, db.execute(select(subscription.c.id)).scalars().all()))


def send(box: Outbox, claim: Claim, result: Result = SENT) -> str:
    """What a worker does with a claim, without Telegram."""
    assert box.begin(claim)
    return box.settle(claim, result)


def send_all(box: Outbox, most: int = 100) -> list[tuple[int, str]]:
    """Sends until nothing is left that may go; (chat, text) in the order of sending."""
    gone = []
    while claims := box.claim(most):
        for claim in claims:
            gone.append((claim.chat_id, claim.html))
            send(box, claim)
    return gone
