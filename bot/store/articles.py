"""Articles on the shelves, and the one place that says which of them a chat may see."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    text,
    true,
    union_all,
    update,
)

from bot.facts.article import Article, Script
from bot.facts.codec import from_json, to_json
from bot.store.engine import upsert
from bot.store.tables import Via, article, chat

BUNDLED = article.c.shelf.is_(None)
HEADING = 300  # code points of a heading that are searched: PostgreSQL's index takes rows of 2,700 bytes
KEPT = article.c.removed_at.is_(None)
HEAD = (article.c.id, article.c.shelf, article.c.stem, article.c.digest, article.c.parser_version, article.c.url)
ROW = tuple(
    article.c[name] for name in ("id", "shelf", "stem", "title", "outlet", "author", "published", "script", "added_at")
)
NEWEST = (article.c.added_at.desc(), article.c.id.desc())


@dataclass(frozen=True, slots=True)
class Head:
    """Which article this is and what its parse was made of; equal heads have equal articles.

    `shelf` is the chat it belongs to, None for the bundled ones; `digest` the SHA-256 of its source; `url` where it came from.
    """

    id: int
    shelf: int | None
    stem: str
    digest: str
    parser_version: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it stands on a shelf; `shelf` is the chat it belongs to, None for the bundled ones.

    As with heads, what was made of the same source by the same parser is the same, and is not compared.
    """

    id: int
    stem: str
    shelf: int | None
    article: Article = field(compare=False)
    parser_version: str
    digest: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article, without its text."""

    id: int
    shelf: int | None
    stem: str
    title: str
    outlet: str | None
    author: str | None
    published: str | None
    script: Script
    added_at: datetime


def halves(chat_id: int | BindParameter[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The bundled articles, and the chat's own, without those that were taken off."""
    return and_(BUNDLED, KEPT), and_(article.c.shelf == chat_id, KEPT)


def on_shelf(chat_id: int | BindParameter[Any]) -> ColumnElement[bool]:
    """A chat sees the bundled articles and its own that were not taken off: every read for a chat says so by this."""
    return or_(*halves(chat_id))


def newest(
    chat_id: int | BindParameter[Any], limit: int, offset: int = 0, words: Collection[str] = ()
) -> Select[tuple[int]]:
    """The ids of the articles on a chat's shelf, newest first, of those whose heading holds all the (folded) words.

    The two parts of the shelf are each read in the order of the index, no further than is asked for.
    """
    parts = []
    for part in halves(chat_id):
        rows = select(article.c.id, article.c.added_at).where(part, _about(words)).order_by(*NEWEST)
        parts.append(select(rows.limit(limit + offset).subquery()))
    both = union_all(*parts).subquery()
    return select(both.c.id).order_by(both.c.added_at.desc(), both.c.id.desc()).limit(limit).offset(offset)


def _about(words: Collection[str]) -> ColumnElement[bool]:
    return and_(true(), *(article.c.heading.contains(word, autoescape=True) for word in words))


CHAT = bindparam("chat_id", type_=BigInteger)
PICKED = select(chat.c.current_article).where(chat.c.id == CHAT).scalar_subquery()
# Built once: every command asks it.
CURRENT = select(*HEAD).where(
    article.c.id
    == func.coalesce(
        select(article.c.id).where(article.c.id == PICKED, on_shelf(CHAT)).scalar_subquery(),
        newest(CHAT, 1).scalar_subquery(),
    )
)


def digest(source: str) -> str:
    return sha256(source.encode()).hexdigest()


def put(
    db: Connection,
    parsed: Article,
    *,
    shelf: int | None,
    stem: str,
    parser_version: str,
    heading: str,
    sketch: bytes,
    now: datetime,
) -> int:
    """Inserts the article, or replaces the one of that stem on that shelf, which keeps its id.

    It is new, and first on the shelf, only when its source is: being parsed again does not move it.
    """
    values: dict[str, Any] = {
        "title": parsed.title,
        "outlet": parsed.byline.outlet,
        "author": parsed.byline.author,
        "published": parsed.published,
        "script": parsed.script,
        "source": parsed.source,
        "digest": digest(parsed.source),
        "parsed": json.dumps(to_json(parsed), ensure_ascii=False),
        "parser_version": parser_version,
        "heading": heading[:HEADING],
        "sketch": sketch,
        "added_at": now,
    }
    insert = upsert(db, article).values(shelf=shelf, stem=stem, **values)
    same_source = article.c.digest == insert.excluded.digest
    values["added_at"] = case((same_source, article.c.added_at), else_=insert.excluded.added_at)
    twin: dict[str, Any] = {"index_elements": ["shelf", "stem"]}
    if shelf is None:
        twin = {"index_elements": ["stem"], "index_where": text("shelf IS NULL")}
    return db.execute(insert.on_conflict_do_update(**twin, set_=values).returning(article.c.id)).scalar_one()


def came(db: Connection, article_id: int, url: str | None, address: str | None, via: Via | None) -> None:
    """Writes down where an article came from; it is on its shelf, whether or not it was taken off before."""
    values = {"url": url, "address": address, "via": via, "removed_at": None}
    db.execute(update(article).where(article.c.id == article_id).values(**values))


def remove(db: Connection, chat_id: int, article_id: int, now: datetime) -> bool:
    """Takes an article off the chat's own shelf, with a way back; the bundled ones are not a chat's to remove."""
    own = and_(article.c.id == article_id, article.c.shelf == chat_id, KEPT)
    return db.execute(update(article).where(own).values(removed_at=now)).rowcount > 0


def restore(db: Connection, chat_id: int, article_id: int, added_at: datetime | None = None) -> bool:
    """Brings back as it was what was taken off the chat's own shelf; with `added_at` as the newest. False where it is gone."""
    gone = and_(article.c.id == article_id, article.c.shelf == chat_id, ~KEPT)
    values = {"removed_at": None, **({"added_at": added_at} if added_at else {})}
    return db.execute(update(article).where(gone).values(**values)).rowcount > 0


def head(db: Connection, chat_id: int, article_id: int) -> Head | None:
    row = db.execute(select(*HEAD).where(article.c.id == article_id, on_shelf(chat_id))).one_or_none()
    return row and Head(*row)


def current(db: Connection, chat_id: int) -> Head | None:
    """The article that was picked in this chat, else the newest on its shelf."""
    row = db.execute(CURRENT, {"chat_id": chat_id}).one_or_none()
    return row and Head(*row)


LOAD = select(article.c.parsed, article.c.source).where(article.c.id == bindparam("id"))  # built once, as above


def load(db: Connection, known: Head) -> Article:
    """The article of a head that was read in the same transaction."""
    row = db.execute(LOAD, {"id": known.id}).one()
    return from_json(json.loads(row.parsed), row.source)


def heads(db: Connection, chat_id: int, limit: int, offset: int) -> tuple[Head, ...]:
    """Which articles are on a chat's shelf, newest first."""
    shelf = select(*HEAD).where(article.c.id.in_(newest(chat_id, limit, offset))).order_by(*NEWEST)
    return tuple(Head(*row) for row in db.execute(shelf))


def page(db: Connection, chat_id: int, limit: int, offset: int, words: Collection[str] = ()) -> tuple[ArticleRow, ...]:
    """The articles on a chat's shelf, newest first; with words, those whose title or outlet holds all of them."""
    rows = select(*ROW).where(article.c.id.in_(newest(chat_id, limit, offset, words))).order_by(*NEWEST)
    return tuple(ArticleRow(*row) for row in db.execute(rows))


def row(db: Connection, chat_id: int, article_id: int) -> ArticleRow | None:
    found = db.execute(select(*ROW).where(article.c.id == article_id, on_shelf(chat_id))).one_or_none()
    return ArticleRow(*found) if found else None


def count(db: Connection, chat_id: int, words: Collection[str] = ()) -> int:
    parts = (select(func.count()).select_from(article).where(part, _about(words)) for part in halves(chat_id))
    return sum(db.execute(part).scalar_one() for part in parts)


def bundled(db: Connection) -> dict[str, Head]:
    """The articles on everybody's shelf, by stem."""
    return {row.stem: Head(*row) for row in db.execute(select(*HEAD).where(BUNDLED))}


def outdated(db: Connection, parser_version: str) -> tuple[Head, ...]:
    """The articles on every shelf that another version of the parser has read, the newest first. For upkeep: no chat is shown this."""
    rows = db.execute(select(*HEAD).where(article.c.parser_version != parser_version).order_by(article.c.id.desc()))
    return tuple(Head(*row) for row in rows)


def source(db: Connection, known: Head) -> str | None:
    """What came in as the article of this head, None when it is gone or another since."""
    return db.execute(select(article.c.source).where(_same(known))).scalar_one_or_none()


def shelf(db: Connection, article_id: int) -> int | None:
    """The shelf of a stored article, None for the bundled ones."""
    return db.execute(select(article.c.shelf).where(article.c.id == article_id)).scalar_one()


def day(db: Connection, article_id: int) -> date:
    """When a stored article was published, or where it does not say, when it came, in UTC."""
    row = db.execute(select(article.c.published, article.c.added_at).where(article.c.id == article_id)).one()
    return date.fromisoformat(row.published) if row.published else row.added_at.date()


def hold(db: Connection, known: Head) -> bool:
    """Whether the article is still that of this head; if so it stays until the end of this transaction.

    PostgreSQL is asked to lock the row; on SQLite a writing transaction is alone anyway.
    """
    return db.execute(select(article.c.id).where(_same(known)).with_for_update()).one_or_none() is not None


def _same(known: Head) -> ColumnElement[bool]:
    return and_(
        article.c.id == known.id, article.c.digest == known.digest, article.c.parser_version == known.parser_version
    )


def drop_bundled(db: Connection, stems: Collection[str]) -> None:
    db.execute(delete(article).where(BUNDLED, article.c.stem.in_(stems)))
