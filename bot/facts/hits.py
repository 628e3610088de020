"""Where a text holds the cue words of a topic: one walk over the folded text, whole words only, the longest first."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon


class Hit(NamedTuple):
    """A cue word at `start, end` (code points) and the lists of its topic that hold it."""

    start: int
    end: int
    word: str
    lists: tuple[str, ...]


class Index(NamedTuple):
    """The words of a topic with their lists, and by first character the lengths to try, longest first."""

    words: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]


@cache
def index(lexicon: Lexicon, topic: str) -> Index:
    """All lists of config/lexicon/`topic`.toml."""
    words: dict[str, tuple[str, ...]] = {}
    lengths: dict[str, set[int]] = {}
    for name, entries in lexicon.lists.items():
        file, _, key = name.partition(".")
        if file == topic:
            for word in entries:
                words[word] = (*words.get(word, ()), key)
                lengths.setdefault(word[0], set()).add(len(word))
    return Index(words, {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})


def hits(layout: Layout, topic: str) -> list[Hit]:
    """The cues of a topic in order of the text, none inside another. Words of the list `stop` hide what they hold.

    A cue of one character has to be a word of the tagger's. A longer one is made of whole words, or lies at one edge of
    a word: 风险 is found in 信用风险, but 不公 not in 不|公布.
    """
    text, (words, lengths) = layout.folded, index(layout.lexicon, topic)
    starts = {t.start: t.end for t in layout.tokens}
    ends = {t.end: t.start for t in layout.tokens}
    found = []
    at, size = 0, len(text)
    while at < size:
        step = 1
        for length in lengths.get(text[at], ()):
            word = text[at : at + length]
            if word in words and _is_whole(at, at + length, starts, ends):
                if "stop" not in words[word]:
                    found.append(Hit(at, at + length, word, words[word]))
                step = length
                break
        at += step
    return found


def _is_whole(start: int, end: int, starts: Mapping[int, int], ends: Mapping[int, int]) -> bool:
    """Whether `start, end` is made of whole tokens, or, with two characters or more, lies at one edge of a token."""
    if start in starts and end in ends:
        return True
    return end - start > 1 and (starts.get(start, 0) > end or ends.get(end, end) < start)
