"""The body of an article as sentences of words, with what is quoted, bracketed or titled folded into one item each.

Rules on speech look at what an article says around the quoted words; in the outline a quotation is a single word, so no
comma, full stop or verb inside it can be mistaken for the article's own: 他说，“我会来。但不说话。”并走了 has one sentence.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.marks import SPEECH
from bot.facts.names import Names
from bot.facts.words import Token

QUOTE, TITLE, ASIDE = "quote", "title", "aside"  # tags of folded items; all others are the tagger's
TITLES = "《〈"
BRACKETS = "（([【"
STOPS = frozenset("。！？!?…")
COMMAS = frozenset("，,；;：:")
# A closing mark ends the sentence when a stop stands before it, except where the words go on: “好！”的声音.
GOES_ON = frozenset("的、等和与及，,；;：:。之")


class Line(NamedTuple):
    """A sentence outside of quotations; `paragraph` is the index of its paragraph. `items` lie in `start, end`."""

    start: int
    end: int
    paragraph: int
    items: tuple[Token, ...]


TAG_OF_KIND = {"person": "PER", "organisation": "ORG", "product": "nz"}


def outline(layout: Layout, names: Names) -> list[Line]:
    """The sentences of the body, in order of the text."""
    folds = _folds(layout, names)
    lines = []
    for index, paragraph in enumerate(layout.paragraphs):
        if paragraph.role == "body":
            tokens = layout.tokens_in(paragraph.start, paragraph.end)
            items = list(_items(layout, tokens, folds))
            lines += [
                Line(part[0].start, part[-1].end, index, tuple(part)) for part in _sentences(layout.folded, items)
            ]
    return lines


def _folds(layout: Layout, names: Names) -> dict[int, tuple[int, str]]:
    """Where something begins that becomes one item, its end and its tag: names, and over them what is in marks."""
    lead, glued = _glued(layout.lexicon)
    folds = {
        span.start: (span.end, TAG_OF_KIND[name.kind])
        for group in (names.products, names.organisations, names.people)
        for name in group
        for span in name.mentions
        if not _seam(Token(span.start, span.end, layout.folded[span.start : span.end], "n"), lead, glued)
    }
    for mark in layout.marks:
        for tag, openers in ((QUOTE, SPEECH), (TITLE, TITLES), (ASIDE, BRACKETS)):
            if mark.opener in openers:
                folds[mark.start - 1] = (mark.end + 1, tag)
    return folds


def _items(layout: Layout, tokens: tuple[Token, ...], folds: dict[int, tuple[int, str]]) -> Iterator[Token]:
    """The words, with every name and every outermost pair of marks as one item; what is in brackets is left out."""
    lead, glued = _glued(layout.lexicon)
    end = 0
    for token in tokens:
        if token.end <= end:
            continue
        if token.start < end:  # a name ends within a word: 黄某某说
            rest = layout.folded[end : token.end]
            yield Token(end, token.end, rest, "v" if rest in glued else token.tag)
            continue
        fold = folds.get(token.start)
        if fold is not None:
            end, tag = fold
            if tag != ASIDE:
                yield Token(token.start, end, layout.folded[token.start : end], tag)
        elif token.word.isspace():
            continue
        elif (cut := _seam(token, lead, glued)) > 0:
            yield Token(token.start, token.start + cut, token.word[:cut], token.tag if token.tag.isupper() else "d")
            yield Token(token.start + cut, token.end, token.word[cut:], "v")
        else:
            yield token


@cache
def _glued(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """What the tagger may glue to the front of a verb of saying, and the verbs: 又说, 警告称, 续指."""
    verbs = frozenset(lexicon["speech.says"])
    lead = frozenset(lexicon["speech.leads"]) | frozenset(lexicon["speech.remarks"])
    return lead - verbs, verbs


def _seam(token: Token, lead: frozenset[str], verbs: frozenset[str]) -> int:
    """Where a glued word comes apart, or 0. Must not cut 小说, 据说 or 名称: the front has to be one known to glue."""
    word = token.word
    if len(word) < 2 or word in verbs or word in lead:
        return 0
    name = token.tag in ("PER", "ORG") and len(word) > 2
    for size in (1, 2):
        if word[-size:] in verbs and (word[:-size] in lead or (name and word[-size:] in "说称指")):
            return len(word) - size
    return 0


def _sentences(folded: str, items: list[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for index, item in enumerate(items):
        follows = items[index + 1] if index + 1 < len(items) else None
        part.append(item)
        if ends_sentence(folded, item) and (follows is None or not _clings(item, follows)):
            yield part
            part = []
    if part:
        yield part


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


def clause_start(items: tuple[Token, ...], index: int) -> int:
    """The index of the first item of the clause that `items[index]` stands in."""
    while index > 0 and not is_comma(items[index - 1]):
        index -= 1
    return index


def clause_end(items: tuple[Token, ...], index: int) -> int:
    """The index behind the last item of the clause that `items[index]` stands in, its comma not counted."""
    while index < len(items) and not is_comma(items[index]):
        index += 1
    return index
