"""Sectors the article says are touched by its subject: 短視頻行業有巨大的顛覆."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.facts.features import cues_of
from bot.facts.hits import Hit, hits
from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.statements import Statement, statements, words
from bot.facts.words import Token

TELLING = frozenset(["effect", "use"])  # lists that say what is done to a sector; the others but SIGNS name sectors
SIGNS = frozenset(
    ["branch", "business", "vague", "no_branch", "governing", "things", "matters", "comparing", "onlookers"]
)
NOUNS = frozenset(["n", "vn", "nz", "nw", "nt"])
NEAR = 8  # code points in front of a sector's name where a preposition governs it
LONGEST_NAME = 12  # code points


@dataclass(frozen=True, slots=True)
class Industry:
    """A sector as written, and as `start, end` the clause that says how it is touched."""

    start: int
    end: int
    name: str
    said_by: str | None
    rule: str = ""


class Named(NamedTuple):
    """A sector's name at `start, end`; `rule` is how it was known for one."""

    start: int
    end: int
    rule: str


def branches(layout: Layout, tokens: Sequence[Token], known: Sequence[Hit]) -> Iterator[Named]:
    """視頻生成領域, 零售業, 出版商, 插畫師: the nouns in front of what says that a branch is meant."""
    lexicon = layout.lexicon
    branch, vague = words(lexicon, "industries.branch"), words(lexicon, "industries.vague")
    no_branch, onlookers = words(lexicon, "industries.no_branch"), words(lexicon, "industries.onlookers")
    starts = {k.end: k.start for k in known}
    for at, token in enumerate(tokens):
        sign = next((b for n in (4, 3, 2, 1) if (b := token.word[-n:]) in branch and len(token.word) >= n), "")
        if not sign or token.word[-2:] in no_branch or token.tag in ("PER", "LOC", "ORG", "TIME"):
            continue
        if at + 1 < len(tokens) and tokens[at + 1].word in onlookers:
            continue
        end = token.end - len(sign)
        first = at
        while first and tokens[first - 1].tag in NOUNS and tokens[first - 1].word not in vague:
            first -= 1
        if first < at and tokens[first].end - tokens[first].start == 1:
            first += 1  # a single character left of a name is a measure or a prefix: 款軟體業
        if first == at and end > token.start and token.word[: -len(sign)] in vague:
            continue
        start = starts.get(end, tokens[first].start)  # 老牌汽車製造商 is about 汽車
        surely = len(sign) > 1 or sign == "业"
        if 2 <= end - start <= LONGEST_NAME and (surely or end in starts):
            yield Named(start, end, "branch")


def listed(layout: Layout, tokens: Sequence[Token], closing: Sequence[Named], known: Sequence[Hit]) -> Iterator[Named]:
    """廣告、影視、遊戲等領域: the members of a list that a branch closes; 教育、健身等行業 names none itself."""
    text = layout.folded
    ends = {k.end: k for k in known}
    signs = words(layout.lexicon, "industries.branch") | words(layout.lexicon, "industries.business")
    closers = [(n.start, n.rule) for n in closing]
    for at, token in enumerate(tokens):
        if token.word == "等" and any(t.word in signs for t in tokens[at + 1 : at + 4]):
            closers.append((token.start, "listed"))
    for start, _ in closers:
        at = start
        while True:
            while at > tokens[0].start and at not in ends and text[at - 1] in "、及和与或":
                at -= 1
            member = ends.get(at) or (ends.get(at - 1) if text[at - 1] == "业" else None)
            if member is None:
                break
            yield Named(member.start, member.end, "listed")
            at = member.start


def businesses(layout: Layout, known: Sequence[Hit]) -> Iterator[Named]:
    """二手車市場, 電商平台, 科技巨頭."""
    business = words(layout.lexicon, "industries.business")
    for hit in known:
        if any(layout.folded.startswith(sign, hit.end) for sign in business):
            yield Named(hit.start, hit.end, "business")


def governed(layout: Layout, cues: Sequence[Hit], known: Sequence[Hit]) -> Iterator[Named]:
    """給電影的前途抹上陰影, 顛覆教育: a sector's bare name, as what something is done to or as where it is used."""
    lexicon = layout.lexicon
    governing, matters = words(lexicon, "industries.governing"), words(lexicon, "industries.matters")
    told = [c for c in cues if "effect" in c.lists]
    for hit in known:
        behind = layout.tokens_in(hit.end, min(len(layout.folded), hit.end + NEAR))
        if behind and behind[0].start == hit.end and behind[0].word not in matters and behind[0].tag in NOUNS:
            continue
        before = layout.tokens_in(max(0, hit.start - NEAR), hit.start)
        if any(0 <= hit.start - c.end <= 1 for c in told) or (
            any(t.word in governing for t in before) and any(c.start >= hit.end for c in told)
        ):
            yield Named(hit.start, hit.end, "governed")


def find(reading: Reading) -> Iterable[Industry]:
    """One entry a sector: where it is first said to be touched. A name within another is the same sector."""
    layout = reading.layout
    made = [s for s in statements(reading) if s.paragraph.role != "caption"]
    by_statement = cues_of(hits(layout, "industries"), made)
    told = [any(TELLING.intersection(cue.lists) for cue in cues) for cues in by_statement]
    found: dict[str, Industry] = {}
    for at, (statement, cues) in enumerate(zip(made, by_statement, strict=True)):
        start, end = _said_in(made, told, at)
        if start == end or statement.tokens[0].word in words(layout.lexicon, "industries.comparing"):
            continue
        known = [c for c in cues if not set(c.lists) <= TELLING | SIGNS]
        named = list(branches(layout, statement.tokens, known))
        named += listed(layout, statement.tokens, named, known)
        if told[at]:
            bare = [k for k in known if "things" not in k.lists]
            named += businesses(layout, bare)
            named += governed(layout, cues, bare)
        for name in named:
            word = layout.text[name.start : name.end]
            speaker = statement.voice.speaker if statement.voice else None
            found.setdefault(word, Industry(start, end, word, speaker, name.rule))
    kept = [f for f in found.values() if not any(f.name != other and f.name in other for other in found)]
    return sorted(kept, key=lambda f: (f.start, f.name))


def _said_in(made: Sequence[Statement], told: Sequence[bool], at: int) -> tuple[int, int]:
    """The clause that tells what is done to the sectors of the one at `at`: itself, or with it a neighbour in its sentence."""
    own = made[at]
    if told[at]:
        return own.start, own.end
    for other, step in ((at - 1, -1), (at + 1, 1)):
        if 0 <= other < len(made) and told[other] and made[other].sentence == own.sentence:
            return (made[other].start, own.end) if step < 0 else (own.start, made[other].end)
    return own.start, own.start


KIND = Kind("industries", Industry, find)
