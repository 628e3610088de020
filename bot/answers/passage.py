"""Where in the text something stands: its paragraph, its sentence, and as much around it as fits."""

import re
from collections.abc import Iterator

from bot.facts.article import Article, Fact, Section, Span

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")  # a line that is not blank
# A sentence with the marks that close it; 3.5% and example.com must not end one, so the Western full stop does not count.
_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[」』”’\"'）)》]*|$|(?=\n))")


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines that hold something, without the blanks around it."""
    for line in _PARAGRAPH.finditer(text, start, len(text) if end is None else end):
        yield _stripped(text, line.start(), line.end())


def paragraph_at(text: str, at: int) -> Span:
    """The paragraph that holds the offset."""
    end = text.find("\n", at)
    return _stripped(text, text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text, start, end):
        if match.group().strip():
            yield _stripped(text, match.start(), match.end())


def sentence_of(text: str, fact: Fact) -> Span:
    """The sentence, or the run of sentences of its paragraph, that holds the fact."""
    around = paragraph_at(text, fact.start)
    touched = [s for s in sentences(text, around.start, around.end) if s.start < fact.end and fact.start < s.end]
    return Span(min((s.start for s in touched), default=fact.start), max((s.end for s in touched), default=fact.end))


def around(text: str, span: Span, room: int) -> Span:
    """The paragraph of the span, cut to whole sentences around it where it is longer than `room` code points."""
    whole = paragraph_at(text, span.start)
    whole = Span(whole.start, max(whole.end, span.end))
    start, end = span.start, span.end
    all_of_it = list(sentences(text, whole.start, whole.end))
    before = [s.start for s in all_of_it if s.start < start]
    after = [s.end for s in all_of_it if s.end > end]
    while before or after:  # sentence by sentence, on the side that has less
        if before and (not after or span.start - start <= end - span.end):
            wider = Span(before.pop(), end)
        else:
            wider = Span(start, after.pop(0))
        if wider.end - wider.start > room:
            break
        start, end = wider.start, wider.end
    return Span(start, end)


def ends_sentence(paragraph: str) -> bool:
    """Whether it closes like a sentence; titles and bylines do not, and a heading's question mark is not taken for one."""
    return paragraph.rstrip("」』”’\"'）)》").endswith(("。", "！", "!", "…", "；"))


def heading_line(article: Article, section: Section) -> Span | None:
    """The line of the section's heading, None for the stretch before the first heading."""
    return paragraph_at(article.text, section.start) if section.heading is not None else None


def section_at(article: Article, at: int) -> Section | None:
    return next((s for s in article.sections if s.start <= at < s.end), None)


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
