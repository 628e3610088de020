"""The same article again, however it comes, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ShelfFull
from bot.facts.article import Article, Byline
from bot.intake.arrivals import How, take_in, there_already
from bot.store import prints
from bot.store.shelves import Limits
from bot.store.store import Store
from tests.build import an_article
from tests.conftest import fold

HERE, THERE = -1001234567890, 42
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
BODY = "".join(chr(0x4E00 + (at * at * 131) % 20000) for at in range(400))
TEXT = f"港口的新起重機\n文/島嶼科技報\n{BODY}"
OTHER = f"另一件事\n文/島嶼科技報\n{BODY[::-1]}"
REPRINT = f"港口換了新起重機\n文/云港日报\n{BODY}"
PAGE, MIRROR = "https://news.example.cn/a/1", "https://daily.example.org/b/2"


class Parser:
    """Finds the outlet in the second line."""

    version = "1"

    def __call__(self, text: str) -> Article:
        title, by, *_ = [*text.split("\n"), ""]
        outlet = by.removeprefix("文/") if by.startswith("文/") else None
        return an_article(text.strip(), source=text, title=title, byline=Byline(outlet))


def add(store: Store, text: str, url: str | None = None, chat: int = HERE, via: str | None = None) -> tuple[int, How]:
    arrival = take_in(store, Parser(), chat, text, url=url, via=via)
    return arrival.article_id, arrival.how


def reprints(store: Store, number: int, chat: int = HERE) -> list[tuple[str | None, str | None]]:
    with store.read() as db:
        return [(found.url, found.outlet) for found in prints.of(db, chat, number)]


def url_of(store: Store, number: int) -> str | None:
    stored = store.article(HERE, number)
    assert stored
    return stored.url


# What comes second, how, and what is then listed as a reprint of the first.
SECOND = [
    # The same words, with and without a line end.
    ((TEXT, None), (TEXT, None), "there", []),
    ((TEXT, None), (f"{TEXT}\n", None), "there", []),
    # The same address; also when the text has changed since.
    ((TEXT, PAGE), (TEXT, f"{PAGE}?utm_source=line#top"), "there", []),
    ((TEXT, PAGE), (OTHER, PAGE), "there", []),
    ((TEXT, PAGE), (TEXT, None), "there", []),
    # The same words elsewhere, and near-same words of another outlet, in either script.
    ((TEXT, PAGE), (TEXT, MIRROR), "reprint", [(MIRROR, "島嶼科技報")]),
    ((TEXT, PAGE), (REPRINT, MIRROR), "reprint", [(MIRROR, "云港日报")]),
    ((TEXT, None), (REPRINT, None), "reprint", [(None, "云港日报")]),
    ((TEXT, None), (REPRINT, MIRROR), "reprint", [(MIRROR, "云港日报")]),
    # Pasted once more with a small edit: no other outlet's.
    ((TEXT, PAGE), (f"{TEXT}完", None), "there", []),
    # Another article, also under nearly the same address.
    ((TEXT, PAGE), (OTHER, f"{PAGE}1"), "new", []),
]


@pytest.mark.parametrize(("first", "second", "how", "listed"), SECOND)
def test_the_same_article_is_kept_once_and_its_prints_are_listed(
    first: tuple[str, str | None],
    second: tuple[str, str | None],
    how: How,
    listed: list[tuple[str | None, str | None]],
    store: Store,
) -> None:
    number, _ = add(store, *first)
    again, what = add(store, *second)
    assert (what, again == number) == (how, how != "new")
    assert reprints(store, number) == listed
    assert add(store, *second) == (again, "there")  # a third time there is nothing to list
    assert reprints(store, number) == listed


def test_a_short_text_is_the_same_only_word_for_word(store: Store) -> None:
    line = "云港指數收盤：電池類股領漲，成交量比前一天多了一成，外資連續第三天買超，漲幅最大的是晴川材料，{}%。"
    assert [add(store, line.format(n))[1] for n in (3, 4, 3)] == ["new", "new", "there"]


@pytest.mark.parametrize("again", [TEXT, f"{TEXT}完"])
def test_what_was_pasted_first_gets_its_address_when_that_comes(again: str, store: Store) -> None:
    number, _ = add(store, TEXT)
    assert url_of(store, number) is None
    assert add(store, again, f"{PAGE}?spm=1.2") == (number, "there")
    assert url_of(store, number) == PAGE
    assert add(store, OTHER, PAGE) == (number, "there")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not a link", "https://"])
def test_what_is_no_address_is_no_link(url: str, store: Store) -> None:
    number, how = add(store, TEXT, url)
    assert (url_of(store, number), how) == (None, "new")


def test_another_chats_articles_and_reprints_are_not_there(store: Store) -> None:
    theirs, _ = add(store, TEXT, PAGE, THERE)
    number, how = add(store, TEXT, PAGE)
    assert (number != theirs, how) == (True, "new")
    add(store, REPRINT, MIRROR)
    assert reprints(store, theirs, THERE) == []
    assert reprints(store, number, THERE) == []


def test_of_a_bundled_article_each_chat_has_its_own_reprints(store: Store) -> None:
    number = store.put_article(Parser()(TEXT), shelf=None, stem="a", parser_version="1")
    assert add(store, REPRINT, MIRROR) == (number, "reprint")
    assert add(store, TEXT, PAGE) == (number, "reprint")
    assert add(store, OTHER, PAGE) == (number, "there")
    assert len(reprints(store, number)) == 2
    assert reprints(store, number, THERE) == []
    assert url_of(store, number) is None  # what is everybody's says nothing of one chat
    with store.read() as db:
        assert there_already(store, THERE, MIRROR) is None
        assert prints.at(db, THERE, "") is None


@pytest.mark.parametrize("again", [(TEXT, None), (OTHER, PAGE)])  # by its words, by its address
def test_what_was_removed_comes_back_as_the_newest_when_somebody_adds_it(again: tuple[str, str], store: Store) -> None:
    store._now = lambda: NOON
    number, _ = add(store, TEXT, PAGE)
    newer, _ = add(store, f"第三件事\n{BODY[200:]}{BODY[::-2]}")
    token = store.new_button(HERE, "/limits", number)
    store.remove(HERE, number)
    assert store.button(HERE, token) is None
    assert add(store, *again, via="feed") == (number, "removed")  # a feed does not know better
    store._now = lambda: NOON + timedelta(minutes=1)
    assert add(store, *again) == (number, "back")
    assert [row.id for row in store.shelf(HERE, 9)] == [number, newer]
    assert store.button(HERE, token)


def test_an_address_can_be_asked_for_before_its_page_is_read(store: Store) -> None:
    assert there_already(store, HERE, PAGE) is None
    number, _ = add(store, TEXT, PAGE)
    add(store, REPRINT, MIRROR)
    for url in (f"{PAGE}?from=timeline", MIRROR):
        found = there_already(store, HERE, url)
        assert found
        assert (found.article_id, found.how) == (number, "there")
    assert there_already(store, THERE, PAGE) is None


def test_on_postgresql_those_who_add_the_same_at_once_wait_for_each_other(postgresql: Callable[[], str]) -> None:
    """On SQLite a writer is alone anyway."""
    with Store.open(postgresql(), fold) as store, ThreadPoolExecutor(4) as threads:
        arrivals = list(threads.map(lambda n: add(store, f"{TEXT}{'完' * n}"), range(8)))
        assert sorted(how for _, how in arrivals) == ["new", *["there"] * 7]
        assert store.shelf_size(HERE) == 1


def article(n: int) -> str:
    """An article like no other."""
    return f"第{n}號\n" + "".join(chr(0x4E00 + (n * 997 + at * at * 131) % 20000) for at in range(200))


def test_a_full_shelf_takes_no_more_and_loses_nothing(store: Store) -> None:
    store.limits = Limits(articles=2)
    store.put_article(Parser()(TEXT), shelf=None, stem="a", parser_version="1")  # everybody's count for nothing
    numbers = [add(store, article(n))[0] for n in range(2)]
    with pytest.raises(ShelfFull) as caught:
        add(store, article(2))
    assert caught.value.values == {"most": 2}
    assert [row.id for row in store.shelf(HERE, 9)][:2] == numbers[::-1]
    assert add(store, article(0)) == (numbers[0], "there")
    assert add(store, article(0), chat=THERE)[1] == "new"
    store.remove(HERE, numbers[0])
    assert add(store, article(2))[1] == "new"
    with pytest.raises(ShelfFull):
        add(store, article(0))  # nor is there room to bring it back
    store.set_chat(HERE, most_articles=3)
    assert add(store, article(0)) == (numbers[0], "back")


def test_what_came_by_a_feed_makes_room_for_newer_and_leaves_a_tenth_to_people(store: Store) -> None:
    store.limits = Limits(articles=20)
    mine = [add(store, article(n))[0] for n in (100, 101)]
    fed = [add(store, article(n), via="feed")[0] for n in range(19)]
    assert [row.id for row in store.shelf(HERE, 99)] == [*fed[:2:-1], *mine[::-1]]  # 18 of 20
    for n in range(102, 104):
        assert add(store, article(n))[1] == "new"
    with pytest.raises(ShelfFull):
        add(store, article(104))
    add(store, article(19), via="feed")  # and room is made again
    assert add(store, article(104))[1] == "new"
    # What went can be brought back, but not by the feed.
    assert add(store, article(0), via="feed") == (fed[0], "removed")


def test_a_feed_does_not_push_out_what_people_added(store: Store) -> None:
    store.limits = Limits(articles=10)
    for n in range(10):
        add(store, article(n))
    with pytest.raises(ShelfFull):
        add(store, article(10), via="feed")
    assert store.shelf_size(HERE) == 10
