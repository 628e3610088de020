"""The tables. What stands here and what the migrations build is compared by a test, on both engines."""

from bot.store.tables.articles import Via, article, band, ending, fact, reprint
from bot.store.tables.base import metadata
from bot.store.tables.chats import ChatType, Language, button, chat, told
from bot.store.tables.digests import (
    Empty,
    Length,
    PartRows,
    PartState,
    PausedWhy,
    Planned,
    Preset,
    part,
    run,
    shown,
    subscription,
    tick,
)
from bot.store.tables.feeds import EntryState, FeedError, FeedNews, FeedPausedWhy, feed, feed_entry

__all__ = [
    "ChatType",
    "Empty",
    "EntryState",
    "FeedError",
    "FeedNews",
    "FeedPausedWhy",
    "Language",
    "Length",
    "PartRows",
    "PartState",
    "PausedWhy",
    "Planned",
    "Preset",
    "Via",
    "article",
    "band",
    "button",
    "chat",
    "ending",
    "fact",
    "feed",
    "feed_entry",
    "metadata",
    "part",
    "reprint",
    "run",
    "shown",
    "subscription",
    "tick",
    "told",
]
