"""The tables. What stands here and what the migrations build is compared by a test, on both engines."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)

from bot.facts.article import Script
from bot.store.columns import BYTEWISE, ROW_ID, WORD, Listed, Utc

Language = Literal["zh-hant", "zh-hans", "en"]
ChatType = Literal["private", "group", "supergroup", "channel"]
Preset = Literal["tw", "cn"]  # the working days of Taiwan, of the mainland
Length = Literal["short", "normal", "long"]
Empty = Literal["nothing", "line"]  # what a digest is when there is nothing to say: not sent, or one line
# Somebody asked; the bot may not write in the chat; the topic is closed or gone; deleted, and can still be brought back.
PausedWhy = Literal["user", "out", "topic", "deleted"]
Planned = Literal["timely", "late", "skipped", "empty"]  # skipped: later than the grace; empty: nothing to say
PartState = Literal["pending", "claimed", "calling", "sent", "uncertain", "failed"]
Via = Literal["feed"]
# Somebody asked; the site says for good that there is no such feed; the bot was put out of the chat; deleted, and can be brought back.
FeedPausedWhy = Literal["user", "gone", "out", "deleted"]
FeedNews = Literal["broken", "healed", "gone"]  # what a chat is told of a feed without having asked
# There before the feed was followed, or on the shelf already; now an article; not readable; to be tried again.
EntryState = Literal["old", "taken", "missed", "waiting"]
FeedError = tuple[str, dict[str, Any]]  # the key of a sentence, and what goes into it
PartRows = tuple[tuple[tuple[str, str, int | None], ...], ...]

# Every constraint has a name, since a later migration can only change what it can name.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


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


OPEN = "state IN ('pending', 'claimed', 'calling')"


def _where(condition: str) -> dict[str, Any]:
    """The condition of a partial index, for both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


chat = Table("chat", metadata, _Chat)
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
        **_where("shelf IS NULL"),
    ),
    # Newest first, and what a list is searched by, without the wide rows themselves: SQLite also looks at `removed_at`.
    Index(
        "ix_article_newest", "shelf", "added_at", "id", "removed_at", "via", "heading", **_where("removed_at IS NULL")
    ),
    Index("ix_article_removed", "removed_at", **_where("removed_at IS NOT NULL")),
    Index(None, "address", "shelf"),
    Index(None, "digest", "shelf"),
    sqlite_autoincrement=True,  # else SQLite gives the id of a removed article to the next one
)
band = Table("band", metadata, _Band, Index(None, "hash", "shelf"), sqlite_with_rowid=False)
reprint = Table("reprint", metadata, _Reprint, Index(None, "article_id"), Index(None, "address", "shelf"))
fact = Table("fact", metadata, _Fact, sqlite_with_rowid=False)
ending = Table("ending", metadata, _Ending, sqlite_with_rowid=False)
button = Table("button", metadata, _Button, Index(None, "article_id"), Index(None, "last_used"))
told = Table("told", metadata, _Told)
subscription = Table(
    "subscription",
    metadata,
    _Subscription,
    Index(None, "chat_id"),
    Index("ix_subscription_due", "next_at", **_where("paused_at IS NULL")),
)
run = Table("run", metadata, _Run, UniqueConstraint("subscription_id", "day", "slot"))
part = Table(
    "part",
    metadata,
    _Part,
    UniqueConstraint("run_id", "n", "piece"),
    # Whatever a worker looks for is among those that are not done, which are few beside those that are.
    Index("ix_part_open", "run_id", "n", "piece", **_where(OPEN)),
    Index("ix_part_open_chat", "chat_id", "run_id", "n", "piece", **_where(OPEN)),
    Index("ix_part_trouble", "chat_id", **_where("state IN ('uncertain', 'failed')")),
)
shown = Table("shown", metadata, _Shown, Index(None, "article_id"), sqlite_with_rowid=False)
tick = Table("tick", metadata, _Tick)
feed = Table(
    "feed",
    metadata,
    _Feed,
    UniqueConstraint("chat_id", "url"),
    Index("ix_feed_due", "next_at", **_where("paused_at IS NULL")),
)
feed_entry = Table("feed_entry", metadata, _FeedEntry, sqlite_with_rowid=False)
