"""What is typed behind /search, read."""

from datetime import date, timedelta

import pytest

from bot.answers.commands import COMMANDS
from bot.answers.query import BadFilter, parse
from bot.facts.kinds import KIND_BY_NAME
from bot.store.finding import Wanted

TODAY = date(2024, 3, 10)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("晶片 缺貨", Wanted(words=("芯片", "缺货"))),
        ("  晶片　缺貨 晶片\n", Wanted(words=("芯片", "缺货"))),  # once each, whatever stands between them
        ("", Wanted()),
        # Each filter, in every writing.
        ("from:詹軍豪", Wanted(by="詹军豪")),
        ("FROM：詹軍豪 晶片", Wanted(by="詹军豪", words=("芯片",))),
        ("晶片 來自:詹軍豪", Wanted(by="詹军豪", words=("芯片",))),
        ("来自: 詹军豪", Wanted(by="詹军豪")),  # a blank behind the colon
        ('from:"Sam Altman" sora', Wanted(by="sam altman", words=("sora",))),
        ("from:「詹 軍豪」", Wanted(by="詹 军豪")),
        ("kind:limit", Wanted(kind="limits")),
        ("kind:limits", Wanted(kind="limits")),
        ("類型:限制", Wanted(kind="limits")),
        ("类型：短板", Wanted(kind="limits")),
        ("kind:Industry", Wanted(kind="industries")),
        ("in:半導體", Wanted(sector="半导体")),
        ("行業:半導體 行業", Wanted(sector="半导体", words=("行业",))),  # without a colon it is a word
        ("from:甲 kind:quote since:7d in:乙 丙", Wanted(("丙",), "甲", "quotes", date(2024, 3, 3), "乙")),
        ("from:甲 from:乙", Wanted(by="乙")),  # the last one counts
        # Times.
        ("since:7d", Wanted(since=date(2024, 3, 3))),
        ("自:7天", Wanted(since=date(2024, 3, 3))),
        ("since:2w", Wanted(since=date(2024, 2, 25))),
        ("since:1週", Wanted(since=date(2024, 3, 3))),
        ("since:2個月", Wanted(since=date(2024, 1, 10))),
        ("since:1y", Wanted(since=date(2023, 3, 11))),
        ("since:today", Wanted(since=TODAY)),
        ("自:昨天", Wanted(since=date(2024, 3, 9))),
        ("since:2024-02-01", Wanted(since=date(2024, 2, 1))),
        ("since:2024/2/1", Wanted(since=date(2024, 2, 1))),
        ("since:2024年2月1日", Wanted(since=date(2024, 2, 1))),
        ("since:2024-02", Wanted(since=date(2024, 2, 1))),
        ("since:2024年2月", Wanted(since=date(2024, 2, 1))),
        ("since:2024", Wanted(since=date(2024, 1, 1))),
        ("since:2024年", Wanted(since=date(2024, 1, 1))),
        ("since:99999y", Wanted(since=TODAY - timedelta(days=36_500))),
        # No filters.
        ("3:0 08:30", Wanted(words=("3:0", "08:30"))),
        ("https://example.com/a", Wanted(words=("https://example.com/a",))),
        ("標題:副題", Wanted(words=("标题:副题",))),
        ("a中:b", Wanted(words=("a中:b",))),
    ],
)
def test_words_and_filters_are_told_apart(typed: str, wanted: Wanted) -> None:
    assert parse(typed, TODAY).wanted == wanted


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("form:詹軍豪", "search.no_filter"),
        ("晶片 from:", "search.empty_filter"),
        ('from:"" 晶片', "search.empty_filter"),
        ("kind:zzz", "search.no_kind"),
        ("since:soon", "search.no_day"),
        ("since:7x", "search.no_day"),
        ("since:2024-02-31", "search.no_day"),
        ("since:0000-01-01", "search.no_day"),
        ("自:２０２４－１３", "search.no_day"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(typed: str, key: str) -> None:
    with pytest.raises(BadFilter) as caught:
        parse(typed, TODAY)
    assert caught.value.key == key


def test_a_kind_is_known_by_every_name_of_its_command() -> None:
    names = {alias: c.name for c in COMMANDS if c.name in KIND_BY_NAME for alias in (c.name, *c.aliases)}
    assert {alias: parse(f"kind:{alias}", TODAY).wanted.kind for alias in names} == names
