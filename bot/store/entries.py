"""What of an article the search index holds: words by field, and tags that say what its facts are found by."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from bot.facts.article import Article, Fact
from bot.facts.kinds import KINDS
from bot.facts.terms import terms

Fold = Callable[[str], str]

NAMES = ("name", "speaker", "said_by")  # what a fact is found by: a name of its own, else who said it
SAYERS = ("speaker", "said_by")
SHORTEST = 2  # code points of a part that a word or a name is found by
LONGEST_WORD = 64  # code points: what is longer is no word, and PostgreSQL takes 2 KB at most
_SENTENCE = re.compile(r"[^。！？!?\n]+")
NO_BREAK = "\u00a0"  # a blank within a word; in texts folding makes it a plain one


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are indexed and looked for."""
    return tuple(word[:LONGEST_WORD] for word in terms(text))


def name_of(fact: Fact) -> str | None:
    return next((name for key in NAMES if (name := getattr(fact, key, None))), None)


def sayer_of(fact: Fact) -> str | None:
    return next((name for key in SAYERS if (name := getattr(fact, key, None))), None)


# Tags. Each is one word of the index, so it must not hold a blank; the signs keep it apart from words of texts.


def named(kind: str, name: str) -> str:
    """There is a fact of this kind under this folded name."""
    return f"{kind}={NO_BREAK.join(name.split())[:LONGEST_WORD]}"


def said(name: str) -> str:
    """Somebody of this folded name says something, whatever kind of fact it is, or has published or written the article."""
    return named("from", name)


def about(kind: str, word: str) -> str:
    """The sentence of a fact of this kind, its name, or the title over it holds the word."""
    return f"{kind}:{word}"


def has(kind: str) -> str:
    """There is a fact of this kind."""
    return about(kind, "")


def on(day: date) -> tuple[str, str, str]:
    """Published on this day, in its month, in its year."""
    return f"day={day}", f"month={day:%Y-%m}", f"year={day.year}"


def between(first: date, last: date) -> list[str]:
    """The fewest tags of which an article has one that was published in these days, both included."""
    found = []
    day = first
    while day <= last:
        year_end, month_end = date(day.year, 12, 31), (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        of_day, of_month, of_year = on(day)
        if day.day == day.month == 1 and year_end <= last:
            found.append(of_year)
            day = year_end + timedelta(days=1)
        elif day.day == 1 and month_end - timedelta(days=1) <= last:
            found.append(of_month)
            day = month_end
        else:
            found.append(of_day)
            day += timedelta(days=1)
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one article by field, in order, with repeats, and its tags. `folded` are the names in the tags."""

    title: tuple[str, ...]
    names: tuple[str, ...]
    text: tuple[str, ...]
    tags: frozenset[str]
    folded: frozenset[str]

    @classmethod
    def of(cls, article: Article, fold: Fold, day: date) -> "Entry":
        """`day` is when it was published, or where the article does not say, when it came."""
        byline = [name for name in (article.byline.outlet, article.byline.author) if name]
        facts = [(kind.name, fact) for kind in KINDS for fact in article.facts.get(kind.name, ())]
        found = {(kind, fold(name)) for kind, fact in facts if (name := name_of(fact))}
        sayers = {fold(name) for name in (*byline, *map(sayer_of, (fact for _, fact in facts))) if name}
        title, sentences = words(article.title), _Sentences.of(article.text)
        tags = {*on(day), *map(said, sayers), *(named(kind, name) for kind, name in found)}
        for kind, fact in facts:
            tags |= {has(kind), *(about(kind, word) for word in (*title, *sentences.around(fact)))}
        own = dict.fromkeys((*byline, *(name for _, fact in facts if (name := getattr(fact, "name", None)))))
        return cls(
            title,
            words("\n".join(own)),
            tuple(chain.from_iterable(sentences.words)),
            frozenset(tags),
            frozenset({name for _, name in found} | sayers),
        )

    @property
    def dictionary(self) -> set[str]:
        """What is found by its parts: the names, and every word that is longer than the shortest part."""
        return {word for word in (*self.title, *self.names, *self.text) if len(word) > SHORTEST} | self.folded


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The words of a text, sentence by sentence, and where each sentence starts and ends."""

    starts: list[int]
    ends: list[int]
    words: list[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "_Sentences":
        found = list(_SENTENCE.finditer(text))
        return cls([m.start() for m in found], [m.end() for m in found], [words(m[0]) for m in found])

    def around(self, fact: Fact) -> Iterator[str]:
        """The words of the sentences that the fact touches; those of a name of its own are among them."""
        touched = slice(bisect_right(self.ends, fact.start), bisect_left(self.starts, fact.end))
        return chain.from_iterable(self.words[touched])
