"""The clauses of an article as statements: without the words that only lead in, each with its voice and its place."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.facts.layout import Layout, Paragraph, Sentence
from bot.facts.lexicon import Lexicon
from bot.facts.reading import Reading
from bot.facts.speech import Utterance
from bot.facts.words import Token

# What a statement sheds at both ends: marks that pair with nothing inside it, and stops.
OPENERS, CLOSERS = (
    '、，；：,;:“「『‘"＂《（(〈【[—-*_· \u3000\t',
    '”」』’"＂》）)〉】]。！？!?…，；：,;:、—-*_· \u3000\t',
)
PAIRS = dict(zip("“「『‘《（(〈【[", "”」』’》）)〉】]", strict=True))

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


def statements(reading: Reading) -> list[Statement]:
    """Every clause of body, heading and caption in order of the text; cut where somebody's words begin or end."""
    layout = reading.layout
    cuts = sorted({at for u in reading.speech.utterances for at in (u.start, u.end)})
    connectives = words(layout.lexicon, "clauses.connectives")
    out = []
    for clause in layout.clauses:
        sentence = layout.sentences[clause.sentence]
        paragraph = layout.paragraphs[sentence.paragraph]
        if paragraph.role in ("byline", "link", "notice"):
            continue
        inside = cuts[bisect_left(cuts, clause.start + 1) : bisect_left(cuts, clause.end)]
        inside = sorted({*inside, *listed(layout, clause.start, clause.end)})
        for start, end in pairwise((clause.start, *inside, clause.end)):
            lead, last = bared(layout, start, end)
            tokens = layout.tokens_in(lead, last)
            begin = next((t.start for t in tokens if t.word not in connectives), tokens[-1].start) if tokens else last
            begin, last = bared(layout, lead if tokens and begin == tokens[0].start else begin, last)
            if begin >= last:
                continue
            text = layout.text
            before = "" if start == sentence.start else text[start if text[start] == "、" else start - 1]
            after = text[end] if end < sentence.end else "。"
            voice = reading.speech.voice_at(begin)
            out.append(
                Statement(
                    begin, last, lead, before.translate(WIDE), after.translate(WIDE), tokens, sentence, paragraph, voice
                )
            )
    return out


def listed(layout: Layout, start: int, end: int) -> list[int]:
    """Where `start, end` falls into the members of a list that are clauses: 建立法制基礎、提供權利保障、確保資訊安全.

    Must not cut bare nouns (缺乏深度、邏輯性) nor what one noun behind shares (具有多個角色、包含運動的場景): every member is
    long enough and has a verb, and one behind the first has no 的.
    """
    text, cuts, at = layout.text, [], start
    while (at := text.find("、", at, end)) >= 0:
        cuts.append(at)
        at += 1
    members = [(a, b) for a, b in zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True)]
    if not cuts or any(b - a <= SHORT_MEMBER for a, b in members) or all("的" in text[a:b] for a, b in members[1:]):
        return []
    return cuts if all(any(t.tag == "v" for t in layout.tokens_in(a, b)) for a, b in members) else []


def bared(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """`start, end` without stops and unpaired marks at both ends."""
    text = layout.text
    while start < end and text[start] in OPENERS and PAIRS.get(text[start], "\n") not in text[start:end]:
        start += 1
    while start < end and text[end - 1] in CLOSERS and not _opened(text, start, end - 1):
        end -= 1
    return start, end


def _opened(text: str, start: int, at: int) -> bool:
    """Whether the closing mark at `at` has its opening one between `start` and itself."""
    return any(close == text[at] and text.rfind(opener, start, at) >= 0 for opener, close in PAIRS.items())
