"""Taking articles off and bringing them back, how much a shelf keeps and for how long, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.facts.article import Byline
from bot.store import articles, chats, prints, shelves, subscriptions
from bot.store.prints import Print
from bot.store.shelves import Limits
from bot.store.store import Store
from bot.store.subscriptions import Item, Wish
from bot.store.tables import article, band, fact, reprint, shown
from tests.build import an_article

HERE, THERE = -1001234567890, 42
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def put(store: Store, stem: str, shelf: int | None = HERE, *, at: datetime = NOON, **values: Any) -> int:
    store._now = lambda: at
    return store.put_article(an_article(**values), shelf=shelf, stem=stem, parser_version="1")


def days(count: float) -> timedelta:
    return timedelta(days=count)


def on(store: Store, chat: int = HERE) -> list[str]:
    return [row.stem for row in store.shelf(chat, 99)]


def expire(store: Store, at: datetime) -> int:
    store._now = lambda: at
    return store.expire()


# Off and back


def test_what_is_brought_back_is_as_it_was(store: Store) -> None:
    """Its place, its facts, its buttons, what digests have shown of it, and that it was the one that was picked."""
    number = put(store, "old", text="周鴻祎說⟦十⟧。", quotes=[{"speaker": "周鴻祎"}])
    put(store, "new", at=NOON + days(1))
    store.pick(HERE, number)
    token = store.new_button(HERE, "/quotes", number)
    with store.write() as db:
        asked = subscriptions.add(db, Wish(HERE, (540,), "Asia/Taipei"), now=NOON - days(1), next_at=NOON)
        subscriptions.show(db, asked, [Item(number)])
        of = subscriptions.get(db, HERE, asked)
        assert of
    before = seen(store, number, token)
    assert store.remove(HERE, number)
    assert seen(store, number, token) == (None, None, (), ["new"], "new")
    with store.read() as db:
        assert [head.stem for head in subscriptions.new_articles(db, of, NOON + days(2))] == ["new"]
    assert store.restore(HERE, number)
    assert seen(store, number, token) == before
    with store.read() as db:
        assert [head.stem for head in subscriptions.new_articles(db, of, NOON + days(2))] == ["new"]


def seen(store: Store, number: int, token: str) -> tuple[Any, ...]:
    current = store.current_article(HERE)
    assert current
    facts = tuple(found for _, found in store.facts_named(HERE, "quotes", "周鸿祎"))
    return store.article(HERE, number), store.button(HERE, token), facts, on(store), current.stem


def test_only_its_own_chat_takes_an_article_off_and_brings_it_back(store: Store) -> None:
    bundled, own = put(store, "bundled", None), put(store, "own")
    assert [store.remove(chat, number) for chat in (THERE, HERE) for number in (bundled, own)] == [
        False,
        False,
        False,
        True,
    ]
    assert [store.restore(chat, own) for chat in (THERE, HERE, HERE)] == [False, True, False]
    assert on(store) == ["own", "bundled"]


def test_what_was_taken_off_is_forgotten_after_a_week(store: Store) -> None:
    number = put(store, "a", text="周鴻祎說⟦十⟧。", quotes=[{"speaker": "周鴻祎"}])
    put(store, "b")
    with store.write() as db:
        prints.add(db, HERE, number, Print(None, None, "云港日报", "a"), NOON)
    store.remove(HERE, number)
    assert expire(store, NOON + shelves.BACK - timedelta(seconds=1)) == 0
    assert store.restore(HERE, number)
    store._now = lambda: NOON + days(1)
    store.remove(HERE, number)
    assert expire(store, NOON + days(8) + timedelta(seconds=1)) == 1
    assert not store.restore(HERE, number)
    with store.read() as db:
        for table in (article, fact, band, reprint, shown):
            left = select(func.count()).select_from(table)
            column = table.c.id if table is article else table.c.article_id
            assert db.execute(left.where(column == number)).scalar_one() == 0
    assert on(store) == ["b"]


def test_an_article_that_was_taken_off_is_parsed_anew_with_the_others(store: Store) -> None:
    number = put(store, "a", title="舊")
    store.remove(HERE, number)
    (known,) = store.outdated("2")
    assert store.renew(known, an_article(title="新"), "2")
    assert on(store) == []  # and stays off
    store.restore(HERE, number)
    assert [row.title for row in store.shelf(HERE, 9)] == ["新"]


def test_an_article_put_under_its_old_name_is_on_the_shelf(store: Store) -> None:
    number = put(store, "a")
    store.remove(HERE, number)
    assert put(store, "a") == number
    assert on(store) == ["a"]


# For how long


@pytest.mark.parametrize(
    ("limits", "asked", "gone_after"),
    [
        (Limits(), None, None),  # for ever
        (Limits(), 30, 30),
        (Limits(days=10), None, 10),
        (Limits(days=10), 30, 30),
        (Limits(days=10), 0, None),
        (Limits(most_days=20), None, 20),
        (Limits(most_days=20), 0, 20),  # set before the house had a limit
        (Limits(days=10, most_days=20), 30, 20),
    ],
)
def test_articles_leave_when_their_chat_keeps_them_no_longer(
    store: Store, limits: Limits, asked: int | None, gone_after: int | None
) -> None:
    store.limits = limits
    number = put(store, "a")
    put(store, "bundled", None)
    store.set_chat(HERE, keep_days=asked)
    if gone_after is None:
        assert expire(store, NOON + days(40_000)) == 0
        return
    assert expire(store, NOON + days(gone_after)) == 0
    assert expire(store, NOON + days(gone_after) + timedelta(seconds=1)) == 1
    assert on(store) == ["bundled"]
    assert store.restore(HERE, number)  # softly


def test_a_chats_rule_is_its_own(store: Store) -> None:
    for shelf in (HERE, THERE, 7):
        put(store, "a", shelf)
    store.set_chat(HERE, keep_days=30)
    store.set_chat(THERE, language="en")
    assert expire(store, NOON + days(31)) == 1
    assert [on(store, chat) for chat in (HERE, THERE, 7)] == [[], ["a"], ["a"]]


def test_how_many_would_go_is_known_before(store: Store) -> None:
    for n in range(5):
        put(store, f"{n}", at=NOON + days(n))
    put(store, "theirs", THERE)
    put(store, "bundled", None)
    with store.read() as db:
        assert [shelves.older(db, HERE, n, NOON + days(5)) for n in (1, 3, 9)] == [4, 2, 0]


# Lists


def test_a_long_list_is_the_same_in_pages_as_at_once(store: Store) -> None:
    """Bundled and own articles in one order; those taken off take no place."""
    for n in range(12):
        put(store, f"{n}", None if n % 3 else HERE, at=NOON + timedelta(minutes=n // 2))
    put(store, "theirs", THERE)
    store.remove(HERE, store.shelf(HERE, 99)[2].id)
    everything = on(store)
    assert everything == ["11", "10", "8", "7", "6", "5", "4", "3", "2", "1", "0"]
    pages = [row.stem for at in range(0, 12, 4) for row in store.shelf(HERE, 4, at)]
    assert pages == everything
    assert [stored.stem for stored in store.articles(HERE, 3, 5)] == everything[5:8]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ["b", "a"]),
        (("周鸿祎",), ["a"]),  # folded, as titles are
        (("a社",), ["b"]),  # the outlet
        (("周鸿祎", "a社"), []),
        (("十%",), ["b"]),  # no patterns
        (("十_",), []),
    ],
)
def test_titles_and_outlets_are_searched(store: Store, words: tuple[str, ...], found: list[str]) -> None:
    put(store, "a", title="周鴻祎說了什麼", byline=Byline("B社"))
    put(store, "b", title="漲了十%", byline=Byline("A社"))
    put(store, "theirs", THERE, title="周鴻祎")
    with store.read() as db:
        assert [row.stem for row in articles.page(db, HERE, 9, 0, words)] == found
        assert articles.count(db, HERE, words) == len(found)


def test_a_title_of_any_length_is_kept(store: Store) -> None:
    """PostgreSQL takes no index row above 2,700 bytes."""
    put(store, "a", title="".join(chr(0x4E00 + n * 7 % 20_000) for n in range(20_000)))
    assert on(store) == ["a"]


def test_a_group_that_moves_takes_its_prints_along(store: Store) -> None:
    number = put(store, "a", text="一" * 20 + "二" * 20)
    with store.write() as db:
        prints.add(db, HERE, number, Print("https://a.cn/1", "x", None, "a"), NOON)
        sketch = db.execute(select(article.c.sketch).where(article.c.id == number)).scalar_one()
        chats.migrate(db, HERE, THERE)
        assert [found.url for found in prints.of(db, THERE, number)] == ["https://a.cn/1"]
        for chat, found in ((THERE, number), (HERE, None)):
            known = prints.near_same(db, chat, sketch)
            assert (known and known.id) == found
            at = prints.at(db, chat, "x")
            assert (at and at.id) == found
