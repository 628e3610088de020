"""What the answers need, passed to each: the store, the sentences, the measures of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answers.messages import Messages
from bot.facts.article import Article, Fact, Script
from bot.store.tables import Language


class Stored(Protocol):
    """An article as the store keeps it; `stem` is its file's name without the ending."""

    @property
    def id(self) -> int: ...

    @property
    def stem(self) -> str: ...

    @property
    def article(self) -> Article: ...


class Listed(Protocol):
    """What a list shows of an article, without its text."""

    @property
    def id(self) -> int: ...

    @property
    def stem(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def outlet(self) -> str | None: ...

    @property
    def published(self) -> str | None: ...

    @property
    def script(self) -> Script: ...


class Shelves(Protocol):
    """The part of the store that answers use. Every method sees the one chat's shelf and the bundled articles only."""

    def current_article(self, chat_id: int) -> Stored | None:
        """The article picked last, else the newest; None on an empty shelf."""

    def articles(self, chat_id: int, limit: int, offset: int = 0) -> Sequence[Stored]:
        """The articles of the chat, newest first."""

    def shelf(self, chat_id: int, limit: int, offset: int = 0) -> Sequence[Listed]:
        """The same as rows for a list."""

    def shelf_size(self, chat_id: int) -> int:
        """How many articles the chat has."""

    def article(self, chat_id: int, article_id: int) -> Stored | None:
        """The article of that id, None where it is not on the chat's shelf."""

    def facts_named(self, chat_id: int, kind: str, folded_name: str) -> Sequence[tuple[Stored, Fact]]:
        """Facts whose folded name (of a quote: its speaker) holds `folded_name` or is held by it, two characters or more.

        Newest article first, within an article in order of the text.
        """

    def pick(self, chat_id: int, article_id: int) -> None:
        """Make it the chat's current article."""

    def set_chat(self, chat_id: int, *, language: Language, script: Script | None = None) -> None:
        """Keep the language of the bot's sentences; `script` None leaves the script of the articles' words as it is."""


@dataclass(frozen=True, slots=True)
class Measures:
    """`units`: UTF-16 units of a page, below Telegram's 4096; `items`: numbered items a page; `listed`: articles listed, newest first."""

    units: int = 4000
    items: int = 8
    listed: int = 80


@dataclass(frozen=True, slots=True)
class Desk:
    """What every answer gets besides the request."""

    store: Shelves
    messages: Messages
    measures: Measures = Measures()
