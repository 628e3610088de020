"""Whatever chats do, in whatever order: none sees another's article."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import lookup, prints
from bot.store.finding import Wanted
from bot.store.prints import Print
from bot.store.store import Store
from bot.store.tables import metadata
from tests.build import an_article

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
CHATS = (1, 2, -1003)
chats = st.sampled_from(CHATS)
shelves = st.sampled_from((None, *CHATS))
stems = st.sampled_from("ab")
nth = st.integers(0, 5)  # of the articles that any chat has put so far

steps = st.one_of(
    st.tuples(st.just("put"), shelves, stems),
    st.tuples(st.just("pick"), chats, nth),
    st.tuples(st.just("remove"), chats, nth),
    st.tuples(st.just("restore"), chats, nth),
    st.tuples(st.just("reprint"), chats, nth),
    st.tuples(st.just("button"), chats, nth),
)


@contextmanager
def emptied(store: Store) -> Iterator[Store]:
    with store.write() as db:
        for table in reversed(metadata.sorted_tables):
            db.execute(table.delete())
    yield store


def seen_by(store: Store, chat: int, numbers: list[int], tokens: list[str]) -> Iterator[tuple[int, int | None]]:
    """Every article that any call shows to the chat, with the shelf it was put on, as its text says."""
    stored: list[Any] = [store.article(chat, number) for number in numbers]
    stored += [store.current_article(chat), *store.articles(chat, 99)]
    stored += [article for article, _ in store.facts_named(chat, "quotes", "某人")]
    stored += lookup.find(store, chat, Wanted(("內容",)), date(2024, 1, 1), 99).articles
    stored += [article for _, article in lookup.articles_of(store, chat, "某人", 99)]
    buttons = [button for token in tokens if (button := store.button(chat, token))]
    stored += [store.article(chat, button.article_id) for button in buttons if button.article_id]
    assert store.shelf_size(chat) == len(store.articles(chat, 99)) == len(store.shelf(chat, 99))
    for article in filter(None, stored):
        yield article.id, None if article.article.title == "None" else int(article.article.title)
    for row in store.shelf(chat, 99):
        yield row.id, None if row.title == "None" else int(row.title)


def reprints(store: Store, chat: int, number: int) -> list[str | None]:
    with store.read() as db:
        return [found.outlet for found in prints.of(db, chat, number)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(steps, max_size=12))
def test_no_chat_sees_the_article_of_another(steps: list[tuple[str, Any, Any]], store: Store) -> None:
    with emptied(store):
        numbers: list[int] = []
        tokens: list[str] = []
        for action, who, what in steps:
            if action == "put":
                article = an_article(f"{who}\n⟦內容⟧。", quotes=[{"speaker": "某人"}])
                numbers.append(store.put_article(article, shelf=who, stem=what, parser_version="1"))
            elif numbers:
                number = numbers[what % len(numbers)]
                if action == "pick":
                    store.pick(who, number)
                elif action == "remove":
                    store.remove(who, number)
                elif action == "restore":
                    store.restore(who, number)
                elif action == "reprint":
                    with store.write() as db:
                        prints.add(db, who, number, Print(None, None, f"{who}", "題目"), NOON)
                else:
                    tokens.append(store.new_button(who, "/limits", number))
        for chat in CHATS:
            assert {shelf for _, shelf in seen_by(store, chat, numbers, tokens)} <= {None, chat}
            assert {outlet for number in numbers for outlet in reprints(store, chat, number)} <= {f"{chat}"}
