"""The tables. What stands here and what the migrations build is compared by a test, on both engines."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from bot.facts.article import Script

if TYPE_CHECKING:
    _UtcBase = TypeDecorator[datetime]
else:
    _UtcBase = TypeDecorator


Language = Literal["zh-hant", "zh-hans", "en"]
ChatType = Literal["private", "group", "supergroup", "channel"]


class Utc(_UtcBase):
    """An aware datetime in UTC on both sides; SQLite keeps no zone and would hand back a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy calls it so
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 as above
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


WORD: TypeEngine[Any] = Text()  # a text of which Python knows the few values it takes
ROW_ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in a column called INTEGER

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
    """A chat Telegram has told us of; `language` and `script` are null while the chat follows the user's own."""

    id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    type: Named[ChatType | None] = Column(WORD)
    title: Named[str | None] = Column(Text)
    language: Named[Language | None] = Column(WORD)
    script: Named[Script | None] = Column(WORD)
    current_article: Named[int | None] = Column(ForeignKey("article.id", ondelete="SET NULL"), type_=ROW_ID)


class _Article(TypedColumns):
    """An article and its parsed version. `shelf` is the chat it belongs to, null for the bundled ones.

    `digest` is the SHA-256 of `source`; together with `parser_version` it says what `parsed` was made of.
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


class _Fact(TypedColumns):
    """Where the facts of an article stand, and the folded name each is found by; the fact itself is in `parsed`."""

    article_id: Named[int] = Column(ForeignKey("article.id", ondelete="CASCADE"), type_=ROW_ID, primary_key=True)
    kind: Named[str] = Column(Text, primary_key=True)
    n: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    start: Named[int] = Column(Integer)
    end: Named[int] = Column(Integer)
    name: Named[str | None] = Column(Text)
    folded: Named[str | None] = Column(Text)


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
        sqlite_where=text("shelf IS NULL"),
        postgresql_where=text("shelf IS NULL"),
    ),
    sqlite_autoincrement=True,  # else SQLite gives the id of a removed article to the next one
)
fact = Table("fact", metadata, _Fact, sqlite_with_rowid=False)
button = Table("button", metadata, _Button, Index(None, "article_id"), Index(None, "last_used"))
told = Table("told", metadata, _Told)
