"""Which mentions mean the same, and by which of their forms the name goes."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.glosses import Gloss, glosses
from bot.facts.naming.listed import known
from bot.facts.naming.makeup import ending
from bot.facts.naming.mention import Mention, NameKind, Stretches
from bot.facts.naming.persons import DOTS
from bot.facts.naming.platforms import told_apart
from bot.facts.naming.sameness import PARTS, same

MOST_COMPARED = 60  # names that a form is compared with; no article has more that share a part, a hostile text may
PART = re.compile(r"[a-z0-9]+|[^\x00-\x7f]")  # a Latin word or a character


@dataclass(slots=True)
class Group:
    """Mentions of one name, while they are being gathered; `full` and `forms` are folded."""

    kind: NameKind
    full: str
    forms: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


def merged(layout: Layout, mentions: list[Mention]) -> list[Group]:
    """One group for each name, in order of the first mention."""
    mentions = told_apart(layout, _one_kind(layout, _houses(layout, mentions)))
    others = list(glosses(layout, mentions))
    groups = _grouped(layout, mentions, others)
    out = _joined(list({id(g): g for g in groups.values()}.values()), layout.lexicon)
    for group in out:
        group.mentions.sort()
    return sorted(out, key=lambda g: g.mentions[0].start)


def _grouped(layout: Layout, mentions: list[Mention], others: list[Gloss]) -> dict[Mention, Group]:
    """The group of each mention; longer names first, so that shorter ones find theirs, and addresses like 冯先生 last."""
    inside = Stretches((gloss.start, gloss.end) for gloss in others)
    texts = {m: layout.folded[m.start : m.end] for m in mentions if not inside.hold(m.start)}
    often = Counter(texts.values())
    of: dict[Mention, Group] = {}
    by_word: dict[tuple[NameKind, str], Group] = {}
    by_part: dict[tuple[NameKind, str], list[Group]] = {}
    for mention, word in sorted(
        texts.items(), key=lambda row: (row[0].rule == "addressed", -len(row[1]), -often[row[1]], row[0].start)
    ):
        kind = mention.kind
        group = by_word.get((kind, word))
        if group is None:
            group = _like(word, kind, by_part, layout.lexicon) or Group(kind, word)
            by_word[kind, word] = group
            group.forms[word] = None
            if group.full == word:
                for part in set(PART.findall(word.casefold())):
                    by_part.setdefault((kind, part), []).append(group)
        group.mentions.append(mention)
        of[mention] = group
    for gloss in others:
        if gloss.mention in of:
            _add_gloss(layout, of[gloss.mention], gloss)
    return of


def _like(
    word: str, kind: NameKind, by_part: dict[tuple[NameKind, str], list[Group]], lexicon: Lexicon
) -> Group | None:
    """The first group whose full name `word` shortens, before others the one that adds but 集团 or its like: 恒大集团 for 恒大.

    A short form shares its first part or, 老胡, its second.
    """
    parts = PART.findall(word.casefold())[:2]
    near = [group for part in parts for group in by_part.get((kind, part), ())[:MOST_COMPARED]]
    legal = lexicon["organisations.legal"]
    plain = (g for g in near if kind == "organisation" and g.full.removeprefix(word) in legal)
    return next(plain, None) or next((g for g in near if same(kind, word, g.full, lexicon)), None)


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
    forms = {text[m.start : m.end] for m in doubtful}
    for m in mentions:  # a company's Latin name in the bracket behind the form, wherever the tagger missed it
        if m.kind == "organisation" and text[m.start].isascii() and text[m.start - 1 : m.start] in ("（", "("):
            houses |= forms & {text[max(0, m.start - 1 - size) : m.start - 1] for size in range(2, 9)}
    bodies = {text[m.start : m.end] for m in mentions if m.kind == "organisation"}
    fronts = {body[:size] for body in bodies for size in range(2, min(len(body), 9)) if not body.endswith("政府")}
    houses |= fronts & {text[m.start : m.end] for m in doubtful}
    return [
        m._replace(kind="organisation") if m.kind == "person" and text[m.start : m.end] in houses else m
        for m in mentions
    ]


def _one_kind(layout: Layout, mentions: list[Mention]) -> list[Mention]:
    """The same words are of one kind throughout: the one they are most often taken for, a person where two are even.

    A part of a transliterated name is the person too: 奥德 of 托比·奥德.
    """
    votes: dict[str, Counter[NameKind]] = {}
    for m in mentions:
        votes.setdefault(layout.folded[m.start : m.end], Counter())[m.kind] += 1
    kinds = {word: max(tally, key=lambda k: (tally[k], k == "person")) for word, tally in votes.items()}
    listed = known(layout.lexicon).kinds
    whole = {word for word, kind in kinds.items() if kind == "person" and any(dot in word for dot in DOTS)}
    kinds |= {part: "person" for word in whole for part in PARTS.split(word) if part in kinds and part not in listed}
    return [m._replace(kind=kinds[layout.folded[m.start : m.end]]) for m in mentions]


def _joined(groups: list[Group], lexicon: Lexicon) -> list[Group]:
    """Groups of a kind that share a form are one: TSMC（…，简称台积电） and 台积电, 谷歌 and Google."""
    out: list[Group] = []
    owner: dict[tuple[NameKind, str], Group] = {}
    for group in groups:
        keys = {(group.kind, key) for key in _keys(group, lexicon)}
        other = next((owner[key] for key in sorted(keys) if key in owner), None)
        if other is None:
            other = group
            out.append(group)
        else:
            if _fuller(group, other):
                other.full = group.full
            other.forms |= group.forms
            other.mentions += group.mentions
        owner |= dict.fromkeys(keys, other)
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
