"""Where statements begin and end among clauses whose odds are known."""

import pytest

from bot.facts.cuts import Clause, Run, Span, alike, cut, joined

SURE, LIKELY, OPEN, UNLIKELY = 3.0, 1.5, -0.4, -2.0  # log odds
ONE, TWO, PARTED = 0.95, 0.05, None  # how likely a clause goes on with the one before
LEAST = 0.4
WIDTH = 12  # code points of each clause, of which the last is its comma


def clauses(*told: tuple[float, float | None], width: int = WIDTH) -> list[Clause]:
    """Clauses side by side, each with its odds and whether it goes on with the one before."""
    return [Clause((at * width, (at + 1) * width - 1), *one) for at, one in enumerate(told)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([(SURE, PARTED)], [Run(0, 0)]),
        ([(UNLIKELY, PARTED)], []),
        ([(SURE, PARTED), (SURE, ONE)], [Run(0, 1)]),
        ([(SURE, PARTED), (SURE, TWO)], [Run(0, 0), Run(1, 1)]),
        ([(SURE, PARTED), (SURE, PARTED)], [Run(0, 0), Run(1, 1)]),
        # neither by itself, but one of the two is: both together match it, whichever it is
        ([(OPEN, PARTED), (OPEN, TWO)], [Run(0, 1)]),
        # a clause that is hardly of the kind is not drawn in
        ([(SURE, PARTED), (UNLIKELY - 1, ONE)], [Run(0, 0)]),
        # of three the last stands alone
        ([(SURE, PARTED), (SURE, ONE), (SURE, TWO)], [Run(0, 1), Run(2, 2)]),
        # nothing reaches over a clause that cannot go on with the one before
        ([(OPEN, PARTED), (OPEN, PARTED)], [Run(0, 0), Run(1, 1)]),
    ],
)
def test_the_cut_matches_most_ways_to_mark_the_clauses(
    given: list[tuple[float, float | None]], expected: list[Run]
) -> None:
    """Runs are cut where most of what a reader would mark is expected to be matched, at the cost of `least` each."""
    assert list(cut(clauses(*given), LEAST)) == expected


@pytest.mark.parametrize(("least", "expected"), [(0.1, [Run(0, 0)]), (0.3, [Run(0, 0)]), (0.5, [])])
def test_a_run_is_given_where_its_matches_pay_for_it(least: float, expected: list[Run]) -> None:
    """A clause of the kind in four cases of ten is given where less than four matches in ten are asked for."""
    assert list(cut(clauses((OPEN, PARTED)), least)) == expected


def test_a_run_has_four_clauses_at_most() -> None:
    """However surely the clauses go on with each other."""
    given = clauses(*[(SURE, ONE)] * 9)
    runs = (list(cut(given, LEAST)), joined(given))
    assert all(run.last - run.first < 4 for found in runs for run in found)
    assert joined(given) == [Run(0, 3), Run(4, 7), Run(8, 8)]


def test_clauses_without_end_are_cut() -> None:
    """A sentence of a thousand clauses has more ways to be marked than could be listed: a dozen are weighed at a time."""
    assert list(cut(clauses(*[(SURE, TWO)] * 1000), LEAST)) == [Run(at, at) for at in range(1000)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(SURE, PARTED), (OPEN, ONE), (SURE, ONE)], [Run(0, 0), Run(2, 2)]),
        ([(LIKELY, PARTED), (LIKELY, ONE), (LIKELY, TWO)], [Run(0, 1), Run(2, 2)]),
        ([(LIKELY, PARTED), (LIKELY, PARTED)], [Run(0, 0), Run(1, 1)]),
    ],
)
def test_joined_takes_what_is_likelier_than_not(given: list[tuple[float, float | None]], expected: list[Run]) -> None:
    """Of clauses as of two clauses being one."""
    assert joined(clauses(*given)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 20), (0, 20), True),
        ((0, 20), (5, 20), True),
        ((0, 10), (0, 35), True),  # two and a half times as long and ten more
        ((0, 10), (0, 36), False),
        ((0, 10), (3, 38), False),  # less than four fifths of the shorter
        ((0, 20), (5, 12), True),  # a part that says it
        ((0, 20), (10, 30), False),
        ((0, 20), (20, 40), False),
        ((0, 3), (0, 13), False),  # three code points say too little
        ((0, 30), (10, 40), True),  # half of both
        ((0, 30), (11, 41), False),
    ],
)
def test_two_cuts_are_alike(one: Span, other: Span, expected: bool) -> None:
    """One holds 80 % of the other and is at most 2.5 times as long and ten more, or half of both is shared; either way round."""
    assert (alike(one, other), alike(other, one)) == (expected, expected)
