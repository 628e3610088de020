"""The clauses of an article as statements: without the words that only lead in, each with its voice and its place."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from bot.facts.article import Fact
from bot.facts.layout import Layout, Paragraph, Sentence
from bot.facts.lexicon import Lexicon
from bot.facts.speech import Speech, Utterance
from bot.facts.words import Token

Found = TypeVar("Found", bound=Fact)

# What a statement sheds at both ends: marks that pair with nothing inside it, and stops.
OPENERS, CLOSERS = (
    '、，；：,;:“「『‘"＂《（(〈【[—-*_· \u3000\t',
    '”」』’"＂》）)〉】]。！？!?…，；：,;:、—-*_· \u3000\t',
)
PAIRS = dict(zip("“「『‘《（(〈【[", "”」』’》）)〉】]", strict=True))
OPENED_BY = {close: opener for opener, close in PAIRS.items()}

NOUNS = ("n", "nz", "nw", "vn", "an", "ORG", "PER", "LOC", "TIME")  # what a list of bare nouns goes on with
WIDE = str.maketrans(",;:", "，；：")
SHORT_MEMBER = 8  # code points of a list's member that is taken for a bare noun or verb


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause at `start, end`, what it leads in with left out.

    `lead` is where it began before that; `before` and `after` are the marks around it, full width (，；：、。 or '');
    `tokens` are those from `lead` on.
    """

    start: int
    end: int
    lead: int
    before: str
    after: str
    tokens: tuple[Token, ...]
    sentence: Sentence
    paragraph: Paragraph
    voice: Utterance | None


@cache
def words(lexicon: Lexicon, name: str) -> frozenset[str]:
    """A word list as a set."""
    return frozenset(lexicon[name])


def statements(layout: Layout, speech: Speech) -> tuple[Statement, ...]:
    """Every clause of body, heading and caption in order of the text; cut where somebody's words begin or end."""
    cuts = sorted({at for u in speech.utterances for at in (u.start, u.end)})
    connectives = words(layout.lexicon, "clauses.connectives")
    out = []
    for clause in layout.clauses:
        sentence = layout.sentences[clause.sentence]
        paragraph = layout.paragraphs[sentence.paragraph]
        if paragraph.role in ("byline", "link", "notice"):
            continue
        inside = cuts[bisect_left(cuts, clause.start + 1) : bisect_left(cuts, clause.end)]
        inside = sorted({*inside, *listed(layout, clause.start, clause.end)})
        for start, end in zip([clause.start, *inside], [*inside, clause.end], strict=True):
            made = _statement(layout, speech, start, end, sentence, paragraph, connectives)
            if made is not None:
                out.append(made)
    return tuple(out)


def _statement(
    layout: Layout,
    speech: Speech,
    start: int,
    end: int,
    sentence: Sentence,
    paragraph: Paragraph,
    connectives: frozenset[str],
) -> Statement | None:
    lead, last = bared(layout, start, end)
    tokens = layout.tokens_in(lead, last)
    first = 0
    while first < len(tokens) - 1 and tokens[first].word in connectives:
        first += 1
    if not tokens:
        return None
    begin, last = bared(layout, tokens[first].start if first else lead, last)
    if begin >= last:
        return None
    text = layout.text
    return Statement(
        start=begin,
        end=last,
        lead=lead,
        before=text[start if text[start] == "、" else start - 1].translate(WIDE) if start > sentence.start else "",
        after=text[end].translate(WIDE) if end < sentence.end else "。",
        tokens=tokens,
        sentence=sentence,
        paragraph=paragraph,
        voice=speech.voice_at(begin),
    )


def by_statement(found: Sequence[Found], statements: Sequence[Statement]) -> list[list[Found]]:
    """What lies in each statement, of things in order of the text; the statements are in order as well."""
    out, at = [], 0
    for statement in statements:
        while at < len(found) and found[at].start < statement.lead:
            at += 1
        first = at
        while at < len(found) and found[at].end <= statement.end:
            at += 1
        out.append(list(found[first:at]))
    return out


def listed(layout: Layout, start: int, end: int) -> list[int]:
    """Where `start, end` falls into the members of a list that are clauses: 建立法制基礎、提供權利保障、確保資訊安全.

    Must not cut bare nouns (缺乏深度、邏輯性): each member is long enough and has a verb or an adjective of its own.
    """
    text, cuts, first = layout.text, [], start
    while (at := text.find("、", first, end)) >= 0:
        cuts.append(at)
        first = at + 1
    kept: list[int] = []
    for left, cut, right in zip([start, *cuts], cuts, [*cuts[1:], end], strict=False):
        members = (layout.tokens_in(left, cut), layout.tokens_in(cut + 1, right))
        deeds = all(any(t.tag in ("v", "a") for t in member) for member in members)
        opens = members[1][0].tag if members[1] else ""
        if min(cut - left, right - cut) > SHORT_MEMBER and deeds and opens not in NOUNS:
            kept.append(cut)
    return kept


def bared(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """`start, end` without stops and unpaired marks at both ends. Each kind of mark is looked for once."""
    text = layout.text
    last: dict[str, int] = {}
    while start < end and (mark := text[start]) in OPENERS:
        if mark in PAIRS and last.setdefault(mark, text.rfind(PAIRS[mark], start, end)) > start:
            break
        start += 1
    first: dict[str, int] = {}
    while start < end and (mark := text[end - 1]) in CLOSERS:
        if mark in OPENED_BY and 0 <= first.setdefault(mark, text.find(OPENED_BY[mark], start, end)) < end - 1:
            break
        end -= 1
    return start, end
