"""The answers about an article as a whole: its brief, its outline."""

from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.facts import blocks
from bot.answers.items import ROW_BY_KIND, Row
from bot.answers.markup import bold, esc, joined
from bot.answers.passage import ends_sentence, heading_line, paragraphs, sentences
from bot.answers.prints import where_printed
from bot.answers.reply import Block, Choice, Html, Reply, Request
from bot.answers.view import View, current, rows, ways_on
from bot.digest.best import rank
from bot.facts.article import Section, Span

BEST = {"quotes": 2, "limits": 3, "industries": 2, "figures": 1}  # items of a kind in a brief, in this order: one page


def brief(request: Request, desk: Desk) -> Reply:
    """Headline and byline, what the article has of each kind, where it is printed, and the best of the kinds that matter most."""
    view = current(request, desk)
    items: list[Block] = []
    for kind, count in BEST.items():
        heading = bold(esc(view.say(f"kind.{kind}")))
        best = _best(view, ROW_BY_KIND[kind], count)
        items += [replace(block, heading=Html("") if n else heading) for n, block in enumerate(best)]
    own = [Choice(view.say("kind.remove"), "/remove")] if view.shelf is not None else []
    head = joined([_title(view), where_printed(view, request, desk)], "\n")
    choices = (*ways_on(view, "brief", kinds=9), *rows(own))
    return Reply(head, tuple(items), choices=choices, article_id=view.id, line="/brief")


def _best(view: View, row: Row, count: int) -> list[Block]:
    """The items that rank first, no two with the same words, in order of the text."""
    distinct: dict[tuple[str, ...], Block] = {}
    for block in blocks(row, view, sorted(view.facts(row.kind), key=rank)):
        distinct.setdefault(tuple(source.text for source in block.sources), block)
    return sorted(list(distinct.values())[:count], key=lambda block: block.sources[0].start)


def _title(view: View) -> Html:
    article = view.article
    byline = [*map(view.name, filter(None, (article.byline.outlet, article.byline.author))), article.published]
    counts = [
        view.say("choice.count", kind=view.say(f"kind.{k}"), count=len(found)) for k in BEST if (found := view.facts(k))
    ]
    lines = (view.say("item.dot").join(filter(None, line)) for line in (byline, counts))
    return joined([bold(esc(view.title)), *map(esc, lines)], "\n")


def outline(request: Request, desk: Desk) -> Reply:
    """Each section by its heading and first sentence; where there are no headings, each paragraph by its first sentence."""
    view = current(request, desk)
    text, sections = view.article.text, view.article.sections
    if any(section.heading for section in sections):
        parts = [(view.heading(section), _body(view, section)) for section in sections]
    else:
        parts = [(Html(""), paragraph) for paragraph in _told(text, 0, len(text))]
    items = []
    for heading, body in parts:
        first = next(sentences(text, body.start, body.end), None) if body else None
        if first:
            items.append(Block(esc(view.slice(first)), (view.source(first),), view.opens(first), heading))
        elif heading:
            items.append(Block(heading))
    head = bold(esc(view.say("outline.head", title=view.title)))
    return Reply(head, tuple(items), choices=ways_on(view), article_id=view.id)


def _body(view: View, section: Section) -> Span | None:
    """The first paragraph under the heading."""
    line = heading_line(view.article, section)
    return next(iter(_told(view.article.text, line.end if line else section.start, section.end)), None)


def _told(text: str, start: int, end: int) -> list[Span]:
    """The paragraphs that end like a sentence; titles and bylines count only where there is nothing else."""
    found = list(paragraphs(text, start, end))
    return [p for p in found if ends_sentence(text[p.start : p.end])] or found
