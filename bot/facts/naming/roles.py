"""Who a person is, as written beside the name: 360董事长(周鸿祎), 周鸿祎,360董事长, 埃里克·奥尔森是…的CEO."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout, trimmed
from bot.facts.lexicon import Lexicon
from bot.facts.naming import nicknames
from bot.facts.naming.glosses import BRACKET
from bot.facts.naming.mention import Mention
from bot.facts.naming.merging import Group
from bot.facts.words import Token

# Titles that a verb may stand before: 咨询 顾问, 投资 人.
VERBAL = frozenset(("人", "者", "创始人", "合伙人", "总监", "经理", "专员", "顾问", "主管"))
LONGEST_ROLE = 40  # characters
# Words of these kinds go on leftwards from a title to what the person is the head or the member of.
NOMINAL = frozenset(("n", "nz", "nw", "vn", "an", "a", "ORG", "LOC", "PER", "j", "b", "f", "s"))
PLAIN = ("n", "vn", "an", "j")
CLAUSAL = frozenset(("v", "d", "vd", "u", "r"))  # words of a clause, which no role goes on from
OPENING = ("“", "「", "『", '"')
# What a role may hold between its words: 腾旭投资（J&J Investment）首席投资官, 智库“金融监管研究院”院长.
PAIRED = {"》": "《", "）": "（", ")": "(", "”": "“", "」": "「", "』": "『"}
LONGEST_INSIDE = 24  # characters between such marks
ONE_OF = "之一"  # 创始人之一(王某)
# A noun at once before a name says what the person is where it ends so; but not where it is one of these.
CALLING = frozenset("师员官长者家手人生士")
OFFICES = frozenset("师员官长者")  # of these, the ones that the tagger may cut off
NO_CALLING = frozenset(
    ("国家", "大家", "人家", "独家", "一家", "增长", "成长", "二手", "对手", "别人", "新生", "前者", "后者")
)
COPULAS = frozenset(("是", "为", "就是"))
SINCE = frozenset(("时任", "曾任"))  # a role begins here: 挑战(时任总统)
JOINING = frozenset("、/／-—&·")
# 周鸿祎,360董事长, and 周鸿祎（360董事长）: what stands behind a name. Must not run over a stop.
BEHIND = re.compile(r"(?P<mark>[，,（(]|是|，他是|，她是|曾是|担任)(?P<role>[^，,。；;！!？?（）()\n]{2,40})")
AGED = re.compile(
    r"(?:[、,，]?现年)?[0-9一二三四五六七八九十]{1,4}岁的?|@"
)  # 种植者、现年63岁的(田守喜), 投资人@(北大AI鱼博士)
# 讲者：宋恩荣：中文大学教授 关焯照：…: who is who in a list.
LISTED = re.compile(r"[：:][ 　]?(?P<role>[^，,。；;！!？?（）()：:\n 　]{3,40})(?=[ 　\n]|$)")
TOLD = re.compile(r"[：:][^，,。；;：:\n]*$")
LONGEST_TOLD = 24  # characters between 宋恩荣： and where a role can begin
# What he says he is, with a body's name in another language in a bracket: 某所（Institute）的研究员.
HE_IS = re.compile(
    r"(?:[说称道]|表示|指出)[，,。][他她]是(?P<role>[^，,。；;！!？?（）()\n]{2,40}(?:[（(][^（）()\n]{1,60}[）)][^，,。；;！!？?（）()\n]{1,20})?)"
)


class Words(NamedTuple):
    """The lists that make roles."""

    titles: tuple[str, ...]
    behind: tuple[str, ...]
    modifiers: tuple[str, ...]
    bodies: tuple[str, ...]
    stops: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["roles.behind"]),
        tuple(lexicon["roles.modifiers"]),
        tuple(lexicon["organisations.strong"]),
        frozenset(lexicon["roles.stops"]),
    )


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


def title_behind(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """A title at once behind the name: 朱岳中(助理教授), 拜登(总统)."""
    titles = [title for title in words(layout.lexicon).behind if layout.folded.startswith(title, mention.end)]
    return (mention.end, mention.end + len(max(titles, key=len))) if titles else None


def _house(layout: Layout, mention: Mention, bodies_at: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The body at once before the name, with or without 的: (台湾大学)朱岳中, (海豚智库)的李成东."""
    end = mention.start - layout.folded.startswith("的", mention.start - 1)
    at = bisect_left(bodies_at, (end, 0)) - 1
    return bodies_at[at] if at >= 0 and bodies_at[at][1] == end else None


def _beside(layout: Layout, mention: Mention) -> Iterator[tuple[int, int]]:
    for rule in (in_front, behind, behind_nickname):
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
    if not _is_title(layout, tokens, stop, lists):
        return None
    start, end = trimmed(layout.text, _leftmost(layout, tokens, stop, end), end)
    if _is_anothers(layout, start):
        return None
    while start < end and layout.folded[start] in "的、之/-—&· 》」”）)":
        start += 1
    return (start, end) if end - start >= 2 else None


def _words_before(layout: Layout, before: int) -> tuple[Token, ...]:
    """The words that a role can be made of; the front of one that runs into the name is a word: 执行|长余(嘉文)."""
    tokens = layout.tokens_in(max(0, before - LONGEST_ROLE), before)
    cut = layout.token_at(before)
    if cut.start < before < cut.end and layout.folded[before - 1] in CALLING:
        return (*tokens, Token(cut.start, before, layout.folded[cut.start : before], "n"))
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
        if not _goes_on(token, after, lists) and not _coordinates(tokens, index, lists):
            counted = token.tag == "m" and not token.word.endswith(("名", "位"))  # 出席一个研讨会的(学者)
            told = token.tag in CLAUSAL and token.word not in COPULAS
            return _behind_clause(layout, start, end) if counted or told else start
        if token.word in SINCE:
            return token.start
        if token.word == "、" and not layout.folded[max(0, token.start - 6) : token.start].endswith(lists.titles):
            break
        start = token.start
    return start


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


def _is_title(layout: Layout, tokens: tuple[Token, ...], end: int, lists: Words) -> bool:
    """Whether the words up to `end` say what a person is: one of the titles, or a noun like 统计师, 投资|官."""
    if layout.folded[max(0, end - 6) : end].endswith(lists.titles):
        return True
    at = next((index for index, t in enumerate(tokens) if t.end == end), None)
    if at is None:
        return False
    last, before = tokens[at], tokens[at - 1] if at else None
    callings = CALLING if last.tag == "n" else OFFICES if last.tag in ("a", "PER") else frozenset[str]()
    if last.word[-1] not in callings or last.word in NO_CALLING:
        return False
    return len(last.word) > 1 or (last.word in OFFICES and before is not None and before.tag in NOMINAL)


def _opened(layout: Layout, token: Token) -> int | None:
    """Where the marks open that `token` closes, if they hold no more than a name or its gloss."""
    opener = PAIRED.get(token.word.strip())
    if opener is None:
        return None
    at = layout.folded.rfind(opener, max(0, token.start - LONGEST_INSIDE), token.start)
    held = layout.folded[at + 1 : token.start]
    return at if at >= 0 and not any(mark in held for mark in "，。；！？\n") else None


def _nominal(layout: Layout, start: int, end: int, lists: Words) -> bool:
    """Whether the words could all stand in a role."""
    tokens = layout.tokens_in(start, end)
    return all(_goes_on(t, after, lists) for t, after in zip(tokens, (*tokens[1:], None), strict=True))


def _behind_clause(layout: Layout, start: int, end: int) -> int:
    """Where the role begins behind a clause that ends in 的: 出席公听会的(财政部长)."""
    at = layout.folded.find("的", start, end)
    return at + 1 if at >= 0 else start


def _goes_on(token: Token, after: Token | None, lists: Words) -> bool:
    """Whether a word can be a part of a role."""
    word, tag = token.word, token.tag
    if word in lists.stops or "\n" in word:
        return False
    if tag in NOMINAL or word.endswith(lists.titles) or word in JOINING or word in lists.modifiers or not word.strip():
        return True
    return word in ("的", "兼", "暨", "之", "及", "与", "和", "《", "》", "〈", "〉") or (
        tag in ("m", "v", "d", "xc") and _inside(word, tag, after)
    )


def _inside(word: str, tag: str, after: Token | None) -> bool:
    """A number or verb within a name or title: (360)董事长, (创办)人, 品牌(咨询)创始人."""
    return after is not None and (
        (tag == "m" and word.isdigit()) or (tag == "v" and (after.word in VERBAL or word == "办"))
    )


def behind_nickname(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """网名为“海风”的(前工程师): what follows 的, up to the last title that the nouns end in."""
    if mention.rule != nicknames.RULE:
        return None
    lists, (_, start) = words(layout.lexicon), nicknames.whole(layout, mention.start, mention.end)
    if not layout.folded.startswith("的", start):
        return None
    start += 1
    found, tokens = None, layout.tokens_in(start, start + LONGEST_ROLE)
    for index, token in enumerate(tokens):
        if layout.folded.endswith(lists.titles, start, token.start + 1):  # 工程|师说
            found = (start, token.start + 1)
        if token.word not in lists.modifiers and not _goes_on(token, (*tokens, None)[index + 1], lists):
            break
        if _is_title(layout, tokens[: index + 1], token.end, lists):
            found = (start, token.end)
    return found


def behind(layout: Layout, mention: Mention) -> tuple[int, int] | None:
    """Behind the name: in a bracket, between commas, after 是; a title at its end, or before what he then does."""
    lists = words(layout.lexicon)
    bracket = BRACKET.match(layout.folded, mention.end)
    at = bracket.end() if bracket is not None else mention.end
    for where in {mention.end, at}:
        match = next((m for rule in (BEHIND, HE_IS, LISTED) if (m := rule.match(layout.folded, where))), None)
        if match is None:
            continue
        start, end = match.span("role")
        title = layout.folded[start:end].endswith(lists.titles) and (
            match.groupdict().get("mark", "是") not in "，,（(" or _nominal(layout, start, end, lists)
        )
        if title and not layout.folded.startswith(tuple(lists.stops), start):
            return trimmed(layout.text, start, end)
    return None
