"""Articles on the shelves of chats, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.facts.article import Byline
from bot.store import articles, shelves
from bot.store.store import Store
from bot.store.tables import article
from tests.build import an_article
from tests.conftest import fold

HERE, THERE = -1001234567890, 42  # a supergroup's id does not fit in 32 bits
NOON = datetime(2024, 2, 16, 12, tzinfo=UTC)


def put(store: Store, shelf: int | None, stem: str, version: str = "1", **values: Any) -> int:
    return store.put_article(an_article(**values), shelf=shelf, stem=stem, parser_version=version)


def forgotten(store: Store, shelf: int, number: int) -> None:
    """Removed, and the time to bring it back is over."""
    store.remove(shelf, number)
    with store.write() as db:
        shelves.purge(db, datetime.now(UTC) + timedelta(seconds=1))


def test_an_article_comes_back_as_it_was_put(store: Store) -> None:
    original = an_article(
        "題目\n周鴻祎表示,⟦⟦差距⟧在拉大⟧😀。",
        byline=Byline("新浪科技", "張俊"),
        published="2024-02-16",
        source="<b>題目</b>\n周鴻祎表示,差距在拉大😀。",
        quotes=[{"kind": "reported", "speaker": "周鴻祎", "role": "董事長"}],
        limits=[{"at": 1, "said_by": "周鴻祎"}],
        figures=[{"at": 0, "value": 0.1, "unit": "%"}],
    )
    number = store.put_article(original, shelf=HERE, stem="題目", parser_version="1")
    for _ in range(2):  # decoded, and then from what is kept decoded
        stored = store.article(HERE, number)
        assert stored is not None
        assert stored.article == original
        assert (stored.id, stored.stem, stored.shelf, stored.parser_version) == (number, "題目", HERE, "1")


def test_a_chat_sees_the_bundled_articles_and_its_own(store: Store) -> None:
    bundled, own, other = put(store, None, "a"), put(store, HERE, "b"), put(store, THERE, "c")
    assert {row.id for row in store.shelf(HERE, 10)} == {bundled, own}
    assert store.shelf_size(HERE) == 2
    assert store.article(HERE, bundled)
    assert store.article(HERE, own)
    assert store.article(HERE, other) is None
    assert store.article(HERE, other + 1) is None


def test_the_same_stem_on_the_same_shelf_is_replaced_and_keeps_its_id(store: Store) -> None:
    """Also where the shelf is everybody's, and null is unequal to null."""
    for shelf in (None, HERE, THERE):
        first = put(store, shelf, "a", text="一\n舊。")
        assert put(store, shelf, "a", text="二\n新。") == first
        stored = store.article(shelf or HERE, first)
        assert stored is not None
        assert stored.article.title == "二"
    assert store.shelf_size(HERE) == 2


def test_what_was_replaced_is_not_answered_from_what_was_kept_decoded(store: Store) -> None:
    number = put(store, HERE, "a", text="一\n舊。")
    assert store.article(HERE, number)
    put(store, HERE, "a", text="二\n新。")
    changed = store.article(HERE, number)
    put(store, HERE, "a", text="三\n新。", source="二\n新。", version="2")
    reparsed = store.article(HERE, number)
    assert changed is not None
    assert changed.article.title == "二"
    assert reparsed is not None
    assert (reparsed.article.title, reparsed.parser_version) == ("三", "2")


def test_the_shelf_is_listed_newest_first_in_pages_without_texts(store: Store) -> None:
    byline = Byline("新浪科技", "張俊")
    with time_machine.travel(NOON, tick=False) as clock:
        for stem in ("a", "b", "c"):
            put(store, HERE, stem, title=stem.upper(), byline=byline, published="2024-02-16", script="hans")
            clock.shift(timedelta(minutes=1))
    first, second = store.shelf(HERE, 2), store.shelf(HERE, 2, 2)
    assert [row.stem for row in first + second] == ["c", "b", "a"]
    assert [stored.stem for stored in store.articles(HERE, 2) + store.articles(HERE, 2, 2)] == ["c", "b", "a"]
    row = second[0]
    assert (row.title, row.outlet, row.author, row.published) == ("A", "新浪科技", "張俊", "2024-02-16")
    assert (row.script, row.shelf) == ("hans", HERE)
    assert row.added_at == NOON
    assert row.added_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("change", "order"),
    [
        ({"version": "2"}, ["b", "a"]),  # parsed again: not new
        ({"text": "另一篇\n內容。"}, ["a", "b"]),  # another source: new
    ],
)
def test_only_another_source_makes_an_article_new(change: dict[str, Any], order: list[str], store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for stem, values in (("a", {}), ("b", {}), ("a", change)):
            put(store, HERE, stem, **values)
            clock.shift(timedelta(minutes=1))
    assert [row.stem for row in store.shelf(HERE, 10)] == order


def test_the_current_article_is_the_picked_one_else_the_newest(store: Store) -> None:
    assert store.current_article(HERE) is None
    old, new, other = put(store, None, "a"), put(store, HERE, "b"), put(store, THERE, "c")

    def current(chat: int) -> int | None:
        stored = store.current_article(chat)
        return stored and stored.id

    assert (current(HERE), current(THERE)) == (new, other)
    store.pick(HERE, old)
    assert (current(HERE), current(THERE)) == (old, other)  # one chat's pick is not another's
    newest = put(store, HERE, "d")
    assert current(HERE) == old
    store.pick(HERE, other)  # not on its shelf: changes nothing
    assert current(HERE) == old
    store.drop_bundled({"a"})
    assert current(HERE) == newest


def test_a_chat_removes_its_own_articles_only(store: Store) -> None:
    bundled, own, other = put(store, None, "a"), put(store, HERE, "b"), put(store, THERE, "c")
    assert [store.remove(HERE, number) for number in (bundled, own, other, own)] == [False, True, False, False]
    assert store.article(HERE, own) is None
    assert store.article(HERE, bundled)
    assert store.article(THERE, other)


def test_the_id_of_a_removed_article_is_not_given_again(store: Store) -> None:
    """An old button must not open another article."""
    number = put(store, HERE, "a")
    forgotten(store, HERE, number)
    assert put(store, HERE, "b") > number


def test_an_article_parsed_anew_is_kept_unless_it_was_removed_replaced_or_renewed(store: Store) -> None:
    kept, changed, removed = put(store, None, "a"), put(store, HERE, "b", text="一\n舊。"), put(store, THERE, "c")
    put(store, THERE, "d", version="2")
    old = store.outdated("2")
    assert [known.id for known in old] == [removed, changed, kept]
    assert [store.source(known) for known in old] == [
        "文章的標題\n文章的內容。",
        "一\n舊。",
        "文章的標題\n文章的內容。",
    ]
    put(store, HERE, "b", text="二\n新。")
    forgotten(store, THERE, removed)
    assert [store.renew(known, an_article(title="再"), "2") for known in (*old, old[-1])] == [False, False, True, False]
    assert store.source(old[-1]) is None
    assert [known.id for known in store.outdated("2")] == [changed]
    stored = store.article(THERE, kept)
    assert stored is not None
    assert (stored.article.title, stored.parser_version) == ("再", "2")


def test_what_is_kept_decoded_is_bounded_by_its_length(store: Store) -> None:
    """Six of the longest articles do not fit, and are found all the same."""
    numbers = [put(store, HERE, f"{n}", text=f"{n}\n" + "長" * 199_990) for n in range(6)]
    for _ in range(2):
        stored = [store.article(HERE, number) for number in numbers]
        assert [s and s.article.title for s in stored] == list("012345")
    assert 600_000 < store._decoded.weight <= 1_000_000


def test_on_postgresql_an_article_that_is_parsed_anew_cannot_go_before_that_is_kept(
    postgresql: Callable[[], str],
) -> None:
    """Else it would be put back. On SQLite a writer is alone anyway."""
    with Store.open(postgresql(), fold) as store:
        put(store, HERE, "a")
        (known,) = store.outdated("2")
        taken = select(article.c.id).with_for_update(nowait=True)
        with store.write() as db, store.write() as other:
            assert articles.hold(db, known)
            with pytest.raises(OperationalError, match="could not obtain lock"):
                other.execute(taken)
