"""Which words of an answer answer: the amount, the date, the person, the facts that were asked for."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.asking.fits import DATE, cues_of
from bot.asking.question import Question
from bot.facts.article import Article, Fact, Span
from bot.facts.display import folded
from bot.facts.lexicon import Lexicon
from bot.facts.words import fold


def marks(question: Question, article: Article, stretch: Span, lexicon: Lexicon) -> tuple[Span, ...]:
    """Spans inside the stretch, in order; none where the question asks for nothing that has a shape."""
    found: set[Span] = set()
    for want in question.wants:
        match want:
            case "amount":
                found.update(_amounts(question, article, stretch))
            case "when":
                found.update(_dates(question, article, stretch, lexicon))
            case "who" | "role":
                found.update(_persons(article, stretch))
    for kind in question.kinds:
        found.update(_inside(article.facts.get(kind, ()), stretch))
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _inside(facts: Iterable[Fact], stretch: Span) -> Iterator[Span]:
    return (Span(fact.start, fact.end) for fact in facts if fact in stretch)


def _amounts(question: Question, article: Article, stretch: Span) -> list[Span]:
    """What the question does not say itself; those in its unit where there are such."""
    facts: list[Any] = [
        f for f in article.facts.get("figures", ()) if f in stretch and folded(article.slice(f)) not in question.text
    ]
    fitting = [f for f in facts if question.counted and folded(f.unit or "").endswith(question.counted)]
    return [Span(f.start, f.end) for f in fitting or facts]


def _dates(question: Question, article: Article, stretch: Span, lexicon: Lexicon) -> Iterator[Span]:
    text = fold(article.text[stretch.start : stretch.end])
    for pattern in (DATE, cues_of(lexicon).times):
        for match in pattern.finditer(text):
            if match[0] not in question.text:
                yield Span(stretch.start + match.start(), stretch.start + match.end())


def _persons(article: Article, stretch: Span) -> Iterator[Span]:
    """Names, and the roles that the article gives them, as they stand in the stretch."""
    people: list[Any] = list(article.facts.get("people", ()))
    for words in {words for person in people for words in (person.name, person.role) if words}:
        at = article.text.find(words, stretch.start, stretch.end)
        if at >= 0:
            yield Span(at, at + len(words))
