"""What the bot's buttons do: Telegram carries a token, and what it stands for stays here."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, or_, select, update

from bot.store.articles import on_shelf
from bot.store.tables import article, button

TOKEN_BYTES = 9  # 12 characters of the 64 bytes that callback data may have; 72 bits cannot be guessed


@dataclass(frozen=True, slots=True)
class Button:
    """What a button types, and the article, as that version of the parser had read it, which it was shown for."""

    line: str
    article_id: int | None
    parser_version: str | None


def add(db: Connection, chat_id: int, line: str, article_id: int | None) -> str:
    """The token of a new button; an article that is not on the chat's shelf leaves it without one."""
    c = article.c
    seen = select(c.id, c.digest, c.parser_version).where(c.id == article_id, on_shelf(chat_id))
    row = db.execute(seen).one_or_none()
    about = {"article_id": row.id, "digest": row.digest, "parser_version": row.parser_version} if row else {}
    token, now = secrets.token_urlsafe(TOKEN_BYTES), datetime.now(UTC)
    db.execute(button.insert().values(token=token, chat_id=chat_id, line=line, created_at=now, last_used=now, **about))
    return token


def use(db: Connection, chat_id: int, token: str) -> Button | None:
    """The button behind a token of this chat, while its article is there as it was; another chat's is not answered."""
    c = button.c
    unchanged = exists().where(
        article.c.id == c.article_id,
        article.c.digest == c.digest,
        article.c.parser_version == c.parser_version,
        on_shelf(chat_id),
    )
    mine = update(button).where(c.token == token, c.chat_id == chat_id, or_(c.article_id.is_(None), unchanged))
    used = mine.values(last_used=datetime.now(UTC)).returning(c.line, c.article_id, c.parser_version)
    row = db.execute(used).one_or_none()
    return row and Button(*row)


def purge(db: Connection, before: datetime) -> int:
    """Forgets the buttons nobody has used since, and says how many."""
    return db.execute(delete(button).where(button.c.last_used < before)).rowcount
