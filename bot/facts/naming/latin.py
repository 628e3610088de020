"""Names in Latin letters, multi-word ones whole: Recorded Future, Mate 60 Pro, MITCHELL KIM."""

import re
from collections import Counter
from collections.abc import Iterator
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
PERSONAL = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*(?: [A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*){1,3}")
NOT_A_NAME = re.compile(r"https?|www\.|@|\.(?:com|cn|net|org|gov|tw|hk)\b", re.IGNORECASE)
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
        tuple(lexicon["products.heralds"]),
        tuple(lexicon["products.followers"]),
        tuple(lexicon["people.verbs"]),
    )


def runs(layout: Layout) -> Iterator[LatinRun]:
    """Every run of Latin words that may be a name, without the plain words around it: 上海(AEQUITAS RESEARCH)分析师."""
    lists = words(layout.lexicon)
    for match in RUN.finditer(layout.text):
        if NOT_A_NAME.search(layout.text, max(0, match.start() - 8), match.end()):
            continue
        for start, end in _pieces(match, lists):
            yield LatinRun(start, end, layout.text[start:end])


def _pieces(match: re.Match[str], lists: Words) -> Iterator[tuple[int, int]]:
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
TRAILERS = frozenset(("Pro", "Max", "Mini", "Ultra", "Lite", "Air", "Plus", "Note", "SE", "Next", "Group", "Inc", "Ltd", "Images", "TV"))


def latin(layout: Layout) -> Iterator[Mention]:
    """Latin names, each of one kind all over the article: what most of its surroundings say."""
    found = [run for run in runs(layout) if run.text not in words(layout.lexicon).plain]
    votes: dict[str, Counter[NameKind]] = {}
    for run in found:
        votes.setdefault(run.text.casefold(), Counter()).update(_votes(layout, run))
    for run in found:
        tally = votes[run.text.casefold()]
        if tally:
            kind = max(tally, key=lambda k: (tally[k], k == "product"))
            yield Mention(run.start, run.end, kind, "latin", 5)


def _votes(layout: Layout, run: LatinRun) -> dict[NameKind, int]:
    """What an occurrence says for each kind; nothing for a run that nothing speaks for."""
    lists, text = words(layout.lexicon), layout.folded
    before = text[max(0, run.start - BEFORE) : run.start].rstrip(" 的“「『\"")
    after = text[run.end : run.end + AFTER].lstrip(" ”」』\"")
    listed_kind = known(layout.lexicon).kinds.get(run.text)
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
    votes["organisation"] += 3 * before.endswith(lists.heralds) + 2 * after.startswith(lists.acts)
    votes["organisation"] += 2 * after.removeprefix("的").startswith(lists.titles)
    votes["product"] += 3 * before.endswith(lists.product_heralds) + 3 * after.startswith(lists.product_followers)
    if DIGIT.search(run.text) and CAPITAL.search(run.text):
        votes["product"] += 2
    return {kind: count for kind, count in votes.items() if count}
