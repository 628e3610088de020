"""Chats, the buttons shown in them, and what Telegram was told."""

from datetime import datetime
from typing import Literal

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from bot.facts.article import Script
from bot.store.columns import ROW_ID, WORD, Utc
from bot.store.tables.base import metadata

Language = Literal["zh-hant", "zh-hans", "en"]
ChatType = Literal["private", "group", "supergroup", "channel"]


class _Chat(TypedColumns):
    """A chat Telegram has told us of; `language` and `script` are null while the chat follows the user's own.

    `paused_until` is when digests may be sent here again after Telegram has answered 429 (RetryAfter). `keep_days` (0: for
    ever) and `most_articles` are how long and how many articles its shelf keeps, null as long as it has set nothing.
    """

    id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    type: Named[ChatType | None] = Column(WORD)
    title: Named[str | None] = Column(Text)
    language: Named[Language | None] = Column(WORD)
    script: Named[Script | None] = Column(WORD)
    current_article: Named[int | None] = Column(ForeignKey("article.id", ondelete="SET NULL"), type_=ROW_ID)
    paused_until: Named[datetime | None] = Column(Utc)
    keep_days: Named[int | None] = Column(Integer)
    most_articles: Named[int | None] = Column(Integer)


class _Button(TypedColumns):
    """What the buttons under a message do; Telegram carries only the token (its callback data is 64 bytes).

    `digest` and `parser_version` are those of the article when the buttons were shown: their spans mean nothing in another.
    """

    token: Named[str] = Column(Text, primary_key=True)
    chat_id: Named[int] = Column(BigInteger)
    line: Named[str] = Column(Text)
    article_id: Named[int | None] = Column(ForeignKey("article.id", ondelete="CASCADE"), type_=ROW_ID)
    digest: Named[str | None] = Column(Text)
    parser_version: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(Utc)
    last_used: Named[datetime] = Column(Utc)


class _Told(TypedColumns):
    """What Telegram was last told under a key (a chat's menu, the bot's description), as a hash."""

    key: Named[str] = Column(Text, primary_key=True)
    hash: Named[str] = Column(Text)


chat = Table("chat", metadata, _Chat)
button = Table("button", metadata, _Button, Index(None, "article_id"), Index(None, "last_used"))
told = Table("told", metadata, _Told)
