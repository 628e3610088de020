"""Who and what an article names: every mention, merged under the fullest form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.facts.article import Span
from bot.facts.layout import Layout, trimmed
from bot.facts.lexicon import Lexicon
from bot.facts.naming import (
    bodies,
    bylines,
    called,
    foreign,
    governments,
    houses,
    introduced,
    latin,
    listed,
    lists,
    models,
    nicknames,
    persons,
    platforms,
    transcribed,
    works,
)
from bot.facts.naming.mention import NameKind, Stretches, settled
from bot.facts.naming.merging import Group, merged
from bot.facts.naming.roles import role_of
from bot.facts.naming.spread import spread

RULES = tuple(
    rule
    for family in (
        works,
        models,
        listed,
        platforms,
        latin,
        persons,
        called,
        nicknames,
        foreign,
        bylines,
        bodies,
        governments,
        houses,
        introduced,
        transcribed,
        lists,
    )
    for rule in family.RULES
)

BRACKETED = re.compile(r"[（(][^（）()\n]*$")  # an open bracket in the same line


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
    """Every name of the article."""
    skipped = Stretches(_skipped(layout))
    mentions = settled(mention for rule in RULES for mention in rule(layout) if not skipped.hold(mention.start))
    groups = merged(layout, settled([*mentions, *lists.completed(layout, mentions)]))
    spread(layout, groups, skipped)
    bodies_at = sorted((m.start, m.end) for g in groups if g.kind == "organisation" for m in g.mentions)
    named = [_name(layout, group, bodies_at) for group in groups]
    return Names(
        tuple(n for n in named if n.kind == "person"),
        tuple(n for n in named if n.kind == "organisation"),
        tuple(n for n in named if n.kind == "product"),
    )


@cache
def _makers(lexicon: Lexicon) -> re.Pattern[str]:
    """（编辑：沈志明）, 责任编辑：高远: who edited or translated. Must not match 主编张三认为."""
    makers = "|".join(lexicon["roles.makers"])
    return re.compile(rf"(?:{makers})[ 　]?[：:/／][^（）()\n。]{{0,40}}")


def _skipped(layout: Layout) -> Iterator[tuple[int, int]]:
    """Stretches whose names do not count: notices, and who edited or translated, but for the line under the headline."""
    for paragraph in layout.paragraphs:
        if paragraph.role == "notice":
            yield paragraph.start, paragraph.end
    head = min((p.start for p in layout.paragraphs if p.role == "body"), default=0)
    for match in _makers(layout.lexicon).finditer(layout.folded):
        if match.start() >= head or BRACKETED.search(layout.folded, 0, match.start()):
            yield match.span()


def _name(layout: Layout, group: Group, bodies_at: list[tuple[int, int]]) -> Name:
    spans = [Span(*trimmed(layout.text, m.start, m.end)) for m in group.mentions]
    texts = [layout.text[s.start : s.end] for s in spans]
    full = next(t for m, t in zip(group.mentions, texts, strict=True) if layout.folded[m.start : m.end] == group.full)
    role = role_of(layout, group, bodies_at) if group.kind == "person" else None
    return Name(
        kind=group.mentions[0].kind,
        full=full,
        forms=tuple(dict.fromkeys([full, *texts])),
        mentions=tuple(spans),
        role=layout.text[role[0] : role[1]] if role else None,
        rule=group.mentions[0].rule,
    )
