"""Who published and who wrote an article, and when, as its lines say: 文 | 新浪科技 張俊, （中央社記者王小明台北3日電）."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from bot.facts.article import Byline
from bot.facts.lexicon import Lexicon

LONGEST_BYLINE = 80
Line = tuple[int, str]  # where a line begins, and its evened text
# What a line says: an author, an outlet by its label (来源：), or the house by its name alone, which counts less; and where.
Part = tuple[Literal["author", "outlet", "house"], int, int]

# The suffix of a page's title: 標題--上報, 标题 - 今日经济, 标题_网易科技. Must not match a dash inside a headline.
SITE = re.compile(r"(?:--| [-–|] |_)([一-鿿A-Za-z]{2,8})$")

# 2024-02-16, 2024/2/16, 2024年2月16日. Must not match a part of a longer number.
FULL_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-/.年] ?(1[0-2]|0?[1-9])[-/.月] ?(3[01]|[12]\d|0?[1-9])(?!\d)日?")
# The closing date of Taiwan's agency, year of the Republic first: （編輯：某某）1091105.
ROC_DATE = re.compile(r"[)）](1\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s*$", re.MULTILINE)
# What may stand beside the date in a line that holds nothing else.
BESIDE_DATE = re.compile(
    r"[\d:：\s年月日()（）/.-]*(?:(?:星期|周|礼拜)[一二三四五六日天])?[\d:：\s()（）]*(?:GMT|UTC)?[+\d:]*"
)
# AMY CHANG CHIEN,AMY CHANG CHIEN: nothing but Latin names. Must not match a heading such as AI.
LATIN_NAMES = re.compile(
    r"(?:By |BY )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}(?: ?(?:,|，|、|and|&) ?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}){0,4}"
)
# 苗子/李魚（法新社等）, the last line of some houses.
SIGNED = re.compile(r"([一-鿿]{2,3}(?:/[一-鿿]{2,3}){0,3}) ?[（(][^（）()]{0,30}[社报][^（）()]{0,10}[）)]")


class Grammar(NamedTuple):
    """The patterns of one lexicon, for folded text."""

    labelled: re.Pattern[str]
    dateline: re.Pattern[str]
    reported: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    outlet: re.Pattern[str]
    authors: frozenset[str]
    outlets: frozenset[str]
    places: tuple[str, ...]


@cache
def grammar_of(lexicon: Lexicon) -> Grammar:
    """Compiles a lexicon's cues; cached, since a lexicon is compared by identity."""
    authors, outlets = lexicon["structure.authors"], lexicon["structure.outlets"]
    label = _either((*authors, *outlets, *lexicon["structure.others"]))
    agency = _either(lexicon["structure.agencies"])
    outlet = rf"(?:{agency}社?|[一-鿿A-Za-z]{{1,10}}?{_either(lexicon['structure.outlet_endings'])}(?:中文)?网?)"
    name = r"[一-鿿·]{2,4}"
    return Grammar(
        # `文 | 新浪科技 張俊`, `作者：王某`, `記者 李某`, `来源：扬子晚报 责编：DD001`: the label, then what it labels up to the next.
        # Must not match 創作者集結 or 動畫/視頻 in prose: a label begins a word or stands behind an outlet's name.
        labelled=re.compile(
            rf"(?:(?<![一-鿿])|(?<=[报网社台闻]))(?P<label>{label})"
            rf"(?: ?[|｜:：丨] ?|(?<=[文译者]) ?/ ?|(?<=者)  ?|(?<=作者)(?=[一-鿿]{{2,4}}$))(?P<value>[^\n|｜丨:：]{{1,40}}?)"
            rf"(?= ?(?:$|[|｜丨)）]|[，, ]{label} ?[|｜/:：丨]))"
        ),
        # （中央社記者張雄風台北3日電）, 路透上海/香港4月10日 -, 中新经纬3月31日电 (刘雪玉), 新华社合肥4月9日电（记者傅云威 欧阳为）.
        dateline=re.compile(
            rf"[（(【\[〔]?(?P<outlet>{outlet})(?:[一-鿿]{{0,6}}?记者(?P<author>[一-鿿·、]{{2,24}}?)|[一-鿿/、]{{0,16}}?)"
            rf"(?:\d{{1,2}}月)?\d{{1,2}}日(?:综合|专)?(?:外?[电讯]|报[道导]| ?[-–—])"
            rf"(?:[^\n（(]{{0,4}}[（(](?:记者 ?)?(?P<after>{name}(?:[ 、]{name}){{0,4}})[)）])?"
        ),
        # 【記者王小明／台北報導】, 記者王小明／綜合報導.
        reported=re.compile(
            rf"[（(【\[〔]?(?P<outlet>{outlet})? ?(?:[一-鿿]{{0,4}}?记者|编译|实习记者) ?(?P<author>{name}(?:[、 ]{name}){{0,4}}) ?/ ?[一-鿿、]{{0,8}}报[道导]"
        ),
        # （德国之声中文网）, 【環球時報綜合報道】, 騰訊科技訊.
        opening=re.compile(
            rf"(?:[（(【\[〔](?P<inside>{outlet})(?:综合)?(?:报[道导]|讯|消息)?[】)）\]〕]|(?P<plain>{outlet})(?:讯|消息)[ ，])"
        ),
        closing=re.compile(rf"[（(](?P<outlet>{outlet})[)）]$"),
        outlet=re.compile(outlet + "(?:/" + outlet + ")?"),
        authors=frozenset(authors),
        outlets=frozenset(outlets),
        places=lexicon["structure.places"],
    )


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def even(folded: str) -> str:
    """`folded` with ideographic spaces and wide slashes as ASCII, the same length."""
    return folded.translate({0x3000: " ", 0xFF0F: "/", 0xA0: " "})


def is_byline(line: str, lexicon: Lexicon, *, near_top: bool) -> bool:
    """Whether an evened line only says who published, wrote or edited the article, or when."""
    if len(line) > LONGEST_BYLINE or line.endswith(("。", "？", "！")):
        return False
    if (date := FULL_DATE.search(line)) and BESIDE_DATE.fullmatch(line[: date.start()] + line[date.end() :]):
        return True
    if near_top and LATIN_NAMES.fullmatch(line):
        return True
    grammar = grammar_of(lexicon)
    if match := grammar.labelled.search(line):
        return match.start() <= 14
    return SIGNED.fullmatch(line) is not None or grammar.reported.fullmatch(line) is not None


def byline_of(lines: Mapping[str, list[Line]], text: str, lexicon: Lexicon) -> Byline:
    """The outlet and author as written in `text`; `lines` of each role come evened, each with its offset."""
    grammar = grammar_of(lexicon)
    found = [part for at, line in lines["headline"] for part in _in_headline(at, line, grammar)]
    found += [part for at, line in lines["byline"] for part in _in_byline(at, line, grammar)]
    found += [part for at, line in lines["body"][:6] for part in _in_opening(at, line[:120], grammar)]
    found += [part for at, line in lines["body"][-2:] for part in _in_closing(at, line, grammar)]
    found = [(what, start, end) for what, start, end in found if text[start:end].strip()]
    first = {what: text[start:end].strip() for what, start, end in reversed(found)}
    return Byline(first.get("outlet") or first.get("house"), first.get("author"))


def _in_headline(at: int, line: str, grammar: Grammar) -> list[Part]:
    match = SITE.search(line)
    return [("house", at + match.start(1), at + match.end())] if match and grammar.outlet.fullmatch(match[1]) else []


def _in_byline(at: int, line: str, grammar: Grammar) -> list[Part]:
    parts: list[Part] = []
    for match in grammar.labelled.finditer(line):
        start, end = match.span("value")
        if match["label"] in grammar.outlets:
            parts.append(("outlet", at + start, at + end))
        elif match["label"] in grammar.authors:
            first, space, _ = match["value"].partition(" ")
            if space and grammar.outlet.fullmatch(first):
                parts.append(("house", at + start, at + start + len(first)))
                start += len(first) + 1
            elif named := grammar.outlet.fullmatch(line, 0, match.start()):
                parts.append(("house", at, at + named.end()))
            parts.append(("author", at + start, at + end))
    if parts:
        return parts
    if signed := SIGNED.fullmatch(line):
        return [("author", at, at + signed.end(1))]
    if LATIN_NAMES.fullmatch(line):
        end = min((line.find(mark) for mark in (",", "，", "、") if mark in line), default=len(line))
        return [("author", at + (3 if line[:3].lower() == "by " else 0), at + end)]
    return _in_opening(at, line, grammar)


def _in_opening(at: int, line: str, grammar: Grammar) -> list[Part]:
    if match := grammar.dateline.match(line):
        parts: list[Part] = [("house", at + match.start("outlet"), at + match.end("outlet"))]
        if match["author"]:
            start = match.start("author")
            parts.append(("author", at + start, at + start + len(_without_place(match["author"], grammar.places))))
        elif match["after"]:
            parts.append(("author", at + match.start("after"), at + match.end("after")))
        return parts
    if match := grammar.reported.match(line):
        house: list[Part] = [("house", at + match.start("outlet"), at + match.end("outlet"))] if match["outlet"] else []
        return [*house, ("author", at + match.start("author"), at + match.end("author"))]
    if match := grammar.opening.match(line):
        what = "inside" if match["inside"] else "plain"
        return [("house", at + match.start(what), at + match.end(what))]
    return []


def _in_closing(at: int, line: str, grammar: Grammar) -> list[Part]:
    match = grammar.closing.search(line, max(0, len(line) - 24))
    return [("house", at + match.start("outlet"), at + match.end("outlet"))] if match else []


def _without_place(run: str, places: tuple[str, ...]) -> str:
    """張淑伶上海 → 張淑伶; where the place is not known, a name of three characters, or of two where four are left."""
    before, last = run[: run.rfind("、") + 1], run[run.rfind("、") + 1 :]
    known = max((len(place) for place in places if last.endswith(place) and len(last) - len(place) >= 2), default=0)
    if known:
        return before + last[:-known]
    return before + (last[:3] if len(last) >= 5 else last[:2] if len(last) == 4 else last)


def published_of(bylines: list[str], lines: list[str], text: str) -> str | None:
    """The ISO date the article gives for itself: in a byline, a line of its own, or an agency's closing mark."""
    for line in (*bylines, *(line for line in lines if len(line) <= 24)):
        if match := FULL_DATE.search(line):
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if (closing := ROC_DATE.search(text)) is not None:
        return f"{int(closing[1]) + 1911}-{closing[2]}-{closing[3]}"
    return None
