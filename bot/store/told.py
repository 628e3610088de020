"""What Telegram was last told under a key, so that menus and descriptions are sent only when they changed."""

from sqlalchemy import Connection, select

from bot.store.engine import upsert
from bot.store.tables import told


def get(db: Connection, key: str) -> str | None:
    return db.execute(select(told.c.hash).where(told.c.key == key)).scalar_one_or_none()


def put(db: Connection, key: str, value: str) -> None:
    insert = upsert(db, told).values(key=key, hash=value)
    db.execute(insert.on_conflict_do_update(index_elements=["key"], set_={"hash": value}))
