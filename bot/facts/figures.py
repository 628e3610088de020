"""Amounts with their unit: 1.2兆元, 三成五, 超過200家 → 200家."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.numerals import NUMERAL, narrow, value_of
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as written; `value` is the number in `unit` (70億元 → 7000000000, 元).

    Of a range and of an amount open upwards (30多億) it is the lower bound; None where the amount is vague (數百萬人).
    """

    start: int
    end: int
    value: float | None
    unit: str | None
    rule: str = ""


class Grammar(NamedTuple):
    """The patterns of one lexicon, for folded and narrowed text."""

    amount: re.Pattern[str]
    spell: re.Pattern[str]
    classifiers: frozenset[str]
    times: frozenset[str]
    only: tuple[str, ...]


class View(NamedTuple):
    """What the rules look at."""

    text: str
    layout: Layout
    grammar: Grammar


# Where an amount may begin.
START = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿兆几数半成上]")
RUN = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿兆]+|.", re.DOTALL)

# Numbers that place, name or order something. Tried before every amount; what they match is skipped whole.
NO_AMOUNT = re.compile(
    r"(?:(?:19|20)\d\d|1[01]\d|0\d|\d\d(?= ?年 ?\d{1,2} ?月)) ?(?:[-–—~至到、] ?(?:19|20)?\d\d ?)?年(?:代)?"  # 2024年, 110年2月, 08年
    r"|[〇零一二三四五六七八九]{4} ?年|\d{1,4} ?年代|[二三四五六七八九]十年代|1[01]\d ?年度?"
    r"|\d{1,2} ?月份?(?: ?\d{1,2} ?[日号])?|[一二三四五六七八九十]{1,2}月(?:份|[一二三四五六七八九十]{1,3}[日号])?"  # 5月3日, 五月
    r"|\d{1,2} ?[日号](?!元)|\d{1,2}:\d\d(?::\d\d)?|(?:\d|1\d|2[0-4]) ?[点时](?!\d*[倍亿万])(?:\d{1,2}分|半|许|多)?"  # 10:30, 8點
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,3}(?:\.\d{1,3}){2,}|\d+:\d+"  # 2024-02-16, 1.2.3, 3:2
    r"|\d{2,4}[- ]\d{3,4}[- ]?\d{3,4}(?!\d)"  # 0800-123-456
    r"|[1-4一二三四] ?季|\d{1,3}(?= ?世纪)|[一二三四五六七八九十]{1,3}世纪|\d\d后|[一二三四五六七八九]零后"
    r"|一些|一般|一定|一直|一旦|一样|一起|一边|一方面|一下|一带一路|一时|一再|一律|一向|亿万|万一|千万(?=[别不要])|万万|百般|十分|千方百计|千家万户|四面八方"
)
# What stands before a number that orders or names: 第三, 周五, 星期二, 初三, GPT-4, iPhone 14, No. 5.
ORDERS = re.compile(r"(?:第|周|星期|礼拜|初|农历|正月|上午|下午|凌晨|晚上?|早上?|中午|编号|[A-Za-z_/@#&=][-‑–.]?|(?i:no)\. ?)$")
LATIN_NAME = re.compile(r"[A-Za-z] $")
# A length of time places an event where these follow or stand before it: 14年後, 未來兩三年, 兩三年內, 過去20年, 前9個月.
PLACED_AFTER = re.compile(r" ?多? ?(?:(?:之|以)?(?:前|后)|(?<=[年月周期])(?:之|以)?内|期?间|代|度|级|一[度次遇]|初|末|底)")
PLACED_BEFORE = re.compile(r"(?:未来|今后|过去|最近|接下来|往后|往前|[前后头首上下同每这那本该当隔]|每隔|时隔)(?:的|近|约|大约|大概)? ?$")

CURRENCY_SIGN = r"(?:(?:US|NT|HK|A|C|S)?[$＄]|[€£¥￥]) ?"


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Compiles the units of a lexicon; cached, since a lexicon is compared by identity."""
    times, classifiers = lexicon["figures.times"], lexicon["figures.classifiers"]
    units = {*times, *classifiers, *lexicon["figures.currencies"], *lexicon["figures.measures"], *lexicon["figures.shares"]}
    unit, time = _either(units), _either(times)
    more = "[多余来几]?"
    # 2,000-3,000亿元, 5至8年, 30%至40%, 3、4次, 半年到一年. Must not match 14.2%、37.3%: two amounts in a list.
    other = rf"(?: ?(?P<unit1>{unit}))?{more}(?: ?[至到~～–—-]+ ?|(?<=[1-9])(?<!\d\d)、(?=[1-9](?!\d)))"
    number = rf"(?P<sign>{CURRENCY_SIGN})?(?:(?P<low>{NUMERAL}|半){other})?(?P<num>{NUMERAL}|半)"
    return Grammar(
        amount=re.compile(rf"{number}(?P<more>{more})(?: ?(?P<unit>{unit})(?P<tail>多|半|余)?)?"),
        spell=re.compile(rf"(?:(?:{NUMERAL}) ?(?:分(?!之)|{time}) ?){{2,4}}"),
        classifiers=frozenset(classifiers),
        times=frozenset(times),
        only=lexicon["figures.only"],
    )


def _either(words: Iterable[str]) -> str:
    """An alternation, the longest first; a Latin unit must not go on in Latin letters (5 m, not 5 million)."""
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w) + ("(?![A-Za-z])" if w[-1].isascii() and w[-1].isalpha() else "") for w in longest_first) + ")"


def fraction(view: View, at: int) -> Figure | None:
    """三分之一, 百分之三十點五, 1/8 behind 約 or 的; of a hundred, in %."""
    if match := FRACTION.match(view.text, at):
        below, above = value_of(match[1]), value_of(match[2])
        if below == 100:
            return Figure(at, match.end(), above, "%", "fraction")
        return Figure(at, match.end(), above / below if above is not None and below else None, None, "fraction")
    if (match := SLASHED.match(view.text, at)) and 0 < int(match[1]) < int(match[2]):
        return Figure(at, match.end(), int(match[1]) / int(match[2]), None, "fraction")
    return None


FRACTION = re.compile(rf"((?:{NUMERAL}))分之((?:{NUMERAL}))")
# Must not match a date (1/5 alone): a word that leads to an amount stands before it.
SLASHED = re.compile(r"(?<=[约的近逾占达仅至])(\d)/(\d\d?)(?![\d/])")


def tenths(view: View, at: int) -> Figure | None:
    """三成五, 8成5, 七成: in %."""
    if not (match := TENTHS.match(view.text, at)):
        return None
    value = value_of(match[2])
    if value is None:
        return Figure(at, match.end(), None, "%", "tenths")
    low = value_of(match[1]) if match[1] else None
    fifth = value_of(match[3]) if match[3] else 0.0
    return Figure(at, match.end(), (value if low is None else low) * 10 + (fifth or 0.0), "%", "tenths")


TENTHS = re.compile(
    r"(?:([1-9一二两三四五六七八九])成?[至到~～-])?([1-9](?:\.\d)?|[一二两三四五六七八九几]{1,2})成(?:([1-9一二三四五六七八九])(?![\d个年月])|多|以)?(?<!以)(?![为立功员长果就绩本交])"
)


def half(view: View, at: int) -> Figure | None:
    """一半, 半數: in shares of one."""
    match = HALF.match(view.text, at)
    return Figure(at, match.end(), 0.5, None, "half") if match else None


# Must not match 一半天, 半数据.
HALF = re.compile(r"一半(?![天年个路])|半数(?!据)")


def uncounted(view: View, at: int) -> Figure | None:
    """成千上萬名, 數以百萬計: a vague count with its classifier."""
    if match := UNCOUNTED.match(view.text, at):
        unit = view.text[match.end() : match.end() + 1]
        end = match.end() + (unit in view.grammar.classifiers)
        return Figure(at, end, None, view.layout.text[match.end() : end] or None, "uncounted")
    return None


UNCOUNTED = re.compile(r"成[百千]上[千万亿]|数以[十百千万亿]{1,2}计")


def spell(view: View, at: int) -> Figure | None:
    """3分56秒, 1小時20分: a length of time in two units or more, so in none alone."""
    match = view.grammar.spell.match(view.text, at)
    if match is None or _placed(view, at, match.end()):
        return None
    return Figure(at, at + len(match[0].rstrip()), None, None, "spell")


def amount(view: View, at: int) -> Figure | None:
    """A number or a range with its unit; without one where the number itself says it is an amount (十萬, 54.9)."""
    match = view.grammar.amount.match(view.text, at)
    if match is None or not _counts(view, at, match):
        return None
    value = None if match["num"] in ("几", "数") else _value(match["low"] or match["num"])
    unit = view.layout.text[match.start("unit") : match.end("unit")] or None
    return Figure(at, match.end(), value, unit, "range" if match["low"] else "amount")


def _value(numeral: str) -> float | None:
    return 0.5 if numeral == "半" else value_of(numeral)


def _counts(view: View, at: int, match: re.Match[str]) -> bool:
    """Whether a number with what stands around it is an amount."""
    unit, number = match["unit"], match["num"]
    before = view.text[max(0, at - 8) : at]
    if unit is None:
        return _bare(match, before, view.text[match.end() : match.end() + 1])
    if unit in view.grammar.times:
        return not _placed(view, at, match.end())
    if number in ("一", "二") and not match["low"] and unit in view.grammar.classifiers:
        return number == "一" and before.endswith(view.grammar.only)
    if unit in ("点", "分", "级", "度", "号"):
        return "." in number or (len(number) > 2 and number[0].isdigit())
    if unit == "人":
        return number not in ("两", "几")
    return number != "半" or unit[0] == "个"


def _bare(match: re.Match[str], before: str, after: str) -> bool:
    """十万, 百万, 10億, 54.9, 12,000: no plain integer, no year, no list of digits, no name (Windows 3.1)."""
    number = match["num"]
    if after.isascii() and after.isalpha() or LATIN_NAME.search(before):
        return False
    if match["sign"]:
        return True
    if number[0].isdigit():
        return "." in number or "," in number or number[-1] in "万亿兆千"
    return number[-1] in "万亿兆" and len(number) > 1 or (len(number) > 1 and number[-1] in "千百" and number[0] in "一二两三四五六七八九几数")


def _placed(view: View, start: int, end: int) -> bool:
    """Whether a length of time says when something happens, not how long it takes."""
    before = view.text[max(0, start - 8) : start]
    return PLACED_AFTER.match(view.text, end) is not None or PLACED_BEFORE.search(before) is not None


RULES = (fraction, tenths, half, uncounted, spell, amount)
APPROXIMATE = frozenset("近逾约超达至到过共仅只才各上满占为降升增减跌涨")
NUMBER_TAGS = frozenset(("m", "TIME", "n", "q", "a", "f"))


def _is_word(view: View, at: int) -> bool:
    """Whether a Chinese numeral at `at` begins a word that counts (not 三星, 一定, 數據)."""
    tokens = view.layout.tokens
    token = tokens[bisect_right(tokens, at, key=lambda t: t.start) - 1]
    return token.tag in NUMBER_TAGS and APPROXIMATE.issuperset(view.text[token.start : at])


def find(reading: Reading) -> Iterable[Figure]:
    """Every amount in the article's own lines."""
    layout = reading.layout
    view = View(narrow(layout.folded), layout, grammar_of(layout.lexicon))
    for paragraph in layout.paragraphs:
        if paragraph.role not in ("byline", "notice", "link"):
            yield from _find_in(view, paragraph.start, paragraph.end)


def _find_in(view: View, at: int, end: int) -> Iterator[Figure]:
    while match := START.search(view.text, at, end):
        figure, at = _read(view, match.start())
        if figure is not None:
            yield figure


def _read(view: View, at: int) -> tuple[Figure | None, int]:
    """The amount at `at`, if one is there, and where to go on."""
    skip = RUN.match(view.text, at)
    after = skip.end() if skip else at + 1
    if named := NO_AMOUNT.match(view.text, at):
        return None, max(after, named.end())
    if ORDERS.search(view.text[max(0, at - 4) : at]):
        return None, after
    if view.text[at].isascii() or _is_word(view, at):
        for rule in RULES:
            if figure := rule(view, at):
                return figure, figure.end
    return None, after


KIND = Kind("figures", Figure, find)
