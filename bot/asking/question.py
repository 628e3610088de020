"""What a question asks for, and what an answer to it has to speak of: 蔚来合肥工厂要停工几天？ asks for an amount in 天."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.facts.display import folded
from bot.facts.lexicon import Lexicon
from bot.facts.terms import words
from bot.facts.units import FAMILIES

WANTS = ("why", "when", "role", "who", "opinion", "amount", "where", "definition", "which", "how", "whether")
KINDS = ("limits", "industries", "advice", "capabilities")  # of facts that a question may ask for
KIND_WORDS = (*(f"about_{kind}" for kind in KINDS), "beside_kinds", "fillers")

SIGN = re.compile(r"[一-鿿]|[a-z]+|\d[\d.,]*")  # what is compared: a Chinese character, a Latin word, a number
RUN = re.compile(r"[一-鿿]+|[a-z]+|\d[\d.,]*")
GAP = "\0"  # stands for each character that was taken out, so that places stay and nothing grows together


class Sign(NamedTuple):
    """A sign of the question, and the word with synonyms that it belongs to, if any."""

    text: str
    word: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is folded, 甚麼 and 乜嘢 being 什么; `wants` what it asks for, most telling first, of WANTS.

    `signs` and `pairs` (two Chinese characters side by side, or a Latin word or number) are what is left without the words
    it is asked with, `words` the same as words. `counted` is the unit it counts in (几天 → 天), `kinds` the kinds of fact it
    may be after, and `alone` says that it asks for nothing else: 有哪些短板？
    """

    text: str
    wants: tuple[str, ...]
    signs: tuple[Sign, ...]
    pairs: tuple[str, ...]
    words: tuple[str, ...]
    kinds: frozenset[str]
    alone: bool
    counted: str
    money: bool
    share: bool

    @property
    def empty(self) -> bool:
        """Nothing is left to look for."""
        return not self.signs


class Grammar(NamedTuple):
    """The words of config/asking as patterns."""

    spelt: re.Pattern[str]
    spellings: Mapping[str, str]
    asking: re.Pattern[str]
    want: Mapping[str, str]
    fillers: frozenset[str]
    kinds: Mapping[str, re.Pattern[str]]
    kind: re.Pattern[str]
    counted: re.Pattern[str]
    money: re.Pattern[str]
    share: re.Pattern[str]
    works: re.Pattern[str]
    synonyms: Mapping[str, frozenset[str]]
    words: re.Pattern[str]


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Compiles the words of a lexicon; cached, since a lexicon is compared by identity."""
    want = {phrase: name for name in reversed(WANTS) for phrase in lexicon.lists.get(f"questions.{name}", ())}
    units = [unit for family in FAMILIES for unit in lexicon[f"figures.{family}"]]
    groups = [frozenset(folded(word) for word in group.split("/")) for group in lexicon["synonyms.groups"]]
    synonyms: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            synonyms[word] = synonyms.get(word, frozenset()) | group - {word}
    spellings = dict(pair.split("/") for pair in lexicon["questions.spellings"])
    return Grammar(
        spelt=re.compile(either(spellings)),
        spellings=spellings,
        asking=re.compile(f"{either(want)}|几(?={either(units)})"),
        want=want,
        fillers=frozenset(lexicon["questions.fillers"]),
        kinds={kind: re.compile(either(lexicon[f"questions.about_{kind}"])) for kind in KINDS},
        kind=re.compile(either([w for name in KIND_WORDS for w in lexicon[f"questions.{name}"]])),
        counted=re.compile(either(units)),
        money=re.compile(either(lexicon["questions.asks_money"])),
        share=re.compile(either(lexicon["questions.asks_share"])),
        works=re.compile(either(lexicon["questions.works"])),
        synonyms=synonyms,
        words=re.compile(either(synonyms)),
    )


def either(words: Iterable[str]) -> str:
    """An alternation, the longest first; a Latin word only whole."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in longest_first) + ")"


def read(text: str, lexicon: Lexicon) -> Question:
    """Takes a question apart."""
    grammar = grammar_of(lexicon)
    asked = grammar.spelt.sub(lambda match: grammar.spellings[match[0]], folded(text).replace(GAP, " "))
    found = {grammar.want.get(match[0], "amount"): match.end() for match in grammar.asking.finditer(asked)}
    if found.keys() & {"where", "which"} and grammar.works.search(asked):
        found["role"] = len(asked)
    unit = grammar.counted.match(asked, found["amount"]) if "amount" in found else None
    rest = _without(grammar.asking, asked)
    if "role" in found:
        rest = _without(grammar.works, rest)
    told = [GAP * len(word) if word in grammar.fillers else word for word in words(rest)]
    bare = "".join(told)
    word_at = {at: match[0] for match in grammar.words.finditer(rest) for at in range(match.start(), match.end())}
    counted = unit[0] if unit else ""
    left = tuple(dict.fromkeys(word for word in told if SIGN.search(word) and word != counted))
    kinds = frozenset(kind for kind, cue in grammar.kinds.items() if cue.search(asked))
    return Question(
        text=asked,
        wants=tuple(want for want in WANTS if want in found),
        signs=tuple(dict.fromkeys(Sign(m[0], word_at.get(m.start())) for m in SIGN.finditer(bare))),
        pairs=tuple(dict.fromkeys(pairs(bare))),
        words=left,
        kinds=kinds,
        alone=bool(kinds) and SIGN.search(grammar.kind.sub("", rest)) is None,
        counted=counted,
        money=grammar.money.search(asked) is not None,
        share=grammar.share.search(asked) is not None,
    )


def is_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


def signs(text: str) -> list[str]:
    """The signs of a folded text, in order, with repeats."""
    return SIGN.findall(text)


def pairs(text: str) -> list[str]:
    """Each two Chinese characters side by side, each Latin word and number; a character that stands alone is one too."""
    out = []
    for run in RUN.findall(text):
        out += [run[at : at + 2] for at in range(len(run) - 1)] or [run] if run[0] > "z" else [run]
    return out


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: GAP * len(match[0]), text)
