"""Weighs the features of clauses: which of them are statements of a kind, and which go on with the one before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.facts.features import LEANING, Features
from bot.facts.layout import Layout
from bot.facts.statements import Statement, words

Weights = Mapping[str, float]
LONGEST_RUN = 4  # clauses of one sentence that can make one statement
FULL = 36  # code points that two clauses together pass only where the second leans on the first


class Run(NamedTuple):
    """Clauses that make one statement: `first` and `last` are their places among the statements, `last` included."""

    first: int
    last: int


def weigh(features: Iterable[str], weights: Weights) -> float:
    """The sum of the weights; above nought speaks for it. In log odds."""
    return sum(weights.get(name, 0.0) for name in features)


def runs(layout: Layout, statements: Sequence[Statement], chosen: Sequence[bool], join: Weights) -> list[Run]:
    """The chosen statements, those joined that stand side by side in a sentence and belong together."""
    out: list[Run] = []
    for index, statement in enumerate(statements):
        if not chosen[index]:
            continue
        if (
            out
            and out[-1].last == index - 1
            and index - out[-1].first < LONGEST_RUN
            and statements[index - 1].sentence == statement.sentence
            and statements[index - 1].voice == statement.voice
            and weigh(joints(layout, statements[index - 1], statement), join) >= 0
        ):
            out[-1] = Run(out[-1].first, index)
        else:
            out.append(Run(index, index))
    return out


def joints(layout: Layout, left: Statement, right: Statement) -> Features:
    """What speaks for or against two clauses side by side being one statement."""
    lexicon = layout.lexicon
    first = next((t for t in right.tokens if t.start >= right.start), right.tokens[0])
    made = {"bias", f"mark {right.before}"}
    made.add(f"left {min((left.end - left.start) // 8, 3)}")
    made.add(f"right {min((right.end - right.start) // 8, 3)}")
    for name in LEANING:
        leaning = words(lexicon, f"clauses.{name}")
        made.update(f"left {name}" for t in left.tokens[:3] if t.word in leaning)
        if first.word in leaning:
            made.add(f"right {name}")
    told = (
        ("right follows", first.word in words(lexicon, "clauses.following")),
        ("connective", right.start > right.lead),
        ("adds", right.tokens[0].word in words(lexicon, "clauses.adding")),
        ("right opens with its predicate", first.tag in ("v", "vd", "d", "p", "ad")),
        ("left has no predicate", all(t.tag not in ("v", "a", "vn") for t in left.tokens)),
        ("same subject again", first.word in {t.word for t in left.tokens}),
        ("full", right.end - left.start > FULL),
    )
    made.update(name for name, true in told if true)
    return made
