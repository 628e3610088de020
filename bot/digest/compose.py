"""What a digest holds: the articles that are new for a subscription with their best facts, else a look back.

The same data give the same digest, whoever asks and whenever: order comes from the store, choice from the texts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from itertools import count
from typing import Literal

from bot.digest.best import READABLE, best
from bot.digest.wanted import wants_article, wants_fact
from bot.facts.article import Fact
from bot.facts.likeness import reprinted
from bot.store import shown, subscriptions
from bot.store.articles import StoredArticle
from bot.store.engine import Transaction
from bot.store.store import Store
from bot.store.subscriptions import Item, Subscription
from bot.store.tables import Length

# How many spans of a kind an article has in a digest, in the order in which they are shown.
SHARES: Mapping[Length, Mapping[str, int]] = {
    "short": {"quotes": 1, "limits": 1},
    "normal": {"quotes": 2, "limits": 2, "industries": 2, "figures": 1},
    "long": {"quotes": 3, "limits": 4, "capabilities": 3, "industries": 3, "advice": 3, "figures": 4},
}
CHOSEN_SHARE: Mapping[Length, int] = {"short": 1, "normal": 2, "long": 4}  # of each kind, where kinds are chosen
LOOKED_BACK = ("quotes", "limits", "industries")  # one of each
_Chosen = tuple[tuple[str, ...], Length, tuple[str, ...]]  # kinds, length, words
FULL = 12  # articles that come with facts; those beyond it with their headlines
COMPARED = 60  # articles shown last that a new one may be a reprint of
PAGE = 50  # facts looked at in one go while looking back


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a digest: its chosen facts by kind, and the other prints of it."""

    stored: StoredArticle
    facts: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    reprints: tuple[StoredArticle, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A new article that is not in the digest: it has none of the words, or was in an earlier one under another name."""

    stored: StoredArticle
    why: Literal["words", "reprint"]


@dataclass(frozen=True, slots=True)
class Digest:
    """`news`, newest first, or a look `back`, or neither. `items` is what the subscription has then shown."""

    news: tuple[Entry, ...] = ()
    back: tuple[Entry, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    items: tuple[Item, ...] = ()


def compose(store: Store, of: Subscription, until: datetime) -> Digest:
    """What the subscription would be sent, of the articles that came by `until`. Reads only, in one moment of the database."""
    with store.read() as db:
        came = [store.load(db, head) for head in subscriptions.new_articles(db, of, until)]
        earlier = [store.load(db, head) for head in shown.articles(db, of, COMPARED)] if came else []
        groups, left_out = _folded_together(of, came, earlier)
        back = () if groups else tuple(_looked_back(store, db, of, until))
    chosen = (of.kinds, of.length, of.words)
    news = tuple(_entry(*group, chosen=chosen, full=n < FULL) for n, group in enumerate(reversed(groups)))
    again = tuple(Item(out.stored.id) for out in left_out if out.why == "reprint")
    items = (*(item for entry in news for item in _items(entry, news=True)), *again)
    items += tuple(item for entry in back for item in _items(entry, news=False))
    return Digest(news, back, tuple(left_out), items)


def _folded_together(
    of: Subscription, came: list[StoredArticle], earlier: list[StoredArticle]
) -> tuple[list[list[StoredArticle]], list[LeftOut]]:
    """The new articles with their reprints, the print that came first at the head; and those that are left out."""
    groups: list[list[StoredArticle]] = []
    left_out: list[LeftOut] = []
    for stored in came:
        text = stored.article.text
        if not wants_article(of.words, stored.article):
            left_out.append(LeftOut(stored, "words"))
        elif any(reprinted(text, other.article.text) for other in earlier):
            left_out.append(LeftOut(stored, "reprint"))
        elif group := next((g for g in groups if reprinted(text, g[0].article.text)), None):
            group.append(stored)
        else:
            groups.append([stored])
    return groups, left_out


# Many chats get the same articles at the same minute.
@lru_cache(maxsize=1024)
def _entry(stored: StoredArticle, *others: StoredArticle, chosen: _Chosen, full: bool) -> Entry:
    kinds, length, words = chosen
    shares = dict.fromkeys(kinds, CHOSEN_SHARE[length]) or SHARES[length]
    wanted = partial(wants_fact, words, stored.article)
    found = ((kind, best(stored.article, kind, share, wanted)) for kind, share in shares.items() if full)
    return Entry(stored, tuple((kind, facts) for kind, facts in found if facts), others)


def _items(entry: Entry, *, news: bool) -> Iterator[Item]:
    if news:
        yield from (Item(stored.id) for stored in (entry.stored, *entry.reprints))
    for kind, facts in entry.facts:
        spans = dict.fromkeys((fact.start, fact.end) for fact in facts)
        yield from (Item(entry.stored.id, f"{kind}:{start}-{end}") for start, end in spans)


def _looked_back(store: Store, db: Transaction, of: Subscription, until: datetime) -> Iterator[Entry]:
    """A quote, a limit and an industry not shown yet, together where they are of one article; nothing when all has been."""
    entries: dict[int, Entry] = {}
    for kind in of.kinds[: len(LOOKED_BACK)] or LOOKED_BACK:
        found = _unshown(store, db, of, kind, until)
        if found:
            stored, facts = found
            entry = entries.get(stored.id, Entry(stored))
            entries[stored.id] = replace(entry, facts=(*entry.facts, (kind, facts)))
    yield from entries.values()


def _unshown(
    store: Store, db: Transaction, of: Subscription, kind: str, until: datetime
) -> tuple[StoredArticle, tuple[Fact, ...]] | None:
    page = PAGE if of.words else 1  # without a filter the first is wanted
    for offset in count(0, page):
        rows = shown.not_yet(db, of, kind, READABLE, until=until, limit=page, offset=offset)
        for head, start, end in rows:
            stored = store.load(db, head)
            if wants_article(of.words, stored.article):
                facts = stored.article.facts.get(kind, ())
                return stored, tuple(fact for fact in facts if (fact.start, fact.end) == (start, end))
        if len(rows) < page:
            break
    return None
