"""What can be told of each sector that an article names, over all the places where it does: the features that a scorer weighs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.facts.article import Span
from bot.facts.features import Features
from bot.facts.industry_cases import Case, Clause, cases
from bot.facts.reading import Reading
from bot.facts.sectors import JOINTS, known

NEAR = 6  # code points between a name and a cue that is near it
LONGEST = 6  # code points of a name that are told apart
HEADLINE = 100  # code points of the first line in which names are looked for
PARTS = 4  # of the article, for where a sector is first named


class Opinion(NamedTuple):
    """The rule that takes a sector for a touched one in one place, its rank among the rules, and the clauses that say so."""

    rank: int
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector by the name that the article gives it, with each of its mentions and what the rules say of it."""

    name: str
    cases: Sequence[Case]
    opinions: Sequence[Opinion | None]
    features: Features


def sectors(reading: Reading, judge: Callable[[Case], Opinion | None]) -> Iterator[Sector]:
    """Every sector named in the article; `judge` asks the rules about one mention."""
    layout = reading.layout
    named: dict[str, list[Case]] = {}
    for case in cases(reading):
        named.setdefault(layout.text[case.mention.start : case.mention.end], []).append(case)
    shorter = {part for name in named for part in parts(name)}
    headline = "".join(layout.text[p.start : p.end] for p in layout.paragraphs[:1])[:HEADLINE]
    for name, mentions in named.items():
        opinions = [judge(case) for case in mentions]
        made = _of_name(
            name, layout.folded[mentions[0].mention.start : mentions[0].mention.end] in known(layout.lexicon)
        )
        for case, opinion in zip(mentions, opinions, strict=True):
            made |= _of_case(reading, case, opinion)
        told = (
            ("in the headline", name in headline),
            ("part of another", name in shorter),
            ("holds another", any(part in named for part in parts(name))),
            ("ruled twice", sum(o is not None for o in opinions) > 1),
            ("cued twice", sum(bool(c.clause.cues) for c in mentions) > 1),
        )
        made.update(tell for tell, true in told if true)
        made.update(f"mentions {n}" for n in (2, 3, 5, 8) if len(mentions) >= n)
        made.add(f"first at {PARTS * mentions[0].mention.start // max(1, len(layout.text))}/{PARTS}")
        yield Sector(name, mentions, opinions, made)


def parts(name: str) -> Iterator[str]:
    """Every shorter piece of a name; names are short."""
    return (name[i:j] for i in range(len(name)) for j in range(i + 1, len(name) + (i > 0)))


def _of_name(name: str, is_known: bool) -> Features:
    return {"bias", f"length {min(len(name), LONGEST)}", "on a list" if is_known else "on no list"}


def _of_case(reading: Reading, case: Case, opinion: Opinion | None) -> Features:
    """What stands around one mention."""
    layout, mention, statement = case.layout, case.mention, case.clause.statement
    made = {f"form {mention.form}", f"role {statement.paragraph.role}", "said" if statement.voice else "told"}
    if opinion is not None:
        made |= {"a rule", f"rule {opinion.rule}"}
    made |= _of_cues(case.clause, mention.start, mention.end)
    for side, clause in (("earlier", case.before), ("later", case.after)):
        made.update(f"{side} {name}" for cue in (clause.cues if clause else ()) for name in cue.lists)
    behind = next((t for t in statement.tokens if t.start >= mention.end), None)
    before = next((t for t in reversed(statement.tokens) if t.end <= mention.start), None)
    made |= {f"next {behind.word}", f"next tag {behind.tag}"} if behind else {"ends the clause"}
    made |= {f"previous {before.word}", f"previous tag {before.tag}"} if before else {"opens the clause"}
    joined = (behind is not None and behind.word in JOINTS) or (before is not None and before.word in JOINTS)
    made.add("in a list" if joined else "alone")
    if mention.reach > mention.end:
        made.add(f"mark {layout.folded[mention.end : mention.reach][-2:]}")
    return made


def _of_cues(clause: Clause, start: int, end: int) -> Features:
    """The cues of the clause, by side and distance of the name at `start, end`."""
    if not clause.cues:
        return {"no cue"}
    made: Features = set()
    for cue in clause.cues:
        side, gap = ("behind", cue.start - end) if cue.start >= end else ("before", start - cue.end)
        made.add(f"cue {cue.word}")
        for name in cue.lists:
            made |= {f"{side} {name}", f"{side} {name} {'near' if gap <= NEAR else 'far'}"}
    return made
