"""The sentences that answer a question, best first, from all the articles it is put to."""

from collections.abc import Sequence
from heapq import nlargest
from typing import NamedTuple

from bot.asking.ask import Ask
from bot.asking.features import LEADS_ON, Features, features
from bot.asking.passages import Passage
from bot.asking.question import Question
from bot.asking.silence import knows
from bot.facts.article import Span
from bot.facts.lexicon import Lexicon

WEIGHTS = "ranking"
LOOKED_AT = 120  # passages that all features are worked out for
LONGEST = 160  # code points of two sentences that are one answer
CLOSE = 2.0  # how far the second may rank behind the first, in log odds


class Scored(NamedTuple):
    """A passage of the article with this number, and how it ranks, in log odds."""

    article: int
    passage: Passage
    score: float
    features: Features


class Answer(NamedTuple):
    """The stretch that answers, in code points of the text of the article with this number; `best` is its best sentence."""

    article: int
    span: Span
    best: Span
    score: float


def answers(
    question: Question, articles: Sequence[Sequence[Passage]], lexicon: Lexicon, most: int = 3
) -> tuple[Answer, ...]:
    """At most so many; none where the articles do not seem to know."""
    ask = Ask.of(question, [passage for passages in articles for passage in passages], lexicon)
    ranked = rank(ask, articles)
    return joined(ranked, most) if ranked and knows(ask, ranked) else ()


def rank(ask: Ask, articles: Sequence[Sequence[Passage]]) -> list[Scored]:
    """The passages that speak most of what is asked about, by all that speaks for each."""
    weights = ask.lexicon.weights.get(WEIGHTS, {})
    numbered = ((number, passage) for number, passages in enumerate(articles) for passage in passages)
    found = []
    for number, passage in nlargest(LOOKED_AT, numbered, key=lambda row: _nearness(ask, row[1])):
        made = features(ask, passage)
        found.append(Scored(number, passage, sum(weights.get(name, 0.0) * value for name, value in made.items()), made))
    return sorted(found, key=lambda scored: -scored.score)


def _nearness(ask: Ask, passage: Passage) -> float:
    """A first guess: what the sentence holds counts most, then its paragraph and its article."""
    signs, pairs = ask.signs.items(), ask.pairs.items()
    return (
        2 * sum(weight for sign, weight in signs if sign in passage.signs)
        + sum(weight for sign, weight in signs if sign in passage.around.paragraph)
        + sum(weight for pair, weight in pairs if pair in passage.pairs)
        + sum(weight for pair, weight in pairs if pair in passage.ground.pairs)
    )


def joined(ranked: Sequence[Scored], most: int) -> tuple[Answer, ...]:
    """The best passages, each with the sentence beside it where that ranks closely behind: half an answer needs the other."""
    by_passage = {scored.passage: scored for scored in ranked}
    out: list[Answer] = []
    taken: set[Passage] = set()
    for scored in ranked:
        passage = scored.passage
        if passage in taken or len(out) == most:
            continue
        taken.add(passage)
        beside = [by_passage[p] for p in _beside(passage) if p in by_passage and p not in taken]
        start, end = passage.start, passage.end
        if beside and (second := max(beside, key=lambda s: s.score)).score >= scored.score - CLOSE:
            taken.add(second.passage)
            start, end = min(start, second.passage.start), max(end, second.passage.end)
        out.append(Answer(scored.article, Span(start, end), Span(passage.start, passage.end), scored.score))
    return tuple(out)


def _beside(passage: Passage) -> list[Passage]:
    """The sentences before and after it that belong with it, and are short enough to stand with it."""
    before, after = passage.around.before, passage.around.after
    near = ((before, passage) if before else None, (passage, after) if after else None)
    return [
        first if second is passage else second
        for first, second in filter(None, near)
        if _belong(first, second) and second.end - first.start <= LONGEST
    ]


def _belong(first: Passage, second: Passage) -> bool:
    """Sentences of one paragraph; or the first announces what the next line says."""
    return first.paragraph == second.paragraph or first.text.endswith(LEADS_ON)
