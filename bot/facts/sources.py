"""Who a verb of saying has for its subject: the phrase that names, describes or points to the source.

The phrase stands right before the verb (财政部长王某也表示), or at the head of its clause where a setting, an addressee or
an object stands between (王某昨天在会上对记者表示).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.names import Name, Names
from bot.facts.outline import QUOTE, TITLE
from bot.facts.words import Token

SourceKind = Literal["person", "organisation", "human", "document", "he", "they", "it", "other", "that", "thing"]

NOUNS = frozenset(("n", "nz", "nw", "nr", "ns", "nt", "s", "PER", "ORG", "LOC", "vn", "an", TITLE))
QUALIFIERS = frozenset(("a", "m", "q", "r", "b"))
JOINTS = frozenset(("知情", "匿名", "受访", "等", "的", "、", "·", "和", "与", "及", "兼", "暨", "@", "-", "/", "&", "及其", "以及", "或", "若干", "之"))
PASSED_OVER = frozenset(("d", "ad", "c", "vd", "TIME", "xc", "u"))
HAVE = ("有", "是", "也有", "还有", "仍有", "亦有", "更有", "就有", "都有")
BODIES = ("organisation", "person", "that", "it", "human")
LONGEST_TERM = 12  # a longer quotation is no part of a name: 网站“企查查”数据


class Source(NamedTuple):
    """The phrase at `start, end` of the text; `name` where it is or holds a name; `head` its last word."""

    start: int
    end: int
    kind: SourceKind
    head: str
    name: Name | None = None
    by_account: bool = False  # 据…: behind it may stand who really speaks
    issued: int = 0  # of a document: where the name of who issued it ends


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The word lists of config/lexicon/speech.toml as sets; `human` and `document` match the end of a word."""

    sets: dict[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]

    def ends(self, word: str, name: str) -> bool:
        """`word` ends in one of the words of the list: 分析师 in 师."""
        words = self.sets[name]
        return any(word[-size:] in words for size in range(1, min(len(word), 5) + 1))


@cache
def words_of(lexicon: Lexicon) -> Words:
    """The lists of speech.toml, compiled once a lexicon."""
    prefix = "speech."
    return Words({k.removeprefix(prefix): frozenset(v) for k, v in lexicon.lists.items() if k.startswith(prefix)})


class Roll:
    """Where each name is mentioned, to look up by place."""

    def __init__(self, names: Names) -> None:
        groups = (("person", names.people), ("organisation", names.organisations), ("organisation", names.products))
        rows = sorted((s.start, s.end, kind, name) for kind, group in groups for name in group for s in name.mentions)
        self.rows = rows
        self.starts = [row[0] for row in rows]

    def within(self, start: int, end: int, kind: str) -> list[tuple[int, int, Name]]:
        """The mentions of a kind that lie in `start, end`, in order."""
        out = []
        for row in self.rows[bisect_left(self.starts, start) :]:
            if row[0] >= end:
                break
            if row[1] <= end and row[2] == kind:
                out.append((row[0], row[1], row[3]))
        return out


def source_before(
    layout: Layout, roll: Roll, items: Sequence[Token], low: int, high: int, *, reports: bool = False
) -> Source | None:
    """The source that stands in `items[low:high]`, the clause in front of a verb of saying.

    `reports`: the verb is 报道 or its like, whose subject is a medium even where it hands on another's words.
    """
    words = words_of(layout.lexicon)
    account = next((i for i in range(low, high) if items[i].word in words["according"]), None)
    if account is not None and account - low <= 3:
        found = _classified(layout, roll, items, *_phrase_between(items, account + 1, high, words))
        return found and found._replace(by_account=True)
    first, last = _adjacent(items, low, high, words)
    relay = next((i for i in range(first - 1, low - 1, -1) if items[i].word in words["relays"]), None)
    if relay is not None and not reports and first < last:
        return _classified(layout, roll, items, relay + 1, last)
    nearest = _classified(layout, roll, items, first, last)
    opening = _classified(layout, roll, items, *_opening(items, low, high, words))
    before = items[first - 1] if first > low else None
    if nearest is None or before is None or nearest.kind == "thing":
        return opening or nearest
    if before.word in words["makes"]:  # 让人认为
        return None
    if nearest.kind == "document" and nearest.issued == nearest.end and opening is not None and opening.end < nearest.start:
        return opening if opening.kind in BODIES else opening._replace(kind="organisation")  # 该公司周一发布的声明
    if before.word == "的":
        return nearest
    handed_on = before.word in words["says"] or before.word in words["remarks"]
    if before.tag not in ("p", "v", "vn") or before.word in HAVE or (handed_on and not reports):
        return nearest
    if nearest.kind == "person" and before.tag != "p" and (opening is None or opening.kind not in ("person", "he")):
        return nearest  # a title that the tagger takes for a verb: 召集人李某
    if opening is not None and opening.kind != "thing":
        return opening
    behind = next((i + 1 for i in range(last - 1, first, -1) if items[i].word == "的"), first)
    if behind > first or before.tag != "p":  # 出席会议的部长
        return _classified(layout, roll, items, behind, last)
    return None


def _phrase_between(items: Sequence[Token], low: int, high: int, words: Words) -> tuple[int, int]:
    """All of 据…, up to the verb, without the adverbs at its end."""
    while high > low and (items[high - 1].tag in ("d", "ad", "c") or items[high - 1].word in words["localisers"]):
        high -= 1
    return low, high


def _adjacent(items: Sequence[Token], low: int, high: int, words: Words) -> tuple[int, int]:
    """The noun phrase that ends where the adverbs before the verb begin; empty where none stands there."""
    last = high
    while last > low and (
        (items[last - 1].tag in PASSED_OVER and items[last - 1].word != "的")
        or items[last - 1].tag == "a"
        or items[last - 1].word in words["thus"]
    ):
        last -= 1
    if last == low or items[last - 1].word in words["localisers"] or not _in_phrase(items[last - 1]):
        return last, last
    first = last
    while first > low and _in_phrase(items[first - 1]):
        first -= 1
    while first < last and (items[first].word in JOINTS or items[first].tag == QUOTE):
        first += 1
    return first, last


def _opening(items: Sequence[Token], low: int, high: int, words: Words) -> tuple[int, int]:
    """The first noun phrase of the clause."""
    first = low
    while first < high and (items[first].tag in PASSED_OVER or items[first].tag == "w"):
        first += 1
    last = first
    while last < high and _in_phrase(items[last]):
        last += 1
    person = next((i for i in range(last, min(last + 4, high)) if items[i].tag == "PER"), None)
    titled = person is not None and all(i.tag in NOUNS or i.tag == "v" for i in items[last:person])
    if person is not None and titled and all(i.tag != "PER" for i in items[first:last]):
        last = person + 1  # 研究院执行副院长李某: a title that the tagger takes for a verb
    while last > first and (items[last - 1].word in JOINTS or items[last - 1].tag == QUOTE):
        last -= 1
    if last > first and items[last - 1].word in words["localisers"]:
        return first, first
    return first, last


def _in_phrase(item: Token) -> bool:
    if item.tag == QUOTE:
        return item.end - item.start <= LONGEST_TERM
    return item.tag in NOUNS or item.tag in QUALIFIERS or item.word in JOINTS


def _classified(layout: Layout, roll: Roll, items: Sequence[Token], first: int, last: int) -> Source | None:
    """What kind of source a phrase is, or None where nobody can speak by it."""
    if first >= last:
        return None
    words = words_of(layout.lexicon)
    start, end = items[first].start, items[last - 1].end
    head = items[last - 1].word
    if last - first == 1 and (kind := pronoun(head, words)) is not None:
        return Source(start, end, kind, head)
    if items[first].word in words["pointers"] or head[:1] == "该":
        return Source(start, end, "that", head)
    people = roll.within(start, end, "person")
    document = words.ends(head, "document")
    if people and (
        _nothing_added(layout, people[-1][1], end, words["titles"]) or layout.folded[people[-1][1] : end] in words["document"]
    ):
        return Source(start, end, "person", head, people[-1][2])
    if items[last - 1].tag == "PER":
        return Source(start, end, "person", head)
    bodies = roll.within(start, end, "organisation")
    if bodies and (document or _nothing_added(layout, bodies[-1][1], end, words["empty"])):
        return Source(start, end, "organisation", head, bodies[-1][2])
    if document:
        issuers = [i.end for i in items[first : last - 1] if words.ends(i.word, "bodies")]
        return Source(start, end, "document", head, issued=issuers[-1] if issuers else end)
    if words.ends(head, "human") or words.ends(head, "bodies") or (last - first == 1 and items[first].tag == "LOC"):
        return Source(start, end, "human", head)
    if bodies and bodies[0][0] - start <= 1:
        return Source(start, end, "organisation", head, bodies[0][2])
    return Source(start, end, "organisation" if items[last - 1].tag in ("ORG", "nz", TITLE) else "thing", head)


def pronoun(word: str, words: Words) -> SourceKind | None:
    """他 → he, 该公司 → it, 对方 → other."""
    kinds: tuple[SourceKind, ...] = ("he", "they", "it", "other")
    return next((kind for kind in kinds if word in words[kind]), None)


def _nothing_added(layout: Layout, start: int, end: int, allowed: frozenset[str]) -> bool:
    """Behind a name stands nothing that makes it another source: 王教授, 蔚来方面; not 蔚来高管."""
    rest = layout.folded[start:end].strip(" 》〉”」』*")
    if rest[:1] in ("（", "("):
        rest = rest.rpartition("）" if "）" in rest else ")")[2]
    while rest:
        size = next((n for n in range(min(len(rest), 4), 0, -1) if rest[:n] in allowed), 0)
        if not size:
            return False
        rest = rest[size:].lstrip()
    return True
