"""Gets every digest out once: what is due is planned, a part is claimed, sent, and what came of it is kept.

All of it is synchronous, and several processes may do it on one database. Who calls Telegram is not known here: chat/
says in one word what happened to a part (Outcome), and RULES says what becomes of it.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import NamedTuple

import structlog

from bot.digest.due import GRACE, Slot, Timetable, Works, verdict, weekdays
from bot.store import chats, outbox, status, subscriptions
from bot.store.engine import Transaction
from bot.store.outbox import Claim, Message, Plan
from bot.store.store import Store
from bot.store.subscriptions import Item, Subscription
from bot.store.tables import PartState

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=90)  # longer than the longest call takes, all of its time-outs together
BATCH = 50  # subscriptions planned in one transaction
FIRST_RETRY, LAST_RETRY = timedelta(seconds=5), timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a digest holds: its messages, each valid alone, and what they show. Without messages nothing is sent."""

    messages: tuple[Message, ...] = ()
    shown: tuple[Item, ...] = ()


# What the slot of a subscription holds, at this moment; `slot.late(now)` says whether to tell that it comes late.
Compose = Callable[[Subscription, Slot, datetime], Draft]


class Outcome(Enum):
    """What happened to a part that was to be sent."""

    SENT = auto()
    FLOODED = auto()  # RetryAfter: not delivered
    UNREACHED = auto()  # no connection: not sent
    UNKNOWN = auto()  # the line was lost, or the server failed, after the call had begun
    MIGRATED = auto()  # the group has become a supergroup
    SHUT_OUT = auto()  # kicked, blocked, or without the right to write
    TOPIC_GONE = auto()  # closed or deleted
    BAD_MARKUP = auto()  # Telegram cannot parse it: our bug
    TOO_LONG = auto()  # our bug
    REFUSED = auto()  # any other refusal
    WITHDRAWN = auto()  # not tried: whoever held it stops


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with what belongs to it: SENT `message_id`; FLOODED `wait`; MIGRATED `chat_id`, the new one; TOO_LONG `pieces`."""

    outcome: Outcome
    error: str | None = None
    message_id: int | None = None
    wait: timedelta = timedelta()
    chat_id: int | None = None
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """How long a digest may be late, and how long a part stays with whoever claimed it."""

    grace: timedelta = GRACE
    lease: timedelta = LEASE


@dataclass(frozen=True, slots=True)
class Case:
    """One part, what happened to it, and when."""

    claim: Claim
    result: Result
    now: datetime
    policy: Policy


def _pause_chat(db: Transaction, case: Case) -> None:
    until = case.now + case.result.wait
    outbox.pause_chat(db, case.claim.chat_id, until, until + case.policy.grace)


def _move_chat(db: Transaction, case: Case) -> None:
    if case.result.chat_id is not None:
        chats.migrate(db, case.claim.chat_id, case.result.chat_id)


def _pause_subscriptions(db: Transaction, case: Case) -> None:
    subscriptions.pause(db, case.claim.chat_id, "out", case.now)


def _pause_topic(db: Transaction, case: Case) -> None:
    subscriptions.pause_topic(db, case.claim.chat_id, case.claim.thread_id, case.now)


def _cut(db: Transaction, case: Case) -> None:
    outbox.cut(db, case.claim, case.result.pieces, case.now)


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a part, and what else is done. `burns`: it is an attempt, and the next one waits longer.

    `again`: whether there is another way to send it; there is not, it has failed.
    """

    state: PartState
    also: Callable[[Transaction, Case], None] | None = None
    burns: bool = False
    plain: bool = False
    again: Callable[[Case], bool] = lambda _: True


RULES: Mapping[Outcome, Rule] = {
    Outcome.SENT: Rule("sent"),
    Outcome.FLOODED: Rule("pending", _pause_chat),
    Outcome.UNREACHED: Rule("pending", burns=True),
    Outcome.UNKNOWN: Rule("uncertain"),
    Outcome.MIGRATED: Rule("pending", _move_chat),
    Outcome.SHUT_OUT: Rule("pending", _pause_subscriptions),
    Outcome.TOPIC_GONE: Rule("pending", _pause_topic),
    Outcome.BAD_MARKUP: Rule("pending", plain=True, again=lambda case: not case.claim.plain),
    Outcome.TOO_LONG: Rule("pending", _cut, again=lambda case: len(case.result.pieces) > 1),
    Outcome.REFUSED: Rule("failed"),
    Outcome.WITHDRAWN: Rule("pending"),
}


class _Turn(NamedTuple):
    """A slot, and what the subscription's `next_at` is before and after it."""

    slot: Slot
    was_next_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Outbox:
    """One process's hands on the outbox. `now` is the clock, in UTC; `owner` names the process, and no other before it."""

    store: Store
    compose: Compose
    owner: str
    now: Callable[[], datetime]
    works: Works = weekdays
    policy: Policy = Policy()

    def tick(self) -> int:
        """Plans what is due, judges what others left behind, and says how many slots were dealt with."""
        begun, now = time.perf_counter(), self.now()
        with self.store.write() as db:
            released, doubtful = outbox.recover(db, now)
            expired = outbox.expire(db, now)
        if released or doubtful or expired:
            log.warning("parts were left behind", released=released, uncertain=doubtful, too_late=expired)
        with self.store.read() as db:
            ids = subscriptions.due(db, now)
        planned = sum(self._plan(ids[n : n + BATCH], now) for n in range(0, len(ids), BATCH))
        with self.store.write() as db:
            status.ticked(db, self.owner, now, time.perf_counter() - begun)
        return planned

    def claim(self, limit: int) -> tuple[Claim, ...]:
        """Parts that may be sent now, at most `limit`, one a chat."""
        with self.store.read() as db:
            if not outbox.any_open(db):
                return ()
        with self.store.write() as db:
            return outbox.claim(db, self.owner, self.now(), self.policy.lease, limit)

    def begin(self, claim: Claim) -> bool:
        """Right before Telegram is called; False: it is no longer ours to send."""
        with self.store.write() as db:
            return outbox.begin(db, claim.id, self.owner, self.now(), self.policy.lease)

    def settle(self, claim: Claim, result: Result) -> PartState:
        """Keeps what came of a part, and returns its state."""
        now = self.now()
        case = Case(claim, result, now, self.policy)
        rule = RULES[result.outcome]
        state: PartState = rule.state if rule.again(case) else "failed"
        values: dict[str, object] = {"state": state, "error": result.error, "message_id": result.message_id}
        if state == "pending":
            values |= {"owner": None, "plain": claim.plain or rule.plain, "attempts": claim.attempts + rule.burns}
            values["not_before"] = now + (back_off(claim.attempts) if rule.burns else timedelta())
        if result.outcome is Outcome.SENT and claim.plain:
            del values["error"]  # what was wrong with its markup stays to be counted
        with self.store.write() as db:
            ours = outbox.settle(db, claim.id, self.owner, now, values)
            if ours and rule.also and state == "pending":
                rule.also(db, case)
        return state

    def _plan(self, ids: Sequence[int], now: datetime) -> int:
        """Plans the slots of some subscriptions: of each its first to be sent, then its second, until none is left."""
        with self.store.read() as db:
            loaded = subscriptions.load(db, ids)
        waiting = [(asked, self._turns(asked, now)) for asked in loaded]
        planned = 0
        while waiting:
            plans = [plan for asked, turns in waiting for plan in self._next(asked, turns, now)]
            with self.store.write() as db:
                planned += sum(outbox.plan(db, plan, now) for plan in plans)
            waiting = [(replace(asked, read_until=now), turns) for asked, turns in waiting if turns]
        return planned

    def _turns(self, asked: Subscription, now: datetime) -> deque[_Turn]:
        """The slots that have come."""
        table = Timetable.of(asked, self.works)
        slots = tuple(table.between(asked.next_at, now))
        ends = [asked.next_at, *(slot.at for slot in slots[1:]), table.next_at(now)]
        if not slots:  # its zone's clocks, or the holidays, are not what they were when `next_at` was worked out
            with self.store.write() as db:
                subscriptions.change(db, asked.chat_id, asked.id, {"next_at": ends[-1]})
        return deque(map(_Turn, slots, ends, ends[1:]))

    def _next(self, asked: Subscription, turns: deque[_Turn], now: datetime) -> list[Plan]:
        """Takes its turns up to the first slot that is sent; where composing fails the next tick tries again."""
        plans: list[Plan] = []
        while turns and not (plans and plans[-1].messages):
            try:
                plans.append(self._plan_one(asked, turns.popleft(), now))
            except Exception:
                log.exception("a digest could not be planned", subscription_id=asked.id)
                turns.clear()
        return plans

    def _plan_one(self, asked: Subscription, turn: _Turn, now: datetime) -> Plan:
        slot = turn.slot
        what = verdict(slot, now, self.policy.grace)
        draft = Draft() if what == "skipped" else self.compose(asked, slot, now)
        return Plan(
            subscription_id=asked.id,
            day=slot.day,
            minute=slot.minute,
            due_at=slot.at,
            planned=what if draft.messages or what == "skipped" else "empty",
            was_next_at=turn.was_next_at,
            next_at=turn.next_at,
            not_after=slot.at + self.policy.grace,
            messages=draft.messages,
            shown=draft.shown,
        )


def back_off(attempts: int) -> timedelta:
    """How long to wait after that many attempts and one more: twice as long each time, five minutes at most."""
    return min(LAST_RETRY, FIRST_RETRY * (1 << min(attempts, 10)))
