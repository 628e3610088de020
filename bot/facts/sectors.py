"""Where a clause names a sector or a profession: 餐飲業, 教育、健身等行業, 插畫師, 半導體."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from bot.facts.hits import Hit
from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.statements import Statement, words
from bot.facts.words import Token

TOPIC = "industries"
LONGEST_NAME = 14  # code points
MOST_WORDS = 4  # of a name
NOUNS = frozenset(("n", "nz", "vn", "an", "nw", "ORG"))
JOINTS = frozenset("、／/和与及或暨跟") | {"以及", "或者", "还有"}
# What marks the noun before it as a sector. Must not match 企业, 就业, 专业 and other words of one piece.
HEAD = re.compile(
    r"(?:行业|产业链?|业界|领域|业者|业别|(?<![企就失作毕专职营商创开停事学家实副主歇结从混执敬待转物同工])业)(?:者|链|企业|厂商)?$"
)
# The same, where the noun before it is a sector's name on the lists: 二手车市场, but not 中国市场.
WEAK_HEAD = re.compile(r"(?:市场|界|板块|产业园)$")
# Behind a name on the lists, the ending of a firm or profession. Must not match 出版商品, 设计师范.
TRADE = r"制造商|生产商|制作者|创作者|从业者|从业人员|制作人|工作者|业者|商(?![业务场品店标人户量讨])|师(?![范生徒傅父])|者|人员"


class Mention(NamedTuple):
    """A sector's name at `start, end`; it stands in a phrase that reaches to `reach`; `form` is what shows that it is one."""

    start: int
    end: int
    reach: int
    form: Literal["marked", "trade", "known"]


class Run(NamedTuple):
    """Nouns side by side, tokens `low:high` of a clause."""

    low: int
    high: int


@cache
def known(lexicon: Lexicon) -> frozenset[str]:
    """Every sector's name on the lists."""
    return frozenset(n for key, names in lexicon.lists.items() if key.startswith(f"{TOPIC}.sector_") for n in names)


@cache
def _trades(lexicon: Lexicon) -> re.Pattern[str]:
    names = sorted(known(lexicon) | words(lexicon, f"{TOPIC}.crafts"), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, names))})(?:{TRADE})")


def trades(layout: Layout) -> list[Mention]:
    """Firms and professions called by the name of their sector: 出版商, 剪辑制作者."""
    return [Mention(m.start(1), m.end(1), m.end(), "trade") for m in _trades(layout.lexicon).finditer(layout.folded)]


def mentions(
    layout: Layout, statement: Statement, names: Sequence[Hit], crafts: Sequence[Mention]
) -> Iterator[Mention]:
    """The sectors of a clause; `names` and `crafts` are those of the lists that stand in it."""
    tokens = statement.tokens
    found = list(runs(tokens, names, crafts))
    for group in lists(tokens, found):
        made = [list(named(layout, tokens, run, names, crafts)) for run in group]
        plural = listed(layout, tokens, found, group)
        if plural:
            for run, members in zip(group, made, strict=True):
                yield from (
                    members if any(m.form == "marked" for m in members) else whole(layout, tokens, run, plural, members)
                )
        elif any(m.form == "marked" for members in made for m in members):
            for members in made:
                yield from (m._replace(form="marked") for m in members)
        else:
            for members in made:
                yield from members


def runs(tokens: Sequence[Token], names: Sequence[Hit], crafts: Sequence[Mention]) -> Iterator[Run]:
    """The runs of nouns; a word of a name on the lists counts as one whatever its tag."""
    parts = [(h.start, h.end) for h in names] + [(m.start, m.reach) for m in crafts]
    low = None
    for at, token in enumerate(tokens):
        inside = any(start < token.end and token.start < end for start, end in parts)
        between = at > 0 and at + 1 < len(tokens) and tokens[at - 1].word in JOINTS and tokens[at + 1].word in JOINTS
        noun = token.word not in JOINTS and (
            token.tag in NOUNS or inside or between or HEAD.search(token.word) is not None
        )
        if noun and low is None:
            low = at
        elif not noun and low is not None:
            yield Run(low, at)
            low = None
    if low is not None:
        yield Run(low, len(tokens))


def lists(tokens: Sequence[Token], found: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs that are joined by 、 or 和 belong together."""
    group: list[Run] = []
    for run in found:
        if group and not (run.low == group[-1].high + 1 and tokens[run.low - 1].word in JOINTS):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def listed(layout: Layout, tokens: Sequence[Token], found: Sequence[Run], group: Sequence[Run]) -> int:
    """Where the head of a list ends that is one of sectors, 广告、影视等领域; else 0."""
    last = group[-1].high
    if last + 1 < len(tokens) and tokens[last].word in ("等", "等等"):
        after = next((r for r in found if r.low in (last + 1, last + 2)), None)
        if after is not None and any(
            tokens[i].word in ("行业", "产业", "领域", "业者", "业别") for i in range(after.low, after.high)
        ):
            head = next(
                i for i in range(after.low, after.high) if tokens[i].word in ("行业", "产业", "领域", "业者", "业别")
            )
            if all(t.word in words(layout.lexicon, f"{TOPIC}.vague") for t in tokens[after.low : head]):
                return tokens[head].end
    return 0


def whole(
    layout: Layout, tokens: Sequence[Token], run: Run, reach: int, members: Sequence[Mention]
) -> Iterator[Mention]:
    """A member of a list of sectors is one by standing there."""
    start, end = tokens[run.low].start, tokens[run.high - 1].end
    if end - start <= LONGEST_NAME and run.high - run.low <= MOST_WORDS:
        yield Mention(start, end, reach, "marked")
    else:
        yield from (m._replace(form="marked", reach=reach) for m in members[-1:])


def named(
    layout: Layout, tokens: Sequence[Token], run: Run, names: Sequence[Hit], crafts: Sequence[Mention]
) -> Iterator[Mention]:
    """The sectors named in a run of nouns, with or without a mark behind them."""
    lexicon = layout.lexicon
    start, end = tokens[run.low].start, tokens[run.high - 1].end
    inside = [h for h in names if start <= h.start and h.end <= end]
    for craft in crafts:
        if start <= craft.start and craft.reach <= end:
            yield craft._replace(start=grown(layout, tokens, run, craft.start))
            return
    for at in range(run.low, run.high):
        token = tokens[at]
        mark = HEAD.search(token.word)
        weak = None if mark else WEAK_HEAD.search(token.word)
        if (mark or weak) and not barred(lexicon, tokens, at + 1, run):
            stem = token.start + (mark or weak).start()  # type: ignore[union-attr]  # one of them matched
            yield from marked(layout, tokens, run, at, stem, inside, weak=mark is None)
            return
    for hit in inside:
        rest = [t for t in tokens[run.low : run.high] if t.start >= hit.end]
        if not rest or (rest[0].start == hit.end and rest[0].word in words(lexicon, f"{TOPIC}.aspects")):
            yield Mention(hit.start, hit.end, hit.end, "known")


def barred(lexicon: Lexicon, tokens: Sequence[Token], after: int, run: Run) -> bool:
    """金融业监管机构, 产业工会 are about somebody else than the sector."""
    return after < run.high and tokens[after].word in words(lexicon, f"{TOPIC}.apart")


def marked(
    layout: Layout, tokens: Sequence[Token], run: Run, at: int, stem: int, inside: Sequence[Hit], *, weak: bool
) -> Iterator[Mention]:
    """The nouns in front of a mark at `stem` in token `at`: two names of the lists side by side are two sectors."""
    reach = tokens[at].end
    tiles: list[Hit] = []
    for hit in reversed(inside):
        if hit.end == (tiles[-1].start if tiles else stem):
            tiles.append(hit)
    start = trimmed(layout.lexicon, tokens, run.low, stem)
    if weak:
        if tiles:
            yield Mention(tiles[0].start, stem, reach, "marked")
    elif len(tiles) > 1:
        for hit in reversed(tiles):
            yield Mention(hit.start, hit.end, reach, "marked")
    elif start is not None and is_short(tokens, start, stem):
        yield Mention(start, stem, reach, "marked")
    elif tiles:
        yield Mention(tiles[0].start, stem, reach, "marked")


def trimmed(lexicon: Lexicon, tokens: Sequence[Token], low: int, stem: int) -> int | None:
    """Where the name in front of a mark begins, words that name nothing left out; None where nothing is left."""
    vague = words(lexicon, f"{TOPIC}.vague")
    while low < len(tokens) and tokens[low].start < stem and tokens[low].word in vague:
        low += 1
    if low == len(tokens):
        return None
    start = tokens[low].start
    return start if stem - start > 1 else None


def is_short(tokens: Sequence[Token], start: int, stem: int) -> bool:
    return stem - start <= LONGEST_NAME and sum(start <= t.start < stem for t in tokens) <= MOST_WORDS


def grown(layout: Layout, tokens: Sequence[Token], run: Run, start: int) -> int:
    """A profession's name with the nouns in front of it: 视频职业|剪辑制作者."""
    first = trimmed(layout.lexicon, tokens, run.low, start)
    return first if first is not None and is_short(tokens, first, start) else start
