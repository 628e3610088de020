"""Cues without a verb of saying: 根据某局的数据，… · 用王某的话说，… · 专家的看法是，… · 某局分析今年景况，… · 网友：“…”"""

from collections.abc import Sequence

from bot.facts.saying.ground import Ground
from bot.facts.saying.outline import QUOTE, clause_end, clause_start, is_comma
from bot.facts.saying.phrases import classified, in_phrase
from bot.facts.saying.predicates import (
    Cue,
    has_subject,
    is_blocked,
    is_clause,
    leaves_out_subject,
    manner_of,
    pause_at,
)
from bot.facts.saying.sources import SPEAKING, source_before, subject_of
from bot.facts.words import Token

COLONS = ("：", ":")
LONGEST_LEAD = 2  # items before the name of a body or a group in a label: 有网友：“…”
LONGEST_LABEL = 16  # items before the colon of 网友：“…”


def account_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """根据世界银行的数据，…: by the account of somebody named, without a verb. Must not take 据了解 or 根据财报."""
    words = ground.words
    if items[at].word not in words["according"] or (at > 0 and not is_comma(items[at - 1])):
        return None
    end = clause_end(items, at)
    if end == len(items) or (manner_of(items[end - 1], words) and not words.ends(items[end - 1].word, "document")):
        return None
    source = source_before(ground, items, at, end)
    if source is None or source.kind not in ("organisation", "person", "document"):
        return None
    if source.kind == "document" and source.issued == source.end:  # 根据去年的数据: nobody's
        return None
    return Cue(at, at, end, "account", items[end].word, source, items[at].word, reports=True)


def opinion_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """用王某的话说，… and 在专家看来，…"""
    if items[at].word not in ground.words["by_way_of"] or at + 2 >= len(items) or items[at + 1].tag == QUOTE:
        return None
    end = clause_end(items, at)
    close = "".join(i.word for i in items[at + 1 : end])
    tail = next((t for t in ground.words["way"] if close.endswith(t)), None)
    if tail is None or end == len(items):
        return None
    stop = next((i for i in range(end, at, -1) if items[i - 1].end <= items[end - 1].end - len(tail)), at + 1)
    source = source_before(ground, items, at + 1, stop)
    if source is None or source.kind == "thing":
        return None
    return Cue(at, at, end, "says", items[end].word, source, tail)


def colon_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """网友：“…”: nothing but a name or a description before a colon and a quotation."""
    if items[at].word not in ("：", ":") or at + 1 >= len(items) or items[at + 1].tag != QUOTE:
        return None
    low = clause_start(items, at)
    if at - low > LONGEST_LABEL:
        return None
    source = source_before(ground, items, low, at)
    subject = subject_of(ground, items, low, at)
    if subject is not None and subject.end < items[at - 1].start and subject.kind in ("person", "he"):
        source = subject  # 他这样形容自己的决定：“…”
    if source is None or source.kind not in ("person", "human", "organisation", "he", "they"):
        return None
    led = [i for i in items[low:at] if i.end <= source.start]
    if source.kind not in ("person", "he") and (
        len(led) > LONGEST_LEAD or any(i.tag == "v" and i.word != "有" for i in led)
    ):
        return None  # 又难以追查惩处：“…”
    if source.kind == "person" and source.name is None:
        return None
    return Cue(low, at, at, "colon", "：", source, "：")


def noun_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """王某得出结论：… 某局提出三点要求，首先… 王某也持相同的观点，… : what follows is what the verb's object announces."""
    words, low, end = ground.words, clause_start(items, at), clause_end(items, at)
    if items[at].word not in words["puts"] or end >= len(items) - 1 or items[end - 1].word not in words["utterances"]:
        return None
    if items[at + 1].word == "的" or any(i.word in words["blockers"] for i in items[max(low, at - 2) : at]):
        return None
    counted = any(i.tag == "m" for i in items[at + 1 : end]) or items[at].word in words["keeps"]
    stated = counted and is_clause(items, end + 1, whole=True) and manner_of(items[end + 1], words) is None
    if items[end].word not in COLONS and not stated:
        return None
    source = source_before(ground, items, low, at)
    if not (leaves_out_subject(items, low, at) if source is None else source.kind in (*SPEAKING, "document")):
        return None
    return Cue(low, at, end, "account", items[end].word, source, items[at].word)


def view_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """专家近年的看法是，… : a noun of saying, whose it is, and what it is."""
    words, low = ground.words, clause_start(items, at)
    if items[at].word != "是" or at - low < 2 or items[at - 1].word not in words["utterances"]:
        return None
    of = next((i for i in range(at - 2, low, -1) if items[i].word == "的"), low)
    high = next((i for i in range(low, of) if items[i].tag == "p"), of)  # 王某给年轻人的建议是
    sources = (classified(ground, items, low, i) for i in range(high, low, -1))
    source = next((s for s in sources if s is not None and s.kind in SPEAKING), None)
    if source is None or not is_clause(items, at + 1, whole=True):
        return None
    return Cue(low, at, at + 1, "account", pause_at(items, at + 1), source, items[at].word)


def topic_cue(ground: Ground, items: Sequence[Token], at: int) -> Cue | None:
    """统计处分析今年景况，因…，产值增加: what is explained stands behind the verb, the explanation in the next clauses."""
    words, end = ground.words, clause_end(items, at)
    topic = items[at + 1 : end]
    if items[at].word not in words["explains"] or not topic or end >= len(items) - 1 or is_blocked(items, at, words):
        return None
    following = items[end + 1 : clause_end(items, end + 1)]
    told = any(manner_of(i, words) for i in following)
    if told or not all(in_phrase(i) or i.tag == "TIME" for i in topic):
        return None
    source = source_before(ground, items, clause_start(items, at), at)
    explained = following[0].tag in ("p", "c") or has_subject(items, end + 1)
    if source is None or source.kind not in ("person", "organisation", "he", "human") or not explained:
        return None
    return Cue(clause_start(items, at), at, end, "remarks", items[end].word, source, items[at].word)
