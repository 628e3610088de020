"""Digests: who wants one when, and the outbox that it leaves by."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
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

Preset = Literal["tw", "cn"]  # the working days of Taiwan, of the mainland
Length = Literal["short", "normal", "long"]
Empty = Literal["nothing", "line"]  # what a digest is when there is nothing to say: not sent, or one line
# Somebody asked; the bot may not write in the chat; the topic is closed or gone; deleted, and can still be brought back.
PausedWhy = Literal["user", "out", "topic", "deleted"]
Planned = Literal["timely", "late", "skipped", "empty"]  # skipped: later than the grace; empty: nothing to say
PartState = Literal["pending", "claimed", "calling", "sent", "uncertain", "failed"]
PartRows = tuple[tuple[tuple[str, str, int | None], ...], ...]
OPEN = "state IN ('pending', 'claimed', 'calling')"


class _Subscription(TypedColumns):
    """A digest that a chat, or one topic of it (`thread_id`), has asked for.

    `times` are minutes after local midnight in `zone` (an IANA name); `days` has bit 0 for Monday to bit 6 for Sunday;
    `preset` limits them to working days. `kinds` and `words` empty: everything. `next_at` is the next slot, in UTC, and
    must be worked out anew whenever times, days, zone or preset change. Articles that came after `read_until` are new.
    """

    id: Named[int] = Column(ROW_ID, primary_key=True)
    chat_id: Named[int] = Column(BigInteger)
    thread_id: Named[int | None] = Column(BigInteger)
    times: Named[tuple[int, ...]] = Column(Listed)
    days: Named[int] = Column(Integer)
    zone: Named[str] = Column(Text)
    preset: Named[Preset | None] = Column(WORD)
    kinds: Named[tuple[str, ...]] = Column(Listed)
    words: Named[tuple[str, ...]] = Column(Listed)
    length: Named[Length] = Column(WORD)
    silent: Named[bool] = Column(Boolean)
    empty: Named[Empty] = Column(WORD)
    paused_at: Named[datetime | None] = Column(Utc)
    paused_why: Named[PausedWhy | None] = Column(WORD)
    created_by: Named[int | None] = Column(BigInteger)
    created_at: Named[datetime] = Column(Utc)
    read_until: Named[datetime] = Column(Utc)
    next_at: Named[datetime] = Column(Utc)


class _Run(TypedColumns):
    """One slot of a subscription, dealt with: `planned` says how. `day` is local, `slot` the time in minutes after its midnight."""

    id: Named[int] = Column(ROW_ID, primary_key=True)
    subscription_id: Named[int] = Column(ForeignKey("subscription.id", ondelete="CASCADE"), type_=ROW_ID)
    day: Named[date] = Column(Date)
    slot: Named[int] = Column(Integer)
    due_at: Named[datetime] = Column(Utc)
    planned: Named[Planned] = Column(WORD)
    planned_at: Named[datetime] = Column(Utc)


class _Part(TypedColumns):
    """One message of a run, in the order (run, n, piece); a part that Telegram finds too long is cut into pieces.

    `buttons` are rows of (label, line that is typed when pressed, article it is about). While `claimed` or `calling` it is
    `owner`'s until `lease_until`. Not before `not_before`; given up when still pending after `not_after`.
    """

    id: Named[int] = Column(ROW_ID, primary_key=True)
    run_id: Named[int] = Column(ForeignKey("run.id", ondelete="CASCADE"), type_=ROW_ID)
    n: Named[int] = Column(Integer)
    piece: Named[int] = Column(Integer)
    chat_id: Named[int] = Column(BigInteger)
    html: Named[str] = Column(Text)
    buttons: Named[PartRows] = Column(Listed)
    plain: Named[bool] = Column(Boolean)
    state: Named[PartState] = Column(WORD)
    owner: Named[str | None] = Column(Text)
    lease_until: Named[datetime | None] = Column(Utc)
    attempts: Named[int] = Column(Integer)
    not_before: Named[datetime] = Column(Utc)
    not_after: Named[datetime] = Column(Utc)
    message_id: Named[int | None] = Column(BigInteger)
    error: Named[str | None] = Column(Text)
    changed_at: Named[datetime] = Column(Utc)


class _Shown(TypedColumns):
    """What a subscription has shown: an article as news (`item` empty), or one thing of it in a look back.

    `digest` is the article's, so that an article which came in anew under its old name has not been shown.
    """

    subscription_id: Named[int] = Column(
        ForeignKey("subscription.id", ondelete="CASCADE"), type_=ROW_ID, primary_key=True
    )
    article_id: Named[int] = Column(ForeignKey("article.id", ondelete="CASCADE"), type_=ROW_ID, primary_key=True)
    digest: Named[str] = Column(Text, primary_key=True)
    item: Named[str] = Column(Text, primary_key=True)


class _Tick(TypedColumns):
    """When a process last looked for what is due, and how long that took, in seconds."""

    owner: Named[str] = Column(Text, primary_key=True)
    at: Named[datetime] = Column(Utc)
    took: Named[float] = Column(Double)


subscription = Table(
    "subscription",
    metadata,
    _Subscription,
    Index(None, "chat_id"),
    Index("ix_subscription_due", "next_at", **where("paused_at IS NULL")),
)
run = Table("run", metadata, _Run, UniqueConstraint("subscription_id", "day", "slot"))
part = Table(
    "part",
    metadata,
    _Part,
    UniqueConstraint("run_id", "n", "piece"),
    # Whatever a worker looks for is among those that are not done, which are few beside those that are.
    Index("ix_part_open", "run_id", "n", "piece", **where(OPEN)),
    Index("ix_part_open_chat", "chat_id", "run_id", "n", "piece", **where(OPEN)),
    Index("ix_part_trouble", "chat_id", **where("state IN ('uncertain', 'failed')")),
)
shown = Table("shown", metadata, _Shown, Index(None, "article_id"), sqlite_with_rowid=False)
tick = Table("tick", metadata, _Tick)
