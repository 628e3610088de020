"""Which article a text is already, whoever printed it: by its address, word for word, or near-same.

Functions on a transaction of the Store's. What was taken off the chat's own shelf is found too by its address and its
words, since it can be brought back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, union, update

from bot.facts.likeness import SAME, bands, likeness
from bot.store.articles import KEPT, on_shelf
from bot.store.tables import article, band, reprint


@dataclass(frozen=True, slots=True)
class Print:
    """Where a text stands printed, as it came to a chat: `address` is the hash of its `url`."""

    url: str | None
    address: str | None
    outlet: str | None
    title: str


NOWHERE = Print(None, None, None, "")


class Known(NamedTuple):
    """An article that is there already; `removed`: it was taken off the shelf, and can be brought back."""

    id: int
    shelf: int | None
    removed: bool
    address: str | None
    outlet: str | None
    title: str


KNOWN = (article.c.id, article.c.shelf, ~KEPT, article.c.address, article.c.outlet, article.c.title)


def at(db: Connection, chat_id: int, address: str) -> Known | None:
    """The article that came from this address, or of which a print did."""
    printed = select(reprint.c.article_id).where(reprint.c.shelf == chat_id, reprint.c.address == address)
    of = db.execute(printed.limit(1)).scalar_one_or_none()
    return _first(db, chat_id, article.c.address == address) or (
        _first(db, chat_id, article.c.id == of) if of else None
    )


def word_for_word(db: Connection, chat_id: int, digests: Collection[str]) -> Known | None:
    """The article whose source has one of these hashes."""
    return _first(db, chat_id, article.c.digest.in_(digests))


def near_same(db: Connection, chat_id: int, sketch: bytes) -> Known | None:
    """The article on the chat's shelf that is most like the sketched one; the one that came first of several; None below SAME."""
    part = band.c.hash.in_(bands(sketch))
    own, bundled = (
        select(band.c.article_id).where(part, whose) for whose in (band.c.shelf == chat_id, band.c.shelf.is_(None))
    )
    alike = db.execute(union(own, bundled)).scalars().all()  # by themselves: SQLite would begin with the whole shelf
    if not alike:
        return None
    rows = db.execute(select(*KNOWN, article.c.sketch).where(article.c.id.in_(alike), on_shelf(chat_id)))
    found = [(likeness(sketch, row.sketch), -row.id, Known(*row[:-1])) for row in rows if row.sketch]
    most, _, known = max(found, default=(0.0, 0, None))
    return known if most >= SAME else None


def _first(db: Connection, chat_id: int, which: ColumnElement[bool]) -> Known | None:
    """One that is on the shelf goes before one that was taken off."""
    own = article.c.shelf == chat_id
    rows = select(*KNOWN).where(which, or_(on_shelf(chat_id), own)).order_by(~KEPT, article.c.id).limit(1)
    row = db.execute(rows).one_or_none()
    return row and Known(*row)


def index(db: Connection, article_id: int, shelf: int | None, sketch: bytes) -> None:
    """Lets the article be found by the text of this sketch, instead of by the one it had."""
    db.execute(delete(band).where(band.c.article_id == article_id))
    db.execute(
        insert(band), [{"article_id": article_id, "hash": h, "shelf": shelf} for h in dict.fromkeys(bands(sketch))]
    )


def link(db: Connection, chat_id: int, article_id: int, url: str, address: str) -> bool:
    """Writes down where an article can be read that came without an address; the bundled ones are not a chat's to change."""
    c = article.c
    bare = and_(c.id == article_id, c.shelf == chat_id, c.url.is_(None))
    return db.execute(update(article).where(bare).values(url=url, address=address)).rowcount > 0


def add(db: Connection, chat_id: int, article_id: int, other: Print, now: datetime) -> bool:
    """Lists a reprint under the article, for this chat; False where it is listed already."""
    c = reprint.c
    same = (
        c.address == other.address
        if other.address
        else and_(c.outlet.is_not_distinct_from(other.outlet), c.title == other.title)
    )
    if db.execute(select(exists().where(c.shelf == chat_id, c.article_id == article_id, same))).scalar_one():
        return False
    values = {"url": other.url, "address": other.address, "outlet": other.outlet, "title": other.title}
    db.execute(insert(reprint).values(article_id=article_id, shelf=chat_id, added_at=now, **values))
    return True


def of(db: Connection, chat_id: int, article_id: int) -> tuple[Print, ...]:
    """The reprints that came to this chat of an article on its shelf, in the order in which they came."""
    c = reprint.c
    rows = select(c.url, c.address, c.outlet, c.title).join(article, article.c.id == c.article_id)
    mine = rows.where(c.shelf == chat_id, c.article_id == article_id, on_shelf(chat_id))
    return tuple(Print(*row) for row in db.execute(mine.order_by(c.id)))
