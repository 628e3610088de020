"""Where a text holds the words somebody asked for, in whichever script and by whichever side's word either was written.

Words are compared folded (晶片 = 芯片), which can change the length of a text, while spans count in the text as it is:
so a text is folded stretch by stretch, and where the length changed, the two are laid side by side.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
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
    for stretch in _STRETCH.finditer(text):
        wide, origin = _narrowed(stretch[0])
        folded = simplified(wide)
        found = list(pattern.finditer(folded))
        if found:
            back = _places(wide, folded)
            for hit in found:
                start, end = origin[back[hit.start()]], origin[back[hit.end() - 1]] + 1
                yield Spot(stretch.start() + start, stretch.start() + end, hit[0])


def _pattern(word: str, parts: bool) -> str:
    """Must not match ai in openai or said; 3 not in 13."""
    before = "" if parts or not _is_latin(word[0]) else "(?<![0-9a-z])"
    behind = "" if parts or not _is_latin(word[-1]) else "(?![0-9a-z])"
    return before + re.escape(word) + behind


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _narrowed(text: str) -> tuple[str, list[int]]:
    """The text in one width and one case, and for each of its characters which of `text` it came from."""
    out: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        narrow = unicodedata.normalize("NFKC", char).casefold()
        out.append(narrow)
        origin += [at] * len(narrow)
    return "".join(out), origin


def _places(wide: str, folded: str) -> list[int]:
    """For each character of `folded` the one of `wide` that it stands for."""
    if len(wide) == len(folded):
        return list(range(len(wide)))
    places: list[int] = []
    for _, start, end, low, high in SequenceMatcher(None, fold(wide), folded, autojunk=False).get_opcodes():
        places += [min(start + at, max(end - 1, start)) for at in range(high - low)]
    return [min(place, len(wide) - 1) for place in places]
