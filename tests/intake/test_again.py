"""A changed parser reads all shelves again while the bot answers, on both databases."""

from collections.abc import Callable
from threading import Event

from structlog.testing import capture_logs

from bot.errors import TextRefused
from bot.facts.article import Article
from bot.intake.again import parse_again, reading_again
from bot.store.store import Store
from tests.build import an_article

HERE = 42


class Parser:
    """Marks every article with its version, and remembers what it was given; `before` is called with each text."""

    def __init__(self, version: str, before: Callable[[str], object] = str) -> None:
        self.version = version
        self.texts: list[str] = []
        self._before = before

    def __call__(self, text: str) -> Article:
        self.texts.append(text)
        self._before(text)
        return an_article(text, title=f"{text} {self.version}")


def filled(store: Store) -> dict[str, int]:
    """Articles a (bundled), b and c (of two chats), read by version 1."""
    shelves = {"a": None, "b": HERE, "c": -1001}
    return {
        stem: store.put_article(Parser("1")(stem), shelf=shelf, stem=stem, parser_version="1")
        for stem, shelf in shelves.items()
    }


def titles(store: Store, chat: int = HERE) -> dict[str, str]:
    return {row.stem: row.title for row in store.shelf(chat, 99)}


def test_the_articles_of_all_shelves_are_read_once_the_newest_first(store: Store) -> None:
    filled(store)
    parser = Parser("2")
    assert parse_again(store, parser, Event()) == 3
    assert parser.texts == ["c", "b", "a"]
    assert titles(store) == {"a": "a 2", "b": "b 2"}
    assert parse_again(store, parser, Event()) == 0


def test_what_another_process_has_read_meanwhile_is_not_read_twice(store: Store) -> None:
    filled(store)
    other = Parser("2")
    parser = Parser("2", lambda text: text == "c" and parse_again(store, other, Event()))
    assert parse_again(store, parser, Event()) == 0
    assert (parser.texts, other.texts) == (["c"], ["c", "b", "a"])


def test_what_the_new_parser_refuses_or_fails_at_stays_as_it_was(store: Store) -> None:
    numbers = filled(store)

    def before(text: str) -> None:
        if text == "b":
            raise TextRefused("refused.empty")
        if text == "c":
            raise RuntimeError("a mistake in a rule")

    with capture_logs() as logs:
        assert parse_again(store, Parser("2", before), Event()) == 1
    assert titles(store) | titles(store, -1001) == {"a": "a 2", "b": "b 1", "c": "c 1"}
    assert [(line["log_level"], line["article_id"]) for line in logs] == [
        ("error", numbers["c"]),
        ("warning", numbers["b"]),
    ]


def test_a_stop_does_not_wait_for_the_rest(store: Store) -> None:
    filled(store)
    stop = Event()
    assert parse_again(store, Parser("2", lambda _: stop.set()), stop) == 1
    assert titles(store) | titles(store, -1001) == {"a": "a 1", "b": "b 1", "c": "c 2"}


def test_the_shelf_answers_while_it_is_read(store: Store) -> None:
    filled(store)
    reached, go_on = Event(), Event()

    def before(text: str) -> None:
        reached.set()
        assert go_on.wait(60)

    with reading_again(store, Parser("2", before)):
        assert reached.wait(60)
        assert titles(store) == {"a": "a 1", "b": "b 1"}
        store.put_article(Parser("2")("d"), shelf=HERE, stem="d", parser_version="2")
        go_on.set()
    assert titles(store)["d"] == "d 2"
