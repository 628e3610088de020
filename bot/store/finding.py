"""What somebody wants to find, put into the words and tags of the search index."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from bot.store import endings, entries, search
from bot.store.articles import Head
from bot.store.search import Asked, Group

NAMES = 300  # names that hold what was typed
LONGER = 60  # words that are looked for where what was typed is only a part of them
# Kinds whose facts are also asked for by what they are about: /limits Sora is not only what Sora says.
TELLING = frozenset(("limits", "capabilities", "advice", "industries"))
# Kinds that are found under whoever says them; an industry or a product has a name of its own.
SPOKEN = frozenset(("quotes", "limits", "capabilities", "advice"))
AHEAD = 1  # years: somewhere it is tomorrow already, and whole years are the fewest tags

# All the words; words that these are parts of; any of the words, since no article holds them all.
How = Literal["all", "parts", "any"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: `words` as typed, `by` who says it, facts of a `kind`, `since` a day, a `sector`; names and words folded."""

    words: tuple[str, ...] = ()
    by: str | None = None
    kind: str | None = None
    since: date | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The best of `total` articles (above `search.POOL` nobody counts), how they hold the words, and the names of `Wanted.by`."""

    heads: tuple[Head, ...]
    total: int
    how: How
    by: frozenset[str]


def find(db: Connection, chat_id: int, wanted: Wanted, today: date, limit: int) -> Found:
    """The articles on the chat's shelf that hold what is wanted, best first; where none does, those that come nearest."""
    by = called(db, wanted.by) if wanted.by else ()
    tags = tuple(_tags(db, wanted, by, today))
    words = [(cut, typed) for typed in wanted.words for cut in entries.words(typed)]

    def found(groups: Iterable[Group], how: How) -> Found:
        held = _hold(db, chat_id, groups, wanted.kind, tags, limit)
        return Found(held.heads, held.total, how, frozenset(by))

    exact = found(((cut,) for cut, _ in words), "all")
    if exact.heads or not words:
        return exact
    longer = {typed: endings.holding(db, typed, LONGER) for _, typed in words}
    parts = found(((cut, *longer[typed]) for cut, typed in words), "parts") if any(longer.values()) else exact
    if parts.heads:
        return parts
    known = [cut for cut, _ in words]
    if wanted.kind:
        return found((known,), "any")
    heads = search.candidates(db, chat_id, known, limit, tags)
    return Found(heads, len(heads), "any", frozenset(by))


def _hold(
    db: Connection, chat_id: int, groups: Iterable[Group], kind: str | None, tags: tuple[Group, ...], limit: int
) -> search.Found:
    """The articles in which every group holds; of a kind, in whose facts every group does."""
    if kind is None:
        return search.found(db, chat_id, Asked(tuple(groups), tags), limit)
    told = tuple([entries.about(kind, word) for word in group] for group in groups)
    return search.found(db, chat_id, Asked((), (*tags, *told)), limit)


def _tags(db: Connection, wanted: Wanted, by: Iterable[str], today: date) -> Iterator[Group]:
    if wanted.kind:
        yield (entries.has(wanted.kind),)
    if wanted.by:
        kind = wanted.kind if wanted.kind in SPOKEN else None
        yield [entries.named(kind, name) if kind else entries.said(name) for name in by]
    if wanted.sector:
        yield [entries.named("industries", name) for name in called(db, wanted.sector)]
    if wanted.since:
        yield entries.between(wanted.since, date(today.year + AHEAD, 12, 31))


def called(db: Connection, asked: str) -> tuple[str, ...]:
    """The names that hold, or are held by, the folded one that was asked for, of two characters or more; itself first."""
    return tuple(dict.fromkeys((asked, *endings.holding(db, asked, NAMES), *endings.held(db, asked))))


def of_name(db: Connection, chat_id: int, kind: str, asked: str, names: Iterable[str], limit: int) -> tuple[Head, ...]:
    """The articles with facts of the kind under one of the folded names, or that tell of what was asked for, newest first."""
    under: list[str] = [entries.named(kind, name) for name in names]
    cut = entries.words(asked) if kind in TELLING else ()
    groups = tuple([*under, entries.about(kind, word)] for word in cut) or (under,)
    return search.newest(db, chat_id, Asked((), groups), limit)


def of_persons(db: Connection, chat_id: int, names: Iterable[str], limit: int) -> tuple[Head, ...]:
    """The articles that name one of these persons, or where one says something, newest first; the names folded, and whole."""
    tags = [tag for name in names for tag in (entries.named("people", name), entries.said(name))]
    return search.newest(db, chat_id, Asked((), (tags,)), limit) if tags else ()
