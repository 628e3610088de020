"""What somebody says should be done: 加大研發投入."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Advice:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Advice]:
    return ()


KIND = Kind("advice", Advice, find)
