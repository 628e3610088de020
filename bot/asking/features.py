"""What speaks for a passage being the answer: how much of the question it covers, where the rest of it stands, and
whether it holds what was asked for.

Every feature is a number, mostly a share of the question between 0 and 1, rare signs counting more than common ones.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import NamedTuple

from bot.asking.passages import Passage
from bot.asking.question import Question, either, grammar_of, pairs, signs
from bot.facts.lexicon import Lexicon

Features = dict[str, float]

CLAUSE = re.compile(r"[，,；;：:]")
DATE = re.compile(r"\d{2,4}年|[\d一二三四五六七八九十]{1,3}月|\d{1,2}[日号]|[几两三数\d]{1,3}年[后内前]")
NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万几]")
SHARE = re.compile(r"%|成|分之|半|倍|点")
LISTED = re.compile(r"、|包括|例如|分别")
LONGEST_UNIT = 2  # characters of what is counted that are looked for behind the number (几个城市 → 城市)


class Cues(NamedTuple):
    """The words of config/asking/questions.toml that an answer of each sort holds."""

    causes: re.Pattern[str]
    means: re.Pattern[str]
    times: re.Pattern[str]
    money: re.Pattern[str]
    defining: str
    places: re.Pattern[str]


@cache
def cues_of(lexicon: Lexicon) -> Cues:
    """Cached, since a lexicon is compared by identity."""
    causes, means, times, money = (
        re.compile(either(lexicon[f"questions.{name}"])) for name in ("causes", "means", "times", "money")
    )
    names = either(lexicon["places.places"])
    places = re.compile(f"{either(lexicon['questions.places'])}.{{0,12}}{names}|{names}")
    return Cues(causes, means, times, money, either(lexicon["questions.defining"]), places)


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


def features(ask: Ask, passage: Passage) -> Features:
    """All of them; what is missing is nought."""
    made: Features = {}
    _covered(ask, passage, made)
    _named(ask, passage, made)
    _standing(passage, made)
    _fitting(ask, passage, made)
    return made


def _covered(ask: Ask, passage: Passage, made: Features) -> None:
    """Each sign and each pair counts where it is found first: here, beside, in the paragraph, over it, elsewhere."""
    near = [p for p in (passage.around.before, passage.around.after) if p and p.paragraph == passage.paragraph]
    over = f"{passage.ground.title} {passage.heading}"
    grammar = grammar_of(ask.lexicon)
    words = {sign.word for sign in ask.question.signs if sign.word}
    meant = {word for word in words if any(other in passage.text for other in grammar.synonyms[word])}
    same = {sign.text for sign in ask.question.signs if sign.word in meant}
    _take(
        ask.signs,
        made,
        ("signs", passage.signs),
        ("synonyms", same),
        ("signs beside", frozenset().union(*(p.signs for p in near))),
        ("signs of speaker", signs(passage.sayers)),
        ("signs of paragraph", passage.around.paragraph),
        ("signs over it", signs(over)),
    )
    before, after = passage.around.before, passage.around.after
    _take(
        ask.pairs,
        made,
        ("pairs", passage.pairs),
        ("pairs of speaker", pairs(passage.sayers)),
        ("pairs before", before.pairs if before else ()),
        ("pairs after", after.pairs if after else ()),
        ("pairs over it", pairs(over)),
        ("pairs elsewhere", passage.ground.pairs),
    )
    made["signs together"] = max(
        (sum(ask.signs.get(sign, 0.0) for sign in set(signs(stretch))) for stretch in _stretches(passage.text)),
        default=0.0,
    )


def _take(weights: Mapping[str, float], made: Features, *zones: tuple[str, Iterable[str]]) -> None:
    left = dict(weights)
    for name, zone in zones:
        made[name] = sum(left.pop(one) for one in set(zone) & left.keys())


def _stretches(text: str) -> list[str]:
    """Each two clauses side by side."""
    clauses = [clause for clause in CLAUSE.split(text) if clause]
    return [f"{a}，{b}" for a, b in zip(clauses, [*clauses[1:], ""], strict=True)]


def _named(ask: Ask, passage: Passage, made: Features) -> None:
    """Whether it names, or is said by, who and what is named in the question."""
    if not ask.names:
        return
    here = {name for name in ask.names if name in passage.text}
    near = [p.text for p in (passage.around.before, passage.around.after) if p]
    beside = {name for name in ask.names - here if any(name in text for text in near)}
    gone = {name for name in ask.names if not any(name in other for other in passage.ground.names)}
    made["named"] = len(here) / len(ask.names)
    made["named beside"] = len(beside) / len(ask.names)
    made["unknown here"] = len(gone) / len(ask.names)
    if ask.people and passage.speakers:
        asked = any(name in speaker for name in ask.people for speaker in passage.speakers)
        made["said by who is asked about" if asked else "said by another"] = 1.0


def _standing(passage: Passage, made: Features) -> None:
    made["length"] = log(max(len(passage.text), 5) / 60)
    made["heading"] = float(passage.role == "heading")
    made["headline"] = float(passage.role == "headline")
    made["first"] = 1 / (1 + passage.place)


def _fitting(ask: Ask, passage: Passage, made: Features) -> None:
    """Whether it holds what each of the question's wants asks for."""
    for want in ask.question.wants:
        for name, holds in FITS[want](ask, passage).items():
            made[name] = float(holds)
    for kind in ask.question.kinds & passage.kinds:
        made[f"holds {kind}"] = 1.0


def _why(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    causes, after = cues_of(ask.lexicon).causes, passage.around.after
    follows = after is not None and after.paragraph == passage.paragraph and causes.search(after.text) is not None
    return {"cause": causes.search(passage.text) is not None, "cause follows": follows}


def _when(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    found = {m[0] for pattern in (DATE, cues_of(ask.lexicon).times) for m in pattern.finditer(passage.text)}
    return {"date": bool(found), "new date": any(date not in ask.question.text for date in found)}


def _amount(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    question = ask.question
    new = [(words, unit) for words, unit in passage.amounts if words not in question.text]
    return {
        "amount": bool(new),
        "no number": NUMBER.search(passage.text) is None,
        "amount in the unit": bool(question.counted)
        and any(question.counted in (unit, words[-len(question.counted) :]) for words, unit in new),
        "number and unit": bool(question.counted)
        and re.search(
            f"[\\d一二两三四五六七八九十百千万亿几半数][多余来几]? ?{re.escape(question.counted)}", passage.text
        )
        is not None,
        "money": question.money and any(cues_of(ask.lexicon).money.search(words) for words, _ in new),
        "share": question.share and any(SHARE.search(words) for words, _ in new),
    }


def _person(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    """Somebody with the role that the article gives him; where the question names him, he."""
    roles = passage.ground.roles
    here = [name for name in roles if name in passage.text and any(role in passage.text for role in roles[name])]
    asked = [name for name in here if any(part in name for part in ask.people)]
    return {
        "role of who is asked about": bool(asked),
        "somebody with a role": not ask.people and bool(here),
        "somebody": not ask.people and any(name in passage.text for name in passage.ground.people),
    }


def _opinion(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"quote": bool(passage.speakers)}


def _where(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"place": cues_of(ask.lexicon).places.search(passage.text) is not None}


def _definition(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    rest = "".join(sign.text for sign in ask.question.signs)[:4]
    return {
        "definition": re.search(f"{re.escape(rest)}[^，。]{{0,8}}{cues_of(ask.lexicon).defining}", passage.text)
        is not None
    }


def _which(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"list": LISTED.search(passage.text) is not None}


def _how(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"means": cues_of(ask.lexicon).means.search(passage.text) is not None}


def _whether(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {}


FITS = {
    "why": _why,
    "when": _when,
    "role": _person,
    "who": _person,
    "opinion": _opinion,
    "amount": _amount,
    "where": _where,
    "definition": _definition,
    "which": _which,
    "how": _how,
    "whether": _whether,
}
