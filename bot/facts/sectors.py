"""Where a clause names a sector or a profession: 餐飲業, 教育、健身等行業, 插畫師, 半導體."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from bot.facts.hits import Hit
from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.statements import words
from bot.facts.words import Token

TOPIC = "industries"
LONGEST_NAME = 14  # code points
MOST_WORDS = 4  # of a name
SHORTEST_LIST = 3  # names of things side by side are names of sectors: 手机、汽车和芯片
NOUNS = frozenset(("n", "nz", "vn", "an", "nw", "ORG"))
JOINTS = frozenset("、／/和与及或暨跟") | {"以及", "或者", "还有"}
CLOSING = frozenset("”」』’》")
HEADS = frozenset(("行业", "产业", "领域", "业者", "业别"))
# What marks the noun before it as a sector. Must not match 企业, 就业, 专业 and other words of one piece.
HEAD = re.compile(
    r"(?:行业|产业链?|业界|领域|业者|业别|(?<![企就失作毕专职营商创开停事学家实副主歇结从混执敬待转物同工各百])业)者?$"
)
# The same, where the noun before it is a sector's name on the lists: 二手车市场, but not 中国市场. Not 界, which are people.
WEAK_HEAD = re.compile(r"(?:市场|板块)$")
# Behind a name on the lists, the ending of a firm or profession. Must not match 出版商品, 设计师范.
TRADE = r"制造商|生产商|制作者|创作者|从业者|从业人员|制作人|工作者|业者|商(?![业务场品店标人户量讨])|师(?![范生徒傅父])|者|人员"


class Mention(NamedTuple):
    """A sector's name at `start, end`, in a phrase or a list of them from `lead` to `reach`.

    `form` is what shows that it is a sector: a mark (餐饮业), its people (插画师), its name alone (餐饮).
    """

    start: int
    end: int
    lead: int
    reach: int
    form: Literal["marked", "trade", "known"]


class Run(NamedTuple):
    """Nouns side by side, tokens `low:high` of a clause."""

    low: int
    high: int


class Scope(NamedTuple):
    """The words of a clause, and what of them stands on the lists."""

    folded: str
    lexicon: Lexicon
    tokens: Sequence[Token]
    names: Sequence[Hit]
    cues: Sequence[Hit]
    trades: Sequence[Mention]

    def words(self, name: str) -> frozenset[str]:
        return words(self.lexicon, f"{TOPIC}.{name}")


@cache
def known(lexicon: Lexicon) -> frozenset[str]:
    """Every sector's name on the lists."""
    return frozenset(n for key, names in lexicon.lists.items() if key.startswith(f"{TOPIC}.sector_") for n in names)


@cache
def _trades(lexicon: Lexicon) -> re.Pattern[str]:
    made = (n for n in known(lexicon) | words(lexicon, f"{TOPIC}.crafts") if not n.endswith("制造"))  # 汽车|制造商
    names = sorted(made, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, names))})(?:(业)|{TRADE})")


def trades(layout: Layout) -> list[Mention]:
    """Firms and professions called by the name of their sector, 出版商, 剪辑制作者, and such names in front of 业."""
    return [
        Mention(m.start(1), m.end(1), m.start(), m.end(), "marked" if m[2] else "trade")
        for m in _trades(layout.lexicon).finditer(layout.folded)
    ]


def mentions(scope: Scope) -> Iterator[Mention]:
    """The sectors of a clause."""
    if not scope.names and not scope.trades and not any("业" in t.word or t.word == "领域" for t in scope.tokens):
        return
    for group in lists(scope, runs(scope)):
        made = [list(named(scope, run)) for run in group]
        head = head_of_list(scope, group[-1])
        is_marked = head is not None or any(m.form == "marked" for members in made for m in members)
        is_list = is_marked or len(group) >= SHORTEST_LIST
        for run, members in zip(group, made, strict=True):
            if head is not None and not any(m.form == "marked" for m in members):
                members[:] = list(whole(scope, run)) or members
            elif not members and is_list:
                members[:] = closing(scope, run)
        reach = head or max((m.reach for members in made for m in members), default=0)
        for member in (m for members in made for m in members):
            form = "marked" if is_marked and member.form == "known" else member.form
            yield member._replace(lead=scope.tokens[group[0].low].start, reach=reach, form=form)


def runs(scope: Scope) -> Iterator[Run]:
    """The runs of nouns; a word of a name on the lists counts as one however it was cut (补|习业), a cue breaks them."""
    parts = [(h.start, h.end) for h in scope.names] + [(m.start, m.reach) for m in scope.trades]
    breaks = {c.start for c in scope.cues if not {"acts", "suffering", "use", "use_in", "brings"}.isdisjoint(c.lists)}
    tokens = scope.tokens
    low = None
    for at, token in enumerate(tokens):
        inside = any(start < token.end and token.start < end for start, end in parts)
        begun = at > 0 and tokens[at - 1].word == "、" and token.tag == "v"  # 电子购物、邮|购业
        noun = inside or (
            token.word not in JOINTS
            and token.start not in breaks
            and (token.tag in NOUNS or begun or bool(HEAD.search(token.word)))
        )
        if noun and low is None:
            low = at
        elif not noun and low is not None:
            yield Run(low, at)
            low = None
    if low is not None:
        yield Run(low, len(tokens))


def lists(scope: Scope, found: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs that are joined by 、 or 和 belong together."""
    group: list[Run] = []
    for run in found:
        if group and not (run.low == group[-1].high + 1 and scope.tokens[run.low - 1].word in JOINTS):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def head_of_list(scope: Scope, last: Run) -> int | None:
    """Where the head of a list ends that is one of sectors, 广告、影视等多个领域."""
    tokens, after, vague = scope.tokens, last.high + 1, scope.words("vague") - HEADS
    if after >= len(tokens) or tokens[last.high].word not in ("等", "等等"):
        return None
    while after < len(tokens) - 1 and (tokens[after].tag in ("m", "q") or tokens[after].word in vague):
        after += 1
    return tokens[after].end if tokens[after].word in HEADS else None


def whole(scope: Scope, run: Run) -> Iterator[Mention]:
    """A member of a list of sectors is one by standing there."""
    start, end = scope.tokens[run.low].start, scope.tokens[run.high - 1].end
    if is_short(scope, start, end):
        yield Mention(start, end, start, end, "marked")


def closing(scope: Scope, run: Run) -> Iterator[Mention]:
    """The name on the lists that a run ends with."""
    end = scope.tokens[run.high - 1].end
    yield from (Mention(h.start, h.end, h.start, h.end, "known") for h in scope.names if h.end == end)


def named(scope: Scope, run: Run) -> Iterator[Mention]:
    """The sectors named in a run of nouns, with or without a mark behind them; first opinion wins."""
    for rule in (of_a_trade, with_a_mark, with_a_weak_mark, by_name):
        found = list(rule(scope, run))
        if found:
            yield from found
            return


def of_a_trade(scope: Scope, run: Run) -> Iterator[Mention]:
    """视频职业|剪辑制作者: the people of a sector, with the nouns in front."""
    low, end = scope.tokens[run.low].start, scope.tokens[run.high - 1].end
    for trade in scope.trades:
        if trade.form == "trade" and low <= trade.start and trade.reach <= end:
            first = trimmed(scope, run, trade.start)
            yield trade._replace(start=trade.start if first is None or not is_short(scope, first, trade.end) else first)


def with_a_mark(scope: Scope, run: Run) -> Iterator[Mention]:
    """餐饮业, 视频生成领域; two names of the lists side by side are two sectors: 零售餐饮业."""
    for at, stem in marks(scope, run, HEAD):
        reach, tiles = scope.tokens[at].end, tiled(scope, run, stem)
        start = trimmed(scope, run, stem)
        if len(tiles) > 1 and scope.folded[tiles[0].start : stem] not in known(scope.lexicon):
            yield from (Mention(h.start, h.end, h.start, reach, "marked") for h in tiles)
        elif start is not None and is_short(scope, start, stem):
            yield Mention(start, stem, start, reach, "marked")
        elif tiles:
            yield Mention(tiles[-1].start, stem, start or stem, reach, "marked")


def with_a_weak_mark(scope: Scope, run: Run) -> Iterator[Mention]:
    """二手车市场: only with a name of the lists, and one that the nouns in front do not narrow."""
    for at, stem in marks(scope, run, WEAK_HEAD):
        tiles = tiled(scope, run, stem)
        if tiles and (tiles[0].start == trimmed(scope, run, stem) or tiles[-1].word in scope.words("standalone")):
            yield Mention(tiles[-1].start, stem, tiles[-1].start, scope.tokens[at].end, "marked")


def by_name(scope: Scope, run: Run) -> Iterator[Mention]:
    """零售, 零售企业, 电影的前途; not 零售价, 金融风险, “人人影视”, and of a thing's name not the thing: 电影."""
    end = scope.tokens[run.high - 1].end
    brought = {c.start for c in scope.cues if "brings" in c.lists}
    for hit in scope.names:
        if hit.end in brought or scope.folded[hit.end : hit.end + 1] in CLOSING:
            continue
        rest = [t for t in scope.tokens[run.low :] if t.end > hit.end][:2]
        if hit.start < scope.tokens[run.low].start or hit.end > end or (rest and rest[0].start != hit.end):
            continue
        behind = next((t.word for t in rest if t.word != "的"), "")
        alone = hit.end == end or behind in scope.words("aspects")
        if behind in scope.words("fortunes") or (alone and hit.word in scope.words("standalone")):
            yield Mention(hit.start, hit.end, hit.start, hit.end, "known")


def marks(scope: Scope, run: Run, head: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The first token of a run that ends with a mark, and where the mark begins; not in 产业工会, 金融监管领域."""
    apart = scope.words("apart") - known(scope.lexicon)
    for at in range(run.low, run.high):
        token = scope.tokens[at]
        found = head.search(token.word)
        if found:
            around = [t.word for t in scope.tokens[at + 1 : min(at + 2, run.high)]]
            around += [scope.tokens[at - 1].word] if found.start() == 0 and at > run.low else []
            if apart.isdisjoint(around):
                yield at, token.start + found.start()
            return


def tiled(scope: Scope, run: Run, stem: int) -> list[Hit]:
    """The names of the lists that stand side by side up to `stem`."""
    tiles: list[Hit] = []
    for hit in reversed(scope.names):
        if hit.start >= scope.tokens[run.low].start and hit.end == (tiles[0].start if tiles else stem):
            tiles.insert(0, hit)
    return tiles


def trimmed(scope: Scope, run: Run, stem: int) -> int | None:
    """Where the name in front of a mark begins, words that name nothing left out; None where nothing is left."""
    low, vague = run.low, scope.words("vague")
    while low < run.high - 1 and scope.tokens[low].start < stem and scope.tokens[low].word in vague:
        low += 1
    start = scope.tokens[low].start
    return start if stem - start > 1 else None


def is_short(scope: Scope, start: int, end: int) -> bool:
    return end - start <= LONGEST_NAME and sum(start <= t.start < end for t in scope.tokens) <= MOST_WORDS
