"""What amounts are counted in, and how a number and its unit are written together: 2,000-3,000億元, 三個半小時."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from bot.facts.lexicon import Lexicon
from bot.facts.numerals import NUMERAL

SIGN = r"(?:(?:US|NT|HK)?\$|[€£¥]) ?"
MORE = "[多余来几]?"
WHOLE = "整(?=[年天周夜晚日]|个[月星礼年])"  # 一整年
FAMILIES = ("times", "classifiers", "currencies", "measures", "shares")  # a unit in two is of the last
LATIN = re.compile(r"[A-Za-z]")


class Grammar(NamedTuple):
    """The patterns and unit words of one lexicon, for folded and narrowed text."""

    between: re.Pattern[str]
    amount: re.Pattern[str]
    spell: re.Pattern[str]
    length: re.Pattern[str]
    spans: re.Pattern[str]
    family: Mapping[str, str]
    only: tuple[str, ...]
    lasted: re.Pattern[str]


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Compiles the units of a lexicon; cached, since a lexicon is compared by identity."""
    family = {unit: name for name in FAMILIES for unit in lexicon[f"figures.{name}"]}
    unit, time = _either(family), _either(lexicon["figures.times"])
    # 60000美元/枚, 8元每小时. Must not match 花了5元每天都去: behind 每 and its unit the clause ends or 的 follows.
    rate = rf" ?(?:/ ?{unit}|每{unit}(?=[的，。；、！？”」』）\s]|$))"
    number = (
        rf"(?P<sign>{SIGN})?(?P<num>{NUMERAL}|半)(?P<more>{MORE})(?:(?P<half>个半(?=[小月钟]))|{WHOLE})?"
        rf"(?: ?(?P<unit>{unit})(?P<tail>(?<=[年天月周期])[多余半])?(?P<rate>{rate})?)?"
    )
    # 2,000-3,000亿元, 5至8年, 30%至40%, 3、4次, 半年到一年. Must not match 14.2%、37.3%: two amounts in a list.
    low = rf"(?P<low>{NUMERAL}|半){MORE}(?: ?(?P<low_unit>{unit}))?(?: ?[至到~–—-] ?|(?<=[1-9])(?<!\d\d)、(?=[1-9](?!\d)))"
    return Grammar(
        between=re.compile(low + number),
        amount=re.compile(number),
        spell=re.compile(rf"(?:{NUMERAL} ?(?:分(?!之)|{time}) ?){{2,4}}|\d米\d{{1,2}}(?![\d.,])"),
        length=re.compile(rf"{time}[多余半]?$"),
        spans=re.compile(time),
        family=family,
        only=lexicon["figures.only"],
        lasted=re.compile(rf"(?:{'|'.join(lexicon['figures.lasting'])})[了达近约逾超过长]{{0,3}}$"),
    )


def _either(words: Iterable[str]) -> str:
    """An alternation, the longest first; a Latin unit must not go on in Latin letters (5 m, not 5 million)."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(w) + "(?![A-Za-z])" * bool(LATIN.match(w[-1])) for w in longest_first) + ")"
