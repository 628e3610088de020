"""Who a person is, as written beside the name: 360董事长(周鸿祎), 周鸿祎,360董事长, 埃里克·奥尔森是…的CEO."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from bot.facts.layout import Layout, trimmed
from bot.facts.naming.behind import behind, behind_nickname, title_behind
from bot.facts.naming.mention import Mention
from bot.facts.naming.merging import Group
from bot.facts.naming.titles import CALLING, Words, goes_on, is_title, words
from bot.facts.words import Token

LONGEST_ROLE = 40  # characters
PLAIN = ("n", "vn", "an", "j")
CLAUSAL = frozenset(("v", "d", "vd", "u", "r"))  # words of a clause, which no role goes on from
OPENING = ("“", "「", "『", '"')
# What a role may hold between its words: 腾旭投资（J&J Investment）首席投资官, 智库“金融监管研究院”院长.
PAIRED = {"》": "《", "）": "（", ")": "(", "”": "“", "」": "「", "』": "『"}
DEPARTMENTS = frozenset("系科处室所组课股")
LONGEST_INSIDE = 24  # characters between such marks
ONE_OF = "之一"  # 创始人之一(王某)
COPULAS = frozenset(("是", "为", "就是"))
SINCE = frozenset(("时任", "曾任"))  # a role begins here: 挑战(时任总统)
AGED = re.compile(
    r"(?:[、,，]?现年)?[0-9一二三四五六七八九十]{1,4}岁的?|@"
)  # 种植者、现年63岁的(田守喜), 投资人@(北大AI鱼博士)
AS_WHAT = re.compile(r"(?:作为|身为|身兼)(?P<role>[^，,。；;：:！!？?\n]{2,36})[，,]\Z")
TOLD = re.compile(r"[：:][^，,。；;：:\n]*$")
LONGEST_TOLD = 24  # characters between 宋恩荣： and where a role can begin


def role_of(layout: Layout, group: Group, bodies_at: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the role of a person stands, or None: the longest of the stretches beside the mentions, the first of equals.

    `bodies_at` are the organisations' spans in order: one that a role begins inside of or right behind belongs to it.
    """
    found = [span for mention in group.mentions for span in _beside(layout, mention)]
    if not found:
        found = [span for mention in group.mentions if (span := title_behind(layout, mention)) is not None]
        found += [span for mention in group.mentions if (span := _house(layout, mention, bodies_at)) is not None]
    if not found:
        return None
    start, end = max(found, key=lambda s: (s[1] - s[0], -s[0]))
    at = bisect_left(bodies_at, (start, 0)) - 1
    if at >= 0 and bodies_at[at][0] < start <= bodies_at[at][1]:
        start = bodies_at[at][0]
    return start, end


def _house(layout: Layout, mention: Mention, bodies_at: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The body at once before the name, with or without 的: (台湾大学)朱岳中, (海豚智库)的李成东."""
    end = mention.start - layout.folded.startswith("的", mention.start - 1)
    at = bisect_left(bodies_at, (end, 0)) - 1
    return bodies_at[at] if at >= 0 and bodies_at[at][1] == end else None


def _beside(layout: Layout, mention: Mention) -> Iterator[tuple[int, int]]:
    for rule in (in_front, as_what, behind, behind_nickname):
        span = rule(layout, mention)
        if span is not None:
            yield span


def in_front(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """From the name leftwards over nouns, 的 and 、 to where the clause or the nouns begin; the last word is a title."""
    lists = words(layout.lexicon)
    aged = AGED.search(layout.folded, max(0, mention.start - 10), mention.start)
    before = aged.start() if aged is not None and aged.end() == mention.start else mention.start
    before -= layout.folded[max(0, before - 1) : before] in OPENING  # 作家「夏木」
    tokens = _words_before(layout, before)
    if not tokens or before - tokens[-1].end > 1:
        return None
    end = tokens[-1].end if tokens[-1].word.strip() else tokens[-1].start
    stop = end - len(ONE_OF) * layout.folded.endswith(ONE_OF, 0, end)
    if not is_title(layout, tokens, stop, lists):
        return None
    start, end = trimmed(layout.text, _leftmost(layout, tokens, stop, end), end)
    if _is_anothers(layout, start):
        return None
    if layout.folded[start] in "（(":  # a dateline: （海港社电）市长
        start = max(start, *(layout.folded.rfind(mark, start, end) for mark in "）)")) + 1
    while start < end and layout.folded[start] in "的、之/-—&· 》」”）)":
        start += 1
    return (start, end) if end - start >= 2 else None


def as_what(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """作为(某公司的副总裁)，李某…: what the person is, in a clause of its own in front."""
    match = AS_WHAT.search(layout.folded, max(0, mention.start - LONGEST_ROLE), mention.start)
    if match is None or not match["role"].endswith(words(layout.lexicon).titles):
        return None
    return match.span("role")


def _words_before(layout: Layout, before: int) -> tuple[Token, ...]:
    """The words that a role can be made of; the front of one that runs into the name is a word: 执行|长余(嘉文), 特首林(郑月娥)."""
    tokens = layout.tokens_in(max(0, before - LONGEST_ROLE), before)
    cut = layout.token_at(before)
    front = layout.folded[cut.start : before]
    if cut.start < before < cut.end and (front[-1] in CALLING or front in words(layout.lexicon).titles):
        return (*tokens, Token(cut.start, before, front, "n"))
    return tokens


def _leftmost(layout: Layout, tokens: tuple[Token, ...], stop: int, end: int) -> int:
    """Where the role begins whose title ends at `stop` and which itself ends at `end`."""
    lists = words(layout.lexicon)
    start, passed = end, stop
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.start >= passed:
            continue
        if token.end <= start and (opened := _opened(layout, token)) is not None:
            passed = start = opened
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if not goes_on(token, after, lists) and not _coordinates(tokens, index, lists):
            counted = token.tag == "m" and not token.word.endswith(("名", "位"))  # 出席一个研讨会的(学者)
            told = token.tag in CLAUSAL and token.word not in COPULAS
            return _behind_clause(layout, start, end) if counted or told else start
        if token.word in SINCE:
            return token.start
        if token.word == "、" and not _goes_on_before(layout, token, start, end, lists):
            break
        start = token.start
    return start


def _goes_on_before(layout: Layout, mark: Token, start: int, end: int, lists: Words) -> bool:
    """總裁、(創辦人); 會計系、(財務系教授): a title before the mark, or two departments of a kind beside it."""
    before = layout.folded[max(0, mark.start - 6) : mark.start]
    departments = before[-1:] in DEPARTMENTS and before[-1] in layout.folded[start:end]
    return departments or before.endswith(lists.titles)


def _coordinates(tokens: tuple[Token, ...], index: int, lists: Words) -> bool:
    """住房(和)建设局局长: between plain nouns of an office's name. Must not join who stands before: 记者和局长."""
    if tokens[index].word not in ("和", "与", "及") or not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    another = before.word.endswith((*lists.titles, *lists.bodies)) or before.word[-1] in CALLING
    return before.tag in (*PLAIN, "ORG") and after.tag in PLAIN and not another


def _is_anothers(layout: Layout, start: int) -> bool:
    """Whether a list gives the role to whoever stands before it: 宋恩荣：中文大学教授 (关焯照)."""
    told = TOLD.search(layout.folded[max(0, start - LONGEST_TOLD) : start])
    return told is not None and layout.token_at(max(0, start - len(told[0]) - 1)).tag == "PER"


def _opened(layout: Layout, token: Token) -> int | None:
    """Where the marks open that `token` closes, if they hold no more than a name or its gloss."""
    opener = PAIRED.get(token.word.strip())
    if opener is None:
        return None
    at = layout.folded.rfind(opener, max(0, token.start - LONGEST_INSIDE), token.start)
    held = layout.folded[at + 1 : token.start]
    return at if at >= 0 and not any(mark in held for mark in "，。；！？\n") else None


def _behind_clause(layout: Layout, start: int, end: int) -> int:
    """Where the role begins behind a clause that ends in 的: 出席公听会的(财政部长)."""
    at = layout.folded.find("的", start, end)
    return at + 1 if at >= 0 else start
