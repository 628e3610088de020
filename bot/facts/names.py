"""Who and what an article names: every mention, merged under the fullest form."""

from dataclasses import dataclass
from typing import Literal

from bot.facts.article import Span
from bot.facts.layout import Layout, trimmed
from bot.facts.words import Token

NameKind = Literal["person", "organisation", "product"]
KIND_OF_TAG: dict[str, NameKind] = {"PER": "person", "ORG": "organisation"}


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


def find(layout: Layout) -> Names:
    """Every name of the article: mentions, merged under the fullest form."""
    found: dict[NameKind, list[Token]] = {"person": [], "organisation": [], "product": []}
    for token in layout.tokens:
        kind = KIND_OF_TAG.get(token.tag)
        if kind is not None and token.end - token.start > 1:
            found[kind].append(token)
    return Names(*(_merged(layout, kind, tokens) for kind, tokens in found.items()))


def _merged(layout: Layout, kind: NameKind, tokens: list[Token]) -> tuple[Name, ...]:
    """One Name for all tokens that the fullest one contains."""
    groups: dict[str, list[Token]] = {}
    for token in sorted(tokens, key=lambda t: (t.start - t.end, t.start)):
        full = next((other for other in groups if token.word in other), token.word)
        groups.setdefault(full, []).append(token)
    names = []
    for group in groups.values():
        spans = [Span(*trimmed(layout.text, t.start, t.end)) for t in group]
        forms = tuple(dict.fromkeys(layout.text[s.start : s.end] for s in spans))
        names.append(Name(kind, forms[0], forms, tuple(sorted(spans, key=lambda s: s.start)), None, "tagged"))
    return tuple(sorted(names, key=lambda n: n.mentions[0].start))
