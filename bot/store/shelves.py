"""How many articles a chat's shelf holds, for how long, and what leaves it when. Bundled articles count for nothing.

Functions on a transaction of the Store's. What leaves a shelf can be brought back for a week.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, func, select, update

from bot.store.articles import BUNDLED, KEPT, NEWEST
from bot.store.tables import Via, article, chat

BACK = timedelta(days=7)  # for so long what was taken off can be brought back
LONGEST = 36_500  # days that can be asked for
SOURCES = 5  # outlets that are named
LATEST = 500  # articles that are asked for their outlets


@dataclass(frozen=True, slots=True)
class Limits:
    """What a shelf keeps where a chat has set nothing, and the most it can set: articles, and days (0: for ever)."""

    articles: int = 10_000
    most_articles: int = 100_000
    days: int = 0
    most_days: int = 0

    def articles_of(self, asked: int | None) -> int:
        """How many articles a chat may keep that has asked for so many."""
        return min(self.articles if asked is None else asked, self.most_articles)

    def days_of(self, asked: int | None) -> int:
        """For how many days a chat keeps them that has asked for so many; 0: for ever."""
        days = self.days if asked is None else asked
        return min(days or self.most_days, self.most_days) if self.most_days else days


DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class Shelf:
    """How full a chat's shelf is: `fed` of the `own` articles came by feeds.

    `sources` are the outlets of the latest five hundred, with their counts.
    """

    own: int
    fed: int
    most: int
    days: int
    sources: tuple[tuple[str, int], ...] = ()


def of(db: Connection, chat_id: int, limits: Limits) -> Shelf:
    """The shelf of a chat as it stands."""
    mine = (article.c.shelf == chat_id, KEPT)
    own, fed = db.execute(select(func.count(), func.count(article.c.via)).where(*mine)).one()
    latest = select(article.c.id).where(*mine).order_by(*NEWEST).limit(LATEST)
    outlet, n = article.c.outlet, func.count().label("n")
    named = select(outlet, n).where(article.c.id.in_(latest), outlet.is_not(None)).group_by(outlet)
    sources = tuple((row.outlet, row.n) for row in db.execute(named.order_by(n.desc(), outlet).limit(SOURCES)))
    most, days = _asked(db, chat_id)
    return Shelf(own, fed, limits.articles_of(most), limits.days_of(days), sources)


def make_room(db: Connection, chat_id: int, limits: Limits, via: Via | None, now: datetime) -> bool:
    """Whether one more article may come. For one that comes by a feed the oldest that came so go, softly.

    Those leave a tenth of the shelf free, so that there is room for what people add.
    """
    most = limits.articles_of(_asked(db, chat_id)[0])
    mine = (article.c.shelf == chat_id, KEPT)
    own = db.execute(select(func.count()).select_from(article).where(*mine)).scalar_one()
    over = own + 1 - (most - most // 10)
    if via == "feed" and over > 0:
        oldest = select(article.c.id).where(*mine, article.c.via == "feed").order_by(article.c.added_at, article.c.id)
        own -= db.execute(update(article).where(article.c.id.in_(oldest.limit(over))).values(removed_at=now)).rowcount
    return own < most


def older(db: Connection, chat_id: int, days: int, now: datetime) -> int:
    """How many articles of a chat would go if it kept them for so many days."""
    old = (article.c.shelf == chat_id, KEPT, article.c.added_at < now - timedelta(days=days))
    return db.execute(select(func.count()).select_from(article).where(*old)).scalar_one()


def expire(db: Connection, limits: Limits, now: datetime) -> int:
    """Takes off every shelf what has been there for as long as its chat keeps articles, and says how many."""
    asked = db.execute(select(chat.c.id, chat.c.keep_days).where(chat.c.keep_days.is_not(None)))
    own_rule = exists().where(chat.c.id == article.c.shelf, chat.c.keep_days.is_not(None))
    rules = [(article.c.shelf == row.id, limits.days_of(row.keep_days)) for row in asked]
    rules.append((~BUNDLED & ~own_rule, limits.days_of(None)))
    return sum(
        db.execute(
            update(article).where(whose, KEPT, article.c.added_at < now - timedelta(days=days)).values(removed_at=now)
        ).rowcount
        for whose, days in rules
        if days
    )


def purge(db: Connection, before: datetime) -> int:
    """Forgets for good what was taken off before then, and says how many."""
    return db.execute(delete(article).where(article.c.removed_at < before)).rowcount


def _asked(db: Connection, chat_id: int) -> tuple[int | None, int | None]:
    """What a chat has asked to keep: articles, and days."""
    row = db.execute(select(chat.c.most_articles, chat.c.keep_days).where(chat.c.id == chat_id)).one_or_none()
    return (row.most_articles, row.keep_days) if row else (None, None)
