"""What the subject can do: 能生成長達1分鐘的高清視頻."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Capability:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Capability]:
    return ()


KIND = Kind("capabilities", Capability, find)
