"""Weaknesses, risks, costs and obstacles of the subject: 生成視頻的時長限制在60秒."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Limit:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Limit]:
    return ()


KIND = Kind("limits", Limit, find)
