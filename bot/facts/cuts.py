"""Where statements begin and end: the cut of a sentence's clauses that is expected to match most of what a reader would mark.

Every way to mark the clauses is weighed: the odds that each clause says something of the kind, and how likely two side by
side are one statement. Of the answers, that is taken whose runs match most in all these ways together, each run paid for
(minimum Bayes risk, Goel and Byrne 2000). So two clauses are given as one also where only one of them is likely to be
marked and it is open which.
"""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import exp
from operator import itemgetter
from typing import NamedTuple

Span = tuple[int, int]

LONGEST_RUN = 4  # clauses of one sentence that can make one statement
FAINT = -2.5  # log odds below which a clause is not thought of
MOST_WAYS = 64  # to mark the clauses of one sentence that are weighed, the likeliest
HELD, LONGER, SLACK, SHARED = 0.8, 2.5, 10, 0.5  # SLACK in code points
LEAST_SHARED = 4  # code points that two cuts of one statement have in common


class Run(NamedTuple):
    """Clauses that make one statement: `first` and `last` are their places among the clauses, `last` included."""

    first: int
    last: int


class Clause(NamedTuple):
    """A clause at `place` with the log `odds` that it is of the kind.

    `joined` is the probability that it goes on with the clause before where both are of the kind, None where it cannot.
    """

    place: Span
    odds: float
    joined: float | None


class Way(NamedTuple):
    """One way to mark clauses, and how likely it is beside others."""

    weight: float
    marked: tuple[Run, ...]


def alike(a: Span, b: Span) -> bool:
    """Whether two cuts give the same statement: one holds most of the other and is not much longer, or half of both is shared."""
    both, (less, more) = overlap(a, b), sorted((a[1] - a[0], b[1] - b[0]))
    holds = both >= LEAST_SHARED and both >= HELD * less and more <= LONGER * less + SLACK
    return holds or both >= SHARED * (less + more - both) > 0


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def cut(clauses: Sequence[Clause], least: float) -> Iterator[Run]:
    """The runs to give, in order: a run is worth giving from `least` matches that are expected of it on."""
    first = 0
    for at in range(1, len(clauses) + 1):
        if at == len(clauses) or clauses[at].joined is None or min(clauses[at - 1].odds, clauses[at].odds) < FAINT:
            if clauses[first].odds >= FAINT:
                yield from _best(clauses, first, at, least)
            first = at


def _ways(clauses: Sequence[Clause], first: int, end: int) -> list[Way]:
    """The likeliest ways to mark the clauses from `first` up to `end`; the weights sum to one."""
    ways = [Way(1.0, ())]
    for at in range(first, end):
        odds, joined = exp(clauses[at].odds), clauses[at].joined or 0.0
        made = list(ways)
        for weight, marked in ways:
            weighed = weight * odds
            if marked and marked[-1].last == at - 1:
                if at - marked[-1].first < LONGEST_RUN:
                    made.append(Way(weighed * joined, (*marked[:-1], Run(marked[-1].first, at))))
                weighed *= 1 - joined
            made.append(Way(weighed, (*marked, Run(at, at))))
        ways = nlargest(MOST_WAYS, made, key=itemgetter(0)) if len(made) > MOST_WAYS else made
    total = sum(way.weight for way in ways)
    return [Way(way.weight / total, way.marked) for way in ways]


def _best(clauses: Sequence[Clause], first: int, end: int, least: float) -> list[Run]:
    """The runs of the clauses from `first` up to `end` that are expected to match most, `least` taken off for each."""
    ways = _ways(clauses, first, end)
    marked = {run for way in ways for run in way.marked}
    hits: dict[Run, list[frozenset[Run]]] = {}  # by what could be given, which marked runs of each way it matches
    best: dict[Run, tuple[float, list[Run]]] = {}  # by the last run given
    for last in range(first, end):
        for begin in range(max(first, last + 1 - LONGEST_RUN), last + 1):
            run = Run(begin, last)
            place = _place(clauses, run)
            same = frozenset(other for other in marked if alike(_place(clauses, other), place))
            mine = [same.intersection(way.marked) for way in ways]
            worth = sum(way.weight for way, found in zip(ways, mine, strict=True) if found) - least
            if worth <= 0:
                continue
            hits[run] = mine
            answer = (worth, [run])
            for before, (sum_before, runs) in best.items():
                if before.last < begin:
                    twice = sum(
                        way.weight
                        for way, a, b in zip(ways, hits[before], mine, strict=True)
                        if a and a == b and len(a) == 1
                    )
                    answer = max(answer, (sum_before + worth - twice, [*runs, run]))
            best[run] = answer
    return max(best.values(), default=(0.0, []))[1]


def _place(clauses: Sequence[Clause], run: Run) -> Span:
    return clauses[run.first].place[0], clauses[run.last].place[1]
