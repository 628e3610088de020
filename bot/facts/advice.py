"""What somebody says should be done: 加大研發投入."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.facts.advice_rules import DECISIVE, Judged, judged
from bot.facts.cuts import joined
from bot.facts.features import Features, features
from bot.facts.hits import hits
from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.scorer import NEVER, Weights, clauses, weigh
from bot.facts.statements import Statement, bared, by_statement

LONGEST = 60  # code points of clauses that the rules still take for one piece of advice


@dataclass(frozen=True, slots=True)
class Advice:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


def find(reading: Reading) -> Iterator[Advice]:
    """What the scorer takes for advice, or where the lexicon holds no weights, what the rules do."""
    found, made = told(reading)
    weights = reading.layout.lexicon.weights
    return _weighed(reading, found, made, weights) if "advice" in weights else _ruled(reading.layout, found)


def told(reading: Reading) -> tuple[list[Judged], list[Features]]:
    """What the rules say of every statement, and its features, of which that is a part."""
    cues = by_statement(hits(reading.layout, "advice"), reading.statements)
    found = judged(reading, cues)
    return found, features(reading, cues, [one.told for one in found])


def _ruled(layout: Layout, found: Iterable[Judged]) -> Iterator[Advice]:
    """Each piece of advice with the clauses that go on with it."""
    made: Advice | None = None
    for one in found:
        if one.verdict == "extends" and made is not None:
            if one.statement.end - made.start <= LONGEST:
                made = replace(made, end=one.statement.end)
        elif one.verdict == "advice":
            if made is not None:
                yield made
            start, end = bared(layout, one.start, one.statement.end)
            made = Advice(start, end, _speaker(one.statement), one.rule)
    if made is not None:
        yield made


def _weighed(
    reading: Reading, found: Sequence[Judged], made: Sequence[Features], weights: Mapping[str, Weights]
) -> Iterator[Advice]:
    """The statements whose features speak for advice, those joined that belong together. Captions only repeat the text."""
    layout, statements = reading.layout, reading.statements
    odds = [
        NEVER if one.statement.paragraph.role == "caption" or one.rule in DECISIVE else weigh(its, weights["advice"])
        for one, its in zip(found, made, strict=True)
    ]
    for run in joined(clauses(layout, statements, made, odds, weights.get("advice_joints", {}))):
        first, last = found[run.first], found[run.last].statement
        start, end = bared(layout, first.start, last.end)
        yield Advice(start, end, _speaker(first.statement), "weighed")


def _speaker(statement: Statement) -> str | None:
    return statement.voice.speaker if statement.voice else None


KIND = Kind("advice", Advice, find)
