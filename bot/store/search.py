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
    FromClause,
    Select,
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
Weighed = tuple[float, Sequence[Group]]  # how much it counts that an article holds these

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
    return _best(db, chat_id, asked, limit, POOL, ((1.0, asked.words),) if asked.words else ())


def newest(db: Connection, chat_id: int, asked: Asked, limit: int) -> tuple[Head, ...]:
    """The articles on the chat's shelf in which every group holds, the last that came first."""
    return _best(db, chat_id, asked, limit, limit, ()).heads


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
    return _best(db, chat_id, asked, limit, POOL, [(log(1 + POOL / counts[word]), ((word,),)) for word in known]).heads


def _best(db: Connection, chat_id: int, asked: Asked, limit: int, pool: int, by: Sequence[Weighed]) -> Found:
    """The best of the newest `pool` matches, ranked `by` some of the groups; by none, the newest.

    Of the whole pool only the index is read, since an article's row is as long as the article. bm25 weighs rare words by itself.
    """
    if not _can_hold(asked):
        return Found()
    sqlite = _is_sqlite(db)
    read: ColumnElement[Any] = BM25 if sqlite and by else SEARCH.c.words if by else literal(0.0)
    matches = _matches(db, select(SEARCH.c.rowid, read.label("read")).where(_holds(db, chat_id, asked)))
    visible = exists().where(article.c.id == matches.c.rowid, on_shelf(chat_id))
    found = select(matches).where(visible).order_by(matches.c.rowid.desc()).limit(pool).subquery()
    rank = -_ts_rank(found.c.read, by) if by and not sqlite else found.c.read
    ranked = select(found.c.rowid, rank.label("rank"), func.count().over().label("total"))
    top = ranked.order_by(text("rank"), found.c.rowid.desc()).limit(limit).subquery()
    best = select(*HEAD, top.c.total).join_from(article, top, article.c.id == top.c.rowid)
    rows = db.execute(best.order_by(top.c.rank, *NEWEST)).all()
    return Found(tuple(Head(*row[:-1]) for row in rows), rows[0].total if rows else 0)


def _count(db: Connection, chat_id: int, asked: Asked) -> int:
    """In how many articles on the shelf every group holds; above POOL nobody counts."""
    if not _can_hold(asked):
        return 0
    matches = _matches(db, select(SEARCH.c.rowid).where(_holds(db, chat_id, asked)))
    held = select(matches).limit(POOL + 1).subquery()
    return db.execute(select(func.count()).select_from(held)).scalar_one()


def _matches(db: Connection, held: Select[*tuple[Any, ...]]) -> FromClause:
    """The rows that hold what is asked for, found by the index.

    PostgreSQL thinks a rare word commoner than it is, and long texts as quick to read as short ones: left to itself it reads
    article by article until it has enough. So it is asked for the matches alone, with nothing to read but the index.
    """
    if _is_sqlite(db):
        return held.subquery()
    db.execute(text("SET LOCAL enable_seqscan = off"))
    return held.cte("matches").prefix_with("MATERIALIZED")


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
    return SEARCH.c.words.op("@@")(_tsquery((*asked.words, shelf, *asked.tags)))


def _any(group: Group) -> str:
    """The group in FTS5's language: a string in quotation marks is one word, since no word holds a blank."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in group)


def _tsquery(groups: Sequence[Group]) -> ColumnElement[Any]:
    """The groups in PostgreSQL's language. Of no class, since then the index alone knows the answer; the signs of tags will do."""
    return cast(" & ".join(f"({' | '.join(map(_quoted, group))})" for group in groups), TSQUERY)


def _ts_rank(words: ColumnElement[Any], by: Sequence[Weighed]) -> ColumnElement[float]:
    return reduce(add, (weight * func.ts_rank(WEIGHTS, words, _tsquery(groups), BY_LENGTH) for weight, groups in by))


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
