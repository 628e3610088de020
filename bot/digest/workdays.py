"""Working days: of Taiwan, which follow from its laws, and of the mainland, which are announced each November for a year."""

from datetime import date
from functools import cache
from typing import Literal

from chinese_calendar import is_workday
from holidays.countries import Taiwan

Calendar = Literal["tw", "cn"]

_MAINLAND = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "Asia/Kashgar", "PRC")


def calendar_of(zone: str) -> Calendar:
    """The working days that are meant where none are named: the mainland's in its zones, else Taiwan's."""
    return "cn" if zone in _MAINLAND else "tw"


def works(calendar: Calendar, day: date) -> bool:
    """Whether people work on that day; Monday to Friday in a year nobody knows the holidays of."""
    if not known(calendar, day.year):
        return day.weekday() < 5
    return is_workday(day) if calendar == "cn" else _taiwan(day.year).is_working_day(day)


def known(calendar: Calendar, year: int) -> bool:
    """Whether the kept packages have the holidays of that year."""
    if calendar == "tw":
        return Taiwan.start_year <= year <= Taiwan.end_year
    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@cache
def _taiwan(year: int) -> Taiwan:
    return Taiwan(years=year)
