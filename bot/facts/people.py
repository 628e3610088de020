"""People the article names: 360董事長周鴻祎."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the fullest name the article gives; `start, end` is the first mention, which may be shorter."""

    start: int
    end: int
    name: str
    role: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Person]:
    for n in reading.names.people:
        yield Person(n.mentions[0].start, n.mentions[0].end, n.full, n.role, n.rule)


KIND = Kind("people", Person, find)
