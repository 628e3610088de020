"""What the answers need, passed to each: the store, the sentences, the parser, the clock, the measures of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.answers.messages import Messages
from bot.facts.article import Article
from bot.store.store import Store, utc_now


class Parser(Protocol):
    """Reads the facts of a text; `version` changes when its rules or its words do."""

    @property
    def version(self) -> str: ...

    def __call__(self, source: str, /) -> Article: ...


@dataclass(frozen=True, slots=True)
class Measures:
    """`units`: UTF-16 units of a page, below Telegram's 4096; `items`: numbered items a page; `listed`: articles listed, newest first."""

    units: int = 4000
    items: int = 8
    listed: int = 80


@dataclass(frozen=True, slots=True)
class Desk:
    """What every answer gets besides the request. `now` tells the time in UTC, `zone` is the IANA name of a digest's usual zone."""

    store: Store
    messages: Messages
    parser: Parser
    measures: Measures = Measures()
    now: Callable[[], datetime] = utc_now
    zone: str = "Asia/Taipei"
