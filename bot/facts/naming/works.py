"""Works, papers and things between marks: 《热辣滚烫》, 《华尔街日报》, 软件「微信」."""

from collections.abc import Iterator
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known
from bot.facts.naming.mention import Mention

LONGEST_WORK = 40
LONGEST_THING = 10
BREAKS = "，,。；;！!？?"


@cache
def _tuple(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    return tuple(lexicon[key])


def works(layout: Layout) -> Iterator[Mention]:
    """What stands between 《》 or 〈〉: a newspaper by its ending or the lists, nothing where it is a law, else a work."""
    kinds = known(layout.lexicon).kinds
    for mark in layout.marks:
        if mark.opener not in "《〈" or not 0 < mark.end - mark.start <= LONGEST_WORK:
            continue
        title = layout.folded[mark.start : mark.end]
        if kinds.get(title) == "organisation" or title.endswith(_tuple(layout.lexicon, "media.endings")):
            yield Mention(mark.start, mark.end, "organisation", "newspaper", 0)
        elif not _is_rule(title, layout.lexicon):
            yield Mention(mark.start, mark.end, "product", "work", 0)


def _is_rule(title: str, lexicon: Lexicon) -> bool:
    """A law or a plan: 《网络安全法》, 《…办法（征求意见稿）》."""
    bare = title.split("（")[0].split("(")[0].rstrip("》〉 ")
    return bare.endswith(_tuple(lexicon, "products.rules"))


def things(layout: Layout) -> Iterator[Mention]:
    """A short name in quotation marks with what it is beside it: 通讯软件「微信」, “搜索生成体验”功能."""
    heralds, followers = _tuple(layout.lexicon, "products.heralds"), _tuple(layout.lexicon, "products.followers")
    for mark in layout.marks:
        inside = layout.folded[mark.start : mark.end]
        if mark.opener not in "“「『\"" or not 2 <= len(inside) <= LONGEST_THING or any(b in inside for b in BREAKS):
            continue
        if layout.folded[: mark.start - 1].endswith(heralds) or layout.folded.startswith(followers, mark.end + 1):
            yield Mention(mark.start, mark.end, "product", "thing", 4)


RULES = (works, things)
