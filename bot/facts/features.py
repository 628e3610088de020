"""What can be told of a clause that bears on one topic: its traits, the topic's cue words in it, and the clauses around.

A feature is a string, as a trait is. With a cue's list and word they come from config/lexicon, the rest is named here.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from bot.facts.hits import Hit
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.statements import Statement
from bot.facts.traits import beside

Features = set[str]

# Lists of a topic that only shade what another word says.
SHADES = frozenset(["plain", "deny", "relief", "good", "causes", "hedge"])
# What is told of the clauses beside it, by how the feature begins.
SHARED = ("list ", "shade ", "rule ", "plain", "cue")
ARTICLE_STEPS, MOST_CUED = 20, 5  # the share of clauses with a cue is told in twentieths, up to five of them
PARAGRAPH_STEPS, MOST_BESIDE = 8, 4  # in eighths, up to four
NEAR, FAR = 3, 10  # code points between a negation, or a remedy, and the cue it undoes


def features(reading: Reading, cues: Sequence[Sequence[Hit]], opinions: Sequence[Iterable[str]] = ()) -> list[Features]:
    """The features of every statement for a topic, with its `cues` by statement.

    `opinions` are features that the topic's own rules give each statement.
    """
    statements = reading.statements
    told = [_of_cues(reading.layout, statement, own) for statement, own in zip(statements, cues, strict=True)]
    for own, opinion in zip(told, opinions, strict=False):
        own.update(opinion)
    beside(statements, told, SHARED)
    out = [{*traits, *own} for traits, own in zip(reading.traits, told, strict=True)]
    for made in out:
        if "cue" in made and "about1" in made:
            made.add("cue about")
    _of_neighbours(statements, out)
    return out


def of_company(statements: Sequence[Statement], made: Sequence[Features]) -> None:
    """Adds how much of the article, and of the rest of its paragraph, has a cue: what is bad news among much of it."""
    cued = [("cue" in its) for its in made]
    share = min(MOST_CUED, ARTICLE_STEPS * sum(cued) // max(1, len(cued)))
    for _, group in groupby(range(len(statements)), key=lambda at: statements[at].paragraph):
        inside = list(group)
        count = sum(cued[at] for at in inside)
        for at in inside:
            beside = min(MOST_BESIDE, PARAGRAPH_STEPS * (count - cued[at]) // max(1, len(inside) - 1))
            told = (f"article cued {share}", f"paragraph cued {beside}")
            made[at].update(told, [f"cue where {name}" for name in told] if cued[at] else ())


def _of_cues(layout: Layout, statement: Statement, cues: Sequence[Hit]) -> Features:
    """Which cues, how many, where, and whether something before them undoes them (避免…風險, 不會造成失業潮)."""
    made: Features = set()
    lists = {name for cue in cues for name in cue.lists}
    before: set[str] = set()
    described = {a.start for a, b in pairwise(statement.tokens) if a.tag == "a" and b.tag == "n"}  # 複雜場景
    kinds, count = set(), 0
    for index, cue in enumerate(cues):
        carrying = [name for name in cue.lists if name not in SHADES]
        undone = _undoing(layout, cues, index) if carrying else ""
        made.update(f"{undone}list {name}" for name in carrying)
        made.update(f"shade {name}" for name in cue.lists if not carrying)
        if carrying and not undone:
            kinds.update(carrying)
            count += 1
            made |= _of_cue(cue, _place(layout, statement, cue, described), lists, before)
        before.update(cue.lists)
    if count:
        made.update(f"cue with {shade}" for shade in ("causes", "hedge", "good", "deny", "relief") if shade in lists)
        made.update(name for name, least in (("cue", 1), ("cues", 2), ("many cues", 3)) if count >= least)
        told = (
            ("only an effect", kinds == {"effect"}),
            ("cues of two lists", len(kinds) > 1),
            ("only faint cues", "plain" not in made),
        )
        made.update(name for name, true in told if true)
        made.add("cue said" if statement.voice else "cue told")
    return made


def _of_cue(cue: Hit, place: str, lists: set[str], before: set[str]) -> Features:
    """What one cue that holds adds; `lists` are those of the whole statement, `before` those in front of the cue."""
    made = {f"cue {place}"}
    if "causes" in before:
        made.add("cue caused")
    if "plain" in cue.lists:
        told = (("plain causes", "causes" in before), ("plain hedge", "hedge" in lists))
        made.update(("plain", f"plain {place}"), (name for name, true in told if true))
    return made


def _place(layout: Layout, statement: Statement, cue: Hit, described: set[int]) -> str:
    """Whether the cue only describes another word (複雜場景, 低迷的營收), closes the statement, or stands inside it."""
    if cue.start in described or layout.folded.startswith("的", cue.end):
        return "modifier"
    return "end" if statement.end - cue.end <= 2 else "inside"


def _undoing(layout: Layout, cues: Sequence[Hit], index: int) -> str:
    """The mark for a cue that a negation or a remedy stands shortly before; not one that only modifies it (不小的差距)."""
    cue = cues[index]
    for other in reversed(cues[max(0, index - FAR) : index]):
        between = layout.folded[other.end : cue.start]
        if len(between) > FAR:
            break
        denied = "deny" in other.lists and len(between) <= NEAR and "的" not in between
        if denied or "relief" in other.lists:
            return "no "
    return ""


def _of_neighbours(statements: Sequence[Statement], made: Sequence[Features]) -> None:
    """Adds what stands before and behind each statement. Only features that are there before are looked at."""
    cued = ["cue" in its for its in made]
    for index, statement in enumerate(statements):
        for step in (-2, -1, 1, 2):
            at = index + step
            if not 0 <= at < len(statements):
                continue
            same = statements[at].sentence == statement.sentence
            if cued[at]:
                made[index].add(f"{step:+} near cue{' in sentence' if same else ''}")
        if (index and statement.before == "：" and cued[index - 1]) or (
            index and "listed" in made[index - 1] and statements[index - 1].sentence == statement.sentence
        ):
            made[index].add("listed")
