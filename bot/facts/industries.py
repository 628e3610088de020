"""Sectors the article says are touched by its subject: 短視頻行業有巨大的顛覆."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from bot.facts.article import Span
from bot.facts.industry_cases import HEAVY, Case
from bot.facts.industry_features import Opinion, parts, sectors
from bot.facts.kind import Kind
from bot.facts.reading import Reading
from bot.facts.scorer import weigh


@dataclass(frozen=True, slots=True)
class Industry:
    """A sector as written, and as `start, end` the clause that says how it is touched."""

    start: int
    end: int
    name: str
    said_by: str | None
    rule: str = ""


def is_touched(case: Case) -> Span | None:
    """冲击零售及餐饮业: something is done to it."""
    return case.clause.span if case.governed("acts") else None


def is_where_it_is_used(case: Case) -> Span | None:
    """应用于医疗."""
    return case.clause.span if case.governed("use_in") else None


def receives(case: Case) -> Span | None:
    """对短视频行业有巨大的颠覆: something comes to it."""
    lists = (*HEAVY, "trend", "state", "use") if case.mention.form == "marked" else HEAVY
    to = (t for t in case.clause.statement.tokens if t.word in case.words("to") and t.end <= case.mention.start)
    return case.clause.span if any(case.is_next(t.end) for t in to) and case.behind(*lists) else None


def fares(case: Case) -> Span | None:
    """餐饮业营业额减少: how it does."""
    return case.clause.span if case.behind("fate") else None


def suffers(case: Case) -> Span | None:
    """出版业受到冲击: what is done to it, said behind its name."""
    acts = case.behind("acts", "brings")
    return case.clause.span if acts and any(c.start < acts[-1].start for c in case.behind("suffering")) else None


def is_among(case: Case) -> Span | None:
    """影响多个行业，包括广告、影视: an example of what the clause before speaks of."""
    statement = case.clause.statement
    leads = statement.tokens[0].word in case.words("examples")
    return Span(case.before.statement.start, statement.end) if leads and case.before and case.before.tells() else None


def is_resumed(case: Case) -> Span | None:
    """涌现出众多剪辑师，他们的前景令人担忧: the next clause says it."""
    if case.mention.form == "known" or case.after is None or not case.after.tells():
        return None
    where = case.after.statement
    text = case.layout.folded[where.lead : where.end]
    resumed = text.startswith(tuple(case.words("again"))) or "自己的" in text
    return Span(case.clause.statement.start, where.end) if resumed else None


def uses(case: Case) -> Span | None:
    """餐饮业者纷纷引进机器人."""
    return case.clause.span if case.mention.form != "known" and case.behind("use") else None


def has_news(case: Case) -> Span | None:
    """标志着平台经济领域执法进入新阶段: what is new about a sector named as one."""
    return case.clause.span if case.mention.form == "marked" and case.clause.cues else None


RULES: tuple[Callable[[Case], Span | None], ...] = (
    is_touched,
    is_where_it_is_used,
    receives,
    fares,
    suffers,
    is_among,
    is_resumed,
    uses,
    has_news,
)


def opinion(case: Case) -> Opinion | None:
    """What the first rule that takes the sector for a touched one says."""
    found = ((rank, rule, rule(case)) for rank, rule in enumerate(RULES))
    return next((Opinion(rank, rule.__name__, span) for rank, rule, span in found if span is not None), None)


def find(reading: Reading) -> Iterator[Industry]:
    """The sectors that the scorer takes for touched ones, or where the lexicon holds no weights, those that a rule does.

    One entry a sector, in its fullest form, with the clause that the strongest rule found, or the first that says something.
    """
    weights = reading.layout.lexicon.weights.get("industries")
    made: dict[str, Industry] = {}
    for sector in sectors(reading, opinion):
        best = min((o for o in sector.opinions if o is not None), default=None, key=attrgetter("rank"))
        if best is None if weights is None else weigh(sector.features, weights) < 0:
            continue
        span = (
            best.span if best else next((c.clause for c in sector.cases if c.clause.cues), sector.cases[0].clause).span
        )
        voice = reading.speech.voice_at(span.start)
        made[sector.name] = Industry(
            span.start, span.end, sector.name, voice.speaker if voice else None, best.rule if best else "weighed"
        )
    shorter = {part for name in made for part in parts(name)}
    yield from sorted((i for name, i in made.items() if name not in shorter), key=lambda i: (i.start, i.end))


KIND = Kind("industries", Industry, find)
