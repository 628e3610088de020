"""Faults on order: a test says what the next call that fits shall suffer."""

from dataclasses import dataclass, field
from typing import Literal

from bot.playground.errors import ApiError


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call of `method` (None: any but getUpdates) about `chat` (None: any).

    `when` it strikes: before the call takes effect (nothing was sent), or after (it was sent, the client cannot know).
    `outcome`: error is HTTP 500, flood is 429 with `seconds` as retry_after, drop closes the connection without an
    answer, delay holds the call up for `seconds` and lets it pass, refuse answers with `refusal`. With `holding` it waits
    for a call whose text holds these words.
    """

    outcome: Literal["error", "flood", "drop", "delay", "refuse"]
    method: str | None = None
    chat: int | None = None
    when: Literal["before", "after"] = "before"
    seconds: float = 1.0
    refusal: ApiError | None = None
    holding: str = ""

    def fits(self, method: str, chat: int | None, text: str = "") -> bool:
        fits_method = method != "getUpdates" if self.method is None else self.method == method
        return fits_method and self.chat in (None, chat) and self.holding in text


@dataclass(slots=True)
class Faults:
    """The faults still to come; each strikes once, the oldest that fits first."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        self.waiting.extend(faults)

    def take(self, method: str, chat: int | None, text: str = "") -> Fault | None:
        fault = next((fault for fault in self.waiting if fault.fits(method, chat, text)), None)
        if fault is not None:
            self.waiting.remove(fault)
        return fault
