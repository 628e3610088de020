"""What a role is made of: the words that say what a person is, and those that go on leftwards from them."""

from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.words import Token

# Titles that a verb may stand before: 咨询 顾问, 投资 人.
VERBAL = frozenset(("人", "者", "创始人", "合伙人", "总监", "经理", "专员", "顾问", "主管"))
# Words of these kinds go on leftwards from a title to what the person is the head or the member of.
NOMINAL = frozenset(("n", "nz", "nw", "vn", "an", "a", "ORG", "LOC", "PER", "j", "b", "f", "s"))
# A noun at once before a name says what the person is where it ends so; but not where it is one of these.
CALLING = frozenset("师员官长者家手人生士")
OFFICES = frozenset("师员官长者")  # of these, the ones that the tagger may cut off
NO_CALLING = frozenset(
    ("国家", "大家", "人家", "独家", "一家", "增长", "成长", "二手", "对手", "别人", "新生", "前者", "后者")
)
JOINING = frozenset("、/／-—&·")


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


def is_title(layout: Layout, tokens: tuple[Token, ...], end: int, lists: Words) -> bool:
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


def goes_on(token: Token, after: Token | None, lists: Words) -> bool:
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


def nominal(layout: Layout, start: int, end: int, lists: Words) -> bool:
    """Whether the words could all stand in a role."""
    tokens = layout.tokens_in(start, end)
    return all(goes_on(t, after, lists) for t, after in zip(tokens, (*tokens[1:], None), strict=True))
