"""An article laid out: its text, folded text, words, paragraphs, sentences, clauses and marks, each computed once."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.facts.lexicon import Lexicon
from bot.facts.marks import Marked, marked
from bot.facts.words import Token, fold, tokens

Role = Literal["headline", "byline", "heading", "caption", "link", "notice", "body"]

# A sentence ends at 。！？ and their ASCII forms, with the closing marks behind them. An ASCII `!` or `?` counts: the text may be
# machine-converted. `.` does not: it stands in numbers and Latin names.
SENTENCE = re.compile(r"[^。！？!?…\n]*+(?:[。！？!?]+|……?)[”」』’）)\"]*|[^。！？!?…\n]++")
# A clause ends at a comma, semicolon or colon of either width. Must not match the comma in 1,500 or the colon in 10:30.
CLAUSE_END = re.compile(r"[，；：]|(?<!\d)[,;:]|[,;:](?!\d)")


class Paragraph(NamedTuple):
    """A line of the text with something in it, and what it is there for."""

    start: int
    end: int
    role: Role


class Sentence(NamedTuple):
    """A sentence with its closing marks; `paragraph` is the index of its paragraph."""

    start: int
    end: int
    paragraph: int


class Clause(NamedTuple):
    """A stretch between commas, without the comma; `sentence` is the index of its sentence."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All views share the offsets of `text`; `folded` is as long as `text`. Sequences are in order of the text."""

    text: str
    folded: str
    tokens: tuple[Token, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    marks: tuple[Marked, ...]
    lexicon: Lexicon

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """The words that lie wholly within `start, end`."""
        first = bisect_left(self.tokens, start, key=lambda t: t.start)
        last = bisect_right(self.tokens, end, key=lambda t: t.end)
        return self.tokens[first:last]

    def token_at(self, at: int) -> Token:
        """The word that the character at `at` belongs to."""
        return self.tokens[bisect_right(self.tokens, at, key=lambda t: t.start) - 1]

    def sentence_at(self, at: int) -> Sentence:
        """The sentence that `at` stands in, or the one before where it stands between two."""
        return self.sentences[max(0, bisect_right(self.sentences, at, key=lambda s: s.start) - 1)]

    def paragraph_at(self, at: int) -> Paragraph:
        """The paragraph that `at` stands in, or the one before where it stands between two."""
        return self.paragraphs[max(0, bisect_right(self.paragraphs, at, key=lambda p: p.start) - 1)]


def sentences_of(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Sentence, ...]:
    """The sentences of each paragraph; blank stretches belong to none."""
    return tuple(
        Sentence(start, end, index)
        for index, paragraph in enumerate(paragraphs)
        for match in SENTENCE.finditer(text, paragraph.start, paragraph.end)
        for start, end in [trimmed(text, match.start(), match.end())]
        if start < end
    )


def clauses_of(text: str, sentences: tuple[Sentence, ...]) -> tuple[Clause, ...]:
    """The clauses of each sentence, without the comma between them."""
    out = []
    for index, sentence in enumerate(sentences):
        at = sentence.start
        for match in CLAUSE_END.finditer(text, sentence.start, sentence.end):
            out.append((at, match.start(), index))
            at = match.end()
        out.append((at, sentence.end, index))
    return tuple(
        Clause(start, end, index)
        for first, last, index in out
        for start, end in [trimmed(text, first, last)]
        if start < end
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start, end` without the white space at both ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def lay_out(text: str, paragraphs: tuple[Paragraph, ...], lexicon: Lexicon) -> Layout:
    """Computes every view of a cleaned text whose paragraphs are known."""
    folded = fold(text)
    sentences = sentences_of(text, paragraphs)
    return Layout(
        text=text,
        folded=folded,
        tokens=tokens(folded),
        paragraphs=paragraphs,
        sentences=sentences,
        clauses=clauses_of(text, sentences),
        marks=tuple(m for p in paragraphs for m in marked(text, p.start, p.end)),
        lexicon=lexicon,
    )
