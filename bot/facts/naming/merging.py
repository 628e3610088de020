"""Which mentions mean the same, and by which of their forms the name goes."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.bodies import ending
from bot.facts.naming.glosses import Gloss, glosses
from bot.facts.naming.listed import known
from bot.facts.naming.mention import Mention, NameKind
from bot.facts.naming.sameness import same


@dataclass(slots=True)
class Group:
    """Mentions of one name, while they are being gathered; `full` and `forms` are folded."""

    kind: NameKind
    full: str
    forms: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


def merged(layout: Layout, mentions: list[Mention]) -> list[Group]:
    """One group for each name, in order of the first mention."""
    mentions = _one_kind(layout, _houses(layout, mentions))
    others = list(glosses(layout, mentions))
    groups = _grouped(layout, mentions, others)
    out = _joined(list({id(g): g for g in groups.values()}.values()), layout.lexicon)
    for group in out:
        group.mentions.sort()
    return sorted(out, key=lambda g: g.mentions[0].start)


def _grouped(layout: Layout, mentions: list[Mention], others: list[Gloss]) -> dict[Mention, Group]:
    """The group of each mention; longer names first, so that shorter ones find theirs, and addresses like 冯先生 last."""
    inside = [(gloss.start, gloss.end) for gloss in others]
    texts = {
        m: layout.folded[m.start : m.end]
        for m in mentions
        if not any(start <= m.start and m.end <= end for start, end in inside)
    }
    often = Counter(texts.values())
    groups: list[Group] = []
    of: dict[Mention, Group] = {}
    for mention, word in sorted(
        texts.items(), key=lambda row: (row[0].rule == "addressed", -len(row[1]), -often[row[1]], row[0].start)
    ):
        group = next((g for g in groups if g.kind == mention.kind and _belongs(word, g, layout.lexicon)), None)
        if group is None:
            group = Group(mention.kind, word)
            groups.append(group)
        group.forms.setdefault(word)
        group.mentions.append(mention)
        of[mention] = group
    for gloss in others:
        if gloss.mention in of:
            _add_gloss(layout, of[gloss.mention], gloss)
    return of


def _belongs(word: str, group: Group, lexicon: Lexicon) -> bool:
    return word in group.forms or same(group.kind, word, group.full, lexicon)


def _add_gloss(layout: Layout, group: Group, gloss: Gloss) -> None:
    """The form in the bracket is one of the name's; the full one where it writes out an abbreviation."""
    form = layout.folded[gloss.start : gloss.end]
    group.forms.setdefault(form)
    group.mentions.append(gloss.mention._replace(start=gloss.start, end=gloss.end, rule="gloss"))
    if group.full.isascii() and ending(form, layout.lexicon):
        group.full = form


def _houses(layout: Layout, mentions: list[Mention]) -> list[Mention]:
    """Makes organisations of those taken for persons by their spelling alone.

    Their gloss is a company's, 福斯（Volkswagen）, 博达克（BDA）, they begin a company's name, 依图 and 依图科技, or
    厂商 and its like stand before them elsewhere.
    """
    text, listed = layout.folded, known(layout.lexicon).kinds
    doubtful = [m for m in mentions if m.rule == "foreign"]
    houses = {text[m.start : m.end] for m in mentions if m.rule == "heralded"}
    for mention, start, end in glosses(layout, doubtful):
        form = text[start:end]
        if listed.get(form) == "organisation" or (form.isupper() and form.isascii() and " " not in form):
            houses.add(text[mention.start : mention.end])
    bodies = {text[m.start : m.end] for m in mentions if m.kind == "organisation"}
    words = {text[m.start : m.end] for m in doubtful}
    houses |= {
        word
        for word in words
        for body in bodies
        if word != body and body.startswith(word) and not body.endswith("政府")
    }
    return [
        m._replace(kind="organisation") if m.kind == "person" and text[m.start : m.end] in houses else m
        for m in mentions
    ]


def _one_kind(layout: Layout, mentions: list[Mention]) -> list[Mention]:
    """The same words are of one kind throughout: the one they are most often taken for, a person where two are even."""
    votes: dict[str, Counter[NameKind]] = {}
    for m in mentions:
        votes.setdefault(layout.folded[m.start : m.end], Counter())[m.kind] += 1
    kinds = {word: max(tally, key=lambda k: (tally[k], k == "person")) for word, tally in votes.items()}
    return [m._replace(kind=kinds[layout.folded[m.start : m.end]]) for m in mentions]


def _joined(groups: list[Group], lexicon: Lexicon) -> list[Group]:
    """Groups of a kind that share a form are one: TSMC（…，简称台积电） and 台积电, 谷歌 and Google."""
    out: list[Group] = []
    for group in groups:
        keys = _keys(group, lexicon)
        other = next((g for g in out if g.kind == group.kind and _keys(g, lexicon) & keys), None)
        if other is None:
            out.append(group)
            continue
        if _fuller(group, other):
            other.full = group.full
        other.forms |= group.forms
        other.mentions += group.mentions
    return out


def _fuller(group: Group, other: Group) -> bool:
    """Whether the name of `group` is the fuller; of a Latin and a Chinese one, the more frequent."""
    if group.full.isascii() != other.full.isascii():
        return (len(group.mentions), other.full.isascii()) > (len(other.mentions), group.full.isascii())
    return len(group.full) > len(other.full)


@cache
def _equivalents(lexicon: Lexicon) -> dict[str, str]:
    """A name to the first of the names that mean the same."""
    rows = [row.split("/") for key in ("bodies", "things") for row in lexicon[f"equivalents.{key}"]]
    return {name.casefold(): row[0] for row in rows for name in row}


def _keys(group: Group, lexicon: Lexicon) -> set[str]:
    same_as = _equivalents(lexicon)
    return {same_as.get(form.casefold(), form.casefold()) for form in group.forms}
