"""Times, days and slots in words: 週一、週四 18:30; 11月23日 週一 09:00（Asia/Taipei）."""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.answers.messages import Say
from bot.digest.due import Timetable
from bot.digest.when import DAILY, WEEKDAYS, WEEKEND
from bot.digest.workdays import known, works
from bot.store.tables import Preset

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TOGETHER = {DAILY: "daily", WEEKDAYS: "weekdays", WEEKEND: "weekend"}


class Asked(Protocol):
    """What a subscription and the wish for one have in common."""

    @property
    def times(self) -> tuple[int, ...]: ...

    @property
    def days(self) -> int: ...

    @property
    def zone(self) -> str: ...

    @property
    def preset(self) -> Preset | None: ...


def next_at(asked: Asked, after: datetime) -> datetime:
    """The next slot behind `after`, in UTC."""
    return timetable(asked).next_at(after)


def timetable(asked: Asked) -> Timetable:
    preset = asked.preset
    counts = (lambda day: works(preset, day)) if preset else (lambda _: True)
    return Timetable(asked.times, asked.days, ZoneInfo(asked.zone), counts)


def clock(minutes: int) -> str:
    """Minutes after midnight as 09:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def in_words(asked: Asked, say: Say) -> str:
    """週一、週四 18:30."""
    return f"{days_in_words(asked, say)} {say('when.comma').join(map(clock, asked.times))}"


def days_in_words(asked: Asked, say: Say) -> str:
    together = _TOGETHER.get(asked.days)
    listed = (say(f"weekday.{name}") for n, name in enumerate(WEEK) if asked.days >> n & 1)
    days = say(f"when.{together}") if together else say("when.comma").join(listed)
    if asked.preset is None:
        return days
    workdays = say(f"when.{asked.preset}")
    return workdays if asked.days == DAILY else f"{workdays}{say('item.dot')}{days}"


def moment(at: datetime, zone: str, say: Say) -> str:
    """A moment on the clocks of a zone: 11月23日 週一 09:00."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{day(local, say)} {local:%H:%M}"


def day(local: datetime, say: Say) -> str:
    """The day of a local time: 11月23日 週一."""
    month, weekday = say(f"month.{local.month}"), say(f"weekday.{WEEK[local.weekday()]}")
    return say("when.day", month=month, day=local.day, weekday=weekday)


def next_in_words(at: datetime, zone: str, say: Say) -> str:
    """下一次：11月23日 週一 09:00（Asia/Taipei）."""
    return say("when.next", moment=moment(at, zone, say), zone=zone)


def calendar_warning(asked: Asked, now: datetime, say: Say) -> str:
    """A sentence where the working days of this or the next year are not known yet, else nothing."""
    local = now.astimezone(ZoneInfo(asked.zone))
    years = (local.year, (local + timedelta(days=366)).year)
    missing = next((year for year in years if asked.preset and not known(asked.preset, year)), None)
    return say("when.unknown_year", year=missing) if missing else ""
