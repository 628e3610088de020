"""Which facts of an article say most."""

from collections.abc import Callable
from itertools import groupby
from operator import attrgetter

from bot.facts.article import Article, Fact

READABLE = range(8, 121)  # code points: what is shorter says little, what is longer belongs to its own command


def rank(fact: Fact) -> tuple[bool, bool]:
    """What is of a readable length comes first, and of quotes those whose speaker has a role; else the order of the text stays."""
    return fact.end - fact.start not in READABLE, hasattr(fact, "speaker") and not getattr(fact, "role", None)


def best(article: Article, kind: str, count: int, wanted: Callable[[Fact], bool]) -> tuple[Fact, ...]:
    """The facts on the `count` best spans of a kind, no two spans with the same words, in order of the text.

    What is `wanted` goes before everything else.
    """
    spans: dict[str, tuple[Fact, ...]] = {}
    for _, run in groupby(article.facts.get(kind, ()), key=attrgetter("start", "end")):
        facts = tuple(run)
        spans.setdefault(article.slice(facts[0]), facts)
    ranked = sorted(spans.values(), key=lambda facts: (not any(map(wanted, facts)), *rank(facts[0])))
    return tuple(fact for facts in sorted(ranked[:count], key=lambda facts: facts[0].start) for fact in facts)
