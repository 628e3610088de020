"""Feeds, and what was seen of them."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from bot.store.columns import ROW_ID, WORD, Listed, Utc
from bot.store.tables.base import metadata, where

# Somebody asked; the site says for good that there is no such feed; the bot was put out of the chat; deleted, and can be brought back.
FeedPausedWhy = Literal["user", "gone", "out", "deleted"]
FeedNews = Literal["broken", "healed", "gone"]  # what a chat is told of a feed without having asked
# There before the feed was followed, or on the shelf already; now an article; not readable; to be tried again.
EntryState = Literal["old", "taken", "missed", "waiting"]
FeedError = tuple[str, dict[str, Any]]  # the key of a sentence, and what goes into it


class _Feed(TypedColumns):
    """A feed that a chat follows; what is news of it is told in the topic `thread_id`.

    `etag` and `last_modified` are those of the contents that were last dealt with to the end, `digest` is the SHA-256 of
    their bytes. `pace`: seconds that the feed itself wants between two looks. `error` and `failures` (in a row) are those
    since `worked_at`; `told` is what the chat was last told. While somebody looks, it is `owner`'s until `lease_until`.
    """

    id: Named[int] = Column(ROW_ID, primary_key=True)
    chat_id: Named[int] = Column(BigInteger)
    thread_id: Named[int | None] = Column(BigInteger)
    url: Named[str] = Column(Text)
    title: Named[str] = Column(Text)
    etag: Named[str | None] = Column(Text)
    last_modified: Named[str | None] = Column(Text)
    digest: Named[str | None] = Column(Text)
    pace: Named[int] = Column(Integer)
    taken: Named[int] = Column(Integer)
    error: Named[FeedError | None] = Column(Listed)
    failures: Named[int] = Column(Integer)
    told: Named[FeedNews | None] = Column(WORD)
    added_by: Named[int | None] = Column(BigInteger)
    added_at: Named[datetime] = Column(Utc)
    polled_at: Named[datetime] = Column(Utc)
    worked_at: Named[datetime] = Column(Utc)
    next_at: Named[datetime] = Column(Utc)
    paused_at: Named[datetime | None] = Column(Utc)
    paused_why: Named[FeedPausedWhy | None] = Column(WORD)
    owner: Named[str | None] = Column(Text)
    lease_until: Named[datetime | None] = Column(Utc)


class _FeedEntry(TypedColumns):
    """An entry that a feed has shown. `key` is the hash of its id, or of its link where it has none.

    `title`, `link` and `error` are kept of those that are waiting or were missed.
    """

    feed_id: Named[int] = Column(ForeignKey("feed.id", ondelete="CASCADE"), type_=ROW_ID, primary_key=True)
    key: Named[str] = Column(Text, primary_key=True)
    state: Named[EntryState] = Column(WORD)
    tries: Named[int] = Column(Integer)
    title: Named[str | None] = Column(Text)
    link: Named[str | None] = Column(Text)
    error: Named[FeedError | None] = Column(Listed)
    at: Named[datetime] = Column(Utc)


feed = Table(
    "feed",
    metadata,
    _Feed,
    UniqueConstraint("chat_id", "url"),
    Index("ix_feed_due", "next_at", **where("paused_at IS NULL")),
)
feed_entry = Table("feed_entry", metadata, _FeedEntry, sqlite_with_rowid=False)
