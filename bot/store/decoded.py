"""Articles kept decoded for as long as they are asked for: reading one out of its JSON takes longer than finding it."""

from collections import OrderedDict
from threading import Lock

from bot.facts.article import Article
from bot.store.articles import Head

MOST = 1_000_000  # code points of articles: some hundred of them, some tens of megabytes
AROUND = 1_000  # code points that what stands around a text counts for


class Decoded:
    """The articles used last, by their heads; may be asked from any thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Head, Article] = OrderedDict()
        self._weight = 0
        self._turn = Lock()

    def get(self, known: Head) -> Article | None:
        with self._turn:
            if found := self._kept.get(known):
                self._kept.move_to_end(known)
            return found

    def keep(self, known: Head, article: Article) -> Article:
        """The article itself; those that were not used for longest go."""
        with self._turn:
            if known not in self._kept:
                self._kept[known] = article
                self._weight += _weight(article)
            while self._weight > MOST:
                self._weight -= _weight(self._kept.popitem(last=False)[1])
        return article

    @property
    def weight(self) -> int:
        """What is kept, in code points."""
        return self._weight


def _weight(article: Article) -> int:
    return len(article.source) + AROUND
