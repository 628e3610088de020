"""What the subject can do: 能生成長達1分鐘的高清視頻."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.facts.features import cues_of
from bot.facts.hits import Hit, hits
from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.statements import Statement, statements, words

NEAR = 6  # tokens behind 能 or 可以 within which its verb is looked for
SHORT = 6  # code points of a clause that only adds to the one before
LONGEST = 60  # code points of clauses that are still one capability


@dataclass(frozen=True, slots=True)
class Capability:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


class View(NamedTuple):
    """A statement with its cues; `after` where the one before it in the sentence was a capability."""

    layout: Layout
    statement: Statement
    cues: Sequence[Hit]
    after: bool


# A rule's opinion: where the capability begins, -1 for none, None for no opinion.
Rule = Callable[[View], int | None]
NONE = -1


def asks(view: View) -> int | None:
    end = view.statement.end
    return NONE if view.layout.text[end : end + 1] in ("？", "?") and end < len(view.layout.text) else None


def supposes(view: View) -> int | None:
    return NONE if view.statement.tokens[0].word in words(view.layout.lexicon, "clauses.supposing") else None


def is_a_person(view: View) -> int | None:
    """用戶可以選擇, 我們能看到: what people can do is nothing the subject can."""
    actors = words(view.layout.lexicon, "capabilities.actors")
    able = next((c for c in view.cues if "can" in c.lists), None)
    if able is None:
        return None
    before = view.layout.tokens_in(view.statement.start, able.start)
    return NONE if any(t.tag == "PER" or t.word in actors for t in before) else None


def can(view: View) -> int | None:
    """能生成…, 可以幫助…, 能夠創造…: a modal of ability right before what is done."""
    for cue in view.cues:
        if "can" in cue.lists and not _denied(view, cue):
            behind = view.layout.tokens_in(cue.end, view.statement.end)[:NEAR]
            does, deny = (
                words(view.layout.lexicon, "capabilities.does"),
                words(view.layout.lexicon, "capabilities.deny"),
            )
            if behind and behind[0].word in deny:
                continue
            if any(t.word in does for t in behind) or (
                len(behind) > 1 and behind[0].tag in ("v", "p") and behind[0].word != "从"
            ):
                return cue.start
    return None


def shows(view: View) -> int | None:
    """展現了三維空間的連貫性, 實現了…的訓練: what it has brought about."""
    for cue in view.cues:
        if cue.word in words(view.layout.lexicon, "capabilities.shows") and not _denied(view, cue):
            return cue.start if view.layout.folded.startswith("了", cue.end) else None
    return None


def goes_on(view: View) -> int | None:
    """…，直接為不同設備創造內容: a clause without a subject goes on with what it can do."""
    tokens = [t for t in view.statement.tokens if t.start >= view.statement.start]
    if not view.after or not tokens or tokens[0].tag not in ("v", "ad", "d", "p"):
        return None
    does = words(view.layout.lexicon, "capabilities.does")
    return view.statement.start if any(t.word in does for t in tokens) else None


RULES: tuple[Rule, ...] = (asks, supposes, is_a_person, can, shows, goes_on)


def _denied(view: View, cue: Hit) -> bool:
    """Whether the ability is denied, doubted or wished for in front of the cue."""
    return any("deny" in other.lists and other.end <= cue.start for other in view.cues)


def find(reading: Reading) -> Iterable[Capability]:
    made = [s for s in statements(reading) if s.paragraph.role == "body"]
    out: list[Capability] = []
    last: Statement | None = None  # the statement before, where it was a capability or went on with it
    for statement, cues in zip(made, cues_of(hits(reading.layout, "capabilities"), made), strict=True):
        tied = last is not None and last.sentence == statement.sentence and last.voice == statement.voice
        view = View(reading.layout, statement, cues, tied)
        rule, start = next(((r.__name__, o) for r in RULES if (o := r(view)) is not None), ("", NONE))
        leans = tied and statement.before == "，" and rule in ("", "goes_on") and extends(view)
        if leans and statement.end - out[-1].start <= LONGEST:
            out[-1] = replace(out[-1], end=statement.end)
        elif start >= 0:
            out.append(Capability(start, statement.end, statement.voice.speaker if statement.voice else None, rule))
        last = statement if start >= 0 or leans else None
    return out


def extends(view: View) -> bool:
    """提高效率, 如同真實存在, 無需對素材進行裁切: too short, or too loose, to stand alone."""
    first = next((t for t in view.statement.tokens if t.start >= view.statement.start), view.statement.tokens[0])
    return view.statement.end - view.statement.start <= SHORT or first.word in words(
        view.layout.lexicon, "capabilities.loose"
    )


KIND = Kind("capabilities", Capability, find)
