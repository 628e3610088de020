"""Weaknesses, risks, costs and obstacles of the subject: 生成視頻的時長限制在60秒."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.facts.features import Features, features
from bot.facts.kind import Kind
from bot.facts.reading import Reading
from bot.facts.scorer import runs, weigh
from bot.facts.statements import Statement, statements

SECTOR = frozenset(["has 行业", "has 领域", "has 产业"])
SUFFERING = frozenset(
    f"has {verb}" for verb in ("存在", "面临", "有着", "陷入", "遭遇", "缺乏", "带来", "造成", "导致")
)
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
    return False if "announces" in made and statement.after == "：" else None


def only_leads_in(statement: Statement, made: Features) -> bool | None:
    """對於當前存在的弱點，…: it names what the next clause is about."""
    return False if "topic" in made and statement.after == "，" else None


def says_too_little(statement: Statement, _: Features) -> bool | None:
    return False if statement.end - statement.start < SHORTEST else None


def touches_a_sector(_: Statement, made: Features) -> bool | None:
    """將對多個行業產生影響: an effect that is neither good nor bad, on a sector: an industry, no limit."""
    return False if "only an effect" in made and made & SECTOR else None


def suffers(_: Statement, made: Features) -> bool | None:
    """存在一定的局限性, 面臨失業的風險: what one has, faces or brings about is, at the clause's end, a limit by itself."""
    return True if "plain end" in made and made & SUFFERING else None


def states(_: Statement, made: Features) -> bool | None:
    """A cue that is enough by itself and no modifier, or two cues."""
    return "plain inside" in made or "plain end" in made or "cues" in made


RULES: tuple[Rule, ...] = (asks, announces, only_leads_in, says_too_little, touches_a_sector, suffers)


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
