"""Weaknesses, risks, costs and obstacles of the subject: 生成視頻的時長限制在60秒."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from bot.facts.cuts import cut
from bot.facts.features import Features, features, of_company
from bot.facts.hits import hits
from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.reading import Reading
from bot.facts.scorer import NEVER, SURE, Weights, clauses, gives_example, weigh
from bot.facts.statements import Statement, by_statement, words

SECTOR = frozenset(["has 行业", "has 领域", "has 产业"])
LEANS = frozenset(["opens leaning", "first leaning"])
LEAST = 0.4  # labels that a limit given must be expected to match: best for F1 on articles left out
SHORTEST = 4  # code points of a clause that can say anything


@dataclass(frozen=True, slots=True)
class Limit:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


class Opinion(NamedTuple):
    """The log odds that a statement is a limit, and the rule that gives them."""

    rule: str
    odds: float


Rule = Callable[[Layout, Statement, Features], bool | None]


def asks(_: Layout, __: Statement, made: Features) -> bool | None:
    """差距越來越大嗎？: an open question states nothing."""
    return False if "question" in made else None


def heads(_: Layout, statement: Statement, __: Features) -> bool | None:
    """A headline only says what the article tells."""
    return False if statement.paragraph.role == "headline" else None


def announces(_: Layout, statement: Statement, made: Features) -> bool | None:
    """目前存在的短板包括：— the members of the list are the limits."""
    return False if "announces" in made and statement.after == "：" else None


def only_leads_in(layout: Layout, statement: Statement, _: Features) -> bool | None:
    """對於當前存在的弱點，…: it names what the next clause is about."""
    first = next((t.word for t in statement.tokens if t.start >= statement.start), "")
    return False if statement.after == "，" and first in words(layout.lexicon, "clauses.topic") else None


def only_speaks_of_it(layout: Layout, statement: Statement, _: Features) -> bool | None:
    """對於當前的弱點，公司也不避諱: how somebody speaks of a weakness is none."""
    spoken = words(layout.lexicon, "limits.spoken")
    return False if statement.tokens[-1].word.endswith(tuple(spoken)) else None


def touches_a_sector(_: Layout, __: Statement, made: Features) -> bool | None:
    """將對多個行業產生影響: an effect, neither good nor bad, on a sector: an industry, no limit."""
    return False if "only an effect" in made and made & SECTOR else None


def denies_it(layout: Layout, statement: Statement, made: Features) -> bool | None:
    """不會造成失業潮: what is not brought about is no limit. Must not match where that is nothing bad: 沒有帶來收益."""
    if _denial(layout.lexicon).search(_folded(layout, statement)) is None:
        return None
    return False if any(name.startswith(("list ", "no list ")) for name in made) else None


def is_over(layout: Layout, statement: Statement, made: Features) -> bool | None:
    """無法啟動的問題已經解決: an obstacle that has been overcome is none. Must not match where another is named behind it."""
    over = _solution(layout.lexicon).search(_folded(layout, statement))
    return False if over and ("cue" not in made or over.end() + 1 >= statement.end - statement.start) else None


def says_too_little(_: Layout, statement: Statement, __: Features) -> bool | None:
    return False if statement.end - statement.start < SHORTEST else None


def has_a_flaw(layout: Layout, statement: Statement, made: Features) -> bool | None:
    """還存在著一定的不成熟之處; 與對手有不小的差距: a flaw that ends the clause is said to be there. Not one that is denied (沒有風險)."""
    if "plain end" not in made or not made.isdisjoint(LEANS) or any(name.startswith("no ") for name in made):
        return None
    existing = words(layout.lexicon, "clauses.existing")
    is_there = any(token.word in existing and behind.word != "的" for token, behind in pairwise(statement.tokens))
    return True if is_there else None


def states(_: Layout, __: Statement, made: Features) -> bool | None:
    """A cue that is enough by itself and no modifier, or two cues."""
    return "plain inside" in made or "plain end" in made or "cues" in made


def _folded(layout: Layout, statement: Statement) -> str:
    return layout.folded[statement.start : statement.end]


@cache
def _denial(lexicon: Lexicon) -> re.Pattern[str]:
    return _one_behind_the_other(lexicon["clauses.denying"], lexicon["clauses.bringing"])


@cache
def _solution(lexicon: Lexicon) -> re.Pattern[str]:
    return _one_behind_the_other(lexicon["clauses.done"], lexicon["clauses.solving"])


def _one_behind_the_other(left: Iterable[str], right: Iterable[str]) -> re.Pattern[str]:
    first, second = ("|".join(map(re.escape, words)) for words in (left, right))
    return re.compile(f"(?:{first})(?:{second})")


RULES: tuple[Rule, ...] = (
    heads,
    asks,
    announces,
    denies_it,
    is_over,
    only_leads_in,
    says_too_little,
    only_speaks_of_it,
    touches_a_sector,
    has_a_flaw,
)


def told(reading: Reading) -> list[Features]:
    """The features of every statement."""
    made = features(reading, by_statement(hits(reading.layout, "limits"), reading.statements))
    of_company(reading.statements, made)
    return made


def find(reading: Reading) -> Iterable[Limit]:
    """The statements that a rule or the scorer takes for limits, or where the lexicon holds no weights, those `states` does."""
    layout, made = reading.layout, reading.statements
    weights = layout.lexicon.weights.get("limits")
    seen = told(reading)
    found: list[Opinion] = []
    for statement, traits in zip(made, seen, strict=True):
        found.append(_opinion(layout, statement, traits, weights, found[-1] if found else None))
    odds = [one.odds for one in found]
    join = layout.lexicon.weights.get("limits_joints", {})
    for run in cut(clauses(layout, made, seen, odds, join), LEAST):
        voice = made[run.first].voice
        surest = max(found[run.first : run.last + 1], key=attrgetter("odds"))
        yield Limit(made[run.first].start, made[run.last].end, voice.speaker if voice else None, surest.rule)


def _opinion(
    layout: Layout, statement: Statement, traits: Features, weights: Weights | None, before: Opinion | None
) -> Opinion:
    """What is thought of a statement; `before` is what is thought of the one before."""
    for rule in RULES:
        opinion = rule(layout, statement, traits)
        if opinion is not None:
            return Opinion(rule.__name__, SURE if opinion else NEVER)
    if before and before.odds >= 0 and gives_example(layout, statement):
        return Opinion("gives_example", SURE)
    if weights:
        return Opinion("weighed", weigh(traits, weights))
    return Opinion("states", SURE if states(layout, statement, traits) else NEVER)


KIND = Kind("limits", Limit, find)
