"""Logistic regression over features that are there or not there: enough of it for some ten thousand rows, in numpy alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEPS = 200  # fewer than would settle: on articles left out this is a little better than 300
POWER_STEPS = 30
Row = tuple[Collection[str], bool, int]  # features, label, article


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by columns with a one at each `row[i], column[i]`, the labels, and the article of each row."""

    names: Sequence[str]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    label: NDArray[np.float64]
    article: NDArray[np.int64]


def table(rows: Sequence[Row], fewest: int) -> Table:
    """The rows with the features that `fewest` articles or more have: others would teach what these articles are about."""
    seen: dict[str, set[int]] = {}
    for names, _, article in rows:
        for name in names:
            seen.setdefault(name, set()).add(article)
    kept = {name: at for at, name in enumerate(sorted(n for n, articles in seen.items() if len(articles) >= fewest))}
    cells = [(at, kept[n]) for at, (names, _, _) in enumerate(rows) for n in sorted(names) if n in kept]
    placed = np.array(cells, np.int64).reshape(-1, 2)
    label = np.array([label for _, label, _ in rows], np.float64)
    return Table(list(kept), placed[:, 0], placed[:, 1], label, np.array([a for _, _, a in rows], np.int64))


def fit(data: Table, pull: float, left_out: int = -1) -> dict[str, float]:
    """The weights with the least loss and quadratic penalty `pull`, by accelerated gradient steps, without one article."""
    inside = data.article[data.row] != left_out
    row, column = data.row[inside], data.column[inside]
    there = data.article != left_out
    height, width = len(data.label), len(data.names)

    def forth(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(row, weights[column], height)

    def back(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(column, values[row], width)

    steepest = np.ones(width)
    for _ in range(POWER_STEPS):  # the power method: the steepest direction bounds the step
        steepest = back(forth(steepest / np.linalg.norm(steepest)))
    step = 1 / (0.25 * float(np.linalg.norm(steepest)) * 1.05 + pull)
    weights, ahead, momentum = np.zeros(width), np.zeros(width), 1.0
    for _ in range(STEPS):
        missed = (1 / (1 + np.exp(-forth(ahead))) - data.label) * there
        moved, grown = ahead - step * (back(missed) + pull * ahead), (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead, weights, momentum = moved + (momentum - 1) / grown * (moved - weights), moved, grown
    return dict(zip(data.names, weights.tolist(), strict=True))
