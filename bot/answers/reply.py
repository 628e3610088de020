"""What goes into an answer and what comes out of it. Nothing here knows Telegram, except that its HTML is Telegram's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.facts.article import Script

if TYPE_CHECKING:
    from bot.answers.desk import Desk

Language = Literal["zh-hant", "zh-hans", "en"]
ChatType = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class Request:
    """One command as it was typed, in one chat.

    `command` is the canonical name (limits), `args` what stood behind it. `language` is that of the bot's own
    sentences, `script` that of the article's words. `article_id` is set when a button continues an older answer.
    """

    chat_id: int
    chat_type: ChatType
    command: str
    args: str
    language: Language
    script: Script
    user_id: int | None = None
    thread_id: int | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The span of an article that a block stands on, in code points of its text."""

    article_id: int
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One item of an answer: Telegram HTML that is valid alone, and the spans it stands on (none for the bot's own words)."""

    html: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that runs a command: `label` is shown, `line` is what would be typed (/limits)."""

    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is cut into pages: a head that every page repeats, the blocks, a foot, and the next steps offered."""

    head: str = ""
    blocks: tuple[Block, ...] = ()
    foot: str = ""
    choices: tuple[tuple[Choice, ...], ...] = ()


Answer = Callable[[Request, "Desk"], Reply]
