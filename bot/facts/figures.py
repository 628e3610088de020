"""Amounts with their unit: 1.2兆元, 三成五, 超過200家."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as written; `value` is the number in `unit` (70億元 → 7000000000, 元), None where it is vague (數百萬人)."""

    start: int
    end: int
    value: float | None
    unit: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Figure]:
    return ()


KIND = Kind("figures", Figure, find)
