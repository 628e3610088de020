"""Sectors the article says are touched by its subject: 短視頻行業有巨大的顛覆."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from bot.facts.article import Span
from bot.facts.hits import Hit, hits
from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.sectors import TOPIC, Mention, Scope, mentions, trades
from bot.facts.statements import Statement, statements, words

Found = TypeVar("Found", Hit, Mention)

HEAVY = frozenset(("acts", "brings", "fate"))  # lists of cues for what touches a sector
CUES = HEAVY | {"suffering", "use_in", "use", "trend", "state"}
NEAR = 12  # code points from a bare name to what is said of it
TO = frozenset(("对", "对于", "给", "为", "让", "使", "令", "使得", "将", "把", "在"))
LISTING = frozenset(
    (
        "包括",
        "例如",
        "比如",
        "譬如",
        "诸如",
        "如",
        "像",
        "尤其",
        "尤其是",
        "特别是",
        "其中",
        "从",
        "无论",
        "不论",
        "不管",
    )
)
PRONOUNS = ("他们", "她们", "它们", "其", "这些人", "这一行", "这行", "这个行业", "该行业")
DESCRIBING = frozenset(
    ("u", "a", "ad", "LOC", "r", "m", "q", "f", "TIME", "s")
)  # tags of what may stand in front of a name


@dataclass(frozen=True, slots=True)
class Industry:
    """A sector as written, and as `start, end` the clause that says how it is touched."""

    start: int
    end: int
    name: str
    said_by: str | None
    rule: str = ""


class Clause(NamedTuple):
    """A statement with the cues that it does not deny."""

    statement: Statement
    cues: Sequence[Hit]

    @property
    def span(self) -> Span:
        return Span(self.statement.start, self.statement.end)

    def tells(self) -> bool:
        """Whether it says by itself that something is touched."""
        return any("acts" in c.lists or "fate" in c.lists for c in self.cues)


@dataclass(frozen=True, slots=True)
class Case:
    """A sector named in a clause, and the clauses of its sentence around it."""

    layout: Layout
    mention: Mention
    clause: Clause
    before: Clause | None
    after: Clause | None

    def governed(self, *lists: str) -> bool:
        """Whether a cue of `lists` stands in front of the name with nothing between them but what describes it."""
        return any(not set(lists).isdisjoint(c.lists) and self.is_next(c.end) for c in self.clause.cues)

    def behind(self, *lists: str) -> list[Hit]:
        """The cues of `lists` behind the name; of a bare name only those near it."""
        far = self.clause.statement.end if self.mention.form == "marked" else self.mention.reach + NEAR
        return [
            c for c in self.clause.cues if self.mention.reach <= c.start < far and not set(lists).isdisjoint(c.lists)
        ]

    def is_next(self, end: int) -> bool:
        """Whether only what describes the sector stands between `end` and its phrase."""
        vague = words(self.layout.lexicon, f"{TOPIC}.vague")
        between = [t for t in self.clause.statement.tokens if t.end > end and t.start < self.mention.lead]
        return end <= self.mention.lead and all(t.tag in DESCRIBING or t.word in vague for t in between)


def is_touched(case: Case) -> Span | None:
    """冲击零售及餐饮业: something is done to it."""
    return case.clause.span if case.governed("acts") else None


def is_where_it_is_used(case: Case) -> Span | None:
    """应用于医疗."""
    return case.clause.span if case.governed("use_in") else None


def receives(case: Case) -> Span | None:
    """对短视频行业有巨大的颠覆: something comes to it."""
    lists = (*HEAVY, "trend", "state", "use") if case.mention.form == "marked" else HEAVY
    to = (t for t in case.clause.statement.tokens if t.word in TO and t.end <= case.mention.start)
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
    leads = statement.tokens[0].word in LISTING
    return Span(case.before.statement.start, statement.end) if leads and case.before and case.before.tells() else None


def is_resumed(case: Case) -> Span | None:
    """涌现出众多剪辑师，他们的前景令人担忧: the next clause says it."""
    if case.mention.form == "known" or case.after is None or not case.after.tells():
        return None
    where = case.after.statement
    text = case.layout.folded[where.lead : where.end]
    resumed = text.startswith(PRONOUNS) or "自己的" in text
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
    fullest = [made for name, (_, made) in best.items() if not any(name != other and name in other for other in best)]
    yield from sorted(fullest, key=lambda i: (i.start, i.end))


def cases(reading: Reading) -> Iterator[Case]:
    """Every sector named in the article, with the clauses around it."""
    layout = reading.layout
    found = hits(layout, TOPIC)
    names = [h for h in found if any(key.startswith("sector_") for key in h.lists)]
    cues = [h for h in found if not CUES.isdisjoint(h.lists)]
    crafts = trades(layout)
    bodies = sorted(
        (m.start, m.end)
        for name in (*reading.names.organisations, *reading.names.products, *reading.names.people)
        for m in name.mentions
    )
    clauses = [Clause(s, undenied(layout, s, within(cues, s))) for s in statements(reading)]
    for before, clause, after in zip([None, *clauses], clauses, [*clauses[1:], None], strict=False):
        scope = Scope(
            layout.folded,
            layout.lexicon,
            clause.statement.tokens,
            within(names, clause.statement),
            clause.cues,
            within(crafts, clause.statement),
        )
        for mention in mentions(scope):
            if not is_in_a_name(mention, bodies):
                apart = [c for c in clause.cues if c.end <= mention.start or mention.end <= c.start]
                yield Case(
                    layout,
                    mention,
                    clause._replace(cues=apart),
                    before if before and before.statement.sentence == clause.statement.sentence else None,
                    after if after and after.statement.sentence == clause.statement.sentence else None,
                )


def within(found: Sequence[Found], statement: Statement) -> list[Found]:
    """What lies in a clause, of hits in order of the text."""
    low = bisect_left(found, statement.lead, key=lambda h: h.start)
    high = bisect_left(found, statement.end, key=lambda h: h.start)
    return [h for h in found[low:high] if h.end <= statement.end]


def is_in_a_name(mention: Mention, bodies: Sequence[tuple[int, int]]) -> bool:
    """Whether the sector is part of what somebody or something is called: 金融 in 中国金融学会."""
    at = bisect_left(bodies, (mention.end, 0))
    return any(
        start <= mention.start
        and mention.end <= end
        and (mention.form == "known" or (start, end) != (mention.start, mention.reach))
        for start, end in bodies[max(0, at - 3) : at]
    )


def undenied(layout: Layout, statement: Statement, cues: Iterable[Hit]) -> list[Hit]:
    """The cues of a clause without what it says will not happen: 不会取代, 没有影响."""
    no = words(layout.lexicon, f"{TOPIC}.negations")
    kept = []
    for cue in cues:
        before = [t.word for t in statement.tokens if cue.start - 5 <= t.start and t.end <= cue.start][-2:]
        if no.isdisjoint(before) or {"trend", "state", "suffering"}.issuperset(cue.lists):
            kept.append(cue)
    return kept


KIND = Kind("industries", Industry, find)
