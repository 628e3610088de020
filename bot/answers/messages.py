"""The bot's own sentences, in every language or not at all: config/messages, checked once at start-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import cast, get_args

from bot.errors import ConfigError
from bot.facts.article import Script
from bot.facts.display import simplified
from bot.store.tables import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
_MARKS = str.maketrans("「」『』", "“”‘’")  # OpenCC leaves Taiwan's quotation marks

Table = Mapping[str, object]


class _Count(int):
    """A number that chooses a word by itself: `{count} {count:item|items}` gives 1 item, 2 items."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(spec)


@dataclass(frozen=True, slots=True)
class Say:
    """The sentences of one language."""

    language: Language
    sentences: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its places filled, plain text; a key that does not exist is a bug and raises KeyError."""
        counted = {name: _Count(value) if isinstance(value, int) else value for name, value in values.items()}
        return self.sentences[key].format_map(counted)


@dataclass(frozen=True, slots=True)
class Messages:
    """Every sentence by language and dotted key (`help.limits`)."""

    by_language: Mapping[Language, Mapping[str, str]]

    def of(self, language: Language) -> Say:
        return Say(language, self.by_language[language])

    @classmethod
    def from_tables(cls, tables: Mapping[str, Table]) -> "Messages":
        """`tables` maps zh-hant and en to their TOML; zh-hans is derived, a table of that name overrides single sentences.

        A sentence that one language lacks, or whose places differ from the others', raises ConfigError.
        """
        missing, strange = {"zh-hant", "en"} - tables.keys(), tables.keys() - set(LANGUAGES)
        if missing or strange:
            raise ConfigError(f"config/messages needs zh-hant.toml and en.toml: {sorted(missing or strange)}")
        flat = {language: dict(_flat(language, table)) for language, table in tables.items()}
        derived = {key: simplified(text).translate(_MARKS) for key, text in flat["zh-hant"].items()}
        flat["zh-hans"] = derived | flat.get("zh-hans", {})
        for language, sentences in flat.items():
            _compare(language, sentences, flat["zh-hant"])
        return cls({cast("Language", language): sentences for language, sentences in flat.items()})


def script_of(language: Language) -> Script:
    """The script of the articles' words that goes with a language of the bot's sentences."""
    return "hans" if language == "zh-hans" else "hant"


def _flat(language: str, table: Table, before: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, Mapping):
            rows += _flat(language, value, f"{key}.")
        elif isinstance(value, str) and value.strip():
            rows.append((key, value))
        else:
            raise ConfigError(f"the sentence {key!r} in config/messages/{language}.toml is empty or no text")
    return rows


def _compare(language: str, sentences: Mapping[str, str], written: Mapping[str, str]) -> None:
    if odd := sorted(sentences.keys() ^ written.keys()):
        raise ConfigError(f"the sentence {odd[0]!r} is in only one of zh-hant and {language}: write it in both")
    for key, text in sentences.items():
        if _places(language, key, text) != _places("zh-hant", key, written[key]):
            raise ConfigError(f"the sentence {key!r} has other places {{…}} in {language} than in zh-hant")


def _places(language: str, key: str, text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise ConfigError(f"the sentence {key!r} in {language} is badly written: {error}") from None
