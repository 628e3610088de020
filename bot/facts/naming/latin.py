"""Names in Latin letters, multi-word ones whole: Recorded Future, Mate 60 Pro, MITCHELL KIM."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known
from bot.facts.naming.mention import Mention, NameKind

# One Latin word or number, full-width ones too: iPhone, GPT-4, moi.gov.tw, AT&T, O'Brien.
WORD = r"[A-Za-zÀ-ɏＡ-Ｚａ-ｚ0-9０-９](?:[A-Za-zÀ-ɏＡ-Ｚａ-ｚ0-9０-９+＋]|[.&'’·_/-](?=[A-Za-zÀ-ɏ0-9]))*"
# Words joined by one space or by ` & `. Must not run over a line's end.
RUN = re.compile(rf"{WORD}(?:(?: & |[  ]){WORD})*")
LATIN = re.compile(r"[A-Za-zÀ-ɏＡ-Ｚａ-ｚ]")
CAPITAL = re.compile(r"[A-ZÀ-ÞＡ-Ｚ]")
DIGIT = re.compile(r"[0-9０-９]")
# What is measured, no model: 5G, 28nm, 3D, 100km, 4K.
MEASURE = re.compile(r"[0-9０-９.,]+(?:[A-Za-z]{1,3})?")
# A number that belongs to the date or amount behind it: PMI(11)月.
DATE = re.compile(r"(?<![0-9.])[0-9.]+[年月日时点分秒万亿个名家元岁英寸吋多余台部辆款只张条人次倍]")
DIGITS = re.compile(r"[0-9][0-9.+]*[A-Za-z]{0,2}")
PERSONAL = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*(?: [A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*){1,3}")
NOT_A_NAME = re.compile(r"https?|www\.|@|\.(?:com|cn|net|org|gov|tw|hk)\b", re.IGNORECASE)
# Raymond Zhong(是《纽约时报》科技记者)。 Must not run over a stop or a comma.
IS_A = re.compile(r"是(?P<what>[^，,。；;！!？?\n]{2,40})")
BEFORE, AFTER = 8, 6  # characters looked at on either side


class LatinRun(NamedTuple):
    """A run of Latin words at `start, end`."""

    start: int
    end: int
    text: str


class Words(NamedTuple):
    """The lists that tell Latin names apart."""

    plain: frozenset[str]
    organisational: frozenset[str]
    joining: frozenset[str]
    titles: tuple[str, ...]
    heralds: tuple[str, ...]
    acts: tuple[str, ...]
    belongings: tuple[str, ...]
    product_heralds: tuple[str, ...]
    product_followers: tuple[str, ...]
    verbs: tuple[str, ...]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        frozenset(lexicon["latin.plain"]),
        frozenset(lexicon["latin.organisational"]),
        frozenset(lexicon["latin.joining"]),
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["organisations.heralds"]),
        tuple(lexicon["organisations.acts"]),
        tuple(lexicon["organisations.belongings"]),
        tuple(lexicon["products.heralds"]),
        tuple(lexicon["products.followers"]),
        tuple(lexicon["people.verbs"]),
    )


def runs(layout: Layout) -> Iterator[LatinRun]:
    """Every run of Latin words that may be a name, without the plain words around it: 上海(AEQUITAS RESEARCH)分析师."""
    lists, listed = words(layout.lexicon), known(layout.lexicon).kinds
    for match in RUN.finditer(layout.text):
        if NOT_A_NAME.search(layout.text, max(0, match.start() - 8), match.end()):
            continue
        for start, end in _pieces(match, lists, listed):
            date = DATE.search(layout.text, start, end + 1)
            stop = date.start() if date is not None and date.end() == end + 1 else end
            yield from _split(LatinRun(start, stop, layout.text[start:stop]), listed)


def _split(run: LatinRun, listed: Mapping[str, NameKind]) -> Iterator[LatinRun]:
    """A run as one name, or as two where the lists hold both halves: Google|Gemini."""
    for gap in re.finditer(r"[  ]", run.text):
        head, tail = run.text[: gap.start()], run.text[gap.end() :]
        if run.text not in listed and head in listed and tail in listed:
            yield LatinRun(run.start, run.start + gap.start(), head)
            yield LatinRun(run.start + gap.end(), run.end, tail)
            return
    if len(run.text) > 1:
        yield run


def _pieces(match: re.Match[str], lists: Words, listed: Mapping[str, NameKind]) -> Iterator[tuple[int, int]]:
    """The stretches of capitalised words in a run; a small word ends one unless it joins two."""
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^  ]+", match.string[match.start() : match.end()])]
    names = [match.string[match.start() + a : match.start() + b] for a, b in parts]
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and (_named(names[end]) or (end > at and _joins(names, end, lists))):
            end += 1
        if end == at:
            if _small_name(names[at], len(names)):
                yield match.start() + parts[at][0], match.start() + parts[at][1]
            at += 1
            continue
        first, last = _without_plain(names, at, end, lists)
        if " ".join(names[at:end]) in listed:
            first, last = at, end
        if first < last:
            yield match.start() + parts[first][0], match.start() + parts[last - 1][1]
        at = end


def _named(word: str) -> bool:
    """A capital or a digit in it: OpenAI, iPhone, 60, foodpanda not."""
    return CAPITAL.search(word) is not None or DIGIT.search(word) is not None or word == "&"


def _joins(names: list[str], at: int, lists: Words) -> bool:
    return names[at] in lists.joining and at + 1 < len(names) and _named(names[at + 1])


def _small_name(word: str, count: int) -> bool:
    """A brand in small letters that stands alone: vivo, foodpanda."""
    return count == 1 and len(word) >= 4 and LATIN.fullmatch(word[0]) is not None


def _without_plain(names: list[str], first: int, last: int, lists: Words) -> tuple[int, int]:
    """Takes AI, CEO and bare numbers off the front, AI and the like off the end: (HireVue) AI, 2023 (Gemini) AI."""
    while first < last and (names[first] in lists.plain or MEASURE.fullmatch(names[first])):
        first += 1
    while first < last and (
        (names[last - 1] in lists.plain and not (last - first > 1 and names[last - 1] in TRAILERS))
        or (last - first == 1 and MEASURE.fullmatch(names[last - 1]))
        or names[last - 1] == "&"
    ):
        last -= 1
    return first, last


# Plain by themselves, part of a model behind its name: Mate 60 Pro, Moto Max.
TRAILERS = frozenset(
    ("Pro", "Max", "Mini", "Ultra", "Lite", "Air", "Plus", "Note", "SE", "Next", "Group", "Inc", "Ltd", "Images", "TV")
)


def latin(layout: Layout) -> Iterator[Mention]:
    """Latin names, each of one kind all over the article: what most of its surroundings say."""
    plain, listed = words(layout.lexicon).plain, known(layout.lexicon).kinds
    found = [run for run in runs(layout) if run.text in listed or not _is_plain(run.text, plain)]
    votes: dict[str, Counter[NameKind]] = {}
    for run in found:
        votes.setdefault(run.text.casefold(), Counter()).update(_votes(layout, run))
    people = {
        part for name, tally in votes.items() if " " in name and _first(tally) == "person" for part in name.split(" ")
    }
    for run in found:
        name = run.text.casefold()
        kind = "person" if name in people else _first(votes[name])
        if kind is not None:
            yield Mention(run.start, run.end, kind, "latin", 5)


def _first(tally: Counter[NameKind]) -> NameKind | None:
    """The kind that most speaks for; a product where two are even."""
    return max(tally, key=lambda kind: (tally[kind], kind == "product"), default=None)


def _is_plain(text: str, plain: frozenset[str]) -> bool:
    """A plain word, one with a number to it, or an abbreviation too short for a name: AI, Top200, BG, 10+5G."""
    return (
        text.rstrip("0123456789.") in plain
        or (len(text) <= 2 and text.isupper())
        or text[0] in "+"
        or DIGITS.fullmatch(text) is not None
    )


def _votes(layout: Layout, run: LatinRun) -> dict[NameKind, int]:
    """What an occurrence says for each kind; nothing for a run that nothing speaks for."""
    lists, text = words(layout.lexicon), layout.folded
    before = text[max(0, run.start - BEFORE) : run.start].rstrip(' 的“「『"')
    after = text[run.end : run.end + AFTER].lstrip(' ”」』"')
    listed_kind = known(layout.lexicon).kinds.get(run.text)
    for adverb in ("也", "则", "还", "曾", "亦", "就", "方面", "已", "将"):
        after = after.removeprefix(adverb)
    votes: dict[NameKind, int] = {"person": 0, "organisation": 0, "product": 0}
    if listed_kind is not None:
        votes[listed_kind] += 20
    last = run.text.split(" ")[-1]
    if last in lists.organisational and " " in run.text:
        votes["organisation"] += 8
    if PERSONAL.fullmatch(run.text) and last not in lists.organisational:
        if before.endswith(lists.titles):
            votes["person"] += 6
        if after.startswith(lists.verbs):
            votes["person"] += 2
        told = IS_A.match(text, run.end)
        if told is not None and told["what"].endswith(lists.titles):
            votes["person"] += 5
        if layout.text[slice(*layout.paragraph_at(run.start)[:2])].isascii():
            votes["person"] += 4  # a line of names: a byline
    for token in layout.tokens_in(run.start, run.end):
        votes["person"] += token.tag == "PER" and run.text[0].isupper()
        votes["organisation"] += token.tag == "ORG"
    votes["organisation"] += 3 * before.endswith(lists.heralds) + 2 * after.startswith(lists.acts)
    votes["organisation"] += 2 * after.removeprefix("的").startswith(lists.belongings)
    votes["organisation"] += 2 * _among_organisations(layout, run)
    votes["product"] += 3 * before.endswith(lists.product_heralds) + 3 * after.startswith(lists.product_followers)
    if DIGIT.search(run.text) and CAPITAL.search(run.text):
        votes["product"] += 2
    return {kind: count for kind, count in votes.items() if count}


def _among_organisations(layout: Layout, run: LatinRun) -> bool:
    """Whether a list goes on to an organisation on either side: 兰德公司、NewsGuard."""
    tokens = layout.tokens
    after = bisect_left(tokens, run.end, key=lambda t: t.start)
    before = bisect_right(tokens, run.start, key=lambda t: t.end) - 1
    ahead = tokens[after + 1] if after + 1 < len(tokens) and tokens[after].word == "、" else None
    behind = tokens[before - 1] if before > 0 and tokens[before].word == "、" else None
    return any(token is not None and token.tag == "ORG" for token in (ahead, behind))
