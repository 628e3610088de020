"""The command that trains the scorers: what its labels are, and that its fit is one."""

import json
import math
from pathlib import Path

import pytest

from bench.fitting import Row, fit, table
from bench.labelled import articles, label_of, places, same_name
from bench.train import SCORERS, tables, train
from bot.facts.lexicon import Lexicon

OWN = Path(__file__).parent / "gold"
ROWS: list[Row] = [
    ({"bias", "rain"}, True, 0),
    ({"bias", "rain", "once"}, True, 1),
    ({"bias", "sun"}, False, 0),
    ({"bias", "sun"}, False, 1),
    ({"bias"}, True, 2),
    ({"bias"}, False, 2),
]


def test_weights_speak_for_what_goes_with_the_label() -> None:
    """What goes with it speaks for it, what goes against it against; a feature of one article is left out."""
    weights = fit(table(ROWS, fewest=2), pull=0.1)
    assert set(weights) == {"bias", "rain", "sun"}
    assert weights["rain"] > 1
    assert weights["rain"] == pytest.approx(-weights["sun"], abs=1e-6)


def test_weights_are_those_of_least_loss() -> None:
    """At the end the slope of loss and penalty is nought for every weight."""
    pull = 0.5
    weights = fit(table(ROWS, fewest=2), pull)
    for name, weight in weights.items():
        slope = pull * weight
        for names, label, _ in ROWS:
            if name in names:
                slope += 1 / (1 + math.exp(-sum(weights.get(n, 0) for n in names))) - label
        assert slope == pytest.approx(0, abs=1e-6)


def test_an_article_left_out_teaches_nothing() -> None:
    """Its rows may say what they like."""
    changed = [(names, (not label) if article == 0 else label, article) for names, label, article in ROWS]
    kept, other = (fit(table(rows, fewest=1), 0.1, left_out=0) for rows in (ROWS, changed))
    assert kept == other


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("餐飲", "餐饮", True),
        ("影視", "影視製作", True),
        ("電影", "電視", False),
        ("視", "影視", False),
        ("", "影視", False),
    ],
)
def test_names_that_are_the_same(a: str, b: str, expected: bool) -> None:
    """In either script, and one may hold the other."""
    assert same_name(a, b) is expected


def test_a_clause_falls_to_the_label_that_holds_half_of_it() -> None:
    """None, the first, the second; a piece that stands twice is labelled twice."""
    golds = [places("太貴了。真的太貴了", "太貴"), [(20, 30)]]
    assert golds[0] == [(0, 2), (6, 8)]
    assert [label_of(clause, golds) for clause in ((10, 14), (6, 9), (18, 30))] == [-1, 0, 1]


def test_labels_of_ours_are_places() -> None:
    """Under the digest of a file, ordered places by kind, and no word of the article."""
    for digest, labels in json.loads((Path(__file__).parents[1] / "bench/labels.json").read_text("utf-8")).items():
        assert len(digest) == 64
        assert set(labels) == {"limits", "advice", "industries"}
        assert all(0 <= start < end for spans in labels.values() for start, end in spans)


def test_every_scorer_is_trained(lexicon: Lexicon) -> None:
    """A file of weights for each, and on the project's own articles there is something to learn for each."""
    assert set(lexicon.weights) == {scorer.name for scorer in SCORERS}
    made = train(tables(list(articles([OWN], lexicon))))
    assert all(made[kind] for kind in ("limits", "advice", "industries"))
