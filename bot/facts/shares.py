"""Shares without a unit of their own: 三分之一, 8比2, 三成五, 一半.

Everything here reads folded text whose full-width digits were made ASCII.
"""

import re
from typing import NamedTuple

from bot.facts.numerals import NUMERAL, value_of

FRACTION = re.compile(rf"({NUMERAL})分之({NUMERAL})")
# 約1/8 as a share. Must not match a date (1/5 alone): a word that leads to an amount stands before it.
SLASHED = re.compile(r"(?<=[约的近逾占达仅至有过到])(\d)/(\d\d?)(?![\d/])")
# 比例為8比2. Must not match a score (以3比1獲勝): a word for shares stands before it.
RATIO = re.compile(r"\d{1,3}(?:\.\d)?比\d{1,3}(?:\.\d)?(?!\d)")
SHARED = re.compile(r"(?:比例|比重|比率|占比|配比|拆分|拆账|分账|分润|性别比|男女比|持股比)[^，。；\n]{0,6}$")
# 三成五, 8成5, 兩至三成. Must not match 成 that begins a word (三成為…, 一成立).
TENTHS = re.compile(
    r"(?:([1-9一二两三四五六七八九])成?[至到~～-])?([1-9](?:\.\d)?|[一二两三四五六七八九几]{1,2})成"
    r"(?:([1-9一二三四五六七八九])(?![\d个年月])|(半)|多)?(?![为立功员长果就绩本交])"
)
# Must not match 一半天, 半数据.
HALF = re.compile(r"一半(?![天年个路])|半数(?!据)")


class Share(NamedTuple):
    """A share up to `end`; `value` is in `unit`, %, or a plain part of one. `rule` found it."""

    end: int
    value: float | None
    unit: str | None
    rule: str


def fraction(text: str, at: int) -> Share | None:
    """三分之一, 百分之三十點五, 剩下原來的1/8: as a number, of a hundred in %."""
    if match := FRACTION.match(text, at):
        below, above = value_of(match[1]), value_of(match[2])
        if below == 100:
            return Share(match.end(), above, "%", "fraction")
        return Share(match.end(), above / below if above is not None and below else None, None, "fraction")
    if (match := SLASHED.match(text, at)) and 0 < int(match[1]) < int(match[2]):
        return Share(match.end(), int(match[1]) / int(match[2]), None, "fraction")
    return None


def ratio(text: str, at: int) -> Share | None:
    """比例為8比2: two shares, so its value is none."""
    match = RATIO.match(text, at)
    shared = match is not None and SHARED.search(text, max(0, at - 10), at) is not None
    return Share(match.end(), None, None, "ratio") if match and shared else None


def tenths(text: str, at: int) -> Share | None:
    """三成五, 8成5, 兩至三成: in %."""
    match = TENTHS.match(text, at)
    if match is None:
        return None
    low, value, part = (value_of(group) if group else None for group in match.groups()[:3])
    tens = value if low is None else low
    part = 5.0 if match[4] else part or 0.0
    return Share(match.end(), None if tens is None else tens * 10 + part, "%", "tenths")


def half(text: str, at: int) -> Share | None:
    """一半, 半數."""
    match = HALF.match(text, at)
    return Share(match.end(), 0.5, None, "half") if match else None


RULES = (fraction, ratio, tenths, half)


def share(text: str, at: int) -> Share | None:
    """The share that begins at `at`."""
    return next((found for rule in RULES if (found := rule(text, at)) is not None), None)
