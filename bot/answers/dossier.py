"""The parts of a file about an article, in Markdown: where it is from, and its facts kind by kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.answers.facts import grouped
from bot.answers.items import ROWS, Row, in_sentences
from bot.answers.markdown import escaped, indented, markdown
from bot.answers.markup import blockquote, joined
from bot.answers.view import View
from bot.facts.article import Fact


def byline(view: View) -> str:
    by = view.article.byline
    known = filter(None, (by.outlet, by.author, view.article.published))
    return escaped(view.say("item.dot").join(map(view.name, known)))


def by_kind(view: View, found: Mapping[str, Sequence[Fact]], level: str) -> Iterator[str]:
    """A heading of that level for each kind there is something of, and the facts under it."""
    for row in ROWS:
        if facts := found.get(row.kind):
            yield f"{level} {view.say('choice.count', kind=view.say(f'kind.{row.kind}'), count=len(facts))}"
            yield from _items(view, row, facts)


def _items(view: View, row: Row, facts: Iterable[Fact]) -> Iterator[str]:
    """Who says it, then the sentence with the words marked in it; names alone make one list."""
    if row.compact:
        yield "\n".join("- " + markdown(row.item(view, together)) for together in grouped(row, view, facts))
        return
    for number, together in enumerate(grouped(row, view, facts), 1):
        item = joined([row.who(view, together), *map(blockquote, in_sentences(view, together))], "\n")
        yield indented(f"{number}. {markdown(item)}", " " * len(f"{number}. "))
