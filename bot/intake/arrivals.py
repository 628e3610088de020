"""How a text becomes an article on a chat's shelf, whichever way it came: typed, sent as a file, read from a page or a feed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bot.errors import ShelfFull
from bot.facts.article import Article
from bot.facts.display import folded
from bot.facts.likeness import sketch
from bot.intake.links import address, cleaned
from bot.store import articles, prints, shelves
from bot.store.engine import Transaction, turn
from bot.store.prints import NOWHERE, Known, Print
from bot.store.store import Store
from bot.store.tables import Via

LONG = 100  # code points: two shorter texts may be two pieces of news that differ in a name or a number
STEM = 12  # characters of the text's digest that name an article which came without a file

# new: it was put on the shelf; there: it was there; reprint: near-same was there, and this print is now listed under it;
# back: it had been removed and is there again; removed: it had been removed, and a feed does not bring it back.
How = Literal["new", "there", "reprint", "back", "removed"]


class Parser(Protocol):
    """Reads the facts of a text; `version` changes when its rules or its words do."""

    @property
    def version(self) -> str: ...

    def __call__(self, source: str, /) -> Article: ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """The article on the shelf that a text has become, or that it was already."""

    article_id: int
    how: How


def take_in(
    store: Store, parser: Parser, chat_id: int, text: str, *, url: str | None = None, via: Via | None = None
) -> Arrival:
    """Puts the text on the chat's shelf, unless it is there: from the same address, word for word, or in another print.

    `url` is where it was read, `via` says that nobody added it by hand. TextRefused where the parser takes none such,
    ShelfFull where there is no room.
    """
    came = _print(url)
    digests = {articles.digest(text), articles.digest(f"{text.rstrip()}\n")}
    with store.read() as db:
        known = _known(db, chat_id, came, digests)
    article = None if known else parser(text)
    with store.write() as db:
        turn(db, chat_id)  # whoever adds the same at the same time has done so now, or waits
        known = _known(db, chat_id, came, digests)
        if known is None:
            article = article or parser(text)
            came = replace(came, outlet=article.byline.outlet, title=article.title)
            known = prints.near_same(db, chat_id, sketch(article.text)) if len(article.text) >= LONG else None
            if known is None:
                _room(store, db, chat_id, via)
                stem = f"added-{articles.digest(text)[:STEM]}"
                number = store.keep(
                    db, article, shelf=chat_id, stem=stem, parser_version=parser.version, came=came, via=via
                )
                return Arrival(number, "new")
        return Arrival(known.id, _again(store, db, chat_id, known, came, via))


def there_already(store: Store, chat_id: int, url: str, *, via: Via | None = None) -> Arrival | None:
    """What `take_in` would say of an address that is known, without reading the page behind it; None for any other."""
    came = _print(url)
    with store.write() as db:
        known = _known(db, chat_id, came)
        return known and Arrival(known.id, _again(store, db, chat_id, known, came, via))


def _print(url: str | None) -> Print:
    shown = cleaned(url) if url else None
    return replace(NOWHERE, url=shown, address=shown and address(shown))


def _known(db: Transaction, chat_id: int, came: Print, digests: Collection[str] = ()) -> Known | None:
    at = prints.at(db, chat_id, came.address) if came.address else None
    return at or prints.word_for_word(db, chat_id, digests)


def _again(store: Store, db: Transaction, chat_id: int, known: Known, came: Print, via: Via | None) -> How:
    """What becomes of a text that is there already."""
    if known.removed:
        if via:
            return "removed"
        _room(store, db, chat_id, via)
        articles.restore(db, chat_id, known.id, store.now())
        return "back"
    other = replace(came, outlet=came.outlet or known.outlet, title=came.title or known.title)
    elsewhere = folded(other.outlet or "") != folded(known.outlet or "")
    if other.url and other.address and not elsewhere and prints.link(db, chat_id, known.id, other.url, other.address):
        return "there"
    reprint = other.address != known.address if other.address else elsewhere
    return "reprint" if reprint and prints.add(db, chat_id, known.id, other, store.now()) else "there"


def _room(store: Store, db: Transaction, chat_id: int, via: Via | None) -> None:
    if not shelves.make_room(db, chat_id, store.limits, via, store.now()):
        raise ShelfFull("shelf.full", most=shelves.of(db, chat_id, store.limits).most)
