"""How each kind of fact is shown: a row a kind. What stands in a blockquote stands in the article."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answers.markup import blockquote, bold, esc, joined, marked
from bot.answers.passage import sentence_of
from bot.answers.reply import Html
from bot.answers.view import View
from bot.facts.article import Fact, Span


@dataclass(frozen=True, slots=True)
class Row:
    """How a kind is shown. Facts with the same `place` make one item; `/kind NAME` compares the attribute `named`.

    `who` and `words` get the facts of one item, `foot` those of the whole answer: all of the kind's own dataclass, which the
    row knows. Without `words` the name is all there is to show.
    """

    kind: str
    who: Callable[[View, Sequence[Any]], Html]
    words: Callable[[View, Sequence[Any]], Html] | None = None
    named: str | None = None
    place: Callable[[View, Any], Hashable] = lambda _, fact: fact
    compact: bool = False
    foot: Callable[[View, Sequence[Any]], str] = lambda *_: ""

    def item(self, view: View, facts: Sequence[Any]) -> Html:
        """The facts of one item as an answer shows them: who, and the words as a quotation."""
        words = blockquote(self.words(view, facts)) if self.words else Html("")
        return joined([self.who(view, facts), words], "\n")


def quoted(view: View, facts: Sequence[Any]) -> Html:
    """A direct quote has its marks back, around the slice; a reported one has none, as in print."""
    said = facts[0]
    words = view.slice(said)
    return esc(view.say(f"quote.direct_{view.script}", words=words) if said.kind == "direct" else words)


def sayer(view: View, facts: Sequence[Any]) -> Html:
    quote = facts[0]
    return view.speaker(quote.speaker, quote.role, "item.unnamed")


def stated(view: View, facts: Sequence[Any]) -> Html:
    return esc(view.slice(facts[0]))


def stater(view: View, facts: Sequence[Any]) -> Html:
    return view.speaker(facts[0].said_by)


def sectors(view: View, facts: Sequence[Any]) -> Html:
    """The sectors that one clause names, and who says it."""
    return _listed(view, [view.name(f.name) for f in facts], stater(view, facts))


def amounts(view: View, facts: Sequence[Any]) -> Html:
    """The amounts of one sentence, with its speaker where they stand in a quote."""
    first = facts[0]
    quotes: Iterator[Any] = (q for q in view.facts("quotes") if q.start <= first.start and first.end <= q.end)
    quote = next(quotes, None)
    who = sayer(view, [quote]) if quote else view.speaker(None)
    return _listed(view, [view.slice(f) for f in facts], who)


def in_sentence(view: View, facts: Sequence[Any]) -> Html:
    """The sentence that all of the facts stand in."""
    return joined(in_sentences(view, facts))


def in_sentences(view: View, facts: Sequence[Fact]) -> list[Html]:
    """Each sentence that the facts stand in, with them marked in it."""
    found = dict.fromkeys(
        Span(where.start, max(where.end, fact.end))
        for fact in facts
        for where in [sentence_of(view.article.text, fact)]
    )
    return [marked(view.slice(where), facts, where.start) for where in found]


def _listed(view: View, names: Iterable[str], who: Html) -> Html:
    listed = bold(esc(view.say("item.comma").join(dict.fromkeys(names))))
    return joined([listed, who], view.say("item.dot"))


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
    Row("quotes", sayer, quoted, named="speaker", foot=legend),
    Row("limits", stater, stated, named="said_by"),
    Row("capabilities", stater, stated, named="said_by"),
    Row("industries", sectors, stated, named="name", place=clause),
    Row("advice", stater, stated, named="said_by"),
    Row("people", named, named="name", compact=True),
    Row("organisations", named, named="name", compact=True),
    Row("products", named, named="name", compact=True),
    Row("figures", amounts, in_sentence, place=sentence),
)
ROW_BY_KIND = {row.kind: row for row in ROWS}
