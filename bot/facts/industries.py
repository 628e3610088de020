"""Sectors the article says are touched by its subject: 短視頻行業有巨大的顛覆."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.facts.article import Span
from bot.facts.industry_cases import HEAVY, Case, cases
from bot.facts.kind import Kind
from bot.facts.reading import Reading


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


def find(reading: Reading) -> Iterator[Industry]:
    """One entry a sector, in its fullest form, with the first clause that the strongest rule found."""
    best: dict[str, tuple[int, Industry]] = {}
    for case in cases(reading):
        opinion = next(((n, r.__name__, s) for n, r in enumerate(RULES) if (s := r(case)) is not None), None)
        if opinion is None:
            continue
        rank, rule, span = opinion
        voice = reading.speech.voice_at(span.start)
        name = reading.layout.text[case.mention.start : case.mention.end]
        if name not in best or rank < best[name][0]:
            best[name] = rank, Industry(span.start, span.end, name, voice.speaker if voice else None, rule)
    shorter = {name[i:j] for name in best for i in range(len(name)) for j in range(i + 1, len(name) + (i > 0))}
    yield from sorted((made for name, (_, made) in best.items() if name not in shorter), key=lambda i: (i.start, i.end))


KIND = Kind("industries", Industry, find)
