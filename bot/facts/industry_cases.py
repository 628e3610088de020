"""Every sector that an article names, with what is said around it: what the rules of industries.py judge."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.facts.article import Span
from bot.facts.hits import Hit, hits
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.sectors import TOPIC, Mention, Scope, mentions, trades
from bot.facts.statements import Statement, by_statement, words

HEAVY = frozenset(("acts", "brings", "fate"))  # lists of cues for what touches a sector
CUES = HEAVY | {"suffering", "use_in", "use", "trend", "state"}
LONGEST_CLAUSE = 300  # code points; longer ones say nothing, and would cost their square
NEAR = 12  # code points from a bare name to what is said of it
DESCRIBING = frozenset(
    ("u", "a", "ad", "LOC", "r", "m", "q", "f", "TIME", "s")
)  # tags of what may stand in front of a name


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

    def words(self, name: str) -> frozenset[str]:
        return words(self.layout.lexicon, f"{TOPIC}.{name}")

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
        between = [t for t in self.clause.statement.tokens if t.end > end and t.start < self.mention.lead]
        return end <= self.mention.lead and all(t.tag in DESCRIBING or t.word in self.words("vague") for t in between)


def cases(reading: Reading) -> Iterator[Case]:
    """Every sector named in a clause that has a cue, or that stands beside one, with the clauses around it."""
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
    read = [s for s in reading.statements if s.end - s.lead <= LONGEST_CLAUSE]
    clauses = [Clause(s, undenied(layout, s, own)) for s, own in zip(read, by_statement(cues, read), strict=True)]
    inside = zip(clauses, by_statement(names, read), by_statement(crafts, read), strict=True)
    for (clause, named, people), before, after in zip(inside, [None, *clauses], [*clauses[1:], None], strict=False):
        statement, cued = clause.statement, clause.cues
        earlier = before if before and before.statement.sentence == statement.sentence else None
        later = after if after and after.statement.sentence == statement.sentence else None
        if cued or (earlier and earlier.cues) or (later and later.cues):
            scope = Scope(layout.folded, layout.lexicon, statement.tokens, named, cued, people)
            for mention in mentions(scope):
                if not is_in_a_name(mention, bodies):
                    apart = [c for c in cued if c.end <= mention.start or mention.end <= c.start]
                    yield Case(layout, mention, clause._replace(cues=apart), earlier, later)


def is_in_a_name(mention: Mention, bodies: Sequence[tuple[int, int]]) -> bool:
    """Whether the sector is part of what somebody or something is called: 金融 in 中国金融学会."""
    at = bisect_left(bodies, (mention.end, 0))
    return any(
        start <= mention.start
        and mention.end <= end
        and (mention.form == "known" or (start, end) != (mention.start, mention.reach))
        for start, end in bodies[max(0, at - 3) : at]
    )


def undenied(layout: Layout, statement: Statement, cues: Sequence[Hit]) -> list[Hit]:
    """The cues of a clause without what it says will not happen: 不会取代, 没有影响."""
    if not cues:
        return []
    no = words(layout.lexicon, f"{TOPIC}.negations")
    free = {"trend", "state", "suffering"}  # 尚未恢复 tells how a sector fares as well as 恢复
    at = {t.start: n for n, t in enumerate(statement.tokens)}

    def denied(cue: Hit) -> bool:
        n = at.get(cue.start, 0)
        return any(t.word in no for t in statement.tokens[max(0, n - 2) : n])

    return [c for c in cues if free.issuperset(c.lists) or not denied(c)]
