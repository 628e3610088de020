"""Weighs the features of clauses: which of them are statements of a kind, and which go on with the one before."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from bot.facts.features import Features
from bot.facts.layout import Layout
from bot.facts.statements import Statement, words

Weights = Mapping[str, float]
LONGEST_RUN = 4  # clauses of one sentence that can make one statement
FULL = 36  # code points that two clauses together pass only where the second leans on the first


# What is told of each of two clauses side by side, by how the feature begins: two that each say something bad are two.
OWN = ("plain", "list ", "shade ", "opens ", "first ")


class Pair(NamedTuple):
    """Clauses side by side in a sentence, and the features of each."""

    left: Statement
    right: Statement
    of_left: Features
    of_right: Features


class Run(NamedTuple):
    """Clauses that make one statement: `first` and `last` are their places among the statements, `last` included."""

    first: int
    last: int


def weigh(features: Iterable[str], weights: Weights) -> float:
    """The sum of the weights; above nought speaks for it. In log odds."""
    return sum(map(weights.get, features, repeat(0.0)))


def runs(
    layout: Layout, statements: Sequence[Statement], told: Sequence[Features], chosen: Sequence[bool], join: Weights
) -> list[Run]:
    """The chosen statements, those joined that stand side by side in a sentence and belong together.

    `told` holds the features of each statement.
    """
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
            and belongs(layout, Pair(statements[index - 1], statement, told[index - 1], told[index]), join)
        ):
            out[-1] = Run(out[-1].first, index)
        else:
            out.append(Run(index, index))
    return out


def belongs(layout: Layout, pair: Pair, join: Weights) -> bool:
    """A semicolon or 並且 parts statements, an example stays with what it is one of; otherwise the weights decide."""
    right = pair.right
    if right.before == "；" or right.tokens[0].word in words(layout.lexicon, "clauses.parting"):
        return False
    return gives_example(layout, right) or weigh(joints(layout, pair), join) >= 0


def gives_example(layout: Layout, statement: Statement) -> bool:
    """…的事件,例如遵循特定的相機軌跡; …的局限性,如缺乏深度."""
    return statement.tokens[0].word in words(layout.lexicon, "clauses.examples")


def joints(layout: Layout, pair: Pair) -> Features:
    """What speaks for or against two clauses side by side being one statement: their form, and the cues that each has of its own."""
    lexicon, left, right = layout.lexicon, pair.left, pair.right
    leaning, following = words(lexicon, "clauses.leaning"), words(lexicon, "clauses.following")
    made = {"bias", f"mark {right.before}"}
    first = next((t for t in right.tokens if t.start >= right.start), right.tokens[0])
    if any(t.word in leaning for t in left.tokens[:3]):
        made.add("left leans")
    if first.word in leaning:
        made.add("right leans")
    if first.word in following:
        made.add("right follows")
    if right.start > right.lead:
        made.add("connective")
    if right.tokens[0].word in words(lexicon, "clauses.adding"):
        made.add("adds")
    if first.tag in ("v", "vd", "d", "p", "ad"):
        made.add("right opens with its predicate")
    if not any(t.tag in ("v", "a", "vn") for t in left.tokens):
        made.add("left has no predicate")
    if first.word in {t.word for t in left.tokens}:
        made.add("same subject again")
    made.add(f"left {min((left.end - left.start) // 8, 3)}")
    made.add(f"right {min((right.end - right.start) // 8, 3)}")
    if right.end - left.start > FULL:
        made.add("full")
    both = [{name for name in its if name.startswith(OWN)} for its in (pair.of_left, pair.of_right)]
    for side, own in zip(("left", "right", "both"), (*both, both[0] & both[1]), strict=True):
        made.update(f"{side} {name}" for name in own)
    return made
