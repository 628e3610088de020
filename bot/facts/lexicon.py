"""What steers the rules: word lists from config/lexicon and weights from config/scorer, checked once at start-up."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.errors import ConfigError


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Word lists by name (`speech.verbs`), all in the parsing script (Simplified). Compared by identity, so rules may cache by it.

    `weights` holds what a scorer gives each feature, by the scorer's name (`limits`); none are needed to parse.
    `version` changes when any word or weight does; stored articles are parsed again then.
    """

    lists: Mapping[str, tuple[str, ...]]
    version: str
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        try:
            return self.lists[name]
        except KeyError:
            raise ConfigError(f"the word list {name!r} is missing from config/lexicon") from None

    @classmethod
    def from_tables(
        cls,
        tables: Mapping[str, Mapping[str, Iterable[str]]],
        weights: Mapping[str, Mapping[str, float]] | None = None,
    ) -> "Lexicon":
        """`tables` maps a file's stem to its lists; an empty list, a blank or a doubled word raises ConfigError."""
        lists: dict[str, tuple[str, ...]] = {}
        for file, table in sorted(tables.items()):
            for key, words in table.items():
                name, all_words = f"{file}.{key}", tuple(words)
                if not all_words:
                    raise ConfigError(f"the word list {name!r} is empty")
                if bad := [w for w in all_words if not isinstance(w, str) or not w.strip()]:
                    raise ConfigError(f"the word list {name!r} holds something that is no word: {bad[0]!r}")
                if len(set(all_words)) != len(all_words):
                    twice = next(w for w in all_words if all_words.count(w) > 1)
                    raise ConfigError(f"the word list {name!r} holds {twice!r} twice")
                lists[name] = all_words
        weighed = {name: dict(sorted(table.items())) for name, table in sorted((weights or {}).items())}
        digest = hashlib.sha256(repr((sorted(lists.items()), weighed)).encode()).hexdigest()[:16]
        return cls(lists, digest, weighed)
