"""What the bot's buttons do: Telegram carries a token, and the line it stands for stays here."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select, update

from bot.store.articles import on_shelf
from bot.store.tables import article, button

TOKEN_BYTES = 9  # 12 characters of the 64 bytes that callback data may have; 72 bits cannot be guessed


@dataclass(frozen=True, slots=True)
class Button:
    """The line a button types, on the article it was shown for, as the parser of that version had read it."""

    line: str
    article_id: int | None
    parser_version: str | None
    created_at: datetime


def add(db: Connection, chat_id: int, lines: Sequence[str], article_id: int | None) -> tuple[str, ...]:
    """One token a line; an article that is not on the chat's shelf leaves the buttons without one."""
    about = None
    if article_id is not None:
        seen = select(article.c.id, article.c.parser_version).where(article.c.id == article_id, on_shelf(chat_id))
        about = db.execute(seen).one_or_none()
    now = datetime.now(UTC)
    tokens = tuple(secrets.token_urlsafe(TOKEN_BYTES) for _ in lines)
    rows = [
        {
            "token": token,
            "chat_id": chat_id,
            "line": line,
            "article_id": about and about.id,
            "parser_version": about and about.parser_version,
            "created_at": now,
            "last_used": now,
        }
        for token, line in zip(tokens, lines, strict=True)
    ]
    if rows:
        db.execute(button.insert(), rows)
    return tokens


def use(db: Connection, chat_id: int, token: str) -> Button | None:
    """The button behind a token of this chat; that of another chat is not answered."""
    c = button.c
    used = update(button).where(c.token == token, c.chat_id == chat_id).values(last_used=datetime.now(UTC))
    row = db.execute(used.returning(c.line, c.article_id, c.parser_version, c.created_at)).one_or_none()
    return row and Button(*row)


def purge(db: Connection, before: datetime) -> int:
    """Forgets the buttons nobody has used since, and says how many."""
    return db.execute(delete(button).where(button.c.last_used < before)).rowcount
