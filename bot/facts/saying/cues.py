"""Cues: the words by which an article hands over to a source, with the source they have.

王某表示，… · 王某告诉记者… · 据知情人士透露，… · 报告显示，… · 用王某的话说，… · 王某的看法是，… · 网友：“…”
"""

from collections.abc import Callable, Iterator, Sequence

from bot.facts.saying.ground import Ground, Words
from bot.facts.saying.media import is_medium
from bot.facts.saying.outline import QUOTE, Line, clause_start, is_comma
from bot.facts.saying.phrases import LONGEST_TERM, PASSED_OVER, Source
from bot.facts.saying.predicates import (
    Cue,
    can_bring,
    is_blocked,
    is_disbelief,
    is_foretold,
    is_gesture,
    is_in_setting,
    is_nickname,
    leaves_out_subject,
    manner_of,
    past_addressee,
    pause_at,
)
from bot.facts.saying.sources import source_before
from bot.facts.saying.verbless import account_cue, colon_cue, noun_cue, opinion_cue, topic_cue, view_cue
from bot.facts.words import Token

FARTHEST_LINK = 14  # items between 谈到 and the 时表示 that belongs to it
PAUSES = frozenset("，。！？,!?…")


def cues_in(ground: Ground, line: Line) -> Iterator[Cue]:
    """The cues of a line in order; each has a source, or leaves out a subject that stands before."""
    at = 0
    while at < len(line.items):
        cue = None
        if line.items[at].word in ground.words.triggers:
            cue = next((c for find in FINDERS if (c := find(ground, line.items, at)) is not None), None)
        if cue is not None:
            yield cue
        at = max(at + 1, cue.behind if cue is not None else 0)


def verb_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """他表示, 他接受采访时说, 他回应此事称: a verb of saying and those that follow it in the same clause."""
    words = ground.words
    if manner_of(items[at], words) is None or is_blocked(items, at, words):
        return None
    clause = clause_start(items, at)
    low = next((i + 1 for i in range(at - 1, clause - 1, -1) if _ends_clause(items, i, clause)), clause)
    if any(i.word in words["ifs"] for i in items[low:at]):
        return None
    last = _linked(items, at, words)
    verb = items[last].word
    manner = manner_of(items[last], words) or "says"
    reports = items[at].word in words["reports"] or verb in words["reports"]
    source = source_before(ground, items, low, at, reports=reports)
    noun = last > at and items[at].word in words["speaks"] and all(i.tag in PASSED_OVER for i in items[at + 1 : last])
    if noun and (source is None or source.kind == "thing"):
        source = source_before(ground, [*items[:at], items[at]._replace(tag="n")], low, at + 1)  # 分析也认为
    behind = past_addressee(items, last + 1) if verb in words["tells"] else last + 1
    pause = pause_at(items, behind)
    if not pause and verb in words["claims"]:
        behind = last + 1  # 提醒人们要谨慎: who is told is the subject of what is said
    if (
        not can_bring(items, behind, manner, pause, source, words=words)
        or is_gesture(items, behind, pause, words)
        or (not pause and is_in_setting(items, clause, at, behind, words))
        or (verb in ("说", "讲") and items[low].word in words["viewpoints"])  # 从长远的角度说
        or is_foretold(items, at, source, words)
        or not _can_speak(
            ground, items, low, at, source, plain=manner == "says" and bool(pause) and verb not in words["tells"]
        )
    ):
        return None
    if last == at and is_disbelief(items, at, words):
        if source is None:
            return None
        at, behind, pause = at - 1, at - 1, ""
    return Cue(clause, at, behind, manner, pause, source, verb, reports or (source is not None and source.by_account))


Finder = Callable[[Ground, Sequence[Token], int], Cue | None]
FINDERS: tuple[Finder, ...] = (account_cue, opinion_cue, verb_cue, topic_cue, noun_cue, view_cue, colon_cue)


def _can_speak(
    ground: Ground, items: Sequence[Token], low: int, at: int, source: Source | None, *, plain: bool
) -> bool:
    """Somebody stands there, or a subject is left out; the article's own reporters and mere things say nothing.

    `plain`: behind a plain verb of saying with its comma a source may be of any kind.
    """
    if source is None:
        return leaves_out_subject(items, low, at)
    if source.kind == "thing":
        return plain
    if items[at].word in ground.words["notices"] and source.name is not None and is_medium(ground, source.name.full):
        return False  # 本刊注意到: its reporters
    return ground.layout.folded[source.start : source.end] not in ground.words["reporters"]


def _linked(items: Sequence[Token], at: int, words: Words) -> int:
    """The last of the verbs that make one cue: 报道 称, 谈到 … 时 表示, 告诉 记者 说."""
    last, first = at, items[at].word
    loose = first in words["remarks"] or first in words["tells"]
    hands_on = first in words["relays"] or first in words["reports"]
    for i in range(at + 1, min(len(items), at + FARTHEST_LINK)):
        if is_comma(items[i]) or (items[i].tag == QUOTE and items[i].end - items[i].start > LONGEST_TERM):
            break
        urges = first in words["remarks"] and items[i].word in words["urges"]  # 发文建议
        object_ = first in words["says"] and not pause_at(items, i + 1)  # 说留意到有人担心
        remarks = items[i].word in words["remarks"] and not object_
        if items[i].word not in words["says"] and not (i == last + 1 and (urges or remarks)):
            continue
        if items[i - 1].tag == "PER" and first not in words["tells"]:
            break  # 分析师王某指出, whatever the tagger makes of 分析
        timed = items[i - 1].word in words["localisers"] or items[i - 1].tag == "d"
        joined = i == last + 1 or (i == last + 2 and items[i - 1].tag == "c")  # 报道并说
        if joined or (loose and not hands_on and not is_blocked(items, i, words)) or (loose and timed):
            last = i
        elif not timed:
            break
    return last


def _ends_clause(items: Sequence[Token], at: int, clause: int) -> bool:
    """A quotation at the head of a clause, or one with a pause at its end, stands for a clause: “好的”他说."""
    if items[at].tag != QUOTE or items[at].word[-2:-1] in PAUSES:
        return items[at].tag == QUOTE
    return at == clause and not is_nickname(items, at)
