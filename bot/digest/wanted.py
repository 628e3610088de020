"""What a subscription that is filtered by words wants to see: 詹軍豪, 半導體."""

from collections.abc import Iterable
from functools import lru_cache

from bot.facts.article import Article, Fact
from bot.facts.display import folded
from bot.store.entries import NAMES

NAMED = (*NAMES, "role")  # what a fact is found by besides its words


def wants_article(words: Iterable[str], article: Article) -> bool:
    """Whether a word stands in the text or is the name of a person or a sector in it, in either script; all do without words."""
    asked = [folded(word) for word in words]
    return not asked or any(word in _all_of(article) for word in asked)


def wants_fact(words: Iterable[str], article: Article, fact: Fact) -> bool:
    """Whether a word stands in the fact or names who says it."""
    names = (getattr(fact, name, None) or "" for name in NAMED)
    told = folded("\n".join((article.slice(fact), *names)))
    return any(folded(word) in told for word in words)


def _all_of(article: Article) -> str:
    names = {getattr(fact, name, None) or "" for facts in article.facts.values() for fact in facts for name in NAMED}
    return _folded("\n".join((article.title, article.byline.outlet or "", article.text, *sorted(names))))


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return folded(text)
