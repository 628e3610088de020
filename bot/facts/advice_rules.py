"""What the words of a clause say of whether it advises something: the rules, and what comes of them in order of the text."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from bot.facts.hits import Hit
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.statements import Statement, words
from bot.facts.words import Token


class View(NamedTuple):
    """A statement with its cues; whether the one before it in the same voice was advice or announced some, or a call introduces the voice."""

    layout: Layout
    statement: Statement
    cues: Sequence[Hit]
    after_advice: bool
    announced: bool
    called: bool


Verdict = Literal["", "advice", "extends", "announces"]


class Judged(NamedTuple):
    """What the rules say of a statement: which one spoke, what comes of it, where advice would begin, and features that tell all this."""

    statement: Statement
    rule: str
    verdict: Verdict
    start: int
    told: frozenset[str]


class Opinion(NamedTuple):
    """Whether it is advice, and from where on."""

    yes: bool
    start: int


# A rule's opinion: no advice, advice from an offset on, or None for no opinion.
Rule = Callable[[View], Opinion | None]
NO = Opinion(yes=False, start=0)
# What is no advice whatever else speaks for it.
DECISIVE = frozenset(["asks", "wishes_for_oneself"])
CLOSE = 4  # tokens within which a modal's verb is looked for
LONGEST = 60  # code points behind a cue that are looked at


def asks(view: View) -> Opinion | None:
    """A question is no advice, except one that asks for it: 能不能讓勞工參與？"""
    text, end = view.layout.text, view.statement.end
    asked = text[end : end + 1] in ("？", "?") and end < len(text)
    return NO if asked and not _first(view, "request") and not _first(view, "forbid") else None


def tells_what_was(view: View) -> Opinion | None:
    """去年要求停工, 需要了: what was or is over is no advice."""
    return NO if _first(view, "past") and not _first(view, "duty") else None


def supposes(view: View) -> Opinion | None:
    """如果需要停工: a condition is no advice."""
    opening = view.statement.tokens[0].word
    return NO if opening in words(view.layout.lexicon, "clauses.supposing") else None


def wishes_for_oneself(view: View) -> Opinion | None:
    """希望自己能早日回家 asks nobody for anything."""
    for cue in view.cues:
        behind = _behind(view, cue)[:1] if "wish" in cue.lists else ()
        if any(token.word in words(view.layout.lexicon, "advice.oneself") for token in behind):
            return NO
    return None


def describes(view: View) -> Opinion | None:
    """是我們必須行動的警鐘: what is said is what something is."""
    return NO if view.statement.tokens[0].word == "是" else None


def urges(view: View) -> Opinion | None:
    """呼籲政府停工: what stands behind the verb, where it is a clause; 建議 as a noun is none."""
    for cue in view.cues:
        if "urge" in cue.lists and not _denied(view, cue):
            behind = _behind(view, cue)
            whole = any(t.end == cue.end for t in view.statement.tokens)  # not 建議書
            if (
                whole
                and len(behind) > 1
                and any(t.tag == "v" for t in behind)
                and behind[0].tag not in ("f", "c", "u", "w")
            ):
                return Opinion(yes=True, start=cue.end)
    return None


def answers_a_call(view: View) -> Opinion | None:
    """他呼籲,業者先取得同意: the first clause with a verb of words that a call introduces."""
    statement = view.statement
    first = view.called and statement.voice is not None and statement.start - statement.voice.start <= CLOSE
    does = any(t.tag == "v" for t in statement.tokens)
    return Opinion(yes=True, start=statement.start) if first and does else None


def wishes(view: View) -> Opinion | None:
    """希望業者理性溝通: a wish for what somebody should do, said by another."""
    for cue in view.cues:
        if "wish" in cue.lists and view.statement.voice and not _denied(view, cue):
            behind = _behind(view, cue)
            acts = any("act" in c.lists and c.start >= cue.end for c in view.cues)
            if (
                acts
                and behind[0].tag in ("n", "ORG", "PER", "LOC", "r", "nz")
                and behind[0].word not in words(view.layout.lexicon, "advice.self")
            ):
                return Opinion(yes=True, start=cue.start)
    return None


def obliges(view: View) -> Opinion | None:
    """政府應檢討稅基: a modal of duty before a verb, said by somebody."""
    for cue in view.cues:
        if "duty" in cue.lists and not _denied(view, cue) and _acts(view, cue):
            return Opinion(yes=True, start=view.statement.start)
    return None


def ought(view: View) -> Opinion | None:
    """各平台要與勞工溝通: 要 and its like, where somebody speaks and an act follows; not 每天要消耗, 真要領高薪."""
    if view.statement.voice is None:
        return None
    willing = words(view.layout.lexicon, "advice.willing")
    before = ""
    cues = {c.start: c for c in view.cues if "ought" in c.lists}
    for token in view.statement.tokens:
        if token.start in cues and before not in willing:
            cue = cues[token.start]
            if not _denied(view, cue) and any("act" in c.lists and c.start >= cue.end for c in view.cues):
                return Opinion(yes=True, start=view.statement.start)
        before = token.word
    return None


def allows(view: View) -> Opinion | None:
    """可參考計程車費率, 不妨先試: mild advice, in somebody's voice only."""
    if view.statement.voice is None:
        return None
    for cue in view.cues:
        if "milder" in cue.lists and not _denied(view, cue) and not view.layout.folded.startswith("的", cue.end):
            return Opinion(yes=True, start=view.statement.start)
        if "may" in cue.lists and not _denied(view, cue):
            behind = _behind(view, cue)[:2]
            if any(t.word in words(view.layout.lexicon, "advice.consider") for t in behind):
                return Opinion(yes=True, start=view.statement.start)
    return None


def goes_on(view: View) -> Opinion | None:
    """…，提供權利保障: a clause that opens with what to do, after advice in the same sentence or an announced list."""
    tokens = [t for t in view.statement.tokens if t.start >= view.statement.start]
    if not (view.after_advice or view.announced) or not tokens:
        return None
    opens = tokens[0].word in words(view.layout.lexicon, "advice.act") or (
        view.announced and tokens[0].tag in ("v", "p", "ad") and any(t.tag == "v" for t in tokens)
    )
    return Opinion(yes=True, start=view.statement.start) if opens else None


RULES: tuple[Rule, ...] = (
    asks,
    supposes,
    wishes_for_oneself,
    describes,
    urges,
    answers_a_call,
    wishes,
    tells_what_was,
    obliges,
    ought,
    allows,
    goes_on,
)


def _first(view: View, name: str) -> Hit | None:
    return next((cue for cue in view.cues if name in cue.lists), None)


def _behind(view: View, cue: Hit) -> Sequence[Token]:
    """The words behind a cue in its statement, as far as they can matter."""
    return view.layout.tokens_in(cue.end, min(view.statement.end, cue.end + LONGEST))


def _denied(view: View, cue: Hit) -> bool:
    """不希望, 沒有要求: a negation right in front of the cue."""
    at = bisect_left(view.cues, cue.start, key=attrgetter("start"))
    return any("deny" in other.lists and 0 <= cue.start - other.end <= 1 for other in view.cues[max(0, at - 2) : at])


def _acts(view: View, cue: Hit) -> bool:
    """Whether a verb follows the modal: 應檢討, 需要更多溝通, but not 需要半年 nor the guess in 應該是."""
    behind = _behind(view, cue)[:CLOSE]
    if behind and behind[0].word in words(view.layout.lexicon, "advice.guessing"):
        return False
    return any(t.tag in ("v", "vd", "a", "ad", "p", "vn") for t in behind) and not any(t.tag == "m" for t in behind[:1])


def judged(reading: Reading, cues: Sequence[Sequence[Hit]]) -> list[Judged]:
    """What the rules say of every statement, with its cues; only the body holds advice for them."""
    layout, out = reading.layout, []
    announced: Statement | None = None
    last: Statement | None = None  # the statement before, where it was advice or went on with it
    for statement, own in zip(reading.statements, cues, strict=True):
        if statement.paragraph.role != "body":
            out.append(Judged(statement, "", "", statement.start, frozenset()))
            continue
        tied = last is not None and last.sentence == statement.sentence and last.voice == statement.voice
        heard = (
            announced is not None and announced.paragraph == statement.paragraph and announced.voice == statement.voice
        )
        called = is_called(layout, statement)
        view = View(layout, statement, own, tied, heard or called, called)
        rule, opinion = next(((r.__name__, o) for r in RULES if (o := r(view)) is not None), ("", NO))
        verdict = _verdict(view, rule, opinion)
        if verdict == "announces":
            announced = statement
        last = statement if verdict in ("advice", "extends") else None
        told = {f"rule {rule} {opinion.yes}"} if rule else set()
        told.update(name for name, true in (("tied", tied), ("heard", heard), ("called", called)) if true)
        told.update(f"rule {verdict}" for _ in [1] if verdict in ("announces", "extends"))
        out.append(Judged(statement, rule, verdict, opinion.start if opinion.yes else statement.start, frozenset(told)))
    return out


def _verdict(view: View, rule: str, opinion: Opinion) -> Verdict:
    """A clause that goes on with advice behind a comma belongs to it."""
    goes_with = view.after_advice and view.statement.before in ("，", ",")
    if announces(view):
        return "announces"
    if opinion.yes and not (goes_with and rule == "goes_on"):
        return "advice"
    return "extends" if goes_with and (opinion.yes or extends(view)) else ""


def is_called(layout: Layout, statement: Statement) -> bool:
    """建議, 呼籲 or 提醒 stands right in front of the words that the statement belongs to."""
    if statement.voice is None or statement.voice.end < statement.start:
        return False
    start = statement.voice.start
    near = [t for t in layout.tokens_in(max(0, start - 8), start) if start - t.end <= CLOSE]
    urging = words(layout.lexicon, "advice.urge") | words(layout.lexicon, "advice.wish")
    return any(t.word in urging for t in near)


def announces(view: View) -> bool:
    """可以從多方面著手：, 提出三點建議：— the list that follows is the advice."""
    tail = {t.word for t in view.statement.tokens[-3:]}
    lexicon = view.layout.lexicon
    return bool(tail & words(lexicon, "advice.announcing")) and bool(_first(view, "may") or _first(view, "urge"))


def extends(view: View) -> bool:
    """…，透過法案設計避免負面效應: a clause without a subject of its own goes on with the advice before it."""
    tokens = [t for t in view.statement.tokens if t.start >= view.statement.start]
    following = words(view.layout.lexicon, "clauses.following")
    return bool(tokens) and (tokens[0].word in following or tokens[0].tag in ("v", "p"))
