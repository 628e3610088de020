"""Facts by name over a whole shelf: who said something, which company, which person."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select

from bot.facts.article import Article, Fact
from bot.store.articles import HEAD, NEWEST, Head, on_shelf
from bot.store.tables import article, fact

Fold = Callable[[str], str]
NAMES = ("name", "speaker", "said_by")  # what a fact is found by: a name of its own, else who said it
SHORTEST = 2  # characters of a name that may stand for a longer one


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


def named(db: Connection, chat_id: int, kind: str, folded: str, limit: int) -> tuple[tuple[Head, int], ...]:
    """The facts of one kind whose folded name is `folded`, or of the two one holds the other, of two characters or more.

    360周鴻祎 finds 周鴻祎 and the other way round. Each is the article and the fact's place in it, newest article first.
    """
    name = fact.c.folded
    same: ColumnElement[bool] = name == folded
    if len(folded) >= SHORTEST:
        same = or_(same, name.contains(folded, autoescape=True))
    # The name held by what was typed: LIKE would read a % in the name as a pattern, both databases know replace().
    held = and_(func.length(name) >= SHORTEST, func.replace(folded, name, "") != folded)
    found = (
        select(*HEAD, fact.c.n)
        .join_from(article, fact)
        .where(on_shelf(chat_id), fact.c.kind == kind, or_(same, held))
        .order_by(*NEWEST, fact.c.n)
        .limit(limit)
    )
    return tuple((Head(*row[:-1]), row.n) for row in db.execute(found))
