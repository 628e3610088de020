"""How a text becomes an article on a chat's shelf, whichever way it came: typed, sent as a file, read from a page or a feed."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.facts.article import Article
from bot.store import articles
from bot.store.store import Store

STEM = 12  # characters of the text's digest that name an article which came without a file


class Parser(Protocol):
    """Reads the facts of a text; `version` changes when its rules or its words do."""

    @property
    def version(self) -> str: ...

    def __call__(self, source: str, /) -> Article: ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """The article on the shelf that a text has become, or that it was already."""

    article_id: int
    how: Literal["new", "there"]


def take_in(
    store: Store,
    parser: Parser,
    chat_id: int,
    text: str,
    *,
    url: str | None = None,  # noqa: ARG001  kept once shelves know addresses
    via: str = "text",  # noqa: ARG001  the same
) -> Arrival:
    """Puts the text on the chat's shelf, unless the same is there. TextRefused where the parser takes none such."""
    with store.read() as db:
        known = articles.same(db, chat_id, text)
    if known:
        return Arrival(known.id, "there")
    stem = f"added-{articles.digest(text)[:STEM]}"
    number = store.put_article(parser(text), shelf=chat_id, stem=stem, parser_version=parser.version)
    return Arrival(number, "new")
