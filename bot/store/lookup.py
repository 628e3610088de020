"""What is found over a whole shelf, with the articles it stands in: by words, by filters, by the names of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.facts.article import Script
from bot.store import articles, endings, entries, facts, finding, search
from bot.store.articles import StoredArticle
from bot.store.finding import How, Wanted
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Results:
    """The best of `total` articles, how they hold the words that were looked for, and whose words those are (see `finding`)."""

    articles: tuple[StoredArticle, ...]
    total: int
    how: How
    by: frozenset[str]


def find(store: Store, chat_id: int, wanted: Wanted, today: date, limit: int) -> Results:
    """The articles on the chat's shelf that hold what is wanted, best first; where none does, those that come nearest."""
    with store.read() as db:
        found = finding.find(db, chat_id, wanted, today, limit)
        stored = tuple(store.load(db, known) for known in found.heads)
    return Results(stored, found.total, found.how, found.by)


def articles_of(store: Store, chat_id: int, folded_name: str, limit: int) -> tuple[tuple[date, StoredArticle], ...]:
    """The newest articles on the shelf that name this person, or where it says something, with their days; oldest first."""
    with store.read() as db:
        heads = finding.of_persons(db, chat_id, (folded_name,), limit)
        dated = [(articles.day(db, known.id), store.load(db, known)) for known in heads]
    return tuple(sorted(dated, key=lambda row: (row[0], row[1].id)))


def likeliest(store: Store, chat_id: int, words: Iterable[str], limit: int) -> tuple[StoredArticle, ...]:
    """The articles on the shelf that hold most of the words, rare ones counting more; each word is looked for in its parts."""
    cut = tuple(dict.fromkeys(part for word in words for part in entries.words(word)))
    with store.read() as db:
        return tuple(store.load(db, known) for known in search.candidates(db, chat_id, cut, limit))


def names_like(store: Store, chat_id: int, folded_name: str, most: int) -> tuple[tuple[str, Script], ...]:
    """Names of persons and speakers in the newest articles that hold the one asked for, or are held by it, else look like it.

    Each as an article writes it, and in which script; the likest first.
    """
    with store.read() as db:
        for names in (finding.called(db, folded_name), endings.near(db, folded_name)):
            heads = finding.of_persons(db, chat_id, names, most)
            written = facts.written((store.load(db, known).article for known in heads), names, store.fold)
            if written:
                return written[:most]
    return ()
