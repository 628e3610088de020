"""Every local day has a chosen time exactly once, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.digest.due import HORIZON, Slot, Timetable, instant, verdict

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Sydney",
    "America/Santiago",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Asia/Taipei",
    "Asia/Shanghai",
)
HALF_HOURS = tuple(range(0, 24 * 60, 30))
EVERY_DAY = 0b1111111
STEP = timedelta(minutes=30)  # all eight zones keep offsets and jumps of whole half hours


@cache
def wall(zone: str) -> dict[tuple[date, int], datetime]:
    """What a clock on the wall shows through 2027: each half hour of each local day, and the first instant it shows it."""
    shown: dict[tuple[date, int], datetime] = {}
    at = datetime(2026, 12, 30, tzinfo=UTC)
    while at < datetime(2028, 1, 3, tzinfo=UTC):
        local = at.astimezone(ZoneInfo(zone))
        shown.setdefault((local.date(), local.hour * 60 + local.minute), at)
        at += STEP
    return shown


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_of_2027_is_due_exactly_once_a_local_day(zone: str) -> None:
    table = Timetable(HALF_HOURS, EVERY_DAY, ZoneInfo(zone))
    shown = wall(zone)
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]
    start, end = shown[days[0], 0], shown[date(2028, 1, 1), 0] - STEP
    slots = list(table.between(start, end))
    assert [(s.day, s.minute) for s in slots] == [(day, minute) for day in days for minute in HALF_HOURS]
    for slot in slots:
        # Where the wall never shows the time, it is due when the wall first shows a later one.
        first = next(m for m in range(slot.minute, 25 * 60, 30) if (slot.day, m) in shown)
        assert slot.at == shown[slot.day, first], slot


@pytest.mark.parametrize("zone", ZONES)
def test_from_slot_to_next_slot_a_year_is_walked_through_without_losing_or_repeating_a_day(zone: str) -> None:
    for minute in (0, 150, 1410):  # midnight, half past two, half past eleven: where clocks jump
        table = Timetable((minute,), EVERY_DAY, ZoneInfo(zone))
        at, days = datetime(2026, 12, 31, 23, 59, tzinfo=ZoneInfo(zone)), []
        while (slot := table.next(at)) and slot.day < date(2028, 1, 1):
            days.append(slot.day)
            at = slot.at
        assert days == [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize(
    ("zone", "day", "minute", "utc"),
    [
        ("Asia/Taipei", date(2027, 3, 1), 540, "2027-03-01T01:00"),
        ("America/New_York", date(2027, 3, 14), 150, "2027-03-14T07:00"),  # 02:30 is jumped over: 03:00
        ("America/New_York", date(2027, 3, 14), 120, "2027-03-14T07:00"),  # the first of the missing minutes
        ("America/New_York", date(2027, 3, 14), 180, "2027-03-14T07:00"),  # the first that is there
        ("America/New_York", date(2027, 11, 7), 90, "2027-11-07T05:30"),  # 01:30 twice: the first, in summer time
        ("Australia/Lord_Howe", date(2027, 10, 3), 135, "2027-10-02T15:30"),  # a jump of half an hour, from 02:00
        ("America/Santiago", date(2027, 9, 5), 15, "2027-09-05T04:00"),  # midnight itself is jumped over
        ("Asia/Beirut", date(2027, 3, 28), 0, "2027-03-27T22:00"),
        (
            "Pacific/Apia",
            date(2011, 12, 30),
            540,
            "2011-12-30T10:00",
        ),  # a whole day left out: the next one's first minute
        ("Africa/Monrovia", date(1972, 1, 7), 20, "1972-01-07T00:45"),  # a jump of 44½ minutes: the first whole minute
    ],
)
def test_a_local_time_is_due_at_one_instant(zone: str, day: date, minute: int, utc: str) -> None:
    assert instant(day, minute, ZoneInfo(zone)) == datetime.fromisoformat(f"{utc}+00:00")


def test_only_the_chosen_days_that_count_have_slots() -> None:
    table = Timetable((1110, 540), 0b0001001, ZoneInfo("Asia/Tokyo"), lambda day: day != date(2027, 5, 3))
    slots = table.between(datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 5, 10, 5, tzinfo=UTC))
    found = [(slot.day.isoformat(), slot.minute) for slot in slots]
    # Monday the 3rd is a holiday; on Monday the 10th only the first of the two times has come.
    assert found == [("2027-05-06", 540), ("2027-05-06", 1110), ("2027-05-10", 540)]


def test_the_next_slot_is_later_than_the_one_just_had() -> None:
    table = Timetable((540,), EVERY_DAY, ZoneInfo("Asia/Taipei"))
    nine = datetime(2027, 1, 4, 1, tzinfo=UTC)
    assert table.next(nine - timedelta(seconds=1)) == Slot(date(2027, 1, 4), 540, nine)
    assert table.next(nine) == Slot(date(2027, 1, 5), 540, nine + timedelta(days=1))


def test_a_timetable_without_a_day_is_looked_at_again_when_that_may_have_changed() -> None:
    never = Timetable((540,), EVERY_DAY, ZoneInfo("Asia/Taipei"), lambda _: False)
    now = datetime(2027, 1, 4, tzinfo=UTC)
    assert never.next(now) is None
    assert never.next_at(now) == now + timedelta(days=HORIZON)


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(), "timely"),
        (timedelta(minutes=5), "timely"),
        (timedelta(minutes=6), "late"),
        (timedelta(hours=6), "late"),
        (timedelta(hours=6, seconds=1), "skipped"),
    ],
)
def test_a_slot_is_sent_late_within_the_grace_and_then_given_up(late: timedelta, said: str) -> None:
    slot = Slot(date(2027, 1, 4), 540, datetime(2027, 1, 4, 1, tzinfo=UTC))
    assert verdict(slot, slot.at + late) == said
