"""Working days: of Taiwan, which follow from its laws, and of the mainland, which are announced each November for a year."""

from datetime import date
from functools import cache

from chinese_calendar import is_workday
from holidays import HolidayBase, country_holidays

from bot.store.tables import Preset

_MAINLAND = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "Asia/Kashgar", "PRC")


def preset_of(zone: str) -> Preset:
    """The working days that are meant where none are named: the mainland's in its zones, else Taiwan's."""
    return "cn" if zone in _MAINLAND else "tw"


def works(preset: Preset, day: date) -> bool:
    """Whether people work on that day; Monday to Friday in a year nobody knows the holidays of."""
    if not known(preset, day.year):
        return day.weekday() < 5
    return is_workday(day) if preset == "cn" else _taiwan(day.year).is_working_day(day)


def known(preset: Preset, year: int) -> bool:
    """Whether the kept packages have the holidays of that year."""
    if preset == "tw":
        return year <= _taiwan(year).end_year
    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@cache
def _taiwan(year: int) -> HolidayBase:
    return country_holidays("TW", years=year)
