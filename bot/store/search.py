"""The search index: FTS5 on SQLite (https://sqlite.org/fts5.html), a tsvector with GIN on PostgreSQL.

Both are given words that are cut already, so that their own tokenizers, which know no Chinese, have nothing to decide.
A query is a conjunction of groups, and a group holds where one of its words does. The chat's shelf is such a group too,
so that a full database costs a chat no more than its own articles do; what it may see is still for `on_shelf` to say.

Ranking looks at every match, which for a common word on a large shelf are too many to look at: only the newest POOL
matches are ranked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
    literal_column,
    select,
    table,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR

from bot.facts.article import Article
from bot.store.articles import HEAD, NEWEST, Head, on_shelf
from bot.store.entries import Entry
from bot.store.tables import article

Group = Collection[str]  # holds where one of its words does

POOL = 3000  # newest matches that are ranked
EVERYBODY = "@all"  # what bundled articles have for a shelf
MOST_WORDS = 10_000  # different words of one article that PostgreSQL is given: a tsvector has 1 MB at most

# bm25 takes a weight for each column; ts_rank for each of the classes D, C, B, A, and none above 1.
CLASSES = {"shelf": "C", "title": "A", "names": "B", "text": "D"}
BM25: ColumnElement[float] = func.bm25(literal_column("search"), 0.0, 10.0, 5.0, 1.0)
WEIGHTS = cast([0.1, 0.0, 0.5, 1.0], ARRAY(REAL))
BY_LENGTH = 1  # ts_rank is divided by 1 + the logarithm of the length

# The one is a virtual table, which Alembic would take for six, the other has a type of PostgreSQL's: hence not in `tables`.
SEARCH = table("search", *map(column, ("rowid", *CLASSES)), column("words", TSVECTOR))


# Keeping it


def put(db: Connection, article_id: int, shelf: int | None, parsed: Article) -> None:
    """Indexes an article, instead of what was indexed of it before."""
    db.execute(text("DELETE FROM search WHERE rowid = :id"), {"id": article_id})
    entry = Entry.of(parsed)
    fields = {"shelf": (_of(shelf),), "title": entry.title, "names": entry.names, "text": entry.text}
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


def found(db: Connection, chat_id: int, groups: Sequence[Group], limit: int) -> tuple[Head, ...]:
    """The articles on the chat's shelf in which every group holds, best first; of equals the newest first."""
    query = _query(db, chat_id, groups)
    rank = BM25 if _is_sqlite(db) else -func.ts_rank(WEIGHTS, SEARCH.c.words, _tsquery(groups), BY_LENGTH)
    return _best(db, chat_id, query, rank, limit)


def candidates(db: Connection, chat_id: int, words: Sequence[str], limit: int) -> tuple[Head, ...]:
    """The articles on the chat's shelf that hold any of the words (as `entries.words` gives them), best first.

    A rare word says more than a common one: where too many articles hold one of them, those are looked at that hold the
    rarest, as many of these as together are in POOL articles or fewer.
    """
    counts = {word: _count(db, chat_id, word) for word in dict.fromkeys(words)}
    known = sorted((word for word in counts if counts[word]), key=counts.__getitem__)
    if not known:
        return ()
    within = sum(total <= POOL for total in accumulate(counts[word] for word in known))
    rare = known[: max(within, 1)]
    query = _query(db, chat_id, [rare] if len(rare) == len(known) else [rare, known])
    if _is_sqlite(db):
        return _best(db, chat_id, query, BM25, limit)
    ranks = (
        log(1 + POOL / counts[word]) * func.ts_rank(WEIGHTS, SEARCH.c.words, _tsquery([[word]]), BY_LENGTH)
        for word in known
    )
    return _best(db, chat_id, query, -reduce(add, ranks), limit)


def _best(
    db: Connection, chat_id: int, query: ColumnElement[bool] | TextClause, rank: ColumnElement[Any], limit: int
) -> tuple[Head, ...]:
    rowid = SEARCH.c.rowid
    visible = exists().where(article.c.id == rowid, on_shelf(chat_id))
    pool = select(rowid, rank.label("rank")).where(query, visible).order_by(rowid.desc()).limit(POOL).subquery()
    # Of the whole pool only what the index says is read: an article's row is as long as the article.
    top = select(pool).order_by(pool.c.rank, pool.c.rowid.desc()).limit(limit).subquery()
    best = select(*HEAD).join_from(article, top, article.c.id == top.c.rowid).order_by(top.c.rank, *NEWEST)
    return tuple(Head(*row) for row in db.execute(best))


def _count(db: Connection, chat_id: int, word: str) -> int:
    """How many articles on the shelf hold the word; above POOL nobody counts."""
    held = select(SEARCH.c.rowid).where(_query(db, chat_id, [[word]])).limit(POOL + 1).subquery()
    return db.execute(select(func.count()).select_from(held)).scalar_one()


# What both databases call it


def _query(db: Connection, chat_id: int, groups: Sequence[Group]) -> ColumnElement[bool] | TextClause:
    """Whether a row is on the chat's shelf and every group holds in it."""
    shelf = (EVERYBODY, _of(chat_id))
    if _is_sqlite(db):
        asked = " AND ".join(
            [f"shelf : ({_any(shelf)})", *(f"{{title names text}} : ({_any(group)})" for group in groups)]
        )
        return text("search MATCH :asked").bindparams(asked=asked)
    return SEARCH.c.words.op("@@")(_tsquery([shelf], "C").op("&&")(_tsquery(groups, "ABD")))


def _any(group: Group) -> str:
    """The group in FTS5's language: a string in quotation marks is one word here, since no word holds a blank."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in group)


def _tsquery(groups: Sequence[Group], classes: str = "ABD") -> ColumnElement[Any]:
    return cast(
        " & ".join("(" + " | ".join(f"{_quoted(word)}:{classes}" for word in group) + ")" for group in groups), TSQUERY
    )


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
