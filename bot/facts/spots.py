"""Where a text holds the words somebody asked for, in whichever script and by whichever side's word either was written.

Words are compared folded (晶片 = 芯片), which can change the length of a text, while spans count in the text as it is:
so a text is folded stretch by stretch, and where the length changed, the two are laid side by side.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from bot.facts.display import simplified
from bot.facts.words import fold

_STRETCH = re.compile(r"[^。！？!?\n]{1,400}")  # bounded, since laying side by side takes the square of the length


class Spot(NamedTuple):
    """`word`, folded, at `start, end` (code points of the text)."""

    start: int
    end: int
    word: str


def spots(text: str, words: Collection[str], *, parts: bool = False) -> Iterator[Spot]:
    """Where the folded words stand, in order, the longest where several begin; a Latin word is whole, unless `parts`."""
    if not words:
        return
    pattern = re.compile("|".join(_pattern(word, parts) for word in sorted(words, key=len, reverse=True)))
    start = 0
    for line, folded in zip(text.split("\n"), _folded(text).split("\n"), strict=True):
        if pattern.search(folded):
            for stretch in _STRETCH.finditer(line):
                yield from _in_stretch(stretch[0], start + stretch.start(), pattern)
        start += len(line) + 1


def _in_stretch(text: str, start: int, pattern: re.Pattern[str]) -> Iterator[Spot]:
    """`start` is where the stretch begins in the whole text."""
    narrow, origin = _narrowed(text)
    folded = simplified(narrow)
    found = list(pattern.finditer(folded))
    places = _places(narrow, folded) if found else []
    for hit in found:
        first, last = origin[places[hit.start()]], origin[places[hit.end() - 1]]
        yield Spot(start + first, start + last + 1, hit[0])


def _pattern(word: str, parts: bool) -> str:
    """Must not match ai in openai or said; 3 not in 13."""
    before = "" if parts or not _is_latin(word[0]) else "(?<![0-9a-z])"
    behind = "" if parts or not _is_latin(word[-1]) else "(?![0-9a-z])"
    return before + re.escape(word) + behind


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _folded(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text).casefold())


def _narrowed(text: str) -> tuple[str, Sequence[int]]:
    """The text in one width and one case, and for each of its characters which of `text` it came from."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    if len(narrow) == len(text):
        return narrow, range(len(text))
    letters = [(unicodedata.normalize("NFKC", letter).casefold(), at) for at, letter in enumerate(text)]
    return "".join(letter for letter, _ in letters), [at for letter, at in letters for _ in letter]


def _places(narrow: str, folded: str) -> Sequence[int]:
    """For each character of `folded` the one of `narrow` that it stands for."""
    if len(narrow) == len(folded):
        return range(len(narrow))
    places: list[int] = []
    for _, start, end, low, high in SequenceMatcher(None, fold(narrow), folded, autojunk=False).get_opcodes():
        last = max(start, end - 1)  # where the two differ in length, the last characters still belong together
        places += [last if at == high - 1 else min(start + at - low, last) for at in range(low, high)]
    return [min(place, len(narrow) - 1) for place in places]
