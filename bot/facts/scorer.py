"""Weighs the features of clauses: how likely each is a statement of a kind, and how likely it goes on with the one before."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from math import fsum
from typing import NamedTuple

from bot.facts.cuts import FAINT, Clause, probability
from bot.facts.features import Features
from bot.facts.layout import Layout
from bot.facts.statements import Statement, words

Weights = Mapping[str, float]
SURE, NEVER = 1.4, float("-inf")  # log odds of what a rule says is so (four in five), or is not
FULL = 36  # code points that two clauses together pass only where the second leans on the first


# What is told of each of two clauses side by side, by how the feature begins: two that each say something bad are two.
OWN = ("plain", "list ", "shade ", "opens ", "first ")


class Pair(NamedTuple):
    """Clauses side by side in a sentence, and the features of each."""

    left: Statement
    right: Statement
    of_left: Features
    of_right: Features


def weigh(features: Iterable[str], weights: Weights) -> float:
    """The sum of the weights; above nought speaks for it. In log odds; the same in whatever order the features come."""
    return fsum(map(weights.get, features, repeat(0.0)))


def clauses(
    layout: Layout, statements: Sequence[Statement], told: Sequence[Features], odds: Sequence[float], join: Weights
) -> list[Clause]:
    """The statements with their `odds`, and whether each goes on with the one before; `told` holds their features."""
    out = []
    for at, right in enumerate(statements):
        goes_on = None
        if at and min(odds[at - 1], odds[at]) >= FAINT:
            goes_on = _goes_on(layout, Pair(statements[at - 1], right, told[at - 1], told[at]), join)
        out.append(Clause((right.start, right.end), odds[at], goes_on))
    return out


def _goes_on(layout: Layout, pair: Pair, join: Weights) -> float | None:
    """A semicolon or 並且 parts statements, an example stays with what it is one of; otherwise the weights say how likely it is."""
    left, right = pair.left, pair.right
    if left.sentence != right.sentence or left.voice != right.voice:
        return None
    if right.before == "；" or right.tokens[0].word in words(layout.lexicon, "clauses.parting"):
        return None
    return probability(SURE if gives_example(layout, right) else weigh(joints(layout, pair), join))


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
