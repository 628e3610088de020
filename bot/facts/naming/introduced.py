"""Names that an article introduces: 一家名为(智行)的公司, (全球发展中心)（Center for …）, 芯片(天罡)系列, 作家(野渡)."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.bodies import cut
from bot.facts.naming.listed import known
from bot.facts.naming.makeup import ending, is_generic
from bot.facts.naming.mention import Mention, NameKind
from bot.facts.naming.persons import HAN
from bot.facts.words import Token

# 名为X, 取名“X”: up to the mark or the 的 that ends it. Must not run over either.
NAMED = re.compile(
    r"(?:名为|名叫|取名为?|起名为?|命名为|更名为|改名为|更名|改名)[ 　]?(?P<opener>[“「『\"《])?(?P<name>[^，。、；：！？“”「」『』\"《》（）()\n的]{2,16})"
    r"(?P<closer>[”」』\"》])?(?P<of>的)?(?=(?P<after>[^，。；：！？\n]{0,14}))"
)
BEFORE = 14  # characters looked at before it for what is named
# A Latin name of several words in a bracket: (Center for Global Development). Its Chinese form stands before it.
# Or its letters: (ACLU).
WRITTEN_OUT = re.compile(
    r" ?[（(](?:(?P<letters>[A-Z]{3,6})[）)]|[A-Z][A-Za-z&'’.-]*(?: [A-Za-z&'’.-]+){1,9}(?:[,，][^（）()\n]{0,20})?[）)])"
)
# 据X报道, with a time between: whose report it is.
REPORTED = re.compile(r"(?:据|根据)(?P<name>[^，。、；：！？“”「」『』《》（）()的\n]{3,14}?)(?:的)?(?:报道|报导|消息)")
NO_PAPER = ("媒体", "官媒", "外媒", "媒", "新闻网站", "相关新闻")
LONGEST_BODY = 6  # words
SHORTEST_BODY = 4  # characters
LONGEST_PEN_NAME = 4  # characters
MADE_OF = frozenset(("n", "nz", "nw", "vn", "an", "a", "ORG", "LOC", "j", "b"))
SERIES = "系列"
TWICE = 2  # so often a common word has to speak before it is somebody


class Words(NamedTuple):
    """What a thing that is named can be."""

    houses: tuple[str, ...]
    things: tuple[str, ...]
    callings: tuple[str, ...]
    models: tuple[str, ...]
    verbs: tuple[str, ...]
    organisational: frozenset[str]
    associations: frozenset[str]
    papers: tuple[str, ...]
    descriptions: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    endings = (e for e in lexicon["organisations.strong"] if e not in lexicon["products.namers"])
    return Words(
        (*lexicon["organisations.heralds"], *endings),
        (*lexicon["products.namers"], *lexicon["products.followers"]),
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["products.heralds"]),
        tuple(lexicon["speech.says"]),
        frozenset(word.casefold() for word in lexicon["latin.organisational"]),
        frozenset(lexicon["organisations.associations"]),
        tuple(lexicon["speech.media"]),
        frozenset((*lexicon["people.never"], *lexicon["organisations.never"], *lexicon["organisations.generic"])),
    )


def named(layout: Layout) -> Iterator[Mention]:
    """What 名为 or 命名为 gives a name to, of the kind that the noun behind 的 or before it says."""
    lists = words(layout.lexicon)
    for match in NAMED.finditer(layout.folded):
        before = layout.folded[max(0, match.start() - BEFORE) : match.start()]
        before = re.split("[，。；：！？\n]", before)[-1]
        kind = _kind(match["after"], lists, first=True) if match["of"] else _kind(before, lists, first=False)
        start, end = match.span("name")
        bounded = match["closer"] or match["of"] or not match["after"]
        if kind is not None and bounded and not is_generic(match["name"], layout.lexicon):
            yield Mention(start, end, kind, "named", 2)


def _kind(around: str, lists: Words, *, first: bool) -> NameKind | None:
    """Of which kind the noun is that comes first in `around`, or last."""
    found: list[tuple[int, NameKind]] = []
    kinds: tuple[tuple[tuple[str, ...], NameKind], ...] = (
        (lists.houses, "organisation"),
        (lists.things, "product"),
        (lists.callings, "person"),
    )
    for nouns, kind in kinds:
        ends = [at + len(n) for n in nouns if len(n) > 1 and (at := around.find(n) if first else around.rfind(n)) >= 0]
        found += [(min(ends) if first else max(ends), kind)] if ends else []
    return (min(found) if first else max(found))[1] if found else None


def written_out(layout: Layout) -> Iterator[Mention]:
    """Plain words with an ending of bodies and the whole Latin name in a bracket behind them."""
    lists = words(layout.lexicon)
    for match in WRITTEN_OUT.finditer(layout.folded):
        latin = re.findall(r"[a-z&]+", match[0].casefold())
        if not match["letters"] and lists.organisational.isdisjoint(latin):
            continue
        tokens = layout.tokens_in(max(0, match.start() - 4 * LONGEST_BODY), match.start())
        first = len(tokens)
        while first and len(tokens) - first < LONGEST_BODY and _goes_on(tokens[first - 1], match.start()):
            first -= 1
        if first == len(tokens):
            continue
        start = tokens[first].start
        word = layout.folded[start : match.start()]
        low, high = cut(word, layout.lexicon)
        name = word[low:high]
        plain = is_generic(name, layout.lexicon) or (
            match["letters"] and ending(name, layout.lexicon) not in lists.associations
        )
        if len(name) >= SHORTEST_BODY and HAN.fullmatch(name) and not plain:
            yield Mention(start + low, start + high, "organisation", "written out", 4)


def _goes_on(token: Token, stop: int) -> bool:
    return token.tag in MADE_OF and "\n" not in token.word and token.end <= stop


def series(layout: Layout) -> Iterator[Mention]:
    """A word between what it is and 系列: 芯片|天罡|系列, 手机|星河|系列."""
    lists, tokens = words(layout.lexicon), layout.tokens
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        proper = token.tag in ("n", "nz", "nw", "PER", "LOC") and 1 < len(token.word) <= LONGEST_PEN_NAME
        plain = token.word in lists.descriptions or token.word.endswith(lists.models)
        if after.word == SERIES and proper and not plain and before.word.endswith(lists.models):
            yield Mention(token.start, token.end, "product", "series", 4)


def speaking(layout: Layout) -> Iterator[Mention]:
    """A common word for a name, once behind what its bearer is and twice before a verb of saying: 作家|野渡 … 野渡说."""
    lists, tokens = words(layout.lexicon), layout.tokens
    opens = {t.end for t in tokens if t.tag == "w"} | {p.start for p in layout.paragraphs}
    said = Counter(
        token.word
        for token in tokens
        if token.start in opens and token.tag == "n" and layout.folded.startswith(lists.verbs, token.end)
    )
    for before, token in pairwise(tokens):
        if said[token.word] < TWICE or token.tag != "n" or not 1 < len(token.word) <= LONGEST_PEN_NAME:
            continue
        titled = before.tag == "n" and before.end == token.start and before.word.endswith(lists.callings)
        plain = token.word in lists.descriptions or token.word in known(layout.lexicon).kinds
        if titled and not plain and not token.word.endswith((*lists.callings, *lists.houses, *lists.things)):
            yield Mention(token.start, token.end, "person", "speaking", 3)


def reporting(layout: Layout) -> Iterator[Mention]:
    """A name like a paper's between 据 and 报道: 据|新流财经|此前|报道. Must not match 据当地媒体报道."""
    lists = words(layout.lexicon)
    for match in REPORTED.finditer(layout.folded):
        start, end = match.span("name")
        tokens = layout.tokens_in(start, end)
        while tokens and tokens[-1].tag in ("TIME", "d", "r", "t"):
            tokens = tokens[:-1]
        if not tokens or tokens[0].start != start or any(t.tag not in MADE_OF for t in tokens):
            continue
        name = layout.folded[start : tokens[-1].end]
        if name.endswith(lists.papers) and not (name.endswith(NO_PAPER) or is_generic(name, layout.lexicon)):
            yield Mention(start, start + len(name), "organisation", "reporting", 4)


RULES = (named, written_out, series, speaking, reporting)
