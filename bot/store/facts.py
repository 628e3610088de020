"""Facts by name over a whole shelf: who said something, which company, which person."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from bot.facts.article import Article, Fact
from bot.store.articles import NEWEST, on_shelf
from bot.store.tables import article, fact

Fold = Callable[[str], str]
NAMES = ("name", "speaker", "said_by")  # what a fact is found by: a name of its own, else who said it


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact that was found by its name: `facts[kind][n]` of the article with this id."""

    article_id: int
    stem: str
    kind: str
    n: int
    start: int
    end: int


def name_of(found: Fact) -> str | None:
    return next((name for key in NAMES if (name := getattr(found, key, None))), None)


def replace(db: Connection, article_id: int, parsed: Article, fold: Fold) -> None:
    """Writes down the places and names of an article's facts, instead of those that stood there."""
    db.execute(delete(fact).where(fact.c.article_id == article_id))
    rows = [
        {
            "article_id": article_id,
            "kind": kind,
            "n": n,
            "start": found.start,
            "end": found.end,
            "name": (name := name_of(found)),
            "folded": name and fold(name),
        }
        for kind, facts in parsed.facts.items()
        for n, found in enumerate(facts)
    ]
    if rows:
        db.execute(fact.insert(), rows)


def named(db: Connection, chat_id: int, kind: str, folded: str, limit: int) -> tuple[NamedFact, ...]:
    """The facts of one kind whose folded name contains `folded`, newest article first, in order of the text."""
    c = fact.c
    found = (
        select(c.article_id, article.c.stem, c.kind, c.n, c.start, c.end)
        .join_from(fact, article)
        .where(on_shelf(chat_id), c.kind == kind, c.folded.contains(folded, autoescape=True))
        .order_by(*NEWEST, c.n)
        .limit(limit)
    )
    return tuple(NamedFact(*row) for row in db.execute(found))
