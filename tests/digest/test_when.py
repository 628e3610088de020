"""Times, days, zones and words as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.when import DAILY, WEEKDAYS, WEEKEND, When, understood
from bot.digest.zones import zone_named
from bot.errors import UserError


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("09:00", "09:00"),
        ("9:30", "09:30"),
        ("９：３０", "09:30"),  # full-width digits
        ("早上9點", "09:00"),
        ("早上 9 点", "09:00"),
        ("上午九點半", "09:30"),
        ("晚上8點", "20:00"),
        ("晚上20點", "20:00"),
        ("下午三點一刻", "15:15"),
        ("下午三點三刻", "15:45"),
        ("下午3:05", "15:05"),
        ("21點", "21:00"),
        ("二十三點五十九分", "23:59"),
        ("九點〇五", "09:05"),
        ("十點十分", "10:10"),
        ("兩點整", "02:00"),
        ("20時30分", "20:30"),
        ("中午12點", "12:00"),
        ("中午一點", "13:00"),
        ("凌晨12點", "00:00"),
        ("凌晨三點", "03:00"),
        ("晚上12點", "00:00"),
        ("半夜兩點", "02:00"),
        ("12am", "00:00"),
        ("12 p.m.", "12:00"),
        ("6:30 PM", "18:30"),
        ("早報", "08:00"),
        ("晚報", "20:00"),
        ("晚報 18:30", "18:30"),  # a preset gives way to a time
        ("工作日", "08:00"),
        ("09:00 18:30", "09:00 18:30"),  # two slots a day
        ("18:30、09:00", "09:00 18:30"),
    ],
)
def test_a_time_is_understood_as_it_is_spoken(typed: str, time: str) -> None:
    assert " ".join(f"{m // 60:02}:{m % 60:02}" for m in understood(typed).times) == time


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("9:00", "1234567"),
        ("每天早上9點", "1234567"),
        ("daily 9:00", "1234567"),
        ("09:00 週一到週五", "12345"),
        ("09:00 周一至五", "12345"),
        ("09:00 星期一～五", "12345"),
        ("平日 9:00", "12345"),
        ("weekdays 9:00", "12345"),
        ("mon-fri 9:00", "12345"),
        ("Monday to Friday 9:00", "12345"),
        ("周一、三、五 9:00", "135"),
        ("周一三五 9:00", "135"),
        ("禮拜二和禮拜四 9:00", "24"),
        ("mon,thu 18:30", "14"),
        ("Mon & Thu 18:30", "14"),
        ("mon thu 18:30", "14"),
        ("週末 9:00", "67"),
        ("星期天 9:00", "7"),
        ("每週一早上8點", "1"),
        ("fri-mon 9:00", "1567"),  # over Sunday
        ("週五到週一 9:00", "1567"),
        ("週一、三星 9:00", "1"),  # 三星 is a company
        ("週三 三井 9:00", "3"),
    ],
)
def test_days_are_understood_one_by_one_in_ranges_and_by_name(typed: str, days: str) -> None:
    assert "".join(str(n + 1) for n in range(7) if understood(typed).days >> n & 1) == days


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("早上9點 工作日", When((540,), DAILY, "here")),
        ("台灣工作日 9點", When((540,), DAILY, "tw")),
        ("大陆工作日9点", When((540,), DAILY, "cn")),
        ("mon,thu 18:30 Asia/Tokyo", When((1110,), 0b0001001, zone="Asia/Tokyo")),
        ("東京時間早上9點平日", When((540,), WEEKDAYS, zone="Asia/Tokyo")),
        ("週末（紐約）10:00", When((600,), WEEKEND, zone="America/New_York")),
        ("6pm New York", When((1080,), DAILY, zone="America/New_York")),
        ("09:00 詹軍豪 半導體", When((540,), DAILY, words=("詹軍豪", "半導體"))),
        ("半導體 09:00 半導體", When((540,), DAILY, words=("半導體",))),
        ("09:00 日本 半導體", When((540,), DAILY, words=("日本", "半導體"))),  # a country is something to read about
        ("09:00 「東京」", When((540,), DAILY, words=("東京",))),  # so is what is quoted
    ],
)
def test_days_zone_and_words_stand_in_any_order(typed: str, expected: When) -> None:
    assert understood(typed) == expected


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "when.no_time"),
        ("半導體", "when.no_time"),
        ("週一", "when.no_time"),
        ("9", "when.odd"),
        ("25點", "when.odd"),
        ("24:00", "when.odd"),
        ("9:75", "when.odd"),
        ("早上13點", "when.odd"),
        ("晚上1點", "when.odd"),  # the evening has none
        ("下午", "when.odd"),
        ("mon-fry 9:00", "when.odd"),
        ("星期八 9:00", "when.odd"),
        ("9:00 Asia/Atlantis", "when.odd"),
        ("9:00 UTC+8", "when.odd"),
        ("1:00 2:00 3:00 4:00 5:00 6:00 7:00", "when.too_many"),
    ],
)
def test_what_is_meant_as_a_time_and_is_none_is_never_guessed_at(typed: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        understood(typed)
    assert refused.value.key == key


PIECES = [
    "早上",
    "9",
    "點",
    "半",
    ":30",
    "週一",
    "、",
    "三",
    "到",
    "mon",
    "-",
    "fri",
    "台北",
    "「",
    "」",
    "工作日",
    "每",
    " ",
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join) | st.text(st.characters(codec=None)))
def test_any_text_is_understood_or_refused_with_a_sentence(typed: str) -> None:
    try:
        when = understood(typed)
    except UserError:
        return
    assert all(0 <= minute < 24 * 60 for minute in when.times)
    assert when.times
    assert 0 < when.days <= DAILY


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("asia/taipei", "Asia/Taipei"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("台北", "Asia/Taipei"),
        ("臺北時間", "Asia/Taipei"),
        ("纽约", "America/New_York"),
        ("London", "Europe/London"),
        ("日本時間", "Asia/Tokyo"),
        ("日本", None),
        ("Jamaica", None),  # an IANA name, and a word
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(name: str, zone: str | None) -> None:
    assert zone_named(name) == zone
