"""Near-same texts: one report as several outlets print it.

A bottom-k sketch by the standard library: a digest compares some dozens of texts, which needs no index of millions.
"""

from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

from bot.facts.display import folded

GRAM = 5  # letters of a shingle
KEPT = 256  # smallest hashes kept of a text: the share two texts have in common is then right within about 0.05
SAME = 0.7  # shingles in common: an edited copy has about 0.9, half of the article 0.5, another report of the event 0.1


def reprinted(one: str, other: str) -> bool:
    """Whether two articles are the same but for small edits, in whatever script each is written."""
    return likeness(one, other) >= SAME


@lru_cache(maxsize=16_384)
def likeness(one: str, other: str) -> float:
    """The share of shingles that two texts have in common, estimated."""
    a, b = _sketch(one), _sketch(other)
    smallest = nsmallest(KEPT, a | b)
    return sum(h in a and h in b for h in smallest) / len(smallest)


@lru_cache(maxsize=1024)
def _sketch(text: str) -> frozenset[int]:
    letters = "".join(filter(str.isalnum, folded(text)))
    grams = {letters[at : at + GRAM] for at in range(max(len(letters) - GRAM + 1, 1))}
    return frozenset(nsmallest(KEPT, {crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams}))
