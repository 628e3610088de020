"""Everything that happened in the playground, in order: the page and the tests follow along."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.bell import Bell

Kind = Literal[
    "message",
    "edited",
    "deleted",
    "pressed",
    "answered",
    "offered",
    "action",
    "commands",
    "profile",
    "chat",
    "clock",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening; `number` counts from 1. `data` is the JSON the page gets: a Message for message and edited."""

    number: int
    kind: Kind
    data: dict[str, Any]


@dataclass(slots=True)
class Events:
    """The list of all events since the start, and a way to wait for the next."""

    log: list[Event] = field(default_factory=list)
    closed: bool = False
    _bell: Bell = field(default_factory=Bell)

    @property
    def last(self) -> int:
        """The number of the newest event, 0 before the first."""
        return len(self.log)

    def add(self, kind: Kind, data: dict[str, Any]) -> Event:
        event = Event(self.last + 1, kind, data)
        self.log.append(event)
        self._bell.ring()
        return event

    def close(self) -> None:
        """Ends every `follow`; a server that shuts down must not wait for its readers."""
        self.closed = True
        self._bell.ring()

    async def follow(self, after: int) -> AsyncGenerator[Event, None]:
        """Every event whose number is greater than `after`, the past ones at once, then live until closed."""
        while not self.closed:
            while after < self.last:
                after += 1
                yield self.log[after - 1]
            if not self.closed:
                await self._bell.wait()
