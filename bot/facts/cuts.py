"""Where statements begin and end among the clauses of a sentence, from the odds of each clause and of each two being one.

`joined` takes every clause that is likelier of the kind than not, and joins those that are likelier one than two. `cut`
weighs every way to mark the clauses, and takes the answer whose runs match most in all these ways together, each run paid
for (minimum Bayes risk, Goel and Byrne 2000): so two clauses are given as one also where only one of them is likely to be
marked and it is open which. Advice comes in lists that are advice as a whole or not at all, for which `joined` does better.
"""

from collections.abc import Collection, Iterator, Sequence
from heapq import nlargest
from math import exp
from operator import itemgetter
from typing import NamedTuple

Span = tuple[int, int]

LONGEST_RUN = 4  # clauses of one sentence that can make one statement
FAINT = -2.5  # log odds below which a clause is not thought of
MOST_TOGETHER = 12  # clauses of one sentence that are weighed together
MOST_WAYS = 32  # to mark the clauses of one sentence that are weighed, the likeliest
EXACT = 0.1  # the part of a match's worth that hangs on how much of both is shared
HELD, LONGER, SHARED = 0.8, 2.5, 0.5  # how much of one cut another holds, and of how long a one, or how much both share
SLACK, LEAST_HELD = 10, 4  # code points


class Run(NamedTuple):
    """Clauses that make one statement: `first` and `last` are their places among the clauses, `last` included."""

    first: int
    last: int


class Clause(NamedTuple):
    """A clause at `place` with the log `odds` that it is of the kind.

    `goes_on` is the probability that it is one with the clause before where both are of the kind, None where it cannot.
    """

    place: Span
    odds: float
    goes_on: float | None


class Way(NamedTuple):
    """One way to mark clauses, and how likely it is beside the others."""

    weight: float
    marked: tuple[Run, ...]


class Hit(NamedTuple):
    """The marked runs of a way that a run matches, and what that is worth times the way's weight."""

    worth: float
    runs: set[Run]


class Answer(NamedTuple):
    """Runs that could be given, and the matches that are expected of them less what they cost."""

    worth: float
    runs: tuple[Run, ...]


def probability(odds: float) -> float:
    """Of log odds."""
    return 1 / (1 + exp(-odds))


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def shared(a: Span, b: Span) -> float:
    """The part of both together that lies in both."""
    both = overlap(a, b)
    return both / (a[1] - a[0] + b[1] - b[0] - both)


def alike(a: Span, b: Span) -> bool:
    """Whether two cuts give the same statement: one holds most of the other and is not much longer, or half of both is shared."""
    both, (less, more) = overlap(a, b), sorted((a[1] - a[0], b[1] - b[0]))
    holds = both >= LEAST_HELD and both >= HELD * less and more <= LONGER * less + SLACK
    return holds or (both > 0 and shared(a, b) >= SHARED)


def joined(clauses: Sequence[Clause]) -> list[Run]:
    """The clauses that are likelier of the kind than not, with those that are likelier one with the clause before than not."""
    out: list[Run] = []
    for at, clause in enumerate(clauses):
        if clause.odds < 0:
            continue
        goes_on = clause.goes_on is not None and clause.goes_on >= 1 / 2
        if goes_on and out and out[-1].last == at - 1 and at - out[-1].first < LONGEST_RUN:
            out[-1] = Run(out[-1].first, at)
        else:
            out.append(Run(at, at))
    return out


def cut(clauses: Sequence[Clause], least: float) -> Iterator[Run]:
    """The runs to give, in order: one is worth giving from `least` matches on that are expected of it."""
    first = 0
    for at in range(1, len(clauses) + 1):
        if at == len(clauses) or at - first == MOST_TOGETHER or _parted(clauses[at - 1], clauses[at]):
            if clauses[first].odds >= FAINT:
                yield from _best(clauses, first, at, least)
            first = at


def _parted(left: Clause, right: Clause) -> bool:
    """Whether no statement can hold both: the second cannot go on with the first, or one is not thought of."""
    return right.goes_on is None or min(left.odds, right.odds) < FAINT


def _best(clauses: Sequence[Clause], first: int, end: int, least: float) -> tuple[Run, ...]:
    """The runs of the clauses from `first` up to `end` that are expected to match most, `least` taken off for each."""
    likely = [probability(clause.odds) for clause in clauses[first:end]]
    if sum(likely) <= least:  # more than this the matches of no answer can be
        return ()
    ways = _ways(clauses, first, end)
    marked = {run for way in ways for run in way.marked}
    hits: dict[Run, list[Hit]] = {}
    answers: dict[Run, Answer] = {}  # the best by the last run given
    for last in range(first, end):
        for begin in range(max(first, last + 1 - LONGEST_RUN), last + 1):
            if sum(likely[begin - first : last + 1 - first]) <= least:  # more than this its matches cannot be
                continue
            run = Run(begin, last)
            hit = _hits(clauses, run, ways, marked)
            gain = sum(worth for worth, _ in hit) - least
            if gain > 0:
                before = [(answer, hits[given]) for given, answer in answers.items() if given.last < begin]
                made = [Answer(gain, (run,))]
                made += [
                    Answer(so_far + gain - _twice(ways, hit, other), (*runs, run)) for (so_far, runs), other in before
                ]
                hits[run], answers[run] = hit, max(made)
    return max(answers.values(), default=Answer(0.0, ())).runs


def _ways(clauses: Sequence[Clause], first: int, end: int) -> list[Way]:
    """The likeliest ways to mark the clauses from `first` up to `end`; the weights sum to one."""
    ways = [Way(1.0, ())]
    for at in range(first, end):
        odds, goes_on = exp(clauses[at].odds), clauses[at].goes_on or 0.0
        made = list(ways)
        for before, marked in ways:
            weight = before * odds
            if marked and marked[-1].last == at - 1:
                if at - marked[-1].first < LONGEST_RUN:
                    made.append(Way(weight * goes_on, (*marked[:-1], Run(marked[-1].first, at))))
                weight *= 1 - goes_on
            made.append(Way(weight, (*marked, Run(at, at))))
        ways = nlargest(MOST_WAYS, made, key=itemgetter(0))
    total = sum(way.weight for way in ways)
    return [Way(way.weight / total, way.marked) for way in ways]


def _hits(clauses: Sequence[Clause], run: Run, ways: Sequence[Way], marked: Collection[Run]) -> list[Hit]:
    """What of each way the run matches."""
    place = _place(clauses, run)
    places = {other: _place(clauses, other) for other in marked}
    worth = {other: 1 - EXACT + EXACT * shared(at, place) for other, at in places.items() if alike(at, place)}
    found = [worth.keys() & way.marked for way in ways]
    return [
        Hit(way.weight * max([worth[run] for run in runs], default=0.0), runs)
        for way, runs in zip(ways, found, strict=True)
    ]


def _twice(ways: Sequence[Way], one: Sequence[Hit], other: Sequence[Hit]) -> float:
    """How likely two runs match one and the same marked run, which counts once."""
    return sum(way.weight for way, a, b in zip(ways, one, other, strict=True) if len(a.runs) == 1 and a.runs == b.runs)


def _place(clauses: Sequence[Clause], run: Run) -> Span:
    return clauses[run.first].place[0], clauses[run.last].place[1]
