"""What every rule on speech stands on: the article laid out, where its names are, and the word lists as sets."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.names import Name, Names

LONGEST_ENDING = 5  # characters of a word's end that are looked up
TRIGGERS = ("says", "remarks", "holds", "shows", "according", "by_way_of", "puts")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The lists of config/lexicon/speech.toml as sets."""

    sets: dict[str, frozenset[str]]
    triggers: frozenset[str]  # a cue begins with one of these

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]

    def ends(self, word: str, name: str) -> bool:
        """`word` ends in one of the words of the list: 分析师 in 师."""
        words = self.sets[name]
        return any(word[-size:] in words for size in range(1, min(len(word), LONGEST_ENDING) + 1))


@cache
def words_of(lexicon: Lexicon) -> Words:
    """The lists of speech.toml, compiled once a lexicon."""
    prefix = "speech."
    sets = {k.removeprefix(prefix): frozenset(v) for k, v in lexicon.lists.items() if k.startswith(prefix)}
    return Words(sets, frozenset("：:是").union(*(sets[name] for name in TRIGGERS)))


Mention = tuple[int, int, Name]
Group = Literal["person", "organisation"]


@dataclass(frozen=True, slots=True)
class Ground:
    """`people` and `bodies` are the mentions of names in order of the text; products count as bodies, since media do."""

    layout: Layout
    words: Words
    people: tuple[Mention, ...]
    bodies: tuple[Mention, ...]

    def within(self, start: int, end: int, group: Group) -> tuple[Mention, ...]:
        """The mentions that lie in `start, end`, in order."""
        rows = self.people if group == "person" else self.bodies
        first = bisect_left(rows, start, key=lambda row: row[0])
        last = bisect_left(rows, end, key=lambda row: row[0])
        return tuple(row for row in rows[first:last] if row[1] <= end)


def ground(layout: Layout, names: Names) -> Ground:
    """The common ground of an article."""

    def mentions(*groups: tuple[Name, ...]) -> tuple[Mention, ...]:
        rows = [(span.start, span.end, name) for group in groups for name in group for span in name.mentions]
        return tuple(sorted(rows, key=lambda row: row[:2]))

    return Ground(
        layout, words_of(layout.lexicon), mentions(names.people), mentions(names.organisations, names.products)
    )
