"""A mention of a name, and which of two mentions that overlap stands."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal, NamedTuple

NameKind = Literal["person", "organisation", "product"]


class Mention(NamedTuple):
    """A name at `start, end` (code points). `rank`: a smaller one is surer; `rule` found it."""

    start: int
    end: int
    kind: NameKind
    rule: str
    rank: int


def settled(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions that do not overlap, in order of the text: the surer stands, then the longer, then the earlier.

    ::

        rank 1        [北大AI鱼博士]          stands: a handle is sure
        rank 3    [北京大学]  [鱼博士]        the first stands, the second falls
        rank 3                  [博士生会]    falls although it begins inside
    """
    starts: list[int] = []
    kept: list[Mention] = []
    for mention in sorted(set(mentions), key=lambda m: (m.rank, m.start - m.end, m.start)):
        at = bisect_left(starts, mention.start)
        free_before = at == 0 or kept[at - 1].end <= mention.start
        free_after = at == len(starts) or mention.end <= starts[at]
        if free_before and free_after and mention.start < mention.end:
            starts.insert(at, mention.start)
            kept.insert(at, mention)
    return kept
