"""Names that the Latin form in the bracket behind them gives away: 宾士（Mercedes-Benz）, 执行长(康林松)（Ola Kallenius）."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.bodies import cut
from bot.facts.naming.latin_kinds import PERSONAL, kind_of
from bot.facts.naming.makeup import is_generic
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import HAN, looks_like_a_name, transliterated

# A Latin name and nothing else in a bracket behind a Chinese character. Must not match what explains: （CEO，…）.
GLOSS = re.compile(r"(?<=[一-鿿])[ ]?[（(](?P<latin>[A-ZÀ-Þ][A-Za-z0-9À-ɏ&.'’ -]{1,40})[）)]")
LONGEST_PERSON = 6  # characters
LONGEST_THING = 5
PROPER = frozenset(("nz", "nw", "PER", "ORG"))
NAMING = frozenset(("n", "nz", "nw", "PER", "LOC", "ORG", "a", "vn", "v", "an"))


class Words(NamedTuple):
    """What ends before a person's name, and the nouns that are no name although a name explains them."""

    titles: tuple[str, ...]
    nouns: tuple[str, ...]
    organisational: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    titles, heralds = lexicon["roles.titles"], lexicon["organisations.heralds"]
    things = (*lexicon["products.heralds"], *lexicon["products.namers"], *lexicon["products.followers"])
    nouns = (*titles, *heralds, *things, *lexicon["organisations.belongings"], *lexicon["organisations.endings"])
    return Words(tuple(titles), tuple({n for n in nouns if len(n) > 1}), frozenset(lexicon["latin.organisational"]))


def transcribed(layout: Layout) -> Iterator[Mention]:
    """The word before a listed name is its Chinese form; what stands between a title and two Latin words or more is a person."""
    for match in GLOSS.finditer(layout.folded):
        kind = kind_of(match["latin"], layout.lexicon)
        if kind is not None and kind != "person":
            yield from (Mention(*span, kind, "transcribed", 6) for span in _form(layout, match.start()))
        elif PERSONAL.fullmatch(match["latin"]):
            yield from _person(layout, match.start(), match["latin"].split(" ")[-1])


def _form(layout: Layout, end: int) -> Iterator[tuple[int, int]]:
    """The word up to `end` and a proper one at once before it, where it is no plain noun: 凯投|宏观, not 平台（Facebook）."""
    tokens = layout.tokens_in(max(0, end - 2 * LONGEST_THING), end)
    if not tokens or tokens[-1].end != end or tokens[-1].tag not in NAMING:
        return
    proper = len(tokens) > 1 and tokens[-2].tag in PROPER
    start = tokens[-2 if proper else -1].start
    first, last = cut(layout.folded[start:end], layout.lexicon)
    word = layout.folded[start + first : end]
    if last != end - start or not 1 < len(word) <= LONGEST_THING or not HAN.fullmatch(word):
        return
    if not (word.endswith(words(layout.lexicon).nouns) or is_generic(word, layout.lexicon)):
        yield start + first, end


def _person(layout: Layout, end: int, last: str) -> Iterator[Mention]:
    """What a title leads to, where the tagger cut it wrong: 执行|长康林松."""
    lists = words(layout.lexicon)
    if last in lists.organisational or layout.token_at(end - 1).tag == "PER":
        return
    for size in range(2, LONGEST_PERSON + 1):
        start = end - size
        if not HAN.fullmatch(layout.folded, max(0, start), end):
            return
        name = layout.folded[start:end]
        made = looks_like_a_name(name, layout.lexicon) or transliterated(name, layout.lexicon)
        if made and layout.folded.endswith(lists.titles, 0, start):
            yield Mention(start, end, "person", "transcribed", 1)
            return


RULES = (transcribed,)
