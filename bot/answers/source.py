"""/source: the article's own text, whole, by sections, or around the words that a button stands for."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined, marked
from bot.answers.passage import around, heading_line, paragraph_at, paragraphs, section_at
from bot.answers.reply import Block, Choice, Html, Reply, Request, Step
from bot.answers.view import TITLE, View, current, rows, ways_on
from bot.facts.article import Fact, Section, Span
from bot.facts.display import folded

ROOM = 1200  # code points of a paragraph shown around a fact
LABEL = 20  # code points of a heading on a button
_SPANS = re.compile(r"\d{1,9}-\d{1,9}(,\d{1,9}-\d{1,9})*")


def source(request: Request, desk: Desk) -> Reply:
    """The whole text under its table of contents, or one section of it (`/source 2`, `/source 短板`).

    With spans (`/source 12-40,52-60`, as the numbered buttons ask it) the paragraphs they stand in.
    """
    view = current(request, desk)
    head = bold(esc(view.say("source.head", title=view.title)))
    sections = [section for section in view.article.sections if view.slice(section).strip()]
    if spans := _spans(request.args, len(view.words)):
        choices = rows(
            [
                *_around(view, sections, spans[0]),
                Choice(view.say("source.whole"), "/source"),
                Choice(view.say("kind.brief"), "/brief"),
            ]
        )
        return Reply(head, tuple(_marked_paragraphs(view, spans)), choices=choices, article_id=view.id)
    number = _number(view, sections, request.args)
    if number:
        text = tuple(_text(view, sections[number - 1]))
        return Reply(head, text, choices=_beside(view, sections, number), article_id=view.id)
    unknown = view.say("source.no_section", asked=clipped(request.args, TITLE)) if request.args else ""
    contents = [_entry(view, section, n) for n, section in enumerate(sections, 1)] if len(sections) > 1 else []
    text = (*contents, *_text(view, Span(0, len(view.words))))
    return Reply(joined([head, esc(unknown)], "\n"), text, choices=ways_on(view, "source"), article_id=view.id)


def _spans(args: str, length: int) -> list[Span]:
    """The spans asked for that stand in the text; none where the words behind the command are something else."""
    if not _SPANS.fullmatch(args):
        return []
    pairs = (map(int, pair.split("-")) for pair in args.split(","))
    return sorted({Span(start, end) for start, end in pairs if start < end <= length}, key=lambda span: span.start)


def _number(view: View, sections: Sequence[Section], asked: str) -> int:
    """Which section is meant, counted from 1: by its number, or by words of its heading in either script; 0 for none."""
    if asked.isdecimal():
        return int(asked) if len(asked) < 6 and int(asked) <= len(sections) else 0
    names = [folded(section.heading or view.say("source.opening")) for section in sections]
    words = folded(asked)
    return next((n for n, name in enumerate(names, 1) if words and words in name), 0)


def _name(view: View, section: Section) -> str:
    return view.name(section.heading) if section.heading else view.say("source.opening")


def _entry(view: View, section: Section, number: int) -> Block:
    """A line of the table of contents; its button shows the section."""
    length = view.say("source.length", count=len("".join(view.slice(section).split())))
    line = joined([bold(esc(_name(view, section))), esc(length)], view.say("item.dot"))
    return Block(line, step=Step(f"/source {number}", article_id=view.id, in_place=True))


def _text(view: View, part: Fact) -> Iterator[Block]:
    """The paragraphs of a part of the text, headings in bold."""
    headings = {heading_line(view.article, section) for section in view.article.sections}
    for paragraph in paragraphs(view.article.text, part.start, part.end):
        words = esc(view.slice(paragraph))
        yield Block(bold(words) if paragraph in headings else words, (view.source(paragraph),))


def _beside(view: View, sections: Sequence[Section], number: int) -> tuple[tuple[Choice, ...], ...]:
    """The sections before and behind, and the whole text, in the place of this one."""
    there = [(n, sign) for n, sign in ((number - 1, "← {}"), (number + 1, "{} →")) if 0 < n <= len(sections)]
    turns = [
        Choice(sign.format(clipped(_name(view, sections[n - 1]), LABEL)), f"/source {n}", in_place=True)
        for n, sign in there
    ]
    return (*rows(turns), (Choice(view.say("source.whole"), "/source", in_place=True), *ways_on(view, "source")[0][:1]))


def _around(view: View, sections: Sequence[Section], span: Span) -> list[Choice]:
    """The section that a span stands in, where the text has several."""
    section = section_at(view.article, span.start)
    if section is None or section not in sections or len(sections) == 1:
        return []
    return [Choice(clipped(_name(view, section), LABEL), f"/source {sections.index(section) + 1}")]


def _marked_paragraphs(view: View, spans: Sequence[Span]) -> list[Block]:
    """Each paragraph that holds a span, under its section's heading, the spans marked; … where a long one is cut."""
    text, items = view.article.text, []
    for whole, run in groupby(spans, key=lambda span: paragraph_at(text, span.start)):
        held = list(run)
        shown = around(text, Span(held[0].start, max(span.end for span in held)), ROOM)
        before, after = (Html("…") if cut else Html("") for cut in (shown.start > whole.start, shown.end < whole.end))
        passage = joined([before, marked(view.slice(shown), held, shown.start), after])
        section = section_at(view.article, shown.start)
        sources: Sequence[Fact] = held
        items.append(Block(passage, tuple(map(view.source, sources)), heading=view.heading(section)))
    return items
