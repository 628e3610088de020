"""Working days of Taiwan and of the mainland."""

from datetime import date

import pytest

from bot.digest.workdays import known, preset_of, works
from bot.store.tables import Preset


@pytest.mark.parametrize(
    ("preset", "day", "worked"),
    [
        ("tw", "2026-11-23", True),  # a Monday
        ("tw", "2026-11-22", False),
        ("tw", "2026-10-09", False),  # Friday before National Day, which is a Saturday
        ("cn", "2026-10-09", True),
        ("cn", "2026-10-10", True),  # a Saturday that is worked for the week off before
        ("cn", "2026-10-01", False),
        ("tw", "2026-10-01", True),
        ("tw", "2027-02-08", False),  # the new year is reckoned, not announced
        ("cn", "2099-10-01", True),  # nobody knows: a Thursday
        ("cn", "2099-10-03", False),
    ],
)
def test_a_day_is_worked_where_the_calendar_says_so(preset: Preset, day: str, *, worked: bool) -> None:
    assert works(preset, date.fromisoformat(day)) is worked


def test_the_mainlands_days_are_known_only_once_they_are_announced() -> None:
    assert [known("cn", year) for year in (2026, 2099)] == [True, False]
    assert known("tw", 2099)


@pytest.mark.parametrize(("zone", "preset"), [("Asia/Shanghai", "cn"), ("Asia/Taipei", "tw"), ("Europe/Berlin", "tw")])
def test_the_zone_says_whose_days_are_meant(zone: str, preset: Preset) -> None:
    assert preset_of(zone) == preset
