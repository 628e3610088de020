"""Which mentions mean the same: short forms, other forms in brackets, an address and a family name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import DOTS, family_of

PARTS = re.compile(f"[{DOTS} -]")
LONGEST_GLOSS = 40
# A bracket at once behind a name. Must not match one with a bracket inside.
GLOSS = re.compile(r"[ ]?[（(]([^（）()\n]{1,40})[）)]")
CALLED = re.compile(r"^(?:以下)?(?:简称|又称|又名|也称|亦称|或称|下称|英文名|英文|英语|英|原名|前称|现名|旧称|本名|真名|即|全称|全名|台译|港译|又译|或译)[为作是：: ]*")


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
            bare = piece.strip().strip("“”\"「」")
            start = at + piece.find(bare) + (cue.end() if cue else 0)
            end = at + piece.find(bare) + len(bare)
            form = layout.folded[start:end]
            inside = starts.get(start)
            same_kind = inside is not None and inside.end == end and inside.kind == mention.kind
            if len(form) > 1 and (cue or _is_latin_name(form) or same_kind):
                yield mention, start, end
            at += len(piece)


def _is_latin_name(form: str) -> bool:
    return form.isascii() and form[:1].isupper() and all(c.isalnum() or c in " .&'-" for c in form) and len(form) > 2


def merged(layout: Layout, mentions: list[Mention]) -> list[Group]:
    """One group for each name, in order of the first mention."""
    aliases = list(glosses(layout, mentions))
    inside = {(start, end) for _, start, end in aliases}
    groups: list[Group] = []
    plain = [m for m in mentions if not any(s <= m.start and m.end <= e for s, e in inside)]
    texts = {m: layout.folded[m.start : m.end] for m in plain}
    of: dict[Mention, Group] = {}
    for mention in sorted(plain, key=lambda m: (_order(m), -len(texts[m]), m.start)):
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
            of[mention].forms.setdefault(layout.folded[start:end])
            of[mention].mentions.append(mention._replace(start=start, end=end, rule="gloss"))
    groups = _joined_by_gloss(groups)
    for group in groups:
        group.mentions.sort()
    return sorted(groups, key=lambda g: g.mentions[0].start)


def _order(mention: Mention) -> int:
    """Addresses are looked at last, when the full names are known."""
    return mention.rule == "addressed"


def _joined_by_gloss(groups: list[Group]) -> list[Group]:
    """Groups of a kind that share a form are one: TSMC（…，简称台积电） and 台积电; the fullest form is kept."""
    out: list[Group] = []
    for group in groups:
        other = next((g for g in out if g.kind == group.kind and g.forms.keys() & group.forms.keys()), None)
        if other is None:
            out.append(group)
            continue
        other.forms |= group.forms
        other.mentions += group.mentions
        if len(group.full) > len(other.full):
            other.full = group.full
    return out


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
        return rest in _tuple(lexicon, "organisations.endings") or not rest.endswith(_tuple(lexicon, "organisations.bodies"))
    if full.endswith(short):
        return not any(full.startswith(p) and full[len(p) :] == short for p in ()) or True
    if short[0] != full[0] and full.removeprefix(_leading_place(full, lexicon))[:1] != short[0]:
        return False
    stem = short.removesuffix(next((e for e in _tuple(lexicon, "organisations.endings") if short.endswith(e) and len(short) - len(e) >= 2), ""))
    if stem != short and len(stem) >= 2 and full.startswith(stem):
        return True
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
