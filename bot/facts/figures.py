"""Amounts with their unit: 1.2兆元, 三成五, 超過200家 → 200家."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.naming.mention import Stretches
from bot.facts.numerals import NUMERAL, narrow, value_of
from bot.facts.ordinals import names_or_orders, places_an_event
from bot.facts.reading import Reading
from bot.facts.units import LATIN, Grammar, grammar_of


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


class View(NamedTuple):
    """What the rules look at: `text` is the folded and narrowed text of `layout`."""

    text: str
    layout: Layout
    grammar: Grammar


# Where an amount may begin, and the run of numerals that is left behind where none does.
START = re.compile(r"(?:US|NT|HK)\$|[0-9一二两三四五六七八九十百千万亿兆几数半成上$€£¥]")
RUN = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿兆]+|.", re.DOTALL)

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
UNCOUNTED = re.compile(r"成[百千]上[千万亿]|数以[十百千万亿]{1,2}计")
LATIN_NAME = re.compile(r"[A-Za-z] $")
AROUND = re.compile(r" ?(?:以上|以下|左右|上下)")
POINTING = (("两", "个"), ("两", "人"))  # they mostly take up what was just named: 這兩個, 兩人都認為

NUMBER_TAGS = frozenset(("m", "TIME", "q"))
NAME_TAGS = frozenset(("PER", "ORG", "LOC", "nz", "nw"))
APPROXIMATE = frozenset("近逾约超达至到过共仅只才各上满占为降升增减跌涨")  # what the tagger leaves in front of a number


def fraction(view: View, at: int) -> Figure | None:
    """三分之一, 百分之三十點五, 剩下原來的1/8: as a number, of a hundred in %."""
    if match := FRACTION.match(view.text, at):
        below, above = value_of(match[1]), value_of(match[2])
        if below == 100:
            return Figure(at, match.end(), above, "%", "fraction")
        return Figure(at, match.end(), above / below if above is not None and below else None, None, "fraction")
    if (match := SLASHED.match(view.text, at)) and 0 < int(match[1]) < int(match[2]):
        return Figure(at, match.end(), int(match[1]) / int(match[2]), None, "fraction")
    return None


def ratio(view: View, at: int) -> Figure | None:
    """比例為8比2: two shares, so its value is none."""
    match = RATIO.match(view.text, at)
    shared = match is not None and SHARED.search(view.text, max(0, at - 10), at) is not None
    return Figure(at, match.end(), None, None, "ratio") if match and shared else None


def tenths(view: View, at: int) -> Figure | None:
    """三成五, 8成5, 兩至三成: in %."""
    match = TENTHS.match(view.text, at)
    if match is None:
        return None
    low, value, part = (value_of(group) if group else None for group in match.groups()[:3])
    tens = value if low is None else low
    part = 5.0 if match[4] else part or 0.0
    return Figure(at, match.end(), None if tens is None else tens * 10 + part, "%", "tenths")


def half(view: View, at: int) -> Figure | None:
    """一半, 半數."""
    match = HALF.match(view.text, at)
    return Figure(at, match.end(), 0.5, None, "half") if match else None


def uncounted(view: View, at: int) -> Figure | None:
    """成千上萬名, 數以百萬計: a vague count with its classifier."""
    match = UNCOUNTED.match(view.text, at)
    if match is None:
        return None
    end = match.end() + (view.text[match.end() : match.end() + 1] in view.grammar.family)
    return Figure(at, end, None, view.layout.text[match.end() : end] or None, "uncounted")


def spell(view: View, at: int) -> Figure | None:
    """3分56秒, 1米75: a length in more than one unit, so its value is in none."""
    match = view.grammar.spell.match(view.text, at)
    return Figure(at, at + len(match[0].rstrip()), None, None, "spell") if match else None


def between(view: View, at: int) -> Figure | None:
    """5至8年, 2,000-3,000億元, 20%到30%: a range with its lower bound; of two families of units it is none (漲2成至30元)."""
    match = view.grammar.between.match(view.text, at)
    units = [match[group] for group in ("low_unit", "unit") if match[group]] if match else []
    families = {(view.grammar.family.get(unit), unit.endswith("点")) for unit in units}  # 升2个百分点至8%: a change
    return _figure(view, match, match["low"], "between") if match and len(families) <= 1 else None


def amount(view: View, at: int) -> Figure | None:
    """A number with its unit; without one where the number itself says it is an amount (十萬, 54.9)."""
    match = view.grammar.amount.match(view.text, at)
    return _figure(view, match, match["num"] + match["more"], "amount") if match else None


def _figure(view: View, match: re.Match[str], number: str, rule: str) -> Figure | None:
    value = 0.5 if number == "半" else value_of(number)
    if value is not None and rule == "amount" and (match["half"] or match["tail"] == "半"):
        value += 0.5  # 兩年半, 三個半小時
    if match["unit"] and _counts(view, match, rule):
        return Figure(match.start(), match.end(), value, view.layout.text[slice(*match.span("unit"))], rule)
    if _is_bare(view, match):
        return Figure(match.start(), match.end("more"), value, None, rule)
    return None


def _counts(view: View, match: re.Match[str], rule: str) -> bool:
    """Whether the number counts or measures what its unit says."""
    unit, number, start = match["unit"], match["num"], match.start()
    if _cuts_a_word(view, start, match.end()) or (number, unit) in POINTING:
        return False
    family = view.grammar.family[unit]
    if family == "times":
        if unit == "日" and rule == "between":
            return False  # 8至10日: dates
        return match[0] not in ("一天", "一日") and (unit != "月" or number == "数" or match["half"] is not None)
    if number == "一" and rule != "between" and (family == "classifiers" or unit == "块"):
        return view.text[max(0, start - 4) : start].endswith(view.grammar.only)
    if number in ("几", "数", "二", "半"):
        return unit == "倍" or rule == "between"
    if unit == "度":
        return number[0].isdigit()
    return unit not in SCORES or "." in number or (len(number) > 2 and number.isdigit())


SCORES = ("点", "分", "级")  # of small whole numbers they are times of day, ranks and the like: 3點, 五級


def _cuts_a_word(view: View, start: int, end: int) -> bool:
    """Whether the last word is more than the amount: 104人|力, 四部|門; not 半個世紀|以來."""
    token = view.layout.token_at(end - 1)
    if token.end <= end or token.start <= start or token.tag in NUMBER_TAGS:
        return False
    measured = view.text[end] in SIZES and view.grammar.family.get(token.word[: end - token.start]) == "measures"
    return not measured and view.text[end] not in GOES_ON and view.text[end - 1] != PEOPLE


GOES_ON = "以来之左内前后人"  # 十來個|人: the tagger has 個人
PEOPLE = "名"  # counts nothing but people, so a word with what follows is the tagger's mistake: 4000|名医 科学生
SIZES = "重长宽高深厚"  # behind a measure: 20|公斤重


def _is_bare(view: View, match: re.Match[str]) -> bool:
    """十万, 百万, 10億, 54.9, 12,000, 50以上: no plain integer, no year, no list of digits, no name (Windows 3.1)."""
    number, end = match["num"], match.end("num")
    if LATIN.match(view.text, end) or LATIN_NAME.search(view.text, max(0, match.start() - 2), match.start()):
        return False
    if match["sign"] or AROUND.match(view.text, end):
        return True
    if number[0].isdigit():
        return "." in number or "," in number or number[-1] in "万亿兆千"
    return len(number) > 1 and (number[-1] in "万亿兆" or (number[-1] in "千百" and number[0] not in "十百千"))


RULES = (fraction, ratio, tenths, half, uncounted, spell, between, amount)


def find(reading: Reading) -> Iterable[Figure]:
    """Every amount in the article's own lines."""
    layout = reading.layout
    view = View(narrow(layout.folded), layout, grammar_of(layout.lexicon))
    names = reading.names
    named = Stretches(
        (m.start + 1, m.end)
        for group in (names.people, names.organisations, names.products)
        for name in group
        for m in name.mentions
    )
    for paragraph in layout.paragraphs:
        if paragraph.role not in ("byline", "notice", "link"):
            found = _find_in(view, paragraph.start, paragraph.end)
            yield from (figure for figure in found if not named.hold(figure.start))  # 华大|九天


def _find_in(view: View, at: int, end: int) -> Iterator[Figure]:
    while match := START.search(view.text, at, end):
        figure, at = _read(view, match.start())
        if figure is not None:
            yield figure


def _read(view: View, at: int) -> tuple[Figure | None, int]:
    """The amount at `at`, if one is there, and where to go on."""
    run = RUN.match(view.text, at)
    after = run.end() if run else at + 1
    if named := names_or_orders(view.text, at):
        return None, max(after, named)
    if _is_number(view, at):
        for rule in RULES:
            if figure := rule(view, at):
                return (None if _names(view, figure) or _places(view, figure) else figure), figure.end
    return None, after


def _is_number(view: View, at: int) -> bool:
    """Whether what begins at `at` is a number by its word: not 三星, 一定, 數據."""
    if view.text[at].isascii():
        return True
    token = view.layout.token_at(at)
    if token.word == "数":
        return view.grammar.spans.match(view.text, at + 1) is not None  # 禁言数小时: a noun to the tagger
    if view.text[at] == "上":
        return token.start == at and token.tag in ("v", "m")
    counts = token.tag in NUMBER_TAGS or token.word[-1] in "人至到"
    return counts and APPROXIMATE.issuperset(view.text[token.start : at])


def _names(view: View, figure: Figure) -> bool:
    """Whether a name holds the number and more: 360集團, 58同城; 逾6% is none, whatever the tagger says."""
    token = view.layout.token_at(figure.start)
    led = APPROXIMATE.issuperset(view.text[token.start : figure.start])
    return token.tag in NAME_TAGS and (not led or token.end > figure.end)


def _places(view: View, figure: Figure) -> bool:
    """Whether a length of time says when something happens, not how long it takes."""
    is_length = view.grammar.length.search(view.text, figure.start, figure.end) is not None
    return is_length and places_an_event(view.text, figure.start, figure.end, vague=figure.value is None)


KIND = Kind("figures", Figure, find)
