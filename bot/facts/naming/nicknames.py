"""Whom an article knows by another name: 网名为“海风”的学员, ID为“老猫”的用户, 周禾（化名）."""

import re
from collections.abc import Iterator
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import HAN

RULE = "nickname"
LONGEST_NAME = 4  # characters before （化名）
FARTHEST_CUE = 10  # characters from its beginning to the name


@cache
def _introduced(lexicon: Lexicon) -> re.Pattern[str]:
    """ID为“老猫”, 网名叫海风的: the name in marks, or up to the 的 behind it. Must not run over a mark."""
    cues = "|".join(map(re.escape, lexicon["people.nicknames"]))
    return re.compile(
        rf"(?:{cues})(?:名|为|是|叫|作|：)*[ 　]?"
        r"(?:(?P<opener>[“「『\"])(?P<marked>[^“”「」『』\"\n]{2,16})[”」』\"]"
        r"|(?<=[名为叫作])(?P<bare>[^，。、；：！？“”「」『』\"《》（）()\n的]{2,12})(?=的))"
    )


@cache
def _disguised(lexicon: Lexicon) -> re.Pattern[str]:
    """周禾（化名）: the bracket behind a name that is not the bearer's own."""
    cues = "|".join(map(re.escape, lexicon["people.disguises"]))
    return re.compile(rf"[（(](?:均为|皆为|都是|为|系|是)?(?:{cues})[）)]")


def introduced(layout: Layout) -> Iterator[Mention]:
    """The name behind 网名为, ID叫 and their like."""
    for match in _introduced(layout.lexicon).finditer(layout.folded):
        start, end = match.span("marked" if match["opener"] else "bare")
        yield Mention(start, end, "person", RULE, 0)


def disguised(layout: Layout) -> Iterator[Mention]:
    """The word before （化名）."""
    for match in _disguised(layout.lexicon).finditer(layout.folded):
        tokens = layout.tokens_in(max(0, match.start() - LONGEST_NAME), match.start())
        if tokens and tokens[-1].end == match.start() and HAN.fullmatch(tokens[-1].word) and len(tokens[-1].word) > 1:
            yield Mention(tokens[-1].start, tokens[-1].end, "person", "disguised", 5)


def whole(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """From the cue to the closing mark, around the name at `start, end`; the name itself where no cue stands there."""
    pattern = _introduced(layout.lexicon)
    match = next(
        (m for m in pattern.finditer(layout.folded, max(0, start - FARTHEST_CUE), end + 1) if m.end() >= end), None
    )
    return match.span() if match is not None else (start, end)


RULES = (introduced, disguised)
