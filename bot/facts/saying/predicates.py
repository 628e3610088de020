"""What makes a word like 表示 a cue: not 会表示, 表示感谢, 进行分析 or 分析人士, and something must follow that can be said."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.facts.saying.ground import Words
from bot.facts.saying.outline import QUOTE, TITLE, clause_end, is_closed, is_comma, is_stop
from bot.facts.saying.phrases import JOINTS, LONGEST_TERM, PASSED_OVER, Source
from bot.facts.words import Token

Manner = Literal["says", "remarks", "holds", "shows", "account", "colon"]
VERBS: tuple[Manner, ...] = ("says", "remarks", "holds", "shows")
SHORTEST_SAYING = 4  # characters
LONGEST_ADDRESSEE = 6  # items
LONGEST_NICKNAME = 8  # characters with the marks
ADVERBS = ("d", "ad", "TIME")
SETTING = 6  # items before a verb in which a preposition makes 会 a meeting: 在发布会表示
ADDRESSED = frozenset(("n", "nz", "r", "PER", "ORG", "nw", "LOC", TITLE, "m", "q"))
BETWEEN = frozenset("·、/")  # between the names of those who are told
OUGHT = "要应该须需"  # 建议要|以人为本
WHOSE = ("PER", "ORG", "r")
PERSONAL = ("person", "he", "human", "that")


class Cue(NamedTuple):
    """A cue in a line: its words are `items[first:behind]`, its clause begins at `clause`.

    `pause` is the comma, colon or opening mark right behind it, or "". `source` None: the subject is left out.
    `reports`: a medium hands on what may be another's words.
    """

    clause: int
    first: int
    behind: int
    manner: Manner
    pause: str
    source: Source | None
    verb: str
    reports: bool = False


def manner_of(item: Token, words: Words) -> Manner | None:
    """The first list of verbs that the word stands in. A quotation or a name is no verb."""
    if item.tag in (QUOTE, TITLE, "PER", "ORG", "LOC"):
        return None
    return next((m for m in VERBS if item.word in words[m]), None)


def is_blocked(items: Sequence[Token], at: int, words: Words) -> bool:
    """会认为, 拒绝透露, 透露的, 李某所说, 进行分析: no saying."""
    if at > 0 and _denied(items, at, words) and not is_disbelief(items, at, words):
        return True
    if items[at].tag in ("n", "vn") and _is_noun(items, at, words):
        return True
    if at + 1 == len(items) or items[at].word in words["relays"]:
        return False
    opens = items[at].word in words["says"] and len(items[at].word) > 1 and items[at + 1].word in words["either"]
    return items[at + 1].word in words["aspects"] and not opens


def is_disbelief(items: Sequence[Token], at: int, words: Words) -> bool:
    """并不认为会涨价: what somebody does not hold."""
    return at > 0 and items[at].word in words["disbelieves"] and items[at - 1].word in words["not"]


def _denied(items: Sequence[Token], at: int, words: Words) -> bool:
    before = items[at - 1]
    if before.word == "的":
        return True  # 严重的话
    if before.word == "会" and any(i.tag == "p" for i in items[max(0, at - SETTING) : at - 1]):
        return False  # 在记者会表示
    if before.word in words["blockers"] or (before.tag == "v" and before.word[-1] in "会能"):
        return True  # 会表示, 可能会表示
    if at > 1 and before.tag in ("n", "r") and items[at - 2].word in words["passives"]:
        return True  # 受人质疑
    return before.tag == "d" and at > 1 and items[at - 2].word in words["blockers"]


def _is_noun(items: Sequence[Token], at: int, words: Words) -> bool:
    """进行了分析, 政策和要求, 分析人士, 发出道歉声明."""
    if at > 0 and (items[at - 1].tag in ("v", "u") or items[at - 1].word in words["coordinates"]):
        return True
    if at + 1 < len(items) and items[at + 1].tag in ("n", "vn"):
        return True
    while at > 0 and (items[at - 1].tag in ("n", "a", "ad", "vn", "m") or items[at - 1].word[0] in words["these"]):
        at -= 1
    return at > 0 and (
        items[at - 1].tag == "v" or items[at - 1].word == "的" or items[at - 1].word in words["blockers"]
    )


def is_foretold(items: Sequence[Token], at: int, source: Source | None, words: Words) -> bool:
    """市民会用投票表态: what somebody may or will say has not been said."""
    low = next((i + 1 for i in range(at - 1, -1, -1) if items[i].word == "的"), 0)  # 题为需要…的时评称
    between = [i for i in items[low:at] if source is not None and i.start >= source.end]
    met = any(i.tag == "p" for i in between)
    return any(i.word in words["modals"] and not (met and i.word == "会") for i in between)


def past_addressee(items: Sequence[Token], at: int) -> int:
    """Behind 告诉 stands who is told: 告诉新浪科技，… 告诉甲报·乙网记者“…” 告诉记者… 提醒我们，…"""
    stop = at
    while stop < min(len(items), at + LONGEST_ADDRESSEE) and (
        items[stop].tag in ADDRESSED or items[stop].word in BETWEEN
    ):
        stop += 1
    if at < stop < len(items) and (is_comma(items[stop]) or items[stop].tag == QUOTE):
        return stop
    return at + 1 if at < len(items) and items[at].tag in ("n", "r", "ORG", "nz") else at


def pause_at(items: Sequence[Token], behind: int) -> str:
    """The comma, colon or opening mark at `behind`; a marked term that the clause goes on with is none."""
    if behind == len(items):
        return ""
    item = items[behind]
    if item.tag == QUOTE:
        return item.word[0] if is_closed(items, behind) or item.end - item.start > LONGEST_TERM else ""
    return item.word if is_comma(item) else ""


def can_bring(
    items: Sequence[Token], behind: int, manner: Manner, pause: str, source: Source | None, *, words: Words
) -> bool:
    """Whether something said can follow, or stand before, a verb of this manner with this source."""
    ends = behind >= len(items) or is_stop(items[behind])
    if manner == "says":
        named = source is not None and source.kind in ("person", "he") and len(items[behind - 1].word) > 1
        return bool(pause) or ends or is_clause(items, behind, whole=named)
    verb = items[behind - 1].word
    if not pause and source is None and verb in words["mentions"] and _is_topic(items, behind):
        return False
    if manner == "remarks":
        return (
            bool(pause)
            or (ends and source is not None)
            or (
                verb in words["claims"]
                and _states(items, behind, source, words)
                and not is_noun_phrase(items, behind, words)
            )
        )
    if manner == "shows" and source is None:
        return not pause and verb in words["finds"] and is_clause(items, behind)
    if manner == "holds":
        paused = bool(pause) and source is not None and verb not in words["hopes"]
        return paused or (not ends and _states(items, behind, source, words))
    if source is None:
        return False
    body = source.kind == "human" and words.ends(source.head, "bodies")  # 某学院和招聘平台进行的调查发现
    documentary = body or source.kind in ("organisation", "document", "that", "it")
    return documentary and (bool(pause) or is_clause(items, behind))


def _is_topic(items: Sequence[Token], behind: int) -> bool:
    """谈到公司要裁员，王某说…: at the head of a sentence, or before whoever speaks of it, it only tells of what."""
    end = clause_end(items, behind)
    return behind < 2 or (is_comma(items[behind - 2]) and end + 1 < len(items) and items[end + 1].tag in WHOSE)


def _states(items: Sequence[Token], behind: int, source: Source | None, words: Words) -> bool:
    """A clause follows right behind the verb; where the subject is left out in front of it, none that is only foreseen."""
    verb = items[behind - 1].word
    if behind >= len(items) or (source is None and verb in words["foresees"] and behind > 1):
        return False
    if items[behind].word in words["opens_clause"] and verb in words["announces"]:
        return is_clause(items, behind)
    personal = source is not None and source.kind in PERSONAL
    return has_subject(items, behind, urged=personal and verb in words["urges"], personal=personal)


def is_clause(items: Sequence[Token], at: int, *, whole: bool = False) -> bool:
    """A predicate follows before the next comma: 说这不容易, 称公司会调整; not 说谎话.

    `whole`: before the end of the sentence will do: 王某认为政府的许多政策，…都很重要.
    """
    inner = items[at : len(items) if whole else clause_end(items, at)]
    if not inner or inner[-1].end - inner[0].start < SHORTEST_SAYING:
        return False
    quoted = inner[-1].tag == QUOTE and inner[-1].end - inner[-1].start > LONGEST_TERM
    return quoted or any(i.tag in ("v", "a", "ad", "vd") for i in inner)


def has_subject(items: Sequence[Token], at: int, *, urged: bool = False, personal: bool = False) -> bool:
    """A subject and then its predicate follow: 呼吁政府协助; not 宣布裁员.

    What is `urged` needs none (建议多休息); what a person foresees may begin with a setting (他预计到年底…).
    """
    inner = items[at : clause_end(items, at)]
    if not personal and inner and inner[0].tag == "TIME":
        inner = inner[1:]  # 预计9月推出: what a body plans for itself
    if not inner or inner[0].tag in ("w", "u"):
        return False
    if inner[0].tag == "p" or inner[0].word == "是":
        return personal and any(i.tag == "v" for i in items[at + 1 :])
    if inner[0].tag in ("v", "vn", "vd"):
        return urged and (inner[0].tag != "v" or len(inner) > 2 or inner[0].word[0] in OUGHT)
    return any(i.tag in ("v", "vd") for i in inner[1:]) and inner[-1].end - inner[0].start > SHORTEST_SAYING


def is_noun_phrase(items: Sequence[Token], at: int, words: Words) -> bool:
    """Every verb up to the next comma stands in front of the last 的, or of 一事: 形容科技发展的迅猛, 提到公司停工一事."""
    inner = [i for i in items[at : clause_end(items, at)] if i.tag != "w"]
    if inner and inner[-1].word in words["localisers"]:
        return True
    last = max((n for n, i in enumerate(inner) if i.word == "的"), default=-1)
    return not any(i.tag == "v" for i in inner[last + 1 :])


def is_nickname(items: Sequence[Token], at: int) -> bool:
    """“老猫”坦言, “老猫”和王某: a short term that nothing but adverbs part from the verb, or that is one of several names."""
    if items[at].tag != QUOTE or items[at].end - items[at].start > LONGEST_NICKNAME or at + 1 >= len(items):
        return False
    following = next((i for i in items[at + 1 :] if i.tag not in ADVERBS), items[at])
    return following.tag == "v" or (items[at + 1].word in JOINTS and items[at + 1].word != "的")


def is_gesture(items: Sequence[Token], behind: int, pause: str, words: Words) -> bool:
    """表示感谢, 对此表示强烈反对."""
    return not pause and behind < len(items) and items[behind].word in words["gestures"]


def is_in_setting(items: Sequence[Token], clause: int, at: int, behind: int, words: Words) -> bool:
    """在表示接受处罚的同时，…: the verb stands in a phrase of time."""
    end = clause_end(items, behind)
    timed = end < len(items) and items[end - 1].word in words["localisers"]
    return timed and any(i.tag == "p" for i in items[clause:at])


def leaves_out_subject(items: Sequence[Token], low: int, at: int) -> bool:
    """Only adverbs and settings stand in front: 并指出, 但也直言, 在回应时强调; not 因为发现, 准确地说."""
    if at > low and (items[at - 1].tag == "p" or items[at - 1].word == "地"):
        return False
    return all(i.tag in PASSED_OVER or i.tag == "w" for i in items[low:at]) or items[low].tag == "p"
