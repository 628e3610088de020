"""Works, papers and things between marks: 《热辣滚烫》, 《华尔街日报》, 软件「微信」."""

import re
from collections.abc import Iterator
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known
from bot.facts.naming.makeup import ending, is_generic
from bot.facts.naming.mention import Mention, NameKind
from bot.facts.words import Token

REPORTS = frozenset(("报告", "论文", "文章", "白皮书", "蓝皮书", "招股书", "年报", "财报"))  # kinds of texts, no titles
STANDARDS = (
    "团体标准",
    "国家标准",
    "行业标准",
    "地方标准",
    "标准",
    "法案",
    "草案",
    "征求意见稿",
)  # behind a rule's title
PERIODICALS = ("周刊", "杂志", "周报", "月刊", "报纸", "期刊")  # before the name of one: 时事周刊《…》
MEDIA = ("新闻网", "新闻网站", "资讯网站", "新闻媒体", "媒体", "通讯社", "电视台")  # before or behind the name of one
REPORTING = (*MEDIA, "报道", "报导")
HOUSES = ("工作室", "工坊", "公社", "联队")
LONGEST_WORK = 40
YEAR = re.compile("(?:19|20)[0-9]{2}")  # in the title of a report, of no paper
LONGEST_THING = 10
# A thing by name and number: 「清音二号」. Must not match 「第二代」 or a bare number.
NUMBERED = re.compile(
    r"(?![第零〇一二三四五六七八九十0-9])[一-鿿A-Za-z]{1,6}(?:[0-9]{1,4}|[一二三四五六七八九十]{1,2})(?:号|型|代)?"
)
# 等24个网贷平台: the noun of a list, up to a mark.
CLOSED = re.compile(
    r"等(?:[0-9一二两三四五六七八九十百多数几余]*[家个款位种项])?(?P<noun>[^，。；：、！？\n“「『\"]{2,8})"
)
GOODS = ("券", "小程序", "公众号", "App", "APP", "app", "号卫星", "疫苗", "手机", "机器人")  # what only goods end in
LONGEST_NOUN = 8  # characters of what a thing is, in two words
LIKE = "系式型类化级性"  # endings of what something is like
SHORTEST_GOODS = 2  # characters of one that is no name: 「彩券」
NAMING = frozenset(("n", "nz", "nw", "ORG", "PER", "LOC", "vn", "j", "a"))  # what a name in marks is made of


@cache
def _tuple(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    return tuple(lexicon[key])


def works(layout: Layout) -> Iterator[Mention]:
    """What stands between 《》 or 〈〉: a newspaper by its ending or the lists, nothing where it is a law, else a work."""
    titles = [
        (mark.start, mark.end, layout.folded[mark.start : mark.end])
        for mark in layout.marks
        if mark.opener in "《〈" and 0 < mark.end - mark.start <= LONGEST_WORK
    ]
    periodicals = {title for start, _, title in titles if layout.folded.endswith(PERIODICALS, 0, start - 1)}
    namers = _tuple(layout.lexicon, "products.namers")
    for start, end, title in titles:
        if title in periodicals or _is_paper(title, layout.lexicon):
            yield Mention(start, end, "organisation", "newspaper", 0)
        elif layout.folded.endswith(namers, 0, start - 1) or not (
            _is_rule(title, layout.lexicon) or layout.folded.startswith(STANDARDS, end + 1)
        ):
            yield Mention(start, end, "product", "work", 0)


def _is_paper(title: str, lexicon: Lexicon) -> bool:
    """A newspaper or periodical by its ending or by the lists; not 《2019年渔业发展简报》."""
    listed = known(lexicon).kinds.get(title) == "organisation" or title in _tuple(lexicon, "media.marked")
    text = YEAR.search(title) is not None or title.endswith(_tuple(lexicon, "media.texts"))
    return listed or (title.endswith(_tuple(lexicon, "media.endings")) and not text)


def _is_rule(title: str, lexicon: Lexicon) -> bool:
    """A law or a plan, or what a text is: 《网络安全法》, 《…办法（征求意见稿）》, 《报告》."""
    bare = title.partition("（")[0].partition("(")[0].rstrip("》〉 ")
    if bare in REPORTS:
        return True
    return bare.endswith(_tuple(lexicon, "products.rules"))


def things(layout: Layout) -> Iterator[Mention]:
    """A short name in quotation marks with what it is beside it: 通讯软件「微信」, “搜索生成体验”功能."""
    kind_behind: NameKind | None = None  # what the noun behind a list of names in marks says: 「甲」、「乙」等餐厅
    reached = 0  # where the mark behind began
    for mark in reversed(layout.marks):
        inside = layout.folded[mark.start : mark.end]
        if mark.opener not in '“「『"' or not 2 <= len(inside) <= LONGEST_THING:
            continue
        joined = layout.folded[mark.end + 1 : reached] in ("", "、", "和", "与", "及", "以及")
        kind_behind = _kind_of_list(layout, mark.end + 1) or (kind_behind if joined else None)
        reached = mark.start - 1
        tokens = layout.tokens_in(mark.start, mark.end)
        if any(t.tag not in NAMING and t.word != "、" for t in tokens) or _describes(tokens):
            continue
        if _is_body(layout, mark.start, mark.end):
            yield Mention(mark.start, mark.end, "organisation", "marked", 3)
        elif (kind := _kind_beside(layout, mark.start, mark.end) or kind_behind) is not None:
            for piece in re.finditer("[^、]+(?<![+＋])(?=、|$)", inside):
                yield Mention(mark.start + piece.start(), mark.start + piece.end(), kind, "thing", 4)


def _describes(tokens: tuple[Token, ...]) -> bool:
    """Words that say what something is like and name nothing: “垄断”平台, “动物系”网站."""
    return bool(tokens) and (all(t.tag in ("vn", "a") for t in tokens) or tokens[-1].word[-1] in LIKE)


def _kind_beside(layout: Layout, start: int, end: int) -> NameKind | None:
    """Of which kind the marked name is by what stands at once beside the marks, or by its own ending."""
    folded, lexicon = layout.folded, layout.lexicon
    inside, namers = folded[start:end], _tuple(lexicon, "products.namers")
    if folded.startswith(REPORTING, end + 1) or folded.endswith(MEDIA, 0, start - 1):
        return "organisation"
    shops = _tuple(lexicon, "organisations.shops")
    if folded.endswith(shops, 0, start - 1) or folded.startswith(shops, end + 1):
        return "organisation"
    named = folded.endswith(namers, max(0, start - 7), start - 1) or folded.startswith(namers, end + 1)
    if named or NUMBERED.fullmatch(inside) or folded.endswith(_tuple(lexicon, "products.makings"), 0, start - 1):
        return "product"
    plain = is_generic(inside, lexicon) or _is_rule(inside, lexicon)
    if not plain and _is_described(layout, end + 1, namers):
        return "product"
    launched = folded.endswith(_tuple(lexicon, "products.launches"), 0, start - 1)
    if not plain and launched and not folded.startswith(_tuple(lexicon, "products.ideas"), end + 1):
        return "product"
    return "product" if not plain and len(inside) > SHORTEST_GOODS and inside.endswith(GOODS) else None


def _is_described(layout: Layout, at: int, namers: tuple[str, ...]) -> bool:
    """Whether a word and then the noun of a thing follow: “绿田”(售卖|平台)."""
    word, noun = (*layout.tokens_in(at, at + LONGEST_NOUN), None, None)[:2]
    return word is not None and noun is not None and word.tag in ("n", "vn", "nz") and noun.word in namers


def _kind_of_list(layout: Layout, at: int) -> NameKind | None:
    """Of which kind the noun is behind 等 that closes a list of marked names: 等24个网贷平台, 等餐饮集团."""
    match = CLOSED.match(layout.folded, at)
    if match is None:
        return None
    noun, lexicon = match["noun"], layout.lexicon
    if noun.endswith(_tuple(lexicon, "products.namers")):
        return "product"
    return "organisation" if noun.endswith(_tuple(lexicon, "organisations.heralds")) else None


def _is_body(layout: Layout, start: int, end: int) -> bool:
    """A name with an ending of bodies: 「原作工作室」; of plain words only behind what it is: 智库“金融监管研究院”."""
    inside, lexicon = layout.folded[start:end], layout.lexicon
    last = ending(inside, lexicon) or next((e for e in HOUSES if inside.endswith(e)), "")
    if last in ("", *_tuple(lexicon, "organisations.weak")) or len(inside) < len(last) + 2:
        return False
    heralded = layout.folded.endswith(_tuple(lexicon, "organisations.heralds"), 0, start - 1)
    return heralded or not is_generic(inside, lexicon)


RULES = (works, things)
