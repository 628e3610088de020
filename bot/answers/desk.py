"""What the answers need, passed to each: the store, the sentences, the parser, the clock, the measures of a page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.answers.messages import Messages
from bot.facts.lexicon import Lexicon
from bot.intake.arrivals import Parser
from bot.intake.fetch import Fetcher
from bot.intake.watch import Watch
from bot.store.store import Store, utc_now


@dataclass(frozen=True, slots=True)
class Measures:
    """`units`: UTF-16 units of a page, below Telegram's 4096; `items`: numbered items a page."""

    units: int = 4000
    items: int = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """What every answer gets besides the request.

    `now` tells the time in UTC, `zone` is the IANA name of a digest's usual zone; without a `fetcher` no page of the web is read,
    without a `watch` no feed. `asking` holds the words and weights that questions are answered by.
    """

    store: Store
    messages: Messages
    parser: Parser
    measures: Measures = Measures()
    now: Callable[[], datetime] = utc_now
    zone: str = "Asia/Taipei"
    fetcher: Fetcher | None = None
    watch: Watch | None = None
    asking: Lexicon = field(default_factory=lambda: Lexicon({}, ""))
