"""Companies, institutions, media and teams the article names: 新浪科技."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation by its fullest form; `start, end` is the first mention, which may be shorter."""

    start: int
    end: int
    name: str
    rule: str = ""


def find(reading: Reading) -> Iterable[Organisation]:
    for n in reading.names.organisations:
        yield Organisation(n.mentions[0].start, n.mentions[0].end, n.full, n.rule)


KIND = Kind("organisations", Organisation, find)
