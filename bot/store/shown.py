"""What a subscription has shown as news, and what of its shelf it has not shown yet: for composing its next digest."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    select,
    union_all,
)

from bot.store.articles import HEAD, NEWEST, Head, halves, on_shelf
from bot.store.subscriptions import Subscription
from bot.store.tables import article, fact, shown


def articles(db: Connection, of: Subscription, limit: int) -> tuple[Head, ...]:
    """The articles that this subscription has shown as news and that are still on its shelf, newest first."""
    same = and_(article.c.id == shown.c.article_id, article.c.digest == shown.c.digest)
    found = select(*HEAD).join_from(article, shown, same).where(shown.c.subscription_id == of.id, shown.c.item == "")
    rows = db.execute(found.where(on_shelf(of.chat_id)).order_by(*NEWEST).limit(limit))
    return tuple(Head(*row) for row in rows)


def not_yet(
    db: Connection, of: Subscription, kind: str, lengths: range, *, until: datetime, limit: int, offset: int
) -> tuple[tuple[Head, int, int], ...]:
    """Spans of a kind on the chat's shelf that the subscription has not shown: (article, start, end), newest article first.

    Only those of `lengths` code points, of articles that came by `until`.
    """
    values = {"subscription": of.id, "chat": of.chat_id, "kind": kind, "until": until, "limit": limit, "offset": offset}
    values |= {"shortest": lengths.start, "too_long": lengths.stop, "reach": limit + offset}
    return tuple((Head(*row[:-2]), row[-2], row[-1]) for row in db.execute(_NOT_YET, values))


def _not_yet() -> Select[*tuple[Any, ...]]:
    """The two parts of the shelf are each read in the order of the index, no further than is asked for, as `newest` does."""
    parts = (select(_unseen(part).subquery()) for part in halves(bindparam("chat")))
    found = union_all(*parts).subquery()
    return (
        select(*HEAD, found.c.start, found.c.end)
        .join_from(found, article, article.c.id == found.c.id)
        .order_by(found.c.added_at.desc(), found.c.id.desc(), found.c.n)
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
    )


def _unseen(part: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    a, f, s = article.c, fact.c, shown.c
    item = f.kind + ":" + cast(f.start, Text) + "-" + cast(f.end, Text)
    mine = s.subscription_id == bindparam("subscription")
    seen = exists().where(mine, s.article_id == a.id, s.digest == a.digest, s.item == item)
    length = f.end - f.start
    return (
        select(a.id, a.added_at, f.n, f.start, f.end)
        .join_from(article, fact)
        .where(part, f.kind == bindparam("kind"), a.added_at <= bindparam("until"))
        .where(length >= bindparam("shortest"), length < bindparam("too_long"), ~seen)
        .order_by(*NEWEST, f.n)
        .limit(bindparam("reach", type_=Integer))
    )


_NOT_YET = _not_yet()  # built once: that takes ten times as long as asking a small shelf
