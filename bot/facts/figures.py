"""Amounts with their unit: 1.2兆元, 三成五, 超過200家 → 200家."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.facts.kind import Kind
from bot.facts.layout import Layout
from bot.facts.naming.mention import Stretches
from bot.facts.numerals import narrow, value_of
from bot.facts.ordinals import names_or_orders, places_an_event
from bot.facts.reading import Reading
from bot.facts.shares import share
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

# What stands before a change: 增加(211人)至8024人.
CHANGED = re.compile(r"(?:[增减升降涨跌][加少长高低幅了]?|[上下]调了?|扩大|缩减)[约近逾]?$")
STEEP = 5  # times; no range of shares is so wide
UNCOUNTED = re.compile(r"成[百千]上[千万亿]|数以[十百千万亿]{1,2}计")
LATIN_NAME = re.compile(r"[A-Za-z] $")
AROUND = re.compile(r" ?(?:以上|以下|左右|上下)")
POINTING = (("两", "个"), ("两", "人"))  # they mostly take up what was just named: 這兩個, 兩人都認為

# What a plain integer is measured against: 逾(300)员工.
COMPARED = re.compile(
    r"(?:逾|超过|超出|多达|高达|近|约|不到|不足|至少|最多|低于|高于|少于|多于|跌破|突破|升至|降至|增至|减至|涨至|跌至|达到|[升降增减涨跌]到)[了约近]? ?$"
)
FEWEST_DIGITS = 2
YEARS = ("19", "20")
AFTERWARDS = re.compile(" ?[之以]?后")
LONGEST_LASTING = 6  # characters
NOUNS = frozenset(("n", "nz", "vn"))
NUMBER_TAGS = frozenset(("m", "TIME", "q"))
NAME_TAGS = frozenset(("PER", "ORG", "LOC", "nz", "nw"))
APPROXIMATE = frozenset("近逾约超达至到过共仅只才各上满占为降升增减跌涨")  # what the tagger leaves in front of a number


def shared(view: View, at: int) -> Figure | None:
    """三分之一, 8比2, 三成五, 一半."""
    found = share(view.text, at)
    return Figure(at, *found) if found is not None else None


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
    if match is None or len(families) > 1 or _changes(view, match, at):
        return None
    return _figure(view, match, match["low"], "between")


def _changes(view: View, match: re.Match[str], at: int) -> bool:
    """Whether what looks like a range is a change and the level it reaches: 增加211人至8024人, 降0.2%至3.1%; not 涨5%至10%."""
    if not match["low_unit"] or CHANGED.search(view.text, max(0, at - 3), at) is None:
        return False
    if view.grammar.family[match["low_unit"]] != "shares":
        return True
    low, high = value_of(match["low"]), value_of(match["num"])
    return low is not None and high is not None and high > STEEP * low


def amount(view: View, at: int) -> Figure | None:
    """A number with its unit; without one where the number itself says it is an amount (十萬, 54.9)."""
    match = view.grammar.amount.match(view.text, at)
    return _figure(view, match, match["num"] + match["more"], "amount") if match else None


def _figure(view: View, match: re.Match[str], number: str, rule: str) -> Figure | None:
    value = 0.5 if number == "半" else value_of(number)
    if value is not None and rule == "amount" and (match["half"] or match["tail"] == "半"):
        value += 0.5  # 兩年半, 三個半小時
    if match["unit"] and _counts(view, match, rule):
        unit = view.layout.text[match.start("unit") : max(match.end("unit"), match.end("rate"))]
        return Figure(match.start(), match.end(), value, unit, rule)
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
    if match["sign"] or AROUND.match(view.text, end) or _compared(view, match):
        return True
    if number[0].isdigit():
        return "." in number or "," in number or number[-1] in "万亿兆千"
    return len(number) > 1 and (number[-1] in "万亿兆" or (number[-1] in "千百" and number[0] not in "十百千"))


def _compared(view: View, match: re.Match[str]) -> bool:
    """A plain integer behind 逾 or its like and before a noun or a stop: 逾300|員工, 指數跌破3000; no year."""
    start, end = match.start(), match.end("more")
    if not match["num"].isdigit() or match["unit"] or len(match["num"]) < FEWEST_DIGITS or match["num"][:2] in YEARS:
        return False
    if COMPARED.search(view.text, max(0, start - 4), start) is None:
        return False
    return end >= len(view.text) or view.text[end] in "，。；、！？\n）)" or view.layout.token_at(end).tag in NOUNS


RULES = (shared, uncounted, spell, between, amount)


def find(reading: Reading) -> Iterable[Figure]:
    """Every amount but those of bylines and notices; a line that leads to another article tells them too."""
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
        if paragraph.role not in ("byline", "notice"):
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
    """Whether a length of time says when something happens, not how long it takes: 發布三週後, not 停工三週後."""
    is_length = view.grammar.length.search(view.text, figure.start, figure.end) is not None
    if is_length and AFTERWARDS.match(view.text, figure.end):
        return view.grammar.lasted.search(view.text, max(0, figure.start - LONGEST_LASTING), figure.start) is None
    return is_length and places_an_event(view.text, figure.start, figure.end, vague=figure.value is None)


KIND = Kind("figures", Figure, find)
