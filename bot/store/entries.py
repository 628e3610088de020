"""What of an article the search index holds: its words, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.article import Article
from bot.facts.terms import terms

NAMES = ("people", "organisations", "products", "industries")  # kinds whose facts have a name of their own
LONGEST_WORD = 64  # code points: what is longer is no word, and PostgreSQL takes 2 KB at most


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one article by field, in order, with repeats. A hit in the title counts most, then one in a name."""

    title: tuple[str, ...]
    names: tuple[str, ...]
    text: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> "Entry":
        byline = filter(None, (article.byline.outlet, article.byline.author))
        facts = (fact for kind in NAMES for fact in article.facts.get(kind, ()))
        names = dict.fromkeys((*byline, *(name for fact in facts if (name := getattr(fact, "name", None)))))
        return cls(tuple(words(article.title)), tuple(words("\n".join(names))), tuple(words(article.text)))


def words(text: str) -> Iterable[str]:
    """The words of a text as they are indexed and looked for."""
    return (word[:LONGEST_WORD] for word in terms(text))
