"""The views of an article that every kind of fact shares, computed once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """To be filled in by the core of facts/."""

    text: str
