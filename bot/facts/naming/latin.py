"""Names in Latin letters, multi-word ones whole: Recorded Future, Mate 60 Pro, MITCHELL KIM."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.latin_kinds import LatinRun, first, votes
from bot.facts.naming.listed import known
from bot.facts.naming.mention import Mention, NameKind

# One Latin word or number, full-width ones too: iPhone, GPT-4, moi.gov.tw, AT&T, O'Brien.
WORD = r"[A-Za-zÀ-ɏＡ-Ｚａ-ｚ0-9０-９](?:[A-Za-zÀ-ɏＡ-Ｚａ-ｚ0-9０-９+＋]|[.&'’·_-](?=[A-Za-zÀ-ɏ0-9]))*"
# Words joined by one space, a no-break one too, or by ` & `. Must not run over a line's end.
RUN = re.compile(rf"{WORD}(?:(?: & |[ \xa0]){WORD})*")
# Who somebody is, inside a run, with its spaces: OpenAI( CEO )Sam Altman.
OFFICE = re.compile(r"(?<=[ \xa0])(?:CEO|CTO|CFO|COO|CMO|CIO|CSO|CPO|VP)[ \xa0]")
NO_BREAK = "\N{NO-BREAK SPACE}"
PIECE = re.compile(r"[^ \xa0]+")
GAP = re.compile(r"[ \xa0]")
SMALL = re.compile(r"[A-Za-zÀ-ɏ]{4,}")
CAPITAL_OR_DIGIT = re.compile(r"[A-ZÀ-ÞＡ-Ｚ0-9０-９]")
# What is measured, no model: 5G, 28nm, 3D, 4K, 10+5G.
MEASURE = re.compile(r"[0-9０-９][0-9０-９.,+]*[A-Za-z]{0,3}")
CODE = re.compile(r"[0-9]{6}")  # of a picture or an account: no model's number is so long
ADDRESS = re.compile(r"https?|www\.|@|\.(?:com|cn|net|org|gov|tw|hk)\b", re.IGNORECASE)
# A number that belongs to the date or amount behind it: PMI(11)月, TCL (163)英寸. Must not take the 15 of iPhone 15手机.
COUNTED = re.compile(r"[ \xa0]?(?<![0-9.])[0-9.]+[年月日时点分秒万亿个名家元岁英寸吋多余台部辆款只张条人次倍]")
# Three words in small letters make a sentence, or a bracket that writes a Chinese name out: names in it are not looked for.
SMALL_WORD = re.compile(r"(?<![A-Za-z'’.-])[a-z]+(?![A-Za-z])")
PROSE = 3
# Plain by themselves, part of a model behind its name: Mate 60 Pro, Moto Max.
TRAILERS = frozenset(
    ("Pro", "Max", "Mini", "Ultra", "Lite", "Air", "Plus", "Note", "SE", "Next", "Group", "Inc", "Ltd", "TV")
)


class Words(NamedTuple):
    """The lists that bound Latin names."""

    plain: frozenset[str]
    joining: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(frozenset(lexicon["latin.plain"]), frozenset(lexicon["latin.joining"]))


def latin(layout: Layout) -> Iterator[Mention]:
    """Latin names, each of one kind all over the article: what most of its surroundings say."""
    techniques = {m["after"] or m["inside"] for m in _technique(layout.lexicon).finditer(layout.folded)}
    found = [run for run in runs(layout) if run.text not in techniques]
    tallies: dict[str, Counter[NameKind]] = {}
    for run in found:
        tallies.setdefault(run.text.casefold(), Counter()).update(votes(layout, run))
    people = {part for name, tally in tallies.items() if first(tally) == "person" for part in name.split(" ")}
    for run in found:
        name = run.text.casefold()
        kind = "person" if name in people else first(tallies[name])
        if kind is not None:
            yield Mention(run.start, run.end, kind, "latin", 5)


@cache
def _technique(lexicon: Lexicon) -> re.Pattern[str]:
    """Capitals that a bracket says are a technique, an index or a fair: NSA(（非独立组网）), 世界人工智能大会(（)WAIC(）)."""
    nouns = "|".join(lexicon["latin.techniques"])
    return re.compile(
        rf"(?<![A-Za-z0-9])(?P<after>[A-Z]{{2,7}})[ 　]?[（(][^（）()\n，,]{{0,14}}(?:{nouns})[）)，,]"
        rf"|(?:{nouns})[ 　]?[（(](?P<inside>[A-Z]{{2,7}})[）)，,]"
    )


def runs(layout: Layout) -> Iterator[LatinRun]:
    """Every run of Latin words that may be a name, without the plain words around it: 上海(AEQUITAS RESEARCH)分析师."""
    lists, listed, text = words(layout.lexicon), known(layout.lexicon).kinds, layout.text
    for match in _runs(text):
        if ADDRESS.search(text, max(0, match.start() - 8), match.end()):
            continue
        prose = len(SMALL_WORD.findall(match[0])) >= PROSE or _in_a_gloss(text, match)
        for start, end in _pieces(match, lists, listed):
            counted = COUNTED.search(text, start, end + 1)
            stop = counted.start() if counted is not None and counted.end() == end + 1 else end
            for run in _halves(LatinRun(start, stop, text[start:stop].replace(NO_BREAK, " ")), listed):
                if run.text in listed or not (prose or _is_plain(run.text, lists.plain)):
                    yield run


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of Latin words, cut where a person's office stands between two names: Runway (CEO) Cristóbal Valenzuela."""
    for match in RUN.finditer(text):
        at = match.start()
        for office in OFFICE.finditer(text, *match.span()):
            if (part := RUN.match(text, at, office.start())) is not None:
                yield part
            at = office.end()
        if at < match.end() and (part := RUN.match(text, at, match.end())) is not None:
            yield part


def _in_a_gloss(text: str, match: re.Match[str]) -> bool:
    """Whether it is a piece of a bracket in Latin letters that has small words in it: （Centre for the Study of Risk）."""
    bracketed = text[match.start() - 1 : match.start()] in ("（", "(") and text[match.end() : match.end() + 1] in (
        "）",
        ")",
    )
    return bracketed and len(SMALL_WORD.findall(match[0])) > 1


def _pieces(match: re.Match[str], lists: Words, listed: Mapping[str, NameKind]) -> Iterator[tuple[int, int]]:
    """The stretches of capitalised words in a run; a small word ends one unless it joins two."""
    parts = [m.span() for m in PIECE.finditer(match.string, match.start(), match.end())]
    names = [match.string[start:end] for start, end in parts]
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and (_named(names[end]) or (end > at and _joins(names, end, lists))):
            end += 1
        if end > at:
            low, high = _without_plain(names, at, end, lists)
            if " ".join(names[at:end]) in listed:
                low, high = at, end
            if low < high:
                yield parts[low][0], parts[high - 1][1]
        elif len(parts) == 1 and (
            names[at] in listed or SMALL.fullmatch(names[at])
        ):  # a brand in small letters that stands alone: vivo
            yield parts[at]
        at = max(end, at + 1)


def _named(word: str) -> bool:
    """A capital or a digit in it: OpenAI, iPhone, 60; foodpanda not."""
    return CAPITAL_OR_DIGIT.search(word) is not None or word == "&"


def _joins(names: list[str], at: int, lists: Words) -> bool:
    return names[at] in lists.joining and at + 1 < len(names) and _named(names[at + 1])


def _without_plain(names: list[str], low: int, high: int, lists: Words) -> tuple[int, int]:
    """Takes AI, CEO and bare numbers off the front, AI and the like off the end: (HireVue) AI, 2023 (Gemini) AI."""
    while low < high and (names[low] in lists.plain or MEASURE.fullmatch(names[low])):
        low += 1
    while low < high and (
        names[high - 1] == "&"
        or (names[high - 1] in lists.plain and not (high - low > 1 and names[high - 1] in TRAILERS))
    ):
        high -= 1
    return low, high


def _halves(run: LatinRun, listed: Mapping[str, NameKind]) -> Iterator[LatinRun]:
    """A run as one name, or as two where the lists hold both halves: Google|Gemini."""
    for gap in GAP.finditer(run.text):
        head, tail = run.text[: gap.start()], run.text[gap.end() :]
        if run.text not in listed and head in listed and tail in listed:
            yield LatinRun(run.start, run.start + gap.start(), head)
            yield LatinRun(run.start + gap.end(), run.end, tail)
            return
    if len(run.text) > 1:
        yield run


def _is_plain(text: str, plain: frozenset[str]) -> bool:
    """A plain word, one with a number to it, a measure, a code, or an abbreviation too short for a name: AI, Top200, 5G, BG."""
    short = len(text) <= 2 and text.isupper() and text.isalpha()
    bare = text.rstrip("0123456789. ") in plain or MEASURE.fullmatch(text) is not None
    return short or bare or CODE.search(text) is not None


RULES = (latin,)
