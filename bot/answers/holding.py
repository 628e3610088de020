"""Which facts of an article have to do with some words: they hold them, or whoever says them has that name or role."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache

from bot.facts.article import Fact
from bot.facts.display import folded
from bot.store.articles import StoredArticle
from bot.store.entries import name_of, sayer_of


def holding(stored: StoredArticle, words: Collection[str]) -> Mapping[str, list[Fact]]:
    """The facts in which all of the folded words are found, by kind, in order of the text."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for kind, fact, there in _found_by(stored):
        if all(word in there for word in words):
            found[kind].append(fact)
    return found


@lru_cache(maxsize=512)
def _found_by(stored: StoredArticle) -> tuple[tuple[str, Fact, str], ...]:
    """Each fact with its kind, and folded what it is found by: its words, who says it or has the name, and his role."""
    article = stored.article
    people = (*article.facts.get("people", ()), *article.facts.get("quotes", ()))
    roles = {name_of(person): role for person in people if (role := getattr(person, "role", None))}
    facts = [(kind, fact) for kind, there in article.facts.items() for fact in there]
    names = ([name_of(fact), sayer_of(fact)] for _, fact in facts)
    found_by = (
        filter(None, (article.slice(fact), *of, *map(roles.get, of)))
        for (_, fact), of in zip(facts, names, strict=True)
    )
    lines = ("|" + " ".join(" ".join(parts).split()) for parts in found_by)
    folded_lines = folded("\n".join(lines)).splitlines()  # in one go: that is what takes time
    return tuple((kind, fact, words) for (kind, fact), words in zip(facts, folded_lines, strict=True))
