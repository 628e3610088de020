"""Quotation marks: which opens, which closes, and what stands between them."""

import re
from typing import NamedTuple

PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "[": "]", "【": "】"}
SPEECH = '“「『"＂'  # what can open something said; ‘ ’ are nested inside “ ” or an apostrophe
CLOSERS = {close: opener for opener, close in PAIRS.items()}
STRAIGHT = '"＂'
MARK = re.compile(f"[{re.escape(''.join((*PAIRS, *CLOSERS)) + STRAIGHT)}]")
LONGEST_SWAPPED = 12  # characters between two marks the wrong way round: no more than a term
DEEPEST = 12  # marks left open longer than this many others are unpaired
STOPS = "。！？!?…"
# What a quotation that never closes stands behind: 他说：“…
INTRODUCES = "：:，,"


class Marked(NamedTuple):
    """What stands between a pair of marks: `start, end` without the marks; `depth` 0 is outermost of its family."""

    start: int
    end: int
    opener: str
    depth: int


def marked(text: str, start: int, end: int) -> list[Marked]:
    """Every pair of marks that opens and closes within `text[start:end]`, in order of opening.

    A straight mark opens where none is open, else closes; so does a “ right behind a full stop where a “ is open
    (“好。“他说). Any other unpaired mark pairs with nothing, except one that opens the paragraph or stands behind a colon:
    the words run to the end of the paragraph, as in a quotation over several paragraphs.
    """
    found: list[Marked] = []
    stack: list[tuple[str, int]] = []
    swapped = start  # the end of a pair whose marks are the wrong way round: ”花呗“
    for match in MARK.finditer(text, start, end):
        at, char = match.start(), match[0]
        if at < swapped:
            continue
        if char == "”" and all(opener != "“" for opener, _ in stack):
            if (close := _swapped(text, at, end)) is not None:
                found.append(Marked(at + 1, close, "“", sum(o in SPEECH for o, _ in stack)))
                swapped = close + 1
        elif char in STRAIGHT or (char == "“" and at > start and text[at - 1] in STOPS):
            if any(opener == char for opener, _ in stack):
                _close(found, stack, char, at)
            else:
                stack.append((char, at))
        elif char in PAIRS:
            stack.append((char, at))
        elif char in CLOSERS:
            _close(found, stack, CLOSERS[char], at)
        del stack[:-DEEPEST]
    _run_on(found, stack, text, start, end)
    return sorted(found)


def _run_on(found: list[Marked], stack: list[tuple[str, int]], text: str, start: int, end: int) -> None:
    """A mark that nothing closes runs to the end of the paragraph where it opens it or stands behind a colon."""
    for opener, at in stack:
        introduced = at == start or text[at - 1] in INTRODUCES + STOPS
        if opener in SPEECH and at + 1 < end and introduced and not _covered(found, at):
            found.append(Marked(at + 1, end, opener, 0))
            return


def _swapped(text: str, at: int, end: int) -> int | None:
    """Where the “ stands that closes the ” at `at`, with no more than a term between them; None where none does."""
    close = text.find("“", at + 1, min(at + LONGEST_SWAPPED, end))
    ends_a_sentence = text[at - 1 : at] in tuple(STOPS)
    return None if close < 0 or ends_a_sentence or "”" in text[at + 1 : close] else close


def _covered(found: list[Marked], at: int) -> bool:
    """A pair of speech marks opens behind `at`: the mark there is a slip rather than a quotation without an end."""
    return any(m.start > at and m.opener in SPEECH and m.depth == 0 for m in found)


def _close(found: list[Marked], stack: list[tuple[str, int]], opener: str, at: int) -> None:
    """Pairs the closer at `at` with the nearest open mark of its kind; what was left open inside is unpaired."""
    for i in range(len(stack) - 1, -1, -1):
        if stack[i][0] == opener:
            found.append(Marked(stack[i][1] + 1, at, opener, sum(o in SPEECH for o, _ in stack[:i])))
            del stack[i:]
            return
