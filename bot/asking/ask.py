"""A question put to the passages of some articles: what each of its signs weighs among them, and whom they know of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.asking.passages import Passage
from bot.asking.question import Question
from bot.facts.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Ask:
    """A question put to some passages: what each of its signs and pairs weighs there, and the names in it that they know."""

    question: Question
    lexicon: Lexicon
    signs: Mapping[str, float]
    pairs: Mapping[str, float]
    names: frozenset[str]
    people: frozenset[str]

    @classmethod
    def of(cls, question: Question, among: Sequence[Passage], lexicon: Lexicon) -> "Ask":
        grounds = {id(p.ground): p.ground for p in among}.values()
        names = _in_question(question.text, (name for ground in grounds for name in ground.names))
        people = _in_question(question.text, (name for ground in grounds for name in ground.people))
        return cls(
            question,
            lexicon,
            _shares([sign.text for sign in question.signs], [p.signs for p in among]),
            _shares(question.pairs, [p.pairs for p in among]),
            names,
            people,
        )


def _in_question(text: str, names: Iterable[str]) -> frozenset[str]:
    """The names that stand in it, of foreign ones also a part: 巴克莱分析师约翰逊 names 布莱恩·约翰逊."""
    parts = (part for name in set(names) for part in (name, *name.split("·")))
    return frozenset(part for part in parts if len(part) > 1 and part in text)


def _shares(asked: Iterable[str], among: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each weighs, by its rarity, the sum being 1 (BM25's inverse document frequency, a passage being a document)."""
    asked = tuple(dict.fromkeys(asked))
    held = Counter(one for passage in among for one in asked if one in passage)
    weights = {one: log(1 + (len(among) - held[one] + 0.5) / (held[one] + 0.5)) if held[one] else 0.0 for one in asked}
    total = sum(weights.values()) or 1.0
    return {one: weight / total for one, weight in weights.items()}
