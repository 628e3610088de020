"""Whether the shelf knows the answer at all: what the question is about has to be spoken of, and what it asks for be there.

A question about something that the articles name, asking what none of them says (小鹏P5的起售价是多少？), finds sentences that
share its names; the words that are no names tell it apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from bot.asking.ask import Ask
from bot.asking.features import Features
from bot.asking.fits import cues_of
from bot.asking.passages import Passage
from bot.asking.question import Question, grammar_of, signs
from bot.facts.terms import rarity

if TYPE_CHECKING:
    from bot.asking.rank import Scored

WEIGHTS = "silence"
SYNONYM = 0.9  # what a word counts for that stands there as a synonym
IN_PART = 0.6  # and one whose characters stand there
CROWD = 4  # how many the best one has to stand out from
MANY = 8  # words of a question; that there are still more says nothing
ABSENT = 0.5  # what is there where the sort of answer is, and its unit is not


def knows(ask: Ask, ranked: Sequence["Scored"]) -> bool:
    """Whether the best passage is an answer rather than merely the nearest sentence."""
    return certainty(ask, ranked, ask.lexicon.weights.get(WEIGHTS, {})) >= 0


def certainty(ask: Ask, ranked: Sequence["Scored"], weights: Mapping[str, float]) -> float:
    """How sure that is, in log odds; not at all where somebody with a title is looked for and nobody has it."""
    if ranked[0].features.get("nobody has the title"):
        return -inf
    return sum(weights.get(name, 0.0) * value for name, value in features(ask, ranked).items())


def features(ask: Ask, ranked: Sequence["Scored"]) -> Features:
    """What speaks for and against it; `bias` is always 1."""
    best, passage, question = ranked[0], ranked[0].passage, ask.question
    near = [p for p in (passage.around.before, passage.around.after) if p and p.paragraph == passage.paragraph]
    beside = " ".join((passage.text, *(p.text for p in near), passage.sayers))
    over = f"{beside} {passage.ground.title} {passage.heading}"
    own = [word for word in question.words if not _is_name(word, passage)]
    want = next(iter(question.wants), "")
    return {
        "bias": 1.0,
        "score": best.score / 10,
        "margin": (best.score - ranked[min(CROWD, len(ranked) - 1)].score) / 3,
        "words beside": _share(ask, own, beside),
        "words over it": _share(ask, own, over),
        "words of article": _share(ask, question.words, passage.ground.text),
        f"no {want}": 1 - _fit(ask, best),
        "unknown here": best.features.get("unknown here", 0.0),
        "length": min(len(question.words), MANY) / 6,
        "own words": min(len(own), MANY) / 5,
        **{f"asks {want}": 1.0 for want in question.wants[:1]},
    }


def _is_name(word: str, passage: Passage) -> bool:
    return any(word in name or name in word for name in passage.ground.names if len(name) > 1)


def _share(ask: Ask, words: Iterable[str], text: str) -> float:
    """How much of the words a text holds, rare ones counting more; all of it where there are none."""
    weights = {word: rarity(word) for word in words}
    total = sum(weights.values())
    return sum(weight * _held(ask, word, text) for word, weight in weights.items()) / total if total else 1.0


def _held(ask: Ask, word: str, text: str) -> float:
    """1 where the text holds the word, less for a synonym, less again for its single characters."""
    if word in text:
        return 1.0
    grammar = grammar_of(ask.lexicon)
    known = {word, *(match[0] for match in grammar.words.finditer(word))}
    if any(other in text for one in known for other in grammar.synonyms.get(one, ())):
        return SYNONYM
    letters = [letter for letter in signs(word) if letter > "z"]
    return IN_PART * sum(letter in text for letter in letters) / len(letters) if len(letters) > 1 else 0.0


def _fit(ask: Ask, best: "Scored") -> float:
    """Whether the best passage holds what the first want asks for; 1 for a want that asks for nothing that can be seen."""
    question, made = ask.question, best.features
    match next(iter(question.wants), ""):
        case "amount":
            return _amount_fits(question, ask, best)
        case "why":
            return max(made["cause"], made["cause follows"])
        case "when":
            return made["new date"]
        case "role" | "who" if made["nobody has the title"]:
            return 0.0
        case "role" | "who":
            return max(made["who is asked about"], made["somebody with a role"], made["somebody"])
        case "opinion":
            return max(made.get("said by who is asked about", 0.0), float(not ask.people) * made["quote"])
        case "where":
            return made["place"]
    return 1.0


def _amount_fits(question: Question, ask: Ask, best: "Scored") -> float:
    new = [words for words, _ in best.passage.amounts if words not in question.text]
    if question.counted:
        return max(best.features["amount in the unit"], best.features["number and unit"], ABSENT * bool(new))
    if question.money:
        return float(any(cues_of(ask.lexicon).money.search(words) for words in new))
    if question.share:
        return max(best.features["share"], ABSENT * bool(new))
    return float(bool(new))
