"""Sectors the article says are touched by its subject: 短視頻行業有巨大的顛覆."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Industry:
    """A sector as written, and as `start, end` the clause that says how it is touched."""

    start: int
    end: int
    name: str
    said_by: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Industry]:
    return ()


KIND = Kind("industries", Industry, find)
