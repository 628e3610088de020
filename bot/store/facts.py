"""Where the facts of an article stand, and which of them are those of a name."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from sqlalchemy import Connection, delete

from bot.facts.article import Article, Fact, Script
from bot.facts.spots import spots
from bot.store.entries import Fold, name_of, sayer_of
from bot.store.finding import TELLING
from bot.store.tables import fact

STOPS = "。！？!?\n"
LONGEST = 400  # code points on either side of a fact that are its sentence


def replace(db: Connection, article_id: int, parsed: Article) -> None:
    """Writes down the places of an article's facts, instead of those that stood there."""
    db.execute(delete(fact).where(fact.c.article_id == article_id))
    rows = [
        {"article_id": article_id, "kind": kind, "n": n, "start": found.start, "end": found.end}
        for kind, facts in parsed.facts.items()
        for n, found in enumerate(facts)
    ]
    if rows:
        db.execute(fact.insert(), rows)


def of_name(article: Article, kind: str, asked: str, names: Collection[str], fold: Fold) -> Iterator[Fact]:
    """The facts of the kind under one of the folded names; of some kinds also those that tell of what was asked for.

    What the title names every fact is about, unless it is a person: /limits Sora, but not /limits 周鴻祎.
    """
    found = article.facts.get(kind, ())
    about = frozenset(asked.split()) if kind in TELLING else frozenset()
    titled = found and about and _holds(article.title, about) and not _has_person(article, names, fold)
    for fact_ in found:
        name = name_of(fact_)
        if (name and fold(name) in names) or titled or (about and _holds(_sentence(article.text, fact_), about)):
            yield fact_


def written(articles: Iterable[Article], folded_names: Sequence[str], fold: Fold) -> tuple[tuple[str, Script], ...]:
    """Those of the folded names that the articles have, as they write them and in which script, in the order given."""
    found: dict[str, tuple[str, Script]] = {}
    for article in articles:
        for told in chain.from_iterable(article.facts.values()):
            for name in filter(None, (name_of(told), sayer_of(told))):
                found.setdefault(fold(name), (name, article.script))
    return tuple(found[name] for name in folded_names if name in found)


def _has_person(article: Article, names: Collection[str], fold: Fold) -> bool:
    return any((name := name_of(person)) and fold(name) in names for person in article.facts.get("people", ()))


def _holds(text: str, words: Collection[str]) -> bool:
    return {spot.word for spot in spots(text, words)} >= set(words)


def _sentence(text: str, found: Fact) -> str:
    """The words around the fact, from stop to stop."""
    start = max(text.rfind(stop, max(found.start - LONGEST, 0), found.start) for stop in STOPS) + 1
    ends = [end for stop in STOPS if (end := text.find(stop, found.end, found.end + LONGEST)) >= 0]
    return text[start : min(ends, default=found.end)]
