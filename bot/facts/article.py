"""An article with its facts: what `parse` returns, what the store keeps, what the answers are made of.

All offsets are half-open `start, end` in code points of `Article.text`. A fact never carries words of its own: its
text is the slice, so nothing can be said that does not stand in the article.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Script = Literal["hant", "hans"]


class Fact(Protocol):
    """What every kind of fact has in common: where it stands."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the article's text, in code points."""

    start: int
    end: int

    def __contains__(self, other: Fact) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None before the first) and the stretch of text it stands over, the heading's own line included."""

    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Byline:
    """Who published and who wrote it, as the article says."""

    outlet: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The parsed version of one article.

    `source` is what came in, `text` what is left after cleaning (whole pieces deleted, nothing substituted).
    `published` is an ISO date (2024-02-16) or None. `facts` maps a kind's name to its facts in order of the text.
    """

    source: str
    text: str
    title: str
    byline: Byline
    published: str | None
    script: Script
    sections: tuple[Section, ...]
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)

    def slice(self, fact: Fact) -> str:
        """The words of the fact as they stand in the article."""
        return self.text[fact.start : fact.end]
