"""What speaks for a passage being the answer: how much of the question it covers, where the rest of it stands, and
whether it holds what was asked for.

Every feature is a number, mostly a share of the question between 0 and 1, rare signs counting more than common ones.
"""

import re
from collections.abc import Container, Mapping
from math import log

from bot.asking.ask import Ask
from bot.asking.fits import FITS
from bot.asking.passages import Passage
from bot.asking.question import grammar_of, pairs, signs

Features = dict[str, float]

CLAUSE = re.compile(r"[，,；;：:]")
LEADS_ON = (":", "：")
USUAL = 60  # code points of a sentence


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


def _take(weights: Mapping[str, float], made: Features, *zones: tuple[str, Container[str]]) -> None:
    left = dict(weights)
    for name, zone in zones:
        made[name] = sum(left.pop(one) for one in [one for one in left if one in zone])


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
    made["meant"] = float(any(name in passage.around.meant for name in ask.names - here))
    made["unknown here"] = len(gone) / len(ask.names)
    if ask.people and passage.speakers:
        asked = any(name in speaker for name in ask.people for speaker in passage.speakers)
        made["said by who is asked about" if asked else "said by another"] = 1.0


def _standing(passage: Passage, made: Features) -> None:
    made["length"] = log(max(len(passage.text), 5) / USUAL)
    made["heading"] = float(passage.role == "heading")
    made["headline"] = float(passage.role == "headline")
    made["asks itself"] = float(passage.text.rstrip("”」』\"' ").endswith("?"))
    made["leads on"] = float(passage.text.endswith(LEADS_ON))
    made["first"] = 1 / (1 + passage.place)


def _fitting(ask: Ask, passage: Passage, made: Features) -> None:
    """Whether it holds what each of the question's wants asks for."""
    for want in ask.question.wants:
        for name, holds in FITS[want](ask, passage).items():
            made[name] = float(holds)
    for kind in ask.question.kinds & passage.kinds:
        made[f"holds {kind}"] = 1.0
