"""Every word of the index by each of its endings, so that the words which hold some letters are a stretch of a B-tree.

The words of all shelves: what is found with them is still looked for on the shelf of the one chat that asks.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import Connection, func, select

from bot.store.engine import upsert
from bot.store.entries import SHORTEST
from bot.store.tables import ending

LONGEST = 40  # code points of what is typed that may hold a word
LOOKED_AT = 5000  # endings that begin with a part, among which the shortest words are chosen
ALIKE = 50
LAST = "\U0010ffff"


def remember(db: Connection, words: Iterable[str]) -> None:
    """Keeps the words that are not known yet; in order, since two who insert the same would wait for each other."""
    wanted = {word for word in words if len(word) >= SHORTEST}
    known: set[str] = set()
    for some in _chunks(sorted(wanted)):
        known |= set(
            db.execute(
                select(ending.c.word).where(ending.c.ending.in_(some), ending.c.ending == ending.c.word)
            ).scalars()
        )
    rows = [
        {"ending": word[at:], "word": word} for word in sorted(wanted - known) for at in range(len(word) - SHORTEST + 1)
    ]
    if rows:
        db.execute(upsert(db, ending).on_conflict_do_nothing(), rows)


def holding(db: Connection, part: str, most: int) -> tuple[str, ...]:
    """The words that hold `part`, the shortest first; none where that is a single character."""
    if len(part) < SHORTEST:
        return ()
    c = ending.c
    within = (
        select(c.word).where(c.ending >= part, c.ending < part + LAST).order_by(c.ending).limit(LOOKED_AT).subquery()
    )
    word = within.c.word
    return tuple(db.execute(select(word).group_by(word).order_by(func.length(word), word).limit(most)).scalars())


def held(db: Connection, text: str) -> tuple[str, ...]:
    """The words that the first LONGEST characters of `text` hold."""
    text = text[:LONGEST]
    parts = {text[at:to] for at in range(len(text)) for to in range(at + SHORTEST, len(text) + 1)}
    known = select(ending.c.word).where(ending.c.ending == ending.c.word, ending.c.ending.in_(sorted(parts)))
    return tuple(sorted(db.execute(known).scalars())) if parts else ()


def near(db: Connection, asked: str) -> tuple[str, ...]:
    """Words that begin alike, or share two characters side by side, and look like `asked`, the likest first."""
    c = ending.c
    begun = (
        select(c.word).where(c.ending >= asked[:1], c.ending < asked[:1] + LAST, c.ending == c.word).limit(LOOKED_AT)
    )
    words = set(db.execute(begun).scalars()) if asked else set()
    for at in range(min(len(asked), LONGEST) - 1):
        words |= set(holding(db, asked[at : at + SHORTEST], ALIKE))
    return tuple(get_close_matches(asked, sorted(words - {asked}), n=ALIKE, cutoff=0.5))


def _chunks(words: list[str], size: int = 500) -> Iterable[list[str]]:
    return (words[at : at + size] for at in range(0, len(words), size))
