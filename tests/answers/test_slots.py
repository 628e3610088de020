"""Times and days in words, in every language."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from bot.answers.messages import LANGUAGES, Messages
from bot.answers.slots import days_in_words, in_words, next_in_words
from bot.store.subscriptions import Wish
from bot.store.tables import Language, PausedWhy, Preset


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hant", "下一次：11月23日 週一 09:00（Asia/Taipei）"),
        ("zh-hans", "下一次：11月23日 周一 09:00（Asia/Taipei）"),
        ("en", "Next: Mon 23 November 09:00 (Asia/Taipei)"),
    ],
)
def test_the_next_slot_is_told_on_the_clocks_of_its_zone(messages: Messages, language: Language, words: str) -> None:
    assert next_in_words(datetime(2026, 11, 23, 1, tzinfo=UTC), "Asia/Taipei", messages.of(language)) == words


@pytest.mark.parametrize(
    ("days", "preset", "hant", "english"),
    [
        (0b1111111, None, "每天 09:00、18:30", "every day 09:00, 18:30"),
        (0b0011111, None, "平日 09:00、18:30", "Mon to Fri 09:00, 18:30"),
        (0b1100000, None, "週末 09:00、18:30", "weekends 09:00, 18:30"),
        (0b0010101, None, "週一、週三、週五 09:00、18:30", "Mon, Wed, Fri 09:00, 18:30"),
        (0b1111111, "tw", "工作日（台灣） 09:00、18:30", "working days (Taiwan) 09:00, 18:30"),
        (0b0000001, "cn", "工作日（中國大陸） · 週一 09:00、18:30", "working days (mainland China) · Mon 09:00, 18:30"),
    ],
)
def test_a_timetable_is_told_in_words(
    messages: Messages, days: int, preset: Preset | None, hant: str, english: str
) -> None:
    wish = Wish(1, (540, 1110), "Asia/Taipei", days=days, preset=preset)
    assert [in_words(wish, messages.of(language)) for language in ("zh-hant", "en")] == [hant, english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_the_year_and_every_choice_of_days_has_words(messages: Messages, language: Language) -> None:
    say = messages.of(language)
    days = {next_in_words(datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=n), "UTC", say) for n in range(365)}
    assert len(days) == 365
    assert len({days_in_words(Wish(1, (0,), "UTC", days=n), say) for n in range(1, 128)}) == 127


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_a_pause_that_is_listed_has_words(messages: Messages, language: Language) -> None:
    listed = set(get_args(PausedWhy)) - {"deleted"}
    assert {f"digests.paused_{why}" for why in listed} <= messages.by_language[language].keys()
