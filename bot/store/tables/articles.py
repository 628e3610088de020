"""Articles on the shelves, what they are found by, and their other prints."""

from datetime import datetime
from typing import Literal

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from bot.facts.article import Script
from bot.store.columns import BYTEWISE, ROW_ID, WORD, Utc
from bot.store.tables.base import metadata, where

Via = Literal["feed"]


class _Article(TypedColumns):
    """An article and its parsed version. `shelf` is the chat it belongs to, null for the bundled ones.

    `digest` is the SHA-256 of `source`; together with `parser_version` it says what `parsed` was made of. `url` is where it
    came from, null for what was typed or sent, and `address` the SHA-256 of what all forms of that URL have in common.
    `via` is "feed" for what nobody added by hand. `removed_at` is when it was taken off its shelf, from where it can still
    be brought back. `heading` is the folded title and outlet, `sketch` the MinHash of the text (bot/facts/likeness.py);
    both are null until the parser has read an article again that was stored before there were any.
    """

    id: Named[int] = Column(ROW_ID, primary_key=True)
    shelf: Named[int | None] = Column(BigInteger)
    stem: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    outlet: Named[str | None] = Column(Text)
    author: Named[str | None] = Column(Text)
    published: Named[str | None] = Column(Text)
    script: Named[Script] = Column(WORD)
    source: Named[str] = Column(Text)
    digest: Named[str] = Column(Text)
    parsed: Named[str] = Column(Text)
    parser_version: Named[str] = Column(Text)
    added_at: Named[datetime] = Column(Utc)
    url: Named[str | None] = Column(Text)
    address: Named[str | None] = Column(Text)
    via: Named[Via | None] = Column(WORD)
    removed_at: Named[datetime | None] = Column(Utc)
    heading: Named[str | None] = Column(Text)
    sketch: Named[bytes | None] = Column(LargeBinary)


class _Band(TypedColumns):
    """What near-same texts have in common: a hash of a part of the sketch, 25 an article. `shelf` is the article's."""

    article_id: Named[int] = Column(ForeignKey("article.id", ondelete="CASCADE"), type_=ROW_ID, primary_key=True)
    hash: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    shelf: Named[int | None] = Column(BigInteger)


class _Reprint(TypedColumns):
    """Another outlet's print of an article, which came to the chat `shelf` and was not kept twice.

    The chat's own even where the article is everybody's. `url` and `address` are as those of an article.
    """

    id: Named[int] = Column(ROW_ID, primary_key=True)
    article_id: Named[int] = Column(ForeignKey("article.id", ondelete="CASCADE"), type_=ROW_ID)
    shelf: Named[int] = Column(BigInteger)
    url: Named[str | None] = Column(Text)
    address: Named[str | None] = Column(Text)
    outlet: Named[str | None] = Column(Text)
    title: Named[str] = Column(Text)
    added_at: Named[datetime] = Column(Utc)


class _Fact(TypedColumns):
    """Where the facts of an article stand; the fact itself is in `parsed`, and what it is found by in the search index."""

    article_id: Named[int] = Column(ForeignKey("article.id", ondelete="CASCADE"), type_=ROW_ID, primary_key=True)
    kind: Named[str] = Column(Text, primary_key=True)
    n: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    start: Named[int] = Column(Integer)
    end: Named[int] = Column(Integer)


class _Ending(TypedColumns):
    """An ending, of two code points or more, of a word of the search index; the whole word is one of its endings."""

    ending: Named[str] = Column(BYTEWISE, primary_key=True)
    word: Named[str] = Column(BYTEWISE, primary_key=True)


article = Table(
    "article",
    metadata,
    _Article,
    UniqueConstraint("shelf", "stem"),
    # Null is unequal to null, so the pair above lets bundled stems repeat and they need a rule of their own.
    Index(
        "uq_article_bundled_stem",
        "stem",
        unique=True,
        **where("shelf IS NULL"),
    ),
    # Newest first, and what a list is searched by, without the wide rows themselves: SQLite also looks at `removed_at`.
    Index(
        "ix_article_newest", "shelf", "added_at", "id", "removed_at", "via", "heading", **where("removed_at IS NULL")
    ),
    Index("ix_article_removed", "removed_at", **where("removed_at IS NOT NULL")),
    Index(None, "address", "shelf"),
    Index(None, "digest", "shelf"),
    sqlite_autoincrement=True,  # else SQLite gives the id of a removed article to the next one
)
band = Table("band", metadata, _Band, Index(None, "hash", "shelf"), sqlite_with_rowid=False)
reprint = Table("reprint", metadata, _Reprint, Index(None, "article_id"), Index(None, "address", "shelf"))
fact = Table("fact", metadata, _Fact, sqlite_with_rowid=False)
ending = Table("ending", metadata, _Ending, sqlite_with_rowid=False)
