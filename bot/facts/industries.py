"""Sectors the article says are touched by its subject: 短視頻行業有巨大的顛覆."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.facts.article import Span
from bot.facts.hits import Hit, hits
from bot.facts.kind import Kind
from bot.facts.reading import Reading
from bot.facts.sectors import TOPIC, Mention, mentions, trades
from bot.facts.statements import Statement, statements, words

STRONG = frozenset(("harm", "gain", "change"))  # say by themselves that something is touched
CUES = STRONG | {"use", "trend", "state"}
NEAR = 12  # code points from a bare name to what is said of it
TO = frozenset(("对", "对于", "给", "为", "让", "使", "令", "使得", "将", "把", "在", "于", "向", "与", "被"))
LISTING = ("包括", "例如", "比如", "譬如", "诸如", "如", "像", "尤其", "特别是", "其中", "从", "无论", "不论", "不管")
PRONOUNS = ("他们", "她们", "它们", "其", "这些人", "这一行", "这行", "这个行业", "该行业")
FILLERS = frozenset(("u", "a", "ad", "LOC", "r", "m", "q", "f", "TIME", "s"))


@dataclass(frozen=True, slots=True)
class Industry:
    """A sector as written, and as `start, end` the clause that says how it is touched."""

    start: int
    end: int
    name: str
    said_by: str | None
    rule: str = ""


class Case(NamedTuple):
    """A sector named in a clause, the cues of the clause, and the clauses around it."""

    mention: Mention
    clause: Statement
    cues: Sequence[Hit]
    before: Statement | None
    cues_before: Sequence[Hit]
    after: Statement | None
    cues_after: Sequence[Hit]
    reading: Reading

    def strong(self, cues: Iterable[Hit]) -> list[Hit]:
        """The cues that are enough for a name of this form."""
        enough = CUES if self.mention.form == "marked" else STRONG
        return [c for c in cues if not enough.isdisjoint(c.lists)]


Rule = Callable[[Case], Span | None]


def touched(case: Case) -> Span | None:
    """将冲击零售及餐饮业: something is done to it."""
    mention, clause = case.mention, case.clause
    for cue in case.cues:
        if (
            cue.end <= mention.start
            and not STRONG.isdisjoint(cue.lists)
            and _only_fillers(case, cue.end, mention.start)
        ):
            return Span(clause.start, clause.end)
    return None


def put_to_use(case: Case) -> Span | None:
    """应用于医疗: it is where the subject is used."""
    for cue in case.cues:
        if "use" in cue.lists and cue.end <= case.mention.start and _only_fillers(case, cue.end, case.mention.start):
            return Span(case.clause.start, case.clause.end)
    return None


def receives(case: Case) -> Span | None:
    """对短视频行业有巨大的颠覆: something comes to it."""
    mention, clause = case.mention, case.clause
    for token in clause.tokens:
        if token.end <= mention.start and token.word in TO and _only_fillers(case, token.end, mention.start):
            if case.strong(c for c in case.cues if c.start >= mention.reach):
                return Span(clause.start, clause.end)
    return None


def fares(case: Case) -> Span | None:
    """餐饮业营业额减少: how it does."""
    mention, clause = case.mention, case.clause
    far = clause.end if mention.form == "marked" else mention.reach + NEAR
    if case.strong(c for c in case.cues if mention.reach <= c.start < far):
        return Span(clause.start, clause.end)
    return None


def is_among(case: Case) -> Span | None:
    """将影响多个行业，包括广告、影视: an example of what the clause before speaks of."""
    before, clause = case.before, case.clause
    lead = case.reading.layout.folded[clause.lead : clause.lead + 4]
    if before and lead.startswith(LISTING) and any(not STRONG.isdisjoint(c.lists) for c in case.cues_before):
        return Span(before.start, clause.end)
    return None


def is_resumed(case: Case) -> Span | None:
    """涌现出众多剪辑师，他们的前景令人担忧: the next clause says it."""
    after = case.after
    if after and case.mention.form != "known" and case.reading.layout.folded.startswith(PRONOUNS, after.lead):
        if any(not STRONG.isdisjoint(c.lists) for c in case.cues_after):
            return Span(case.clause.start, after.end)
    return None


def has_news(case: Case) -> Span | None:
    """标志着平台经济领域执法进入新阶段: a clause about a named sector that says what changes."""
    if case.mention.form == "marked" and case.strong(case.cues):
        return Span(case.clause.start, case.clause.end)
    return None


RULES: tuple[Rule, ...] = (touched, put_to_use, receives, fares, is_among, is_resumed, has_news)


def _only_fillers(case: Case, start: int, end: int) -> bool:
    """Whether nothing stands between a cue and a sector but what describes the sector or lists others before it."""
    vague = words(case.reading.layout.lexicon, f"{TOPIC}.vague")
    between = [t for t in case.clause.tokens if t.start >= start and t.end <= end]
    joined = any(t.word in ("、", "和", "及", "与", "以及") for t in between)
    return all(
        t.tag in FILLERS or t.word in vague or (joined and t.tag in ("n", "nz", "vn", "w", "c")) for t in between
    )


def find(reading: Reading) -> Iterator[Industry]:
    """One entry a sector, in its fullest form: the first clause of the strongest rule."""
    best: dict[str, tuple[int, Industry]] = {}
    for rank, industry in _all(reading):
        key = industry.name
        if key not in best or rank < best[key][0]:
            best[key] = rank, industry
    names = {key for key in best if not any(key != other and key in other for other in best)}
    yield from sorted((i for key, (_, i) in best.items() if key in names), key=lambda i: (i.start, i.end))


def _all(reading: Reading) -> Iterator[tuple[int, Industry]]:
    layout = reading.layout
    found = hits(layout, TOPIC)
    names = [h for h in found if any(name.startswith("sector_") for name in h.lists)]
    cues = [h for h in found if not CUES.isdisjoint(h.lists)]
    crafts = trades(layout)
    bodies = [
        m
        for group in (reading.names.organisations, reading.names.products, reading.names.people)
        for n in group
        for m in n.mentions
    ]
    clauses = statements(reading)
    said = [_not_denied(layout, c, _within(cues, c.lead, c.end)) for c in clauses]
    for at, clause in enumerate(clauses):
        before = at - 1 if at and clauses[at - 1].paragraph == clause.paragraph else None
        after = at + 1 if at + 1 < len(clauses) and clauses[at + 1].paragraph == clause.paragraph else None
        inside = (
            _within(names, clause.lead, clause.end),
            [c for c in crafts if clause.lead <= c.start and c.reach <= clause.end],
        )
        for mention in mentions(layout, clause, *inside):
            if any(
                (b.start <= mention.start and mention.reach < b.end)
                or (b.start < mention.start and mention.end <= b.end)
                for b in bodies
            ):
                continue
            case = Case(
                mention,
                clause,
                [c for c in said[at] if c.end <= mention.start or c.start >= mention.end],
                clauses[before] if before is not None else None,
                said[before] if before is not None else (),
                clauses[after] if after is not None else None,
                said[after] if after is not None else (),
                reading,
            )
            for rank, rule in enumerate(RULES):
                span = rule(case)
                if span is not None:
                    voice = reading.speech.voice_at(span.start)
                    name = layout.text[mention.start : mention.end]
                    yield rank, Industry(span.start, span.end, name, voice.speaker if voice else None, rule.__name__)
                    break


def _within(found: Sequence[Hit], start: int, end: int) -> list[Hit]:
    low = bisect_left(found, start, key=lambda h: h.start)
    high = bisect_left(found, end, key=lambda h: h.start)
    return [h for h in found[low:high] if h.end <= end]


def _not_denied(layout, clause: Statement, cues: Sequence[Hit]) -> list[Hit]:
    """The cues of a clause without those that it denies: 不会取代, 没有影响."""
    no = words(layout.lexicon, f"{TOPIC}.negations")
    kept = []
    for cue in cues:
        before = [t.word for t in clause.tokens if cue.start - 5 <= t.start and t.end <= cue.start][-2:]
        if not (any(w in no for w in before) and not {"harm", "gain", "change", "use"}.isdisjoint(cue.lists)):
            kept.append(cue)
    return kept


KIND = Kind("industries", Industry, find)
