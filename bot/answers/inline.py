"""Inline mode: what somebody can post in any chat, from the shelf of their private chat (core.telegram.org/bots/api#inline-mode)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.answers.commands import parse_line
from bot.answers.desk import Desk
from bot.answers.facts import RECENT, grouped
from bot.answers.holding import holding
from bot.answers.items import ROW_BY_KIND, ROWS, Row
from bot.answers.markup import blockquote, clipped, cut, esc, joined, link, marked, plain
from bot.answers.passage import sentence_of
from bot.answers.reading import BEST
from bot.answers.reply import Html, Request
from bot.answers.view import View
from bot.digest.best import best
from bot.facts.article import Fact, Span
from bot.facts.display import folded
from bot.store import lookup
from bot.store.finding import Wanted

PAGE = 50  # results an answer may hold
FOUND = 50  # articles that hold what is asked for, besides the newest
OFFERED = 5  # of each kind of the current article, where nothing is asked for
DESCRIPTION = 200  # code points; clients show two or three lines
WHO = 400  # UTF-16 units, and
QUOTED = 3000  # UTF-16 units: with the title and the byline still below the 4096 of a message
ROOM = 1000  # code points of a sentence that is posted whole
SPOKEN = tuple(row for row in ROWS if row.words)  # a name alone says nothing


@dataclass(frozen=True, slots=True)
class Offer:
    """One result: title and description are shown to choose by, the HTML is what is posted."""

    title: str
    description: str
    html: Html


_Item = tuple[View, Row, Sequence[Fact]]


def offers(request: Request, desk: Desk, start: int = 0) -> tuple[tuple[Offer, ...], int | None]:
    """The offers from number `start` on, PAGE at most, and the number of the next; None where there are no more.

    `request.args` is what was typed: a name or words, a kind of fact (引述 周鴻祎, 限制), or nothing.
    """
    distinct: dict[tuple[str, str], Offer] = {}
    for item in _items(request, desk):
        offer = _offer(*item)
        distinct.setdefault((offer.title, offer.description), offer)  # reprints say the same
    listed = tuple(distinct.values())
    return listed[start : start + PAGE], start + PAGE if start + PAGE < len(listed) else None


def _items(request: Request, desk: Desk) -> Iterator[_Item]:
    command, args = parse_line(request.args, "", private=True) or ("", request.args)
    rows = (ROW_BY_KIND[command],) if command in ROW_BY_KIND else SPOKEN
    if asked := (args if command in ROW_BY_KIND else request.args).strip():
        return _asked(rows, replace(request, args=asked), desk)
    stored = desk.store.current_article(request.chat_id)
    return _current(rows, View.of(stored, request, desk)) if stored else iter(())


def _current(rows: Sequence[Row], view: View) -> Iterator[_Item]:
    """All of the kind that was asked for, else the best of the kinds that matter most."""
    for row in rows:
        if len(rows) == 1 or row.kind in BEST:
            facts = view.facts(row.kind) if len(rows) == 1 else best(view.article, row.kind, OFFERED, lambda _: False)
            yield from ((view, row, together) for together in grouped(row, view, facts))


def _asked(rows: Sequence[Row], request: Request, desk: Desk) -> Iterator[_Item]:
    """What has every word in it, in its speaker's name or his role; in the newest articles, then in those that search finds."""
    asked = folded(request.args).split()
    today = desk.now().astimezone(ZoneInfo(desk.zone)).date()
    found = lookup.find(desk.store, request.chat_id, Wanted(words=tuple(asked)), today, FOUND).articles
    for stored in dict.fromkeys((*desk.store.articles(request.chat_id, RECENT), *found)):
        if held := holding(stored, asked):
            view = View.of(stored, request, desk)
            for row in rows:
                yield from ((view, row, together) for together in grouped(row, view, held.get(row.kind, ())))


def _offer(view: View, row: Row, facts: Sequence[Fact]) -> Offer:
    who = cut(row.who(view, facts), WHO)[0]
    words = plain(row.words(view, facts)) if row.words else view.slice(facts[0])
    title = view.say("item.dot").join((plain(who), view.say(f"kind.{row.kind}")))
    html = joined([who, blockquote(cut(_passage(view, facts), QUOTED)[0]), _origin(view)], "\n")
    return Offer(title, clipped(words, DESCRIPTION), html)


def _passage(view: View, facts: Sequence[Fact]) -> Html:
    """The sentences that the facts stand in, with them marked; of one that is too long only the fact."""
    spans: Iterable[Span] = (sentence_of(view.article.text, fact) for fact in facts)
    shown = dict.fromkeys(
        Span(span.start, max(span.end, fact.end)) if span.end - span.start <= ROOM else Span(fact.start, fact.end)
        for span, fact in zip(spans, facts, strict=True)
    )
    return joined([marked(view.slice(span), facts, span.start) for span in shown], "\n")


def _origin(view: View) -> Html:
    """Which article it is from, with its link, who published it and when."""
    outlet = clipped(view.name(view.article.byline.outlet or ""), DESCRIPTION)
    title = esc(view.say("item.title", title=view.title))
    known = map(esc, filter(None, (outlet, view.article.published)))
    return joined([link(title, view.url) if view.url else title, *known], view.say("item.dot"))
