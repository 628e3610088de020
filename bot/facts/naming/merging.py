"""Which mentions mean the same: short forms, other forms in brackets, an address and a family name."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.bodies import ending
from bot.facts.naming.listed import known
from bot.facts.naming.mention import Mention, NameKind
from bot.facts.naming.persons import DOTS, family_of

PARTS = re.compile(f"[{DOTS} -]")
LONGEST_GLOSS = 40
# A bracket at once behind a name. Must not match one with a bracket inside.
GLOSS = re.compile(r"[ ]?[（(]([^（）()\n]{1,40})[）)]")
CALLED = re.compile(
    r"^(?:以下)?(?:简称|又称|又名|也称|亦称|或称|下称|英文名|英文|英语|英|原名|前称|现名|旧称|本名|真名|即|全称|全名|台译|港译|又译|或译)[为作是：: ]*"
)


@dataclass(slots=True)
class Group:
    """Mentions of one name, while they are being gathered; `full` is the folded text of the fullest."""

    kind: str
    full: str
    forms: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)


@cache
def _places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["places.places"]) | {"中", "美", "英", "日", "国", "该"}


@cache
def _tuple(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    return tuple(lexicon[key])


def glosses(layout: Layout, mentions: list[Mention]) -> Iterator[tuple[Mention, int, int]]:
    """Other forms of a name in the bracket behind it: 帕克（Kevin Parker）, TSMC（台湾积体电路制造公司，简称台积电）."""
    starts = {m.start: m for m in mentions}
    for mention in mentions:
        bracket = GLOSS.match(layout.folded, mention.end)
        if bracket is None:
            continue
        at = bracket.start(1)
        for piece in re.split(r"([，,；;、/])", bracket[1]):
            cue = CALLED.match(piece.strip())
            bare = piece.strip().strip('“”"「」')
            start = at + piece.find(bare) + (cue.end() if cue else 0)
            end = at + piece.find(bare) + len(bare)
            form = layout.folded[start:end]
            inside = starts.get(start)
            same_kind = inside is not None and inside.end == end and inside.kind == mention.kind
            written_out = _is_latin_name(layout.folded[mention.start : mention.end]) and ending(form, layout.lexicon)
            if len(form) > 1 and (cue or _is_latin_name(form) or same_kind or written_out):
                yield mention, start, end
            at += len(piece)


def _is_latin_name(form: str) -> bool:
    return form.isascii() and form[:1].isupper() and all(c.isalnum() or c in " .&'-" for c in form) and len(form) > 2


def merged(layout: Layout, mentions: list[Mention]) -> list[Group]:
    """One group for each name, in order of the first mention."""
    mentions = _one_kind(layout, _houses(layout, mentions))
    aliases = list(glosses(layout, mentions))
    inside = {(start, end) for _, start, end in aliases}
    groups: list[Group] = []
    plain = [m for m in mentions if not any(s <= m.start and m.end <= e for s, e in inside)]
    texts = {m: layout.folded[m.start : m.end] for m in plain}
    of: dict[Mention, Group] = {}
    often = Counter(texts.values())
    for mention in sorted(plain, key=lambda m: (_order(m), -len(texts[m]), -often[texts[m]], m.start)):
        word = texts[mention]
        group = next((g for g in groups if g.kind == mention.kind and _same(word, g, layout.lexicon)), None)
        if group is None:
            group = Group(mention.kind, word)
            groups.append(group)
        group.forms.setdefault(word)
        group.mentions.append(mention)
        of[mention] = group
    for mention, start, end in aliases:
        if mention in of:
            form = layout.folded[start:end]
            of[mention].forms.setdefault(form)
            if of[mention].full.isascii() and ending(form, layout.lexicon):
                of[mention].full = form
            of[mention].mentions.append(mention._replace(start=start, end=end, rule="gloss"))
    groups = _joined(groups, layout.lexicon)
    for group in groups:
        group.mentions.sort()
    return sorted(groups, key=lambda g: g.mentions[0].start)


def _houses(layout: Layout, mentions: list[Mention]) -> list[Mention]:
    """Those taken for persons by their spelling alone whose gloss is a company's: 福斯（Volkswagen）, 博达克（BDA）."""
    houses = set()
    for mention, start, end in glosses(layout, [m for m in mentions if m.rule == "foreign"]):
        form = layout.folded[start:end]
        if known(layout.lexicon).kinds.get(layout.text[start:end]) == "organisation" or (
            form.isupper() and form.isascii()
        ):
            houses.add(layout.folded[mention.start : mention.end])
    return [
        m._replace(kind="organisation") if m.kind == "person" and layout.folded[m.start : m.end] in houses else m
        for m in mentions
    ]


def _one_kind(layout: Layout, mentions: list[Mention]) -> list[Mention]:
    """The same words are of one kind throughout: the one they are most often taken for, a person where two are even."""
    votes: dict[str, Counter[NameKind]] = {}
    for m in mentions:
        votes.setdefault(layout.folded[m.start : m.end], Counter())[m.kind] += 1
    kinds = {word: max(tally, key=lambda k: (tally[k], k == "person")) for word, tally in votes.items()}
    return [m._replace(kind=kinds[layout.folded[m.start : m.end]]) for m in mentions]


def _order(mention: Mention) -> int:
    """Addresses are looked at last, when the full names are known."""
    return mention.rule == "addressed"


def _joined(groups: list[Group], lexicon: Lexicon) -> list[Group]:
    """Groups of a kind that share a form are one: TSMC（…，简称台积电） and 台积电, 谷歌 and Google; the fullest form is kept."""
    out: list[Group] = []
    for group in groups:
        keys = _keys(group, lexicon)
        other = next((g for g in out if g.kind == group.kind and _keys(g, lexicon) & keys), None)
        if other is None:
            out.append(group)
            continue
        other.forms |= group.forms
        other.mentions += group.mentions
        if _fuller(group, other):
            other.full = group.full
    return out


def _fuller(group: Group, other: Group) -> bool:
    """Whether the name of `group` is the fuller; of a Latin and a Chinese one, the more frequent."""
    if group.full.isascii() != other.full.isascii():
        return len(group.mentions) > len(other.mentions)
    return len(group.full) > len(other.full)


@cache
def _equivalents(lexicon: Lexicon) -> dict[str, str]:
    """A name to the first of the names that mean the same."""
    rows = [row.split("/") for key in ("bodies", "things") for row in lexicon[f"equivalents.{key}"]]
    return {name.casefold(): row[0] for row in rows for name in row}


def _keys(group: Group, lexicon: Lexicon) -> set[str]:
    same = _equivalents(lexicon)
    return {same.get(form.casefold(), form.casefold()) for form in group.forms}


def _same(word: str, group: Group, lexicon: Lexicon) -> bool:
    if word == group.full or word in group.forms:
        return True
    if group.kind == "person":
        return same_person(word, group.full, lexicon)
    if group.kind == "organisation":
        return same_body(word, group.full, lexicon)
    return _same_product(word, group.full)


def same_person(short: str, full: str, lexicon: Lexicon) -> bool:
    """奥尔森 is 埃里克·奥尔森, 冯先生 and 老冯 and 冯某 are 冯兴亚, 兴亚 is too; Goller is Jochen Goller."""
    parts = [part for part in PARTS.split(full) if part]
    if len(parts) > 1:
        return short.casefold() in (part.casefold() for part in parts) or (len(short) > 2 and short in full)
    if not short.isascii() and len(short) >= 2 and (full.startswith(short) or full.endswith(short)):
        return True
    family = family_of(full, lexicon)
    if not family or len(full) > 4:
        return False
    if short[0] in _tuple(lexicon, "people.familiar") and short[1:] == family:
        return True
    address = short.removeprefix(family)
    return address != short and address.startswith(("某", *_tuple(lexicon, "people.honorifics")))


def same_body(short: str, full: str, lexicon: Lexicon) -> bool:
    """蚂蚁 is 蚂蚁集团, 证监会 is 中国证监会, 中国市监总局 is 中国国家市场监督管理总局; 北京大学 is not 北京大学研究中心."""
    if len(short) < 2:
        return False
    if full.startswith(short):
        rest = full[len(short) :]
        return rest in _tuple(lexicon, "organisations.endings") or not rest.endswith(
            _tuple(lexicon, "organisations.bodies")
        )
    if full.endswith(short):
        return True
    if short.endswith("政府"):
        return False
    place = _leading_place(full, lexicon)
    if place and full[len(place) :].startswith(short):
        return full[len(place) + len(short) :] in _tuple(lexicon, "organisations.endings")
    if short[0] != full[0] and full[len(place) : len(place) + 1] != short[0]:
        return False
    stem = short.removesuffix(
        next(
            (e for e in _tuple(lexicon, "organisations.endings") if short.endswith(e) and len(short) - len(e) >= 2), ""
        )
    )
    if stem != short and len(stem) >= 2 and full.startswith(stem) and stem not in _places(lexicon):
        legal = _tuple(lexicon, "organisations.legal")
        return full[len(stem) :].endswith(legal) or short.endswith(legal)
    kinds = known(lexicon).kinds
    if short in kinds and full in kinds:
        return False
    if short.endswith("委"):
        short += "员会"
    return short[-1] == full[-1] and len(short) >= 3 and _subsequence(short, full)


def _leading_place(word: str, lexicon: Lexicon) -> str:
    return next((word[:size] for size in (4, 3, 2) if word[:size] in _places(lexicon)), "")


def _subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(char in rest for char in short)


def _same_product(short: str, full: str) -> bool:
    """Mate 60 is Mate 60 Pro, 华为Mate 60 too; iPhone is not iPhoneX."""
    low, high = short.casefold(), full.casefold()
    return low == high or (len(low) > 2 and (high.startswith(low + " ") or high.endswith((" " + low,))))
