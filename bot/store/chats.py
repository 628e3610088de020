"""Chats and what they have set for themselves."""

from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import Connection, bindparam, delete, exists, literal, select, update

from bot.facts.article import Script
from bot.store import feeds, search
from bot.store.engine import upsert
from bot.store.tables import ChatType, Language, article, band, button, chat, part, reprint, subscription


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; `language` and `script` are None while it follows the user's own, `current_article` while it follows the newest."""

    id: int
    type: ChatType | None = None
    title: str | None = None
    language: Language | None = None
    script: Script | None = None
    current_article: int | None = None


class Change(TypedDict, total=False):
    """What can be set of a chat; what is not given, or None, stays as it is."""

    type: ChatType | None
    title: str | None
    language: Language | None
    script: Script | None
    keep_days: int | None
    most_articles: int | None


# Built once: every command asks it.
ONE = select(chat.c.id, chat.c.type, chat.c.title, chat.c.language, chat.c.script, chat.c.current_article).where(
    chat.c.id == bindparam("chat_id")
)


def get(db: Connection, chat_id: int) -> Chat:
    """A chat nobody has met yet has nothing set."""
    row = db.execute(ONE, {"chat_id": chat_id}).one_or_none()
    return Chat(*row) if row else Chat(chat_id)


def change(db: Connection, chat_id: int, values: Change) -> None:
    _set(db, chat_id, {key: value for key, value in values.items() if value is not None})


def pick(db: Connection, chat_id: int, article_id: int) -> None:
    """Makes an article the chat's current one; whoever calls has seen that it is on its shelf."""
    _set(db, chat_id, {"current_article": article_id})


def migrate(db: Connection, old: int, new: int) -> None:
    """Everything of a group goes on under the id it has as a supergroup.

    Where the supergroup is known already its own settings, and articles of the same name, stay.
    """
    columns = tuple(c.name for c in chat.c if c.name != "id")
    mine = select(literal(new), *(chat.c[name] for name in columns)).where(chat.c.id == old)
    db.execute(upsert(db, chat).from_select(["id", *columns], mine).on_conflict_do_nothing())
    db.execute(delete(chat).where(chat.c.id == old))
    twin = article.alias()
    taken = exists().where(twin.c.shelf == new, twin.c.stem == article.c.stem)
    db.execute(update(article).where(article.c.shelf == old, ~taken).values(shelf=new))
    db.execute(delete(article).where(article.c.shelf == old))
    feeds.migrate(db, old, new)
    for kept in (band, reprint):
        db.execute(update(kept).where(kept.c.shelf == old).values(shelf=new))
    search.move(db, old, new)
    for table in (button, subscription, part):
        db.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))


def _set(db: Connection, chat_id: int, values: dict[str, object]) -> None:
    if values:
        insert = upsert(db, chat).values(id=chat_id, **values)
        db.execute(insert.on_conflict_do_update(index_elements=["id"], set_=values))
