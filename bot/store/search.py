"""The search index: FTS5 on SQLite (https://sqlite.org/fts5.html), a tsvector with GIN on PostgreSQL.

Both are given words that are cut already, so that their own tokenizers, which know no Chinese, have nothing to decide.
A query is a conjunction of groups, and a group holds where one of its words does. The chat's shelf is such a group too,
so that a full database costs a chat no more than its own articles do; what it may see is still for `on_shelf` to say.

Ranking looks at every match, which for a common word on a large shelf are too many to look at: only the newest POOL
matches are ranked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from math import log
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    TextClause,
    cast,
    column,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR

from bot.store.articles import HEAD, NEWEST, Head, on_shelf
from bot.store.entries import Entry
from bot.store.tables import article

Group = Collection[str]  # holds where one of its words does

POOL = 2000  # newest matches that are ranked
EVERYBODY = "@all"  # what bundled articles have for a shelf
MOST_WORDS = 10_000  # different words of one article that PostgreSQL is given: a tsvector has 1 MB at most

# bm25 takes a weight for each column; ts_rank for each of the classes D, C, B, A, and none above 1.
CLASSES = {"shelf": "C", "title": "A", "names": "B", "text": "D", "tags": "C"}
BM25: ColumnElement[float] = func.bm25(literal_column("search"), 0.0, 10.0, 5.0, 1.0, 0.0)
WEIGHTS = cast([0.1, 0.0, 0.5, 1.0], ARRAY(REAL))
BY_LENGTH = 1  # ts_rank is divided by 1 + the logarithm of the length

# The one is a virtual table, which Alembic would take for six, the other has a type of PostgreSQL's: hence not in `tables`.
SEARCH = table("search", *map(column, ("rowid", *CLASSES)), column("words", TSVECTOR))


@dataclass(frozen=True, slots=True)
class Asked:
    """Groups of words that stand in the title, the names or the text, and groups of tags (see `entries`)."""

    words: tuple[Group, ...] = ()
    tags: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The best of `total` articles; of more than POOL nobody knows how many there are."""

    heads: tuple[Head, ...] = ()
    total: int = 0


# Keeping it


def put(db: Connection, article_id: int, shelf: int | None, entry: Entry) -> None:
    """Indexes an article, instead of what was indexed of it before."""
    db.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": article_id})
    fields = {
        "shelf": (_of(shelf),),
        "title": entry.title,
        "names": entry.names,
        "text": entry.text,
        "tags": sorted(entry.tags),
    }
    if _is_sqlite(db):
        db.execute(insert(SEARCH).values(rowid=article_id, **{name: " ".join(words) for name, words in fields.items()}))
    else:
        db.execute(insert(SEARCH).values(rowid=article_id, words=cast(_vector(fields), TSVECTOR)))


def move(db: Connection, old: int, new: int) -> None:
    """Tells the index that the articles of a chat have another shelf now."""
    moved = select(article.c.id).where(article.c.shelf == new)
    if _is_sqlite(db):
        db.execute(update(SEARCH).where(SEARCH.c.rowid.in_(moved)).values(shelf=_of(new)))
    else:
        words = func.ts_delete(SEARCH.c.words, _of(old)).op("||")(cast(_vector({"shelf": (_of(new),)}), TSVECTOR))
        db.execute(update(SEARCH).where(SEARCH.c.rowid.in_(moved)).values(words=words))


def missing(db: Connection) -> tuple[Head, ...]:
    """The articles of every shelf that are not indexed. For upkeep: no chat is shown this."""
    indexed = exists().where(SEARCH.c.rowid == article.c.id)
    return tuple(Head(*row) for row in db.execute(select(*HEAD).where(~indexed).order_by(article.c.id)))


# Asking it


def found(db: Connection, chat_id: int, asked: Asked, limit: int) -> Found:
    """The articles on the chat's shelf in which every group holds, best first; of equals the newest first."""
    if _is_sqlite(db):
        rank: ColumnElement[Any] = BM25
    elif asked.words:
        rank = -_ts_rank(asked.words)
    else:
        rank = literal(0.0)
    return _best(db, chat_id, asked, rank, limit, POOL)


def newest(db: Connection, chat_id: int, asked: Asked, limit: int) -> tuple[Head, ...]:
    """The articles on the chat's shelf in which every group holds, the last that came first."""
    return _best(db, chat_id, asked, literal(0.0), limit, limit).heads


def candidates(
    db: Connection, chat_id: int, words: Sequence[str], limit: int, tags: tuple[Group, ...] = ()
) -> tuple[Head, ...]:
    """The articles on the chat's shelf that hold any of the words (as `entries.words` gives them), best first.

    A rare word says more than a common one: where too many articles hold one of them, those are looked at that hold the
    rarest, as many of these as together are in POOL articles or fewer.
    """
    counts = {word: _count(db, chat_id, Asked(((word,),), tags)) for word in dict.fromkeys(words)}
    known = sorted((word for word in counts if counts[word]), key=counts.__getitem__)
    if not known:
        return ()
    within = sum(total <= POOL for total in accumulate(counts[word] for word in known))
    rare = known[: max(within, 1)]
    asked = Asked((rare,) if len(rare) == len(known) else (rare, known), tags)
    if _is_sqlite(db):
        return _best(db, chat_id, asked, BM25, limit, POOL).heads
    ranks = (log(1 + POOL / counts[word]) * _ts_rank([[word]]) for word in known)
    return _best(db, chat_id, asked, -reduce(add, ranks), limit, POOL).heads


def _best(db: Connection, chat_id: int, asked: Asked, rank: ColumnElement[Any], limit: int, pool: int = POOL) -> Found:
    """`rank` is lowest for the best. Of the whole pool only the index is read: an article's row is as long as the article."""
    if not _can_hold(asked):
        return Found()
    rowid = SEARCH.c.rowid
    visible = exists().where(article.c.id == rowid, on_shelf(chat_id))
    matches = select(rowid, rank.label("rank")).where(_holds(db, chat_id, asked), visible)
    ranked = matches.order_by(rowid.desc()).limit(pool).subquery()
    total = func.count().over().label("total")
    top = select(ranked, total).order_by(ranked.c.rank, ranked.c.rowid.desc()).limit(limit).subquery()
    best = select(*HEAD, top.c.total).join_from(article, top, article.c.id == top.c.rowid)
    rows = db.execute(best.order_by(top.c.rank, *NEWEST)).all()
    return Found(tuple(Head(*row[:-1]) for row in rows), rows[0].total if rows else 0)


def _count(db: Connection, chat_id: int, asked: Asked) -> int:
    """In how many articles on the shelf every group holds; above POOL nobody counts."""
    if not _can_hold(asked):
        return 0
    held = select(SEARCH.c.rowid).where(_holds(db, chat_id, asked)).limit(POOL + 1).subquery()
    return db.execute(select(func.count()).select_from(held)).scalar_one()


def _can_hold(asked: Asked) -> bool:
    """An empty group holds nowhere, and neither database can be asked for it."""
    return all((*asked.words, *asked.tags))


# What the databases call it


def _holds(db: Connection, chat_id: int, asked: Asked) -> ColumnElement[bool] | TextClause:
    """Whether a row is on the chat's shelf and every group holds in it."""
    shelf = (EVERYBODY, _of(chat_id))
    if _is_sqlite(db):
        groups = [f"shelf : ({_any(shelf)})", *(f"{{title names text}} : ({_any(group)})" for group in asked.words)]
        groups += [f"tags : ({_any(group)})" for group in asked.tags]
        return text("search MATCH :asked").bindparams(asked=" AND ".join(groups))
    groups = [*(_all("ABD", group) for group in asked.words), *(_all("C", group) for group in (shelf, *asked.tags))]
    return SEARCH.c.words.op("@@")(cast(" & ".join(groups), TSQUERY))


def _any(group: Group) -> str:
    """The group in FTS5's language: a string in quotation marks is one word, since no word holds a blank."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in group)


def _all(classes: str, group: Group) -> str:
    """The group in PostgreSQL's language."""
    return f"({' | '.join(f'{_quoted(word)}:{classes}' for word in group)})"


def _ts_rank(groups: Sequence[Group]) -> ColumnElement[float]:
    query = cast(" & ".join(_all("ABD", group) for group in groups), TSQUERY)
    rank: ColumnElement[float] = func.ts_rank(WEIGHTS, SEARCH.c.words, query, BY_LENGTH)
    return rank


def _vector(fields: Mapping[str, Sequence[str]]) -> str:
    """A tsvector as PostgreSQL reads it: 'word':1A,7D."""
    places: dict[str, list[str]] = defaultdict(list)
    at = 0
    for name, words in fields.items():
        for word in words:
            at += 1
            if word in places or len(places) < MOST_WORDS:
                places[word].append(f"{at}{CLASSES[name]}")
    return " ".join(f"{_quoted(word)}:{','.join(found)}" for word, found in places.items())


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _of(shelf: int | None) -> str:
    return EVERYBODY if shelf is None else f"@{shelf}"


def _is_sqlite(db: Connection) -> bool:
    return db.dialect.name == "sqlite"
