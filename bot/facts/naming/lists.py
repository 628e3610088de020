"""The members of a list whose others are names, 华为、寒武纪、(曙光)等企业, or that is counted: (街灯)、(小灯)两家企业."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import ambiguous, known, led_by
from bot.facts.naming.makeup import is_generic
from bot.facts.naming.mention import Mention, NameKind
from bot.facts.numerals import value_of

# What parts the members, and what ends the list. 等 may have a number and a word or two before the noun: 等12家科技企业.
# A member's other form may stand in a bracket behind it: 福特（Ford）、本田.
GLOSS = r"(?:[ ]?[（(][^（）()\n，。]{1,40}[）)])?"
PARTED = re.compile(GLOSS + "(?:、|以及|和|与|及|或)")
CLOSED = re.compile(
    GLOSS + r"等(?:[0-9一二两三四五六七八九十百多数几余]*[家个款位种]?)(?P<noun>[^，。；：、！？\n]{0,8})"
)
BOUND = re.compile(GLOSS + "[、等和]")
# How many companies were just listed: (4家)头部企业. Must not match 等4家企业, whose list is not whole.
COUNTED = re.compile(r"(?<!等)(?P<count>[0-9]{1,2}|[两三四五六七八九十])[家所大](?P<noun>[^，。；：、！？\n]{2,6})")
LISTED = re.compile(r"[^，。；：！？“”「」『』《》（）()\n]*$")
LONGEST_MEMBER = 6  # characters
MADE_OF = frozenset(("n", "nz", "nw", "PER", "LOC", "ORG", "v", "a", "j"))
JOINT = re.compile("、|以及|和|与|及")
LONGEST_LIST = 80  # characters
OPENING = frozenset(("w", "v", "p", "c", "u", "d"))  # what a list's first member stands behind
FEWEST = 2  # members of a kind that make another one


class Words(NamedTuple):
    """What the noun behind 等 says of a list, and what is no name."""

    houses: tuple[str, ...]
    things: tuple[str, ...]
    plain: tuple[str, ...]
    countries: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    houses = (*lexicon["organisations.heralds"], "大学", "高校", "院校", "部门", "单位", "部委")
    things = (*lexicon["products.heralds"], *lexicon["products.namers"])
    plain = (*houses, *things, *lexicon["roles.titles"], *lexicon["speech.human"], *lexicon["speech.bodies"])
    return Words(houses, things, tuple({word for word in plain if len(word) > 1}), frozenset(lexicon["places.wide"]))


class Member(NamedTuple):
    """A member of a list at `start, end`; `mention` where it is found to be a name."""

    start: int
    end: int
    mention: Mention | None


def completed(layout: Layout, mentions: list[Mention]) -> Iterator[Mention]:
    """Words of one or two tokens between the names of a list, where two others are of one kind.

    They have to stand between names of that kind, or the noun behind 等 has to name it.
    """
    starts = {m.start: m for m in mentions if m.kind != "person"}
    reached = 0
    for mention in sorted(mentions):
        if mention.start < reached or mention.kind == "person":
            continue
        members = [*_in_front(layout, mention.start), *_members(layout, mention, starts)]
        reached = members[-1].end
        if len(members) >= FEWEST:
            yield from _named(layout, members)


def _in_front(layout: Layout, start: int) -> list[Member]:
    """The members before the list's first name, each one word, back to a mark or a verb: 向(圣邦)、(思远)、华为等企业."""
    members: list[Member] = []
    while layout.folded[start - 1 : start] == "、":
        token = layout.token_at(start - 2)
        before = layout.folded[token.start - 1 : token.start]
        opens = before == "、" or not token.start or layout.token_at(token.start - 1).tag in OPENING
        if token.end != start - 1 or token.tag not in MADE_OF or not opens or len(token.word) == 1:
            break
        members.insert(0, Member(token.start, token.end, None))
        start = token.start
    return members


def _members(layout: Layout, first: Mention, starts: dict[int, Mention]) -> list[Member]:
    """The list that goes on from its first name, member by member, up to the last one that is bounded by a mark."""
    folded = layout.folded
    members = [Member(first.start, first.end, first)]
    while (mark := PARTED.match(folded, members[-1].end)) is not None:
        at = mark.end()
        if (mention := starts.get(at)) is not None:
            members.append(Member(at, mention.end, mention))
            continue
        end = next(
            (e for e in range(at + 2, min(at + LONGEST_MEMBER, len(folded)) + 1) if BOUND.match(folded, e)),
            at,
        )
        inside = layout.tokens_in(at, end)
        whole = bool(inside) and inside[0].start == at and inside[-1].end == end and len(inside) <= FEWEST
        if not whole or any(t.tag not in MADE_OF for t in inside):
            break
        led = len(inside) > 1 and inside[0].word in words(layout.lexicon).countries
        own = inside[1].start if led else at + led_by(inside[0], layout.lexicon)  # 美国|苹果
        members.append(Member(own, end, None))
    return members


def _named(layout: Layout, members: list[Member]) -> Iterator[Mention]:
    """The members that are names by their neighbours or by the noun behind the list."""
    lists = words(layout.lexicon)
    closed = CLOSED.match(layout.folded, members[-1].end)
    noun = closed["noun"] if closed is not None else ""
    of_list: NameKind | None = "product" if _holds(noun, lists.things) else None
    of_list = "organisation" if _holds(noun, lists.houses) else of_list
    kinds = Counter(m.mention.kind for m in members if m.mention is not None)
    for at, member in enumerate(members):
        if member.mention is not None:
            continue
        beside = [_kind(members, at - 1), _kind(members, at + 1)]
        kind = of_list or (beside[0] if beside[0] == beside[1] else None)
        word = layout.folded[member.start : member.end]
        if kind is None or kinds[kind] < (FEWEST if of_list is None else 1):
            continue
        company = kind == "organisation" and word in ambiguous(layout.lexicon)  # 蔚来、(理想)等车厂
        if company or _may_name(word, layout.lexicon):
            yield Mention(member.start, member.end, kind, "among others", 6)


def counted(layout: Layout) -> Iterator[Mention]:
    """Every member of a list of as many as are counted behind it: 其中(街灯)、(小灯)、(怪鸟)三家头部企业."""
    folded, lists = layout.folded, words(layout.lexicon)
    for match in COUNTED.finditer(folded):
        count, line = (
            value_of(match["count"]),
            LISTED.search(folded, max(0, match.start() - LONGEST_LIST), match.start()),
        )
        if line is None or not _holds(match["noun"], lists.houses):
            continue
        joints = [(m.start(), m.end()) for m in JOINT.finditer(folded, *line.span())]
        if not joints or len(joints) + 1 != count:
            continue
        starts = [_opening(layout, joints[0][0]), *(end for _, end in joints)]
        for start, end in zip(starts, [*(start for start, _ in joints), match.start()], strict=True):
            tokens, word = layout.tokens_in(start, end), folded[start:end]
            whole = bool(tokens) and tokens[0].start == start and tokens[-1].end == end
            if whole and 1 < len(word) <= LONGEST_MEMBER and _may_name(word, layout.lexicon):
                yield Mention(start, end, "organisation", "counted", 5)


def _opening(layout: Layout, end: int) -> int:
    """Where the first member begins that ends at `end`: behind a mark or a word that opens a list."""
    start = end
    while end - start <= LONGEST_MEMBER and start and layout.folded[start - 1].isalnum():
        token = layout.token_at(start - 1)
        if token.tag in OPENING or token.tag not in MADE_OF:
            break
        start = token.start
    return start


def _kind(members: list[Member], at: int) -> NameKind | None:
    mention = members[at].mention if 0 <= at < len(members) else None
    return mention.kind if mention is not None else None


def _holds(noun: str, words_of: tuple[str, ...]) -> bool:
    return any(word in noun for word in words_of if len(word) > 1)


def _may_name(word: str, lexicon: Lexicon) -> bool:
    """No plain noun: not 运营商, 手机, 家长, 地方政府."""
    return not (
        word.endswith(words(lexicon).plain)
        or is_generic(word, lexicon)
        or word in known(lexicon).kinds
        or word.isdigit()
    )


RULES = (counted,)
