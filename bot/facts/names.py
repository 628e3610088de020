"""Who and what an article names: every mention, merged under the fullest form."""

from dataclasses import dataclass
from typing import Literal

from bot.facts.article import Span

NameKind = Literal["person", "organisation", "product"]


@dataclass(frozen=True, slots=True)
class Name:
    """One person, organisation or product: `full` is the fullest form in the article, `forms` every form it is called by.

    `mentions` are in order of the text; `role` is a person's title and affiliation as written.
    """

    kind: NameKind
    full: str
    forms: tuple[str, ...]
    mentions: tuple[Span, ...]
    role: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of an article, each kind in order of first mention."""

    people: tuple[Name, ...]
    organisations: tuple[Name, ...]
    products: tuple[Name, ...]
