"""Quotation marks: which opens, which closes, and what stands between them."""

import re
from typing import NamedTuple

PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "[": "]", "【": "】"}
SPEECH = '“「『"＂'  # what can open something said; ‘ ’ are nested inside “ ” or an apostrophe
CLOSERS = {close: opener for opener, close in PAIRS.items()}
STRAIGHT = '"＂'
MARK = re.compile(f"[{re.escape(''.join((*PAIRS, *CLOSERS)) + STRAIGHT)}]")
DEEPEST = 12  # marks left open longer than this many others are unpaired


class Marked(NamedTuple):
    """What stands between a pair of marks: `start, end` without the marks; `depth` 0 is outermost of its family."""

    start: int
    end: int
    opener: str
    depth: int


def marked(text: str, start: int, end: int) -> list[Marked]:
    """Every pair of marks that opens and closes within `text[start:end]`, in order of opening.

    An unpaired mark pairs with nothing; a straight one opens where none is open, else closes.
    """
    found: list[Marked] = []
    stack: list[tuple[str, int]] = []
    for match in MARK.finditer(text, start, end):
        at, char = match.start(), match[0]
        if char in STRAIGHT:
            if any(opener == char for opener, _ in stack):
                _close(found, stack, char, at)
            else:
                stack.append((char, at))
        elif char in PAIRS:
            stack.append((char, at))
        elif char in CLOSERS:
            _close(found, stack, CLOSERS[char], at)
        del stack[:-DEEPEST]
    return sorted(found)


def _close(found: list[Marked], stack: list[tuple[str, int]], opener: str, at: int) -> None:
    """Pairs the closer at `at` with the nearest open mark of its kind; what was left open inside is unpaired."""
    for i in range(len(stack) - 1, -1, -1):
        if stack[i][0] == opener:
            found.append(Marked(stack[i][1] + 1, at, opener, sum(o in SPEECH for o, _ in stack[:i])))
            del stack[i:]
            return
