"""How each kind of fact is shown: a row a kind. What stands in a blockquote stands in the article."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answers.markup import blockquote, bold, esc, joined, marked
from bot.answers.passage import sentence_of
from bot.answers.reply import Html
from bot.answers.view import View
from bot.facts.article import Fact


@dataclass(frozen=True, slots=True)
class Row:
    """How a kind is shown. Facts with the same `place` make one item; `/kind NAME` compares the attribute `named`.

    `item` gets the facts of one item, `foot` those of the whole answer: all of the kind's own dataclass, which the row knows.
    """

    kind: str
    item: Callable[[View, Sequence[Any]], Html]
    named: str | None = None
    place: Callable[[View, Any], Hashable] = lambda _, fact: fact
    compact: bool = False
    foot: Callable[[View, Sequence[Any]], str] = lambda *_: ""


def quote(view: View, facts: Sequence[Any]) -> Html:
    """A direct quote has its marks back, around the slice; a reported one has none, as in print."""
    said = facts[0]
    words = view.slice(said)
    shape = view.say(f"quote.direct_{view.script}", words=words) if said.kind == "direct" else words
    return joined([_sayer(view, said), blockquote(esc(shape))], "\n")


def statement(view: View, facts: Sequence[Any]) -> Html:
    fact = facts[0]
    return joined([view.speaker(fact.said_by), blockquote(esc(view.slice(fact)))], "\n")


def sectors(view: View, facts: Sequence[Any]) -> Html:
    """The sectors that one clause names, and the clause."""
    first = facts[0]
    return _listed(view, [view.name(f.name) for f in facts], view.speaker(first.said_by), esc(view.slice(first)))


def amounts(view: View, facts: Sequence[Any]) -> Html:
    """The amounts of one sentence and the sentence, with its speaker where they stand in a quote."""
    where, first = sentence_of(view.article.text, facts[0]), facts[0]
    quotes: Iterator[Any] = (q for q in view.facts("quotes") if q.start <= first.start and first.end <= q.end)
    quote = next(quotes, None)
    who = _sayer(view, quote) if quote else view.speaker(None)
    return _listed(view, [view.slice(f) for f in facts], who, marked(view.slice(where), facts, where.start))


def _listed(view: View, names: Iterable[str], who: Html, words: Html) -> Html:
    listed = bold(esc(view.say("item.comma").join(dict.fromkeys(names))))
    return joined([joined([listed, who], view.say("item.dot")), blockquote(words)], "\n")


def _sayer(view: View, quote: Any) -> Html:
    return view.speaker(quote.speaker, quote.role, "item.unnamed")


def named(view: View, facts: Sequence[Any]) -> Html:
    """A name, its role, and how often it is quoted."""
    fact = facts[0]
    quotes = sum(getattr(q, "speaker", None) == fact.name for q in view.facts("quotes"))
    return joined([view.speaker(fact.name), esc(view.say("item.quoted", count=quotes)) if quotes else Html("")])


def legend(view: View, facts: Sequence[Any]) -> str:
    return view.say("quote.legend") if {"direct", "reported"} <= {fact.kind for fact in facts} else ""


def clause(_: View, fact: Fact) -> Hashable:
    return fact.start, fact.end, getattr(fact, "said_by", None)


def sentence(view: View, fact: Fact) -> Hashable:
    return sentence_of(view.article.text, fact)


ROWS = (
    Row("quotes", quote, named="speaker", foot=legend),
    Row("limits", statement, named="said_by"),
    Row("capabilities", statement, named="said_by"),
    Row("industries", sectors, named="name", place=clause),
    Row("advice", statement, named="said_by"),
    Row("people", named, named="name", compact=True),
    Row("organisations", named, named="name", compact=True),
    Row("products", named, named="name", compact=True),
    Row("figures", amounts, place=sentence),
)
ROW_BY_KIND = {row.kind: row for row in ROWS}
