"""The body of an article as sentences of words, with what is quoted, titled or named folded into one item each.

Rules on speech look at what an article says around the quoted words. In the outline a quotation is a single word, so no
comma, full stop or verb inside it can be mistaken for the article's own: 他说，“我会来。但不说话。”并走了 is one sentence.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.marks import SPEECH
from bot.facts.names import Names
from bot.facts.naming import nicknames
from bot.facts.words import Token

QUOTE, TITLE, ASIDE = "quote", "title", "aside"  # tags of folded items; all others are the tagger's
TITLES = "《〈"
BRACKETS = "（([【"
STOPS = frozenset("。！？!?…")
COMMAS = frozenset((*"，,；;：:", "——", "──", "—"))
TAG_OF_KIND = {"person": "PER", "organisation": "ORG", "product": "nz"}
PRONOUNS = "他她"
NOUN_ENDS = frozenset("人者师家员长官民方话")  # the tagger may glue a verb to them
# A closing mark ends the sentence when a stop stands before it, except where the words go on: “好！”的声音.
GOES_ON = frozenset("的、等和与及，,；;：:。之")
CALLINGS = frozenset("师员官")
COMPLEMENTS = frozenset("到出及")
SHORTEST_CALLING = 3  # characters; a name may end so too
SPEAKING_NOUNS = frozenset(
    ("代表", "发言人", "负责人", "记者", "专家", "学者", "网友", "官员", "高层", "主管")
)  # 代表 指
LONGEST_LINE = 300  # items; a longer sentence is cut, so that no rule looks farther than that


class Line(NamedTuple):
    """A sentence outside of quotations; `paragraph` is the index of its paragraph. `items` lie in `start, end`."""

    start: int
    end: int
    paragraph: int
    items: tuple[Token, ...]


def outline(layout: Layout, names: Names) -> list[Line]:
    """The sentences of the body, in order of the text."""
    folds = _folds(layout, names)
    lines = []
    for index, paragraph in enumerate(layout.paragraphs):
        if paragraph.role == "body":
            items = list(_items(layout, layout.tokens_in(paragraph.start, paragraph.end), folds))
            lines += [Line(part[0].start, part[-1].end, index, part) for part in _sentences(layout.folded, items)]
    return lines


def _folds(layout: Layout, names: Names) -> dict[int, tuple[int, str]]:
    """Where something begins that becomes one item, its end and its tag: names, and over them what is in marks."""
    lead, verbs = _glued(layout.lexicon)
    folds = {
        span.start: (span.end, TAG_OF_KIND[name.kind])
        for group in (names.products, names.organisations, names.people)
        for name in group
        for span in name.mentions
        if not _seam(layout.folded[span.start : span.end], "n", lead, verbs)
    }
    for mark in layout.marks:
        for tag, openers in ((QUOTE, SPEECH), (TITLE, TITLES), (ASIDE, BRACKETS)):
            if mark.opener in openers:
                folds[mark.start - 1] = (mark.end + 1, tag)
    for name in names.people:
        if name.rule == nicknames.RULE:  # 网名为“海风” is one item
            start, end = nicknames.whole(layout, name.mentions[0].start, name.mentions[0].end)
            folds[start] = (end, TAG_OF_KIND["person"])
    return folds


def _items(layout: Layout, tokens: Sequence[Token], folds: dict[int, tuple[int, str]]) -> Iterator[Token]:
    """The words, with every name and every outermost pair of marks as one item; what is in brackets is left out."""
    lead, verbs = _glued(layout.lexicon)
    folded, places = layout.folded, _places(layout.lexicon)
    end = 0
    for token in (_no_person(token, places) for token in _whole(tokens, _cut(layout.lexicon))):
        if token.end <= end:
            continue
        if (fold := folds.get(token.start)) is not None and token.start >= end:
            end, tag = fold
            if tag != ASIDE:
                yield Token(token.start, end, folded[token.start : end], tag)
        start = max(token.start, end)
        word = folded[start : token.end].strip()
        if not word or (
            word in ",:" and folded[start - 1 : start].isdigit() and folded[start + 1 : start + 2].isdigit()
        ):
            continue
        start = folded.index(word, start)
        if start == token.start and (cut := _seam(word, token.tag, lead, verbs)):
            front = word[:cut]
            tag = token.tag if token.tag.isupper() else _front_tag(front)
            yield Token(start, start + cut, front, tag)
            yield Token(start + cut, start + len(word), word[cut:], "v")
        elif start > token.start:  # a name may end within a word: 黄某某说
            yield Token(start, start + len(word), word, "v" if word in verbs else token.tag)
        else:
            yield token if len(word) == len(token.word) else token._replace(end=start + len(word), word=word)


def _whole(tokens: Sequence[Token], cut: frozenset[str]) -> Iterator[Token]:
    """The words, with a verb of saying as one that the tagger cuts before its complement: 谈|到, 点|出."""
    before: Token | None = None
    for token in tokens:
        if before is not None:
            if token.word in COMPLEMENTS and before.end == token.start and before.word + token.word in cut:
                before = Token(before.start, token.end, before.word + token.word, "v")
                continue
            yield before
        before = token
    if before is not None:
        yield before


@cache
def _cut(lexicon: Lexicon) -> frozenset[str]:
    """Verbs of saying that end in a complement."""
    verbs = (*lexicon["speech.says"], *lexicon["speech.remarks"], *lexicon["speech.shows"])
    return frozenset(verb for verb in verbs if verb[-1] in COMPLEMENTS)


def _no_person(token: Token, places: frozenset[str]) -> Token:
    """The word as a noun where the tagger takes a place or a calling for a person: 巴尔的摩, 心理咨询师."""
    if token.tag != "PER":
        return token
    if token.word in places:
        return token._replace(tag="LOC")
    calling = len(token.word) > SHORTEST_CALLING and token.word[-1] in CALLINGS
    return token._replace(tag="n") if calling else token


@cache
def _places(lexicon: Lexicon) -> frozenset[str]:
    """Places and other words that the tagger takes for persons: 巴尔的摩."""
    return frozenset((*lexicon["places.places"], *lexicon["people.never"]))


@cache
def _glued(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """What the tagger may glue to the front of a verb of saying, and the verbs: 又说, 警告称, 她说."""
    verbs = frozenset(lexicon["speech.says"])
    return (frozenset(lexicon["speech.leads"]) | frozenset(lexicon["speech.remarks"])) - verbs, verbs


def _seam(word: str, tag: str, lead: frozenset[str], verbs: frozenset[str]) -> int:
    """Where a glued word comes apart, or 0. Must not cut 小说, 据说 or 名称: the front has to be one known to glue."""
    if len(word) < 2 or word in verbs or word in lead:
        return 0
    if len(word) == 2 and word[1] in "说称" and (word[0] in NOUN_ENDS or tag == "PER"):  # 负责 人称, 苏说
        return 1
    name = (tag in ("PER", "ORG") and len(word) > 2) or word[:-1] in SPEAKING_NOUNS
    for size in (1, 2):
        if word[-size:] in verbs and (word[:-size] in lead or (name and word[-size:] in "说称指")):
            return len(word) - size
    return 0


def _front_tag(front: str) -> str:
    """Of what was glued to the front of a verb: a pronoun, the end of a noun, or an adverb."""
    if front in NOUN_ENDS:
        return "n"
    return "r" if front in PRONOUNS else "d"


def _sentences(folded: str, items: list[Token]) -> Iterator[tuple[Token, ...]]:
    first = 0
    for index, item in enumerate(items):
        follows = items[index + 1] if index + 1 < len(items) else None
        ended = ends_sentence(folded, item) and (follows is None or not _clings(item, follows))
        if ended or follows is None or index - first == LONGEST_LINE:
            yield tuple(items[first : index + 1])
            first = index + 1


def ends_sentence(folded: str, item: Token) -> bool:
    """A full stop of its own, or the one that closes a quotation: “好。”"""
    if item.tag == QUOTE:
        return folded[item.end - 2] in STOPS or (folded[item.end - 2] in "’』" and folded[item.end - 3] in STOPS)
    return item.tag != TITLE and item.word[-1] in STOPS


def _clings(item: Token, follows: Token) -> bool:
    """What follows belongs to the same sentence: a second stop, or the words that the quotation is a part of."""
    return follows.word[0] in STOPS or (item.tag == QUOTE and follows.word[0] in GOES_ON)


def is_comma(item: Token) -> bool:
    """A pause outside of quotations."""
    return item.word in COMMAS


def is_stop(item: Token) -> bool:
    """A full stop outside of quotations."""
    return item.tag == "w" and item.word[0] in STOPS


def is_closed(items: Sequence[Token], at: int) -> bool:
    """Nothing of the clause follows behind `items[at]`: the end, a comma or a stop, but not 、 or a word."""
    return at + 1 >= len(items) or is_comma(items[at + 1]) or is_stop(items[at + 1])


def clause_start(items: Sequence[Token], index: int) -> int:
    """The index of the first item of the clause that `items[index]` stands in."""
    while index > 0 and not is_comma(items[index - 1]):
        index -= 1
    return index


def clause_end(items: Sequence[Token], index: int) -> int:
    """The index behind the last item of the clause that `items[index]` stands in, its comma not counted."""
    while index < len(items) and not is_comma(items[index]):
        index += 1
    return index
