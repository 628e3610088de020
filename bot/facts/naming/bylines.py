"""Who wrote it and for whom: datelines and lines that name the author."""

import re
from collections.abc import Iterator
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import looks_like_a_name

# 记者王小明台北3日电, 记者王小明、李大同5月3日电, 记者王小明／台北报导. Must not match 记者获悉，3日…: names only, up to the date.
DATELINE = re.compile(
    r"记者[ 　]?(?P<who>[一-鿿]{2,10}(?:[、 　][一-鿿]{2,10}){0,4})(?=[/／]|(?:[0-9]{1,2}月)?[0-9]{1,2}日)"
)
# 文 | 新浪科技 张俊, 作者：王小明, 编译/金鹿. The label has to stand at the front of its line or bracket.
AUTHORED = re.compile(
    r"(?:文|图文|撰文|采写|作者|记者|编译)[ 　]*[|｜丨/／:：][ 　]*(?P<who>[^|｜丨:：（）()，。\n]{2,30})"
)
SOURCE = re.compile(r"(?:来源|出处|转自)[ 　]*[|｜丨/／:：][ 　]*(?P<outlet>[一-鿿A-Za-z0-9]{2,12})(?=[ 　\n|｜）)]|$)")
# 苗子/李鱼（法新社、路透社）: a line of names and nothing else, sources in a bracket behind it.
NAMES_ONLY = re.compile(r"(?P<who>[一-鿿]{2,4}(?:[/／、 　][一-鿿]{2,4}){1,4})[ 　]?(?:[（(][^（）()\n]{0,20}[）)])?$")
# （编译/金鹿）, (记者 王小明) at the end of a text.
BRACKETED = re.compile(r"[（(](?:文|编译|作者|记者|撰稿)[ 　]*[|｜/／:： 　][ 　]*(?P<who>[^（）()，。\n]{2,30})[）)]")
WORD = re.compile(r"[^/／、 　]+")
LONGEST_LINE = 60
LONGEST_NAME = 3  # characters; one of four behind a label is mostly none: 文章来自


@cache
def _places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["places.places"])


def reporters(layout: Layout) -> Iterator[Mention]:
    """Names between 记者 and the date or slash, without the place behind the last: 王小明(台北)3日电."""
    for match in DATELINE.finditer(layout.folded):
        for word in WORD.finditer(layout.folded, *match.span("who")):
            end = _without_place(word[0], layout.lexicon)
            if looks_like_a_name(word[0][:end], layout.lexicon):
                yield Mention(word.start(), word.start() + end, "person", "dateline", 0)


def _without_place(word: str, lexicon: Lexicon) -> int:
    """How much of it is the name: all of it where it is made like one, else three, two or four characters before a place."""
    if len(word) <= 3 and word[-2:] not in _places(lexicon):
        return len(word)
    sizes = [size for size in (3, 2, 4) if size < len(word) and looks_like_a_name(word[:size], lexicon)]
    return next((size for size in sizes if word[size:] in _places(lexicon)), sizes[0] if sizes else len(word))


def authors(layout: Layout) -> Iterator[Mention]:
    """The author behind a label, or the outlet and then the author; and a line of names alone."""
    for p in layout.paragraphs:
        if p.end - p.start > LONGEST_LINE:
            continue
        match = AUTHORED.search(layout.folded, p.start, p.end)
        if match is not None and (p.role == "byline" or match.start() == p.start):
            yield from _outlet_and_authors(layout, *match.span("who"))
        if (match := SOURCE.search(layout.folded, p.start, p.end)) is not None:
            yield Mention(*match.span("outlet"), "organisation", "source", 3)
        if (match := NAMES_ONLY.fullmatch(layout.folded, p.start, p.end)) is not None:
            words = list(WORD.finditer(layout.folded, *match.span("who")))
            if all(looks_like_a_name(w[0], layout.lexicon) for w in words):
                yield from (Mention(*w.span(), "person", "byline", 2) for w in words)


def bracketed(layout: Layout) -> Iterator[Mention]:
    """Authors in a bracket of their own."""
    for match in BRACKETED.finditer(layout.folded):
        yield from _outlet_and_authors(layout, *match.span("who"))


def _outlet_and_authors(layout: Layout, start: int, end: int) -> Iterator[Mention]:
    words = list(WORD.finditer(layout.folded, start, end))
    named = [len(w[0]) <= LONGEST_NAME and looks_like_a_name(w[0], layout.lexicon) for w in words]
    for word, is_name in zip(words, named, strict=True):
        if is_name:
            yield Mention(*word.span(), "person", "byline", 2)
        elif word is words[0] and len(words) > 1 and any(named):
            yield Mention(*word.span(), "organisation", "outlet", 4)


RULES = (reporters, authors, bracketed)
