"""Weaknesses, risks, costs and obstacles of the subject: 生成視頻的時長限制在60秒."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.facts.features import Features, features
from bot.facts.kind import Kind
from bot.facts.reading import Reading
from bot.facts.scorer import runs, weigh
from bot.facts.statements import Statement, statements

SHORTEST = 4  # code points of a clause that can say anything


@dataclass(frozen=True, slots=True)
class Limit:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


Rule = Callable[[Statement, Features], bool | None]


def asks(_: Statement, made: Features) -> bool | None:
    """差距越來越大嗎？: an open question states nothing."""
    return False if "question" in made else None


def announces(statement: Statement, made: Features) -> bool | None:
    """目前存在的短板包括：— the members of the list are the limits."""
    return False if "announces" in made and statement.after in ("：", ":") else None


def says_too_little(statement: Statement, _: Features) -> bool | None:
    return False if statement.end - statement.start < SHORTEST else None


def has_a_flaw(statement: Statement, made: Features) -> bool | None:
    """還存在著一定的不成熟之處; 與對手有不小的差距: a flaw that ends the clause is said to be there. Not one that is denied (沒有風險)."""
    existing = words(statement.lexicon, "clauses.existing")
    is_there = any(t.word in existing for t in statement.tokens[:-1])
    return True if is_there and "plain end" in made and "no " not in {name[:3] for name in made} else None


def states(_: Statement, made: Features) -> bool | None:
    """A cue that is enough by itself and no modifier, or two cues."""
    return "plain inside" in made or "plain end" in made or "cues" in made


RULES: tuple[Rule, ...] = (asks, announces, says_too_little)


def find(reading: Reading) -> Iterable[Limit]:
    """The statements that the scorer takes for limits, or where the lexicon holds no weights, those `states` does."""
    made = statements(reading)
    traits = features(reading, made, "limits")
    weights, joints = (
        reading.layout.lexicon.weights.get("limits"),
        reading.layout.lexicon.weights.get("limits_joints", {}),
    )
    chosen = []
    for statement, its in zip(made, traits, strict=True):
        opinion = next((o for rule in RULES if (o := rule(statement, its)) is not None), None)
        if opinion is None:
            opinion = weigh(its, weights) >= 0 if weights else states(statement, its)
        chosen.append(bool(opinion))
    for run in runs(reading.layout, made, chosen, joints):
        voice = made[run.first].voice
        yield Limit(
            made[run.first].start,
            made[run.last].end,
            voice.speaker if voice else None,
            "weighed" if weights else "states",
        )


KIND = Kind("limits", Limit, find)
