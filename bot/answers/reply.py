"""What goes into an answer and what comes out of it. Nothing here knows Telegram, except that its HTML is Telegram's."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NewType

from bot.facts.article import Script
from bot.store.tables import ChatType, Language

if TYPE_CHECKING:
    from bot.answers.desk import Desk

Html = NewType("Html", str)  # Telegram HTML that is valid alone; only markup.py and what joins its results make it


@dataclass(frozen=True, slots=True)
class Step:
    """What a button does: it shows page `page` (from 1) of what `line` answers.

    `line` is what would be typed (/limits); `article_id` the article it is about, None for the chat's current one;
    `back` where the Back button of what is shown then leads. `in_place` replaces the message the button stands under,
    else the answer is a new message.
    """

    line: str
    page: int = 1
    article_id: int | None = None
    back: "Step | None" = None
    in_place: bool = False

    def packed(self) -> str:
        """The step as text, to be kept behind a button's token."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> "Step":
        """The step that `packed` wrote."""
        return cls._from(json.loads(text))

    @classmethod
    def _from(cls, row: dict[str, Any]) -> "Step":
        return cls(**{**row, "back": row["back"] and cls._from(row["back"])})


@dataclass(frozen=True, slots=True)
class Aim:
    """Another chat that a command in a private chat is about; whoever typed it is one of its admins."""

    chat_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What a command was sent with or in reply to: a text with the links in it, or a file as it came.

    `links` are also those that hide behind words; `channel` is the one that a forwarded post comes from.
    """

    content: str | bytes = ""
    name: str = ""
    links: tuple[str, ...] = ()
    channel: Aim | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the bot stands with Telegram: the rights it lacks in the chat, whether it sees all of a group's messages, and
    whether @BotFather has switched its inline mode on.
    """

    lacks: tuple[str, ...] = ()
    reads_all: bool = False
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """One command as it was typed, or as a button runs it, in one chat.

    `command` is the canonical name (limits), `args` what stood behind it. `language` is that of the bot's own
    sentences, `script` that of the article's words. `article_id`, `page` and `back` are those of the button's step. `aim`
    stands only in private chats, `attached` and `standing` only where the command's row asks for them.
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
    page: int = 1
    back: Step | None = None
    aim: Aim | None = None
    attached: Attached | None = None
    standing: Standing | None = None

    @property
    def about(self) -> int:
        """The chat whose digests this is about."""
        return self.aim.chat_id if self.aim else self.chat_id

    def again(self, command: str, args: str = "") -> str:
        """The line of another command about the same chat."""
        return " ".join(filter(None, (f"/{command}", str(self.aim.chat_id) if self.aim else "", args)))

    @property
    def line(self) -> str:
        """What would be typed to ask this again."""
        return self.again(self.command, self.args)


@dataclass(frozen=True, slots=True)
class Source:
    """The span of an article that a block stands on, in code points of its text; `text` is exactly that slice."""

    article_id: int
    stem: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One item of an answer and the spans it stands on (none for the bot's own words).

    A block with a `step` is numbered, and the button with its number takes that step. `heading` stands above the number.
    """

    html: Html
    sources: tuple[Source, ...] = ()
    step: Step | None = None
    heading: Html = Html("")


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that runs a command: `label` is shown, `line` is what would be typed (/limits).

    The answer is a new message, or with `in_place` takes the place of the one that the button stands under. It is about
    `article_id`, None for the article that the reply is about.
    """

    label: str
    line: str
    in_place: bool = False
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that an answer brings: its name, which is safe on any system, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """Which page of a list too long to be laid out at once its blocks are: `page` of `pages`, `before` items on those before."""

    page: int
    pages: int
    before: int


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is cut into pages: head and foot stand on every page, and so do the next steps offered.

    `article_id` is the article it came from: its pages and choices stay with it when a newer one arrives. `line` asks for
    this answer again where the request's own line would do something twice. `compact` items stand without blank lines.
    With a `document` the head and the foot are its caption, and there are no blocks.
    With a `part` the blocks are one page, and the others are asked for by `Request.page`.
    """

    head: Html = Html("")
    blocks: tuple[Block, ...] = ()
    foot: Html = Html("")
    choices: tuple[tuple[Choice, ...], ...] = ()
    article_id: int | None = None
    line: str | None = None
    compact: bool = False
    document: Document | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A label, and the step that is taken when it is pressed."""

    label: str
    step: Step


@dataclass(frozen=True, slots=True)
class Page:
    """One message: Telegram HTML within the limit of 4096 UTF-16 units after entity parsing, and its rows of buttons."""

    html: Html
    buttons: tuple[tuple[Button, ...], ...] = ()


Answer = Callable[[Request, "Desk"], Reply]
