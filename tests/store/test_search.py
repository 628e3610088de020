"""What is found on a shelf: the same table of questions on both databases."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.facts.article import Byline
from bot.store import chats, lookup, search
from bot.store.entries import between, words
from bot.store.finding import Wanted
from bot.store.store import Store
from tests.build import an_article
from tests.conftest import fold

TODAY = date(2024, 3, 10)
NOON = datetime(2024, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def shelves(store: Store) -> Store:
    """Newest first: chat 1 has cafe and cloud, chat 2 has theirs, and chips is bundled."""
    chips = an_article(
        "晶片的產能\n⟦半導體⟧的晶片缺貨，晶片漲價。⟦周鴻祎⟧說，⟦產能不足⟧。",
        published="2024-01-10",
        byline=Byline("新浪科技", "張俊"),
        industries=[{"at": 0, "name": "半導體", "said_by": "周鴻祎"}],
        people=[{"at": 1, "name": "周鴻祎", "role": "董事長"}],
        quotes=[{"at": 2, "kind": "reported", "speaker": "周鴻祎"}],
        limits=[{"at": 2, "said_by": "周鴻祎"}],
    )
    cloud = an_article(
        "云端\n公司采购了芯片，⟦但是价格太高⟧。李明说，⟦Sora很好⟧。",
        script="hans",
        published="2024-02-29",
        limits=[{"at": 0, "said_by": None}],
        quotes=[{"at": 1, "kind": "reported", "speaker": "李明"}],
    )
    cafe = an_article("咖啡\n咖啡館的生意很好，OpenAI也來了。")  # says no day: it came on the 9th of March
    theirs = an_article("晶片\n⟦晶片⟧、晶片與咖啡。", people=[{"name": "周鴻生"}])
    rows = ((None, "chips", chips), (1, "cloud", cloud), (1, "cafe", cafe), (2, "theirs", theirs))
    with time_machine.travel(NOON, tick=False):
        for shelf, stem, article in rows:
            store.put_article(article, shelf=shelf, stem=stem, parser_version="1")
    return store


def found(store: Store, chat: int = 1, **wanted: Any) -> tuple[str, list[str]]:
    """How, and the stems."""
    if "words" in wanted:
        wanted["words"] = tuple(map(fold, wanted["words"]))
    if "by" in wanted:
        wanted["by"] = fold(wanted["by"])
    results = lookup.find(store, chat, Wanted(**wanted), TODAY, 10)
    return results.how, [stored.stem for stored in results.articles]


@pytest.mark.parametrize(
    ("wanted", "how", "stems"),
    [
        # Whatever the script and whoever's word it is, best first, and never what another chat has.
        ({"words": ("芯片",)}, "all", ["chips", "cloud"]),
        ({"words": ("晶片",)}, "all", ["chips", "cloud"]),
        ({"words": ("晶片", "采購")}, "all", ["cloud"]),  # all of the words
        ({"words": ("晶片采購",)}, "all", ["cloud"]),  # a blank between them or not
        ({"words": ("新浪科技",)}, "all", ["chips"]),  # the outlet,
        ({"words": ("張俊",)}, "all", ["chips"]),  # the author
        ({"words": ("OPENAI",)}, "all", ["cafe"]),
        # What is only a part of the words there are.
        ({"words": ("鴻祎",)}, "parts", ["chips"]),
        ({"words": ("enai",)}, "parts", ["cafe"]),
        # Where no article holds all of them.
        ({"words": ("咖啡館", "火星")}, "any", ["cafe"]),
        ({"words": ("咖啡館", "采購", "生意")}, "any", ["cafe", "cloud"]),
        ({"words": ("火星",)}, "any", []),
        ({"words": ("，。",)}, "all", ["cafe", "cloud", "chips"]),  # no word at all: nothing is asked
        # Who says it, in whole or in part; the outlet and the author say it too.
        ({"by": "周鴻祎"}, "all", ["chips"]),
        ({"by": "360周鴻祎"}, "all", ["chips"]),
        ({"by": "新浪"}, "all", ["chips"]),
        ({"by": "李明", "words": ("芯片",)}, "all", ["cloud"]),
        ({"by": "李明", "kind": "limits"}, "all", []),  # what he says is no limit
        ({"by": "周鴻生"}, "all", []),
        # Within the facts of a kind: in their sentences, or in the title over them.
        ({"kind": "limits"}, "all", ["cloud", "chips"]),
        ({"kind": "limits", "words": ("价格",)}, "all", ["cloud"]),
        ({"kind": "limits", "words": ("云端",)}, "all", ["cloud"]),
        ({"kind": "quotes", "words": ("价格",)}, "any", []),
        ({"kind": "people", "words": ("漲價",)}, "any", []),
        # From a day on: the day it was published, else the day it came.
        ({"since": date(2024, 2, 29)}, "all", ["cafe", "cloud"]),
        ({"since": date(2024, 3, 1)}, "all", ["cafe"]),
        ({"since": date(2024, 3, 10)}, "all", []),
        ({"since": date(2031, 1, 1)}, "all", []),
        ({"since": date(2023, 1, 1), "words": ("晶片",)}, "all", ["chips", "cloud"]),
        ({"sector": "半導體"}, "all", ["chips"]),
        ({"sector": "半導體行業"}, "all", ["chips"]),
        ({"sector": "汽車"}, "all", []),
        # None of these is a language: not FTS5's, not PostgreSQL's.
        ({"words": ('"芯片"',)}, "all", ["chips", "cloud"]),
        ({"words": ("芯片", "AND", "NOT")}, "any", ["chips", "cloud"]),
        ({"words": ("title:芯片*",)}, "any", ["chips", "cloud"]),
        ({"words": ("'\\芯片\\'",)}, "all", ["chips", "cloud"]),
        ({"by": "周'\\\"鴻"}, "all", []),
    ],
)
def test_what_is_wanted_is_found(wanted: dict[str, Any], how: str, stems: list[str], shelves: Store) -> None:
    assert found(shelves, **wanted) == (how, stems)


def test_of_equals_the_newest_is_first_and_a_title_says_more_than_a_text(store: Store) -> None:
    for stem, content in (("old", "甲事\n說說火星。"), ("titled", "火星\n說說甲事。"), ("new", "甲事\n說說火星。")):
        store.put_article(an_article(content), shelf=1, stem=stem, parser_version="1")
    assert found(store, words=("火星",)) == ("all", ["titled", "new", "old"])


def test_how_many_there_are_is_said_besides_the_best(shelves: Store) -> None:
    results = lookup.find(shelves, 1, Wanted(words=("晶片",)), TODAY, 1)
    assert (len(results.articles), results.total) == (1, 2)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("芯片", ["chips", "cloud"]),
        ("采購 咖啡館 生意", ["cafe", "cloud"]),  # two rare words say more than one
        ("火星", []),
        ("", []),
    ],
)
def test_candidates_hold_any_of_the_words(asked: str, expected: list[str], shelves: Store) -> None:
    with shelves.read() as db:
        heads = search.candidates(db, 1, words(asked), 5)
    assert [head.stem for head in heads] == expected


def test_of_too_many_candidates_those_with_the_rarest_words_are_looked_at(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest is not among the newest two, but alone in holding one of the words."""
    for stem, content in (("old", "火星\n市場。"), ("b", "甲\n市場。"), ("c", "乙\n市場。"), ("d", "丙\n市場。")):
        store.put_article(an_article(content), shelf=1, stem=stem, parser_version="1")
    monkeypatch.setattr(search, "POOL", 2)
    with store.read() as db:
        assert [head.stem for head in search.candidates(db, 1, words("市場 火星"), 5)] == ["old"]
        assert [head.stem for head in search.candidates(db, 1, words("市場"), 5)] == ["d", "c"]


def test_the_index_goes_with_its_article(shelves: Store) -> None:
    """Replaced, taken off, brought back, forgotten for good."""
    numbers = {row.stem: row.id for row in shelves.shelf(1, 9)}
    shelves.put_article(an_article("云端\n公司买了茶叶。"), shelf=1, stem="cloud", parser_version="1")
    assert found(shelves, words=("采購",)) == ("any", [])
    assert found(shelves, words=("茶葉",)) == ("all", ["cloud"])
    shelves.remove(1, numbers["cafe"])
    assert found(shelves, words=("咖啡",)) == ("any", [])
    with shelves.write() as db:
        db.execute(text("DELETE FROM article WHERE id = :id"), {"id": numbers["cafe"]})
        rows = set(db.execute(text("SELECT rowid FROM search")).scalars())
    assert numbers["cafe"] not in rows
    assert {numbers["cloud"], numbers["chips"]} < rows


def test_a_group_takes_its_articles_along_when_it_gets_another_id(shelves: Store) -> None:
    with shelves.write() as db:
        chats.migrate(db, 1, -1001)
    assert found(shelves, -1001, words=("晶片",)) == ("all", ["chips", "cloud"])
    assert found(shelves, 1, words=("晶片",)) == ("all", ["chips"])


def test_articles_from_before_there_was_an_index_are_indexed(shelves: Store) -> None:
    with shelves.write() as db:
        db.execute(text("DELETE FROM search"))
    assert found(shelves, words=("晶片",)) == ("any", [])
    assert shelves.index_missing() == 4
    assert found(shelves, words=("晶片",)) == ("all", ["chips", "cloud"])
    assert shelves.index_missing() == 0


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("周鴻祎", ("周鴻祎",)),
        ("鴻祎", ("周鴻祎",)),
        ("周鴻一", ("周鴻祎",)),  # looks like it; whom another chat's article names is not offered
        ("李敏", ("李明",)),
        ("馬斯克", ()),
        ("", ()),
    ],
)
def test_names_are_found_by_their_parts_and_by_what_looks_like_them(
    asked: str, names: Sequence[str], shelves: Store
) -> None:
    assert tuple(name for name, _ in lookup.names_like(shelves, 1, fold(asked), 5)) == names


def test_the_articles_of_a_person_are_in_the_order_of_time(shelves: Store) -> None:
    early = an_article("早\n⟦周鴻祎⟧。", published="2020-01-01", people=[{"name": "周鴻祎"}])
    shelves.put_article(early, shelf=1, stem="early", parser_version="1")
    dated = lookup.articles_of(shelves, 1, fold("周鴻祎"), 5)
    assert [(str(day), stored.stem) for day, stored in dated] == [("2020-01-01", "early"), ("2024-01-10", "chips")]
    assert lookup.articles_of(shelves, 1, fold("周鴻生"), 5) == ()


def test_the_longest_text_is_indexed(store: Store) -> None:
    """Also where every word is another, of which PostgreSQL cannot take all."""
    story = "開頭的芯片。" + " ".join(f"w{n:x}" for n in range(30_000))
    store.put_article(an_article(story[:199_000]), shelf=1, stem="long", parser_version="1")
    assert found(store, words=("晶片",)) == ("all", ["long"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(min_size=1, max_size=12).filter(lambda asked: "\0" not in asked))
def test_whatever_is_typed_is_no_error(asked: str, shelves: Store) -> None:
    for wanted in ({"words": (asked,)}, {"by": asked}, {"sector": asked}, {"words": (asked,), "kind": "limits"}):
        assert "theirs" not in found(shelves, **wanted)[1]
    lookup.names_like(shelves, 1, asked, 3)


@pytest.mark.parametrize(
    ("first", "last", "tags"),
    [
        ("2024-02-27", "2024-02-27", ["day=2024-02-27"]),
        ("2024-02-28", "2024-03-01", ["day=2024-02-28", "day=2024-02-29", "day=2024-03-01"]),
        ("2024-02-01", "2024-02-29", ["month=2024-02"]),
        (
            "2023-11-30",
            "2025-02-01",
            ["day=2023-11-30", "month=2023-12", "year=2024", "month=2025-01", "day=2025-02-01"],
        ),
        ("2024-03-02", "2024-03-01", []),
    ],
)
def test_days_are_looked_for_by_the_fewest_tags(first: str, last: str, tags: list[str]) -> None:
    assert between(date.fromisoformat(first), date.fromisoformat(last)) == tags
