"""When a digest is due. Pure: a timetable and instants in, slots out; `zoneinfo` decides, no scheduler does.

A slot is one chosen time on one local day, and every local day has it exactly once: a time that the clocks jump over is
due at the first minute after the jump, one that they repeat at its first occurrence.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.store.subscriptions import Subscription
from bot.store.tables import Planned, Preset

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TIMELY = timedelta(minutes=5)  # what comes within it is not worth the word late
GRACE = timedelta(hours=6)  # what could not be sent within it is not sent any more, and said to be missed
HORIZON = 400  # days ahead that a next slot is looked for

Works = Callable[[Preset, date], bool]  # whether a day is worked in that country


def weekdays(_country: Preset, day: date) -> bool:
    """Monday to Friday: where no calendar of holidays is at hand."""
    return day.weekday() < 5


@dataclass(frozen=True, slots=True)
class Slot:
    """A chosen time, `minute` after midnight, of a local `day`, and the instant `at` which it is due, in UTC."""

    day: date
    minute: int
    at: datetime

    def late(self, now: datetime) -> bool:
        """Whether whoever gets the digest at `now` should be told that it comes late."""
        return now - self.at > TIMELY


@dataclass(frozen=True, slots=True)
class Timetable:
    """Times in minutes after local midnight, days by bits (bit 0: Monday), and which of those days count."""

    times: tuple[int, ...]
    days: int
    zone: ZoneInfo
    counts: Callable[[date], bool] = lambda _: True

    @classmethod
    def of(cls, asked: Subscription, works: Works = weekdays) -> "Timetable":
        country = asked.preset
        counts = (lambda day: works(country, day)) if country else (lambda _: True)
        return cls(asked.times, asked.days, ZoneInfo(asked.zone), counts)

    def on(self, day: date) -> Iterator[Slot]:
        """The slots of a local day, in order; none on a day that was not chosen."""
        if self.days >> day.weekday() & 1 and self.counts(day):
            for minute in sorted(set(self.times)):
                yield Slot(day, minute, instant(day, minute, self.zone))

    def between(self, since: datetime, until: datetime) -> Iterator[Slot]:
        """Every slot with `since` <= at <= `until`, in order."""
        day, last = since.astimezone(self.zone).date() - DAY, until.astimezone(self.zone).date()
        while day <= last:
            yield from (slot for slot in self.on(day) if since <= slot.at <= until)
            day += DAY

    def next(self, after: datetime) -> Slot | None:
        """The first slot later than `after`; None where none comes within four hundred days."""
        today = after.astimezone(self.zone).date()
        days = (today + n * DAY for n in range(-1, HORIZON))
        return next((slot for day in days for slot in self.on(day) if slot.at > after), None)

    def next_at(self, after: datetime) -> datetime:
        """When to look at the subscription again: its next slot, or where there is none for long, when that may change."""
        slot = self.next(after)
        return slot.at if slot else after + HORIZON * DAY


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant of a local time in UTC: its first occurrence, or the end of the jump that leaves it out."""
    local = datetime.combine(day, time(*divmod(minute, 60)), zone)  # fold 0: the first of two
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return found
    # With fold 0 a time in the gap is read by the offset before the jump, so it lies behind it; with fold 1 before it.
    before, behind = local.replace(fold=1).astimezone(UTC), found
    offset = behind.astimezone(zone).utcoffset()
    while behind - before > MINUTE:
        middle = before + (behind - before) // (2 * MINUTE) * MINUTE
        if middle.astimezone(zone).utcoffset() == offset:
            behind = middle
        else:
            before = middle
    return behind


def verdict(slot: Slot, now: datetime, grace: timedelta = GRACE) -> Planned:
    """What is done at `now` about a slot that has come: sent, sent with a word about being late, or given up."""
    if now - slot.at > grace:
        return "skipped"
    return "late" if slot.late(now) else "timely"
