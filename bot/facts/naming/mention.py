"""A mention of a name, and which of two mentions that overlap stands."""

from bisect import bisect_left, bisect_right
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
    for mention in sorted(set(mentions), key=lambda m: (m.rank, m.start - m.end, m.start, m.kind, m.rule)):
        at = bisect_left(starts, mention.start)
        free_before = at == 0 or kept[at - 1].end <= mention.start
        free_after = at == len(starts) or mention.end <= starts[at]
        if free_before and free_after and mention.start < mention.end:
            starts.insert(at, mention.start)
            kept.insert(at, mention)
    return kept


class Stretches:
    """Stretches of a text, in any order, that can be asked about a place."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Joins those that overlap, so that a question costs a bisection."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, at: int) -> bool:
        """Whether `at` lies in one of them."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]
