"""Cues: the verbs by which an article hands the word to a source, with the source they have.

王某表示，… · 王某告诉记者… · 据知情人士透露，… · 报告显示，… · 用王某的话说，… · 网友：“…”
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from bot.facts.layout import Layout
from bot.facts.outline import COMMAS, QUOTE, Line, clause_end, clause_start, is_comma
from bot.facts.sources import LONGEST_TERM, PASSED_OVER, Roll, Source, Words, source_before, words_of
from bot.facts.words import Token

Manner = Literal["says", "remarks", "holds", "shows", "account", "colon"]
MANNERS: tuple[Manner, ...] = ("says", "remarks", "holds", "shows")
FARTHEST_LINK = 14  # items between 谈到 and the 时表示 that belongs to it
SHORTEST_SAYING = 4  # characters


class Cue(NamedTuple):
    """A cue in a line: its words are `items[first:behind]`, its clause begins at `clause`.

    `pause` is the comma, colon or opening mark right behind it, or "". `source` None: the subject is left out.
    """

    clause: int
    first: int
    behind: int
    manner: Manner
    pause: str
    source: Source | None
    verb: str


def cues_in(layout: Layout, roll: Roll, line: Line) -> Iterator[Cue]:
    """The cues of a line in order; each has a source, or leaves out a subject that stands before."""
    words = words_of(layout.lexicon)
    items = line.items
    at = 0
    while at < len(items):
        cue = next((c for find in FINDERS if (c := find(layout, roll, words, items, at)) is not None), None)
        if cue is not None:
            yield cue
        at = max(at + 1, cue.behind if cue is not None else 0)


def manner_of(item: Token, words: Words) -> Manner | None:
    """The first list that the word stands in. A quotation or a name is no verb."""
    if item.tag in (QUOTE, "title", "PER", "ORG", "LOC"):
        return None
    return next((m for m in MANNERS if item.word in words[m]), None)


def verb_cue(layout: Layout, roll: Roll, words: Words, items: Sequence[Token], at: int) -> Cue | None:
    """他表示, 他接受采访时说, 他回应此事称: a verb of saying and those that follow it in the same clause."""
    manner = manner_of(items[at], words)
    if manner is None or _blocked(items, at, words):
        return None
    clause = clause_start(tuple(items), at)
    low = next((i + 1 for i in range(at - 1, clause - 1, -1) if _ends_clause(items, i, clause)), clause)
    if any(i.word in words["ifs"] for i in items[low:at]):
        return None
    last = _linked(items, at, words)
    verb = items[last].word
    manner = manner_of(items[last], words) or manner
    reports = items[at].word in ("报道", "报导", "报道称", "报导称") or verb in ("报道", "报导")
    source = source_before(layout, roll, items, low, at, reports=reports)
    if last == at + 1 and (source is None or source.kind == "thing") and items[at].word in words["speaks"]:
        source = source_before(layout, roll, [*items[:at], items[at]._replace(tag="n")], low, at + 1)  # 分析认为
    behind = last + 1
    if verb in ("告诉", "告知", "提醒", "警告"):
        behind = _past_addressee(items, behind)
    pause = _pause(items, behind)
    end = clause_end(tuple(items), behind)
    if not pause and end < len(items) and items[end - 1].word in words["localisers"] and _in_setting(items, clause, at):
        return None
    if not _stands(items, behind, manner, pause, source, words) or _is_gesture(items, behind, pause, words):
        return None
    if source is None and (items[at - 1].word == "地" or not _leaves_out_subject(items, low, at)):
        return None  # 准确地说
    if source is not None and source.kind == "thing" and (manner != "says" or not pause or verb == "表明"):
        return None
    return Cue(clause, at, behind, manner, pause, source, verb)


def account_cue(layout: Layout, roll: Roll, words: Words, items: Sequence[Token], at: int) -> Cue | None:
    """根据世界银行的数据，…: by the account of somebody named, without a verb. Must not take 据了解 or 根据财报."""
    if items[at].word not in words["according"] or (at > 0 and not is_comma(items[at - 1])):
        return None
    end = clause_end(tuple(items), at)
    if end == len(items) or (manner_of(items[end - 1], words) and not words.ends(items[end - 1].word, "document")):
        return None
    source = source_before(layout, roll, items, at, end)
    if source is None or source.kind not in ("organisation", "person", "document"):
        return None
    if source.kind == "document" and source.issued == source.end:  # 根据去年的数据: nobody's
        return None
    return Cue(at, at, end, "account", items[end].word, source, items[at].word)


def words_of_cue(layout: Layout, roll: Roll, words: Words, items: Sequence[Token], at: int) -> Cue | None:
    """用王某的话说，… and 在专家看来，…"""
    if items[at].word not in ("用", "在", "照", "套用") or at + 2 >= len(items):
        return None
    end = clause_end(tuple(items), at)
    close = "".join(i.word for i in items[at + 1 : end])
    tail = next((t for t in ("的话说", "的话来说", "的话讲", "看来", "的说法") if close.endswith(t)), None)
    if tail is None or end == len(items):
        return None
    stop = next((i for i in range(end, at, -1) if items[i - 1].end <= items[end - 1].end - len(tail)), at + 1)
    source = source_before(layout, roll, items, at + 1, stop)
    if source is None or source.kind == "thing":
        return None
    return Cue(at, at, end, "says", items[end].word, source, tail)


def colon_cue(layout: Layout, roll: Roll, words: Words, items: Sequence[Token], at: int) -> Cue | None:
    """网友：“…”: nothing but a name or a description before a colon and a quotation."""
    if items[at].word not in ("：", ":") or at + 1 >= len(items) or items[at + 1].tag != QUOTE:
        return None
    low = clause_start(tuple(items), at)
    source = source_before(layout, roll, items, low, at)
    if any(manner_of(i, words) for i in items[low:at]):
        return None
    if source is None or source.kind not in ("person", "human", "organisation", "he", "they") or at - low > 8:
        return None
    return Cue(low, at, at, "colon", "：", source, "：")


FINDERS = (account_cue, words_of_cue, verb_cue, colon_cue)


def _linked(items: Sequence[Token], at: int, words: Words) -> int:
    """The last of the verbs that make one cue: 报道 称, 谈到 … 时 表示, 告诉 记者 说."""
    last = at
    limit = min(len(items), at + FARTHEST_LINK)
    for i in range(at + 1, limit):
        if items[i].word in COMMAS or items[i].tag == QUOTE and items[i].end - items[i].start > 12:
            break
        if items[i].word not in words["says"] and not (i == last + 1 and items[i].word in words["remarks"]):
            continue
        loose = items[at].word in words["remarks"] or items[at].word in ("告诉", "告知")
        relays = items[at].word in words["relays"] or items[at].word in ("报道", "报导")
        if i == last + 1 or (loose and not relays and not _blocked(items, i, words)):
            last = i
        elif items[i - 1].word in words["localisers"] or items[i - 1].tag == "d":
            last = i if loose else last
        else:
            break
    return last


def _blocked(items: Sequence[Token], at: int, words: Words) -> bool:
    """会认为, 拒绝透露, 透露的, 李某所说: no saying."""
    if at > 0 and (items[at - 1].word in words["blockers"] or (at > 1 and items[at - 1].tag == "d" and items[at - 2].word in words["blockers"])):
        return True
    if items[at].tag in ("n", "vn"):
        if at > 0 and (items[at - 1].tag in ("v", "u") or items[at - 1].word == "的"):
            return True  # 进行了分析
        if at + 1 < len(items) and items[at + 1].tag in ("n", "vn"):
            return True  # 分析人士
        before = at
        while before > 0 and items[before - 1].tag in ("n", "a", "ad", "vn"):
            before -= 1
        if before > 0 and items[before - 1].word in words["blockers"]:
            return True  # 进行深度分析
    return at + 1 < len(items) and items[at + 1].word in words["aspects"] and items[at].word not in words["relays"]


def _past_addressee(items: Sequence[Token], at: int) -> int:
    """Behind 告诉 stands who is told: 告诉 新浪科技，… 告诉 记者 … 提醒 我们，…"""
    stop = at
    while stop < len(items) and stop < at + 6 and (items[stop].tag in ("n", "nz", "r", "PER", "ORG", "nw", "LOC", "title", "m", "q")):
        stop += 1
    if stop < len(items) and is_comma(items[stop]):
        return stop
    return min(at + 1, len(items)) if at < len(items) and items[at].tag in ("n", "r", "ORG", "nz") else at


def _pause(items: Sequence[Token], behind: int) -> str:
    if behind == len(items):
        return ""
    item = items[behind]
    if item.tag == QUOTE:
        closed = behind + 1 == len(items) or items[behind + 1].word[0] in "，。；！？,;!?…"
        return item.word[0] if closed or item.end - item.start > LONGEST_TERM else ""
    return item.word if is_comma(item) else ""


def _in_setting(items: Sequence[Token], clause: int, at: int) -> bool:
    """在表示接受处罚的同时，…: the verb stands in a phrase of time."""
    return any(i.tag == "p" for i in items[clause:at])


def _ends_clause(items: Sequence[Token], at: int, clause: int) -> bool:
    """A quotation at the head of a clause, or one with a pause at its end, stands for a clause: “好的”他说."""
    return items[at].tag == QUOTE and (at == clause or items[at].word[-2:-1] in "，。！？,!?…")


def _stands(
    items: Sequence[Token], behind: int, manner: Manner, pause: str, source: Source | None, words: Words
) -> bool:
    """Whether a saying can follow, or stand before, a verb of this manner with this source."""
    ends = behind >= len(items) or items[behind].tag == "w" and items[behind].word[0] in "。！？!?…"
    documentary = source is not None and source.kind in ("organisation", "document", "that", "it")
    if manner == "says":
        whole = source is not None and source.kind in ("person", "he") and len(items[behind - 1].word) > 1
        return bool(pause) or ends or _is_clause(items, behind, words, whole=whole)
    if manner == "remarks":
        return bool(pause) or (ends and source is not None)
    if manner == "shows" and source is None:
        return not pause and _is_clause(items, behind, words)
    if source is None:
        return False
    if manner == "holds":
        urged = items[behind - 1].word in words["urges"] and source.kind in ("person", "he", "human", "that")
        return pause in ("，", ",", "：", ":") or (not ends and _has_subject(items, behind, urged=urged))
    return documentary and (bool(pause) or _is_clause(items, behind, words))


def _is_clause(items: Sequence[Token], at: int, words: Words, *, whole: bool = False) -> bool:
    """A predicate follows before the next comma: 说这不容易, 称公司会调整; not 说谎话.

    `whole`: before the end of the sentence will do: 王某认为政府的许多政策，…都很重要.
    """
    end = clause_end(tuple(items), at)
    inner = items[at : len(items) if whole else end]
    size = inner[-1].end - inner[0].start if inner else 0
    return size >= SHORTEST_SAYING and any(i.tag in ("v", "a", "ad", "vd") for i in inner)


def _has_subject(items: Sequence[Token], at: int, *, urged: bool = False) -> bool:
    """A subject and then its predicate follow: 呼吁 政府 协助; not 宣布 裁员. What is `urged` needs none: 建议多休息."""
    end = clause_end(tuple(items), at)
    inner = items[at:end]
    if not inner or inner[0].tag in ("w", "u") or (not urged and inner[0].tag in ("v", "vn", "p", "vd")):
        return False
    if urged and inner[0].tag == "v":
        return len(inner) > 2
    return any(i.tag in ("v", "vd") for i in inner[1:]) and inner[-1].end - inner[0].start > SHORTEST_SAYING


def _is_gesture(items: Sequence[Token], behind: int, pause: str, words: Words) -> bool:
    """表示感谢, 对此表示强烈反对."""
    return not pause and any(i.word in words["gestures"] for i in items[behind : behind + 1])


def _leaves_out_subject(items: Sequence[Token], low: int, at: int) -> bool:
    """Only adverbs and settings stand in front: 并指出, 但也直言, 在回应时强调."""
    return all(i.tag in PASSED_OVER or i.tag == "w" for i in items[low:at]) or items[low].tag == "p"
