"""Of which kind a Latin name is: what the lists, its own words and what stands beside it say."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known
from bot.facts.naming.mention import NameKind

# Two to four capitalised words: MITCHELL KIM, Amy Chang Chien.
PERSONAL = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*(?: [A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*){1,3}")
FIRST_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ɏ'’-]{1,11}")
MODEL = re.compile(r"(?=.*[A-ZＡ-Ｚ])(?=.*[0-9０-９])")
# Raymond Zhong(是《纽约时报》科技记者). Must not run over a stop or a comma.
IS_A = re.compile(r"是(?P<what>[^，,。；;！!？?\n]{2,40})")
# Trustdata(发布的《)…》: nothing but an organisation puts out a text. Must not match 平台发布后.
PUBLISHES = re.compile(r"(?:联合)?(?:发布|公布|发表|编制|撰写|出具)[了的]?[^《，。\n]{0,5}[《〈]")
SAFE = 5  # characters of a listed name that is known in any case
JOINED = frozenset("、和与及")
BEFORE, AFTER = 8, 8  # characters looked at on either side
ADVERBS = re.compile(r"[ ”」』\"]*(?:(?:也|则|还|曾|亦|就|方面|已|将)(?=.))*")


class LatinRun(NamedTuple):
    """A run of Latin words at `start, end`."""

    start: int
    end: int
    text: str


class Words(NamedTuple):
    """The lists of what stands beside names."""

    organisational: frozenset[str]
    titles: tuple[str, ...]
    verbs: tuple[str, ...]
    heralds: tuple[str, ...]
    acts: tuple[str, ...]
    belongings: tuple[str, ...]
    product_heralds: tuple[str, ...]
    product_followers: tuple[str, ...]
    platforms: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        frozenset(lexicon["latin.organisational"]),
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["people.verbs"]),
        tuple(lexicon["organisations.heralds"]),
        tuple(lexicon["organisations.acts"]),
        tuple(lexicon["organisations.belongings"]),
        tuple(lexicon["products.heralds"]),
        tuple(lexicon["products.followers"]),
        frozenset(lexicon["products.platforms"]),
    )


@cache
def _folded(lexicon: Lexicon) -> dict[str, NameKind]:
    return {word.casefold(): kind for word, kind in known(lexicon).kinds.items() if len(word) >= SAFE}


def kind_of(text: str, lexicon: Lexicon) -> NameKind | None:
    """The kind of a listed name, written in any case where it is long enough to be no other word: Pytorch."""
    return known(lexicon).kinds.get(text) or _folded(lexicon).get(text.casefold())


def votes(layout: Layout, run: LatinRun) -> Counter[NameKind]:
    """How much an occurrence says for each kind; the numbers are weights against each other, nothing more."""
    tally: Counter[NameKind] = Counter()
    listed = kind_of(run.text, layout.lexicon)
    if listed is not None:
        tally[listed] += 1 if run.text in words(layout.lexicon).platforms else 20
    before = layout.folded[max(0, run.start - BEFORE) : run.start].rstrip(' 的“「『"—-')
    after = ADVERBS.sub("", layout.folded[run.end : run.end + AFTER], count=1)
    tally["person"] += _for_a_person(layout, run, before, after)
    tally["organisation"] += _for_an_organisation(layout, run, before, after)
    tally["product"] += _for_a_product(layout, run, before, after)
    return +tally


def _for_a_person(layout: Layout, run: LatinRun, before: str, after: str) -> int:
    """Two words or more with a title before them, a verb behind them, or a line of their own."""
    lists = words(layout.lexicon)
    inside = [t.tag == "PER" for t in layout.tokens_in(run.start, run.end) if t.word.isalpha()]
    titled, speaks = before.rstrip("：: ").endswith(lists.titles), after.startswith(lists.verbs)  # 总经理：Ann Hill
    if " " not in run.text:
        return _for_one_word(run.text, titled=titled, speaks=speaks, tagged=bool(inside) and all(inside))
    count = int(bool(inside) and all(inside) and run.text[0].isupper())
    if PERSONAL.fullmatch(run.text) and run.text.split(" ")[-1] not in lists.organisational:
        told = IS_A.match(layout.folded, run.end)
        count += any(inside)
        count += 6 * titled + 2 * speaks
        count += 5 * (told is not None and told["what"].endswith(lists.titles))
        count += 4 * layout.text[slice(*layout.paragraph_at(run.start)[:2])].isascii()  # a byline
    return count


def _for_one_word(text: str, *, titled: bool, speaks: bool, tagged: bool) -> int:
    """A first name alone: in small letters but for the first, between a title and a verb, or tagged beside one of them."""
    if not FIRST_NAME.fullmatch(text):
        return 0
    return 3 * (titled and speaks) + 2 * (tagged and (titled or speaks)) + (titled and not speaks)


def _for_an_organisation(layout: Layout, run: LatinRun, before: str, after: str) -> int:
    """A last word like Research, 公司 and its like before it, what companies do or have behind it, others in a list."""
    lists = words(layout.lexicon)
    count = sum(token.tag == "ORG" for token in layout.tokens_in(run.start, run.end))
    count += 8 * (" " in run.text and run.text.split(" ")[-1] in lists.organisational)
    count += 3 * before.endswith(lists.heralds) + 2 * after.startswith(lists.acts)
    count += 2 * (PUBLISHES.match(after) is not None)
    count += 2 * after.removeprefix("的").startswith(lists.belongings)
    return count + 2 * _among(layout, run, "organisation")


def _for_a_product(layout: Layout, run: LatinRun, before: str, after: str) -> int:
    """模型 and its like on either side, or a capital and a number in it: GPT-4, Mate 60."""
    lists = words(layout.lexicon)
    count = 3 * before.endswith(lists.product_heralds) + 3 * after.startswith(lists.product_followers)
    return count + 2 * (MODEL.match(run.text) is not None) + 2 * _among(layout, run, "product")


def _among(layout: Layout, run: LatinRun, kind: NameKind) -> bool:
    """Whether a list goes on to a name of that kind on either side: 兰德公司、NewsGuard; 微信、Wire."""
    tokens = layout.tokens
    after = bisect_left(tokens, run.end, key=lambda t: t.start)
    before = bisect_right(tokens, run.start, key=lambda t: t.end) - 1
    ahead = tokens[after + 1] if after + 1 < len(tokens) and tokens[after].word in JOINED else None
    behind = tokens[before - 1] if before > 0 and tokens[before].word in JOINED else None
    kinds = known(layout.lexicon).kinds
    tag = {"organisation": "ORG"}.get(kind, "nw")
    return any(t is not None and (t.tag == tag or kinds.get(t.word) == kind) for t in (ahead, behind))


def first(tally: Counter[NameKind]) -> NameKind | None:
    """The kind that most speaks for; a product where two are even, None where nothing speaks."""
    return max(tally, key=lambda kind: (tally[kind], kind == "product"), default=None)
