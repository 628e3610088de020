"""One answer for every kind of fact; what differs between the kinds is a row of ROWS."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from bot.answers.desk import Desk
from bot.answers.items import ROW_BY_KIND, Row
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reply import Block, Choice, Html, Reply, Request
from bot.answers.view import View, current, like, rows, ways_on
from bot.facts.article import Fact
from bot.facts.display import folded
from bot.store.articles import StoredArticle
from bot.store.store import MOST_NAMED

SPEAKERS = 3  # offered as buttons under the quotes
NAMED = 9  # offered where nobody has the name that was asked for
LABEL = 20  # code points of a name on a button or in a head
PERSONAL = ("quotes", "people")  # kinds whose names are those of people
RECENT = 20  # articles whose roles are searched (/quotes 董事長) and whose speakers are offered


def facts(request: Request, desk: Desk) -> Reply:
    """What the article has of the kind that the command is called after; with a name, what the whole shelf has under it."""
    row = ROW_BY_KIND[request.command]
    if request.args and row.named:
        return _of_name(row, request, desk)
    view = current(request, desk)
    found = view.facts(row.kind)
    kind = view.say(f"kind.{row.kind}")
    if not found:
        return Reply(
            esc(view.say("facts.none", kind=kind, title=view.title)), choices=ways_on(view, kinds=9), article_id=view.id
        )
    return Reply(
        bold(esc(view.say("facts.head", kind=kind, count=len(found), title=view.title))),
        blocks(row, view, found),
        esc(row.foot(view, found)),
        (*_speakers(row, view), *ways_on(view, row.kind)),
        view.id,
        compact=row.compact,
    )


def blocks(row: Row, view: View, found: Iterable[Fact]) -> tuple[Block, ...]:
    """The facts as items, in order of the text."""
    return tuple(_block(row, view, together) for together in grouped(row, view, found))


def grouped(row: Row, view: View, found: Iterable[Fact]) -> Iterable[Sequence[Fact]]:
    """The facts that make one item together, in the order they were found."""
    places: dict[Hashable, list[Fact]] = {}
    for fact in found:
        places.setdefault(row.place(view, fact), []).append(fact)
    return places.values()


def _block(row: Row, view: View, together: Sequence[Fact]) -> Block:
    sources = tuple(dict.fromkeys(map(view.source, together)))
    return Block(row.item(view, together), sources, view.opens(*sources))


def _of_name(row: Row, request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    found = _found(row, request, desk)
    if not found:
        return _nobody(row, request, desk)
    views = [(View.of(stored, request, desk), facts) for stored, facts in found]
    items: list[Block] = []
    for view, facts_of_it in views:
        first, *rest = blocks(row, view, facts_of_it)
        title = esc(say("item.title", title=view.title)) if len(views) > 1 else Html("")
        items += [replace(first, heading=title), *rest]
    everything = [fact for _, facts_of_it in found for fact in facts_of_it]
    here, name = current(request, desk), clipped(request.args, LABEL)
    head = say("facts.named", kind=say(f"kind.{row.kind}"), count=len(everything), name=name)
    newest = say("facts.newest", count=len(everything)) if len(everything) >= MOST_NAMED else ""
    foot = joined([esc(row.foot(here, everything)), esc(newest)], "\n")
    return Reply(bold(esc(head)), tuple(items), foot, ways_on(here), here.id, compact=row.compact)


def _found(row: Row, request: Request, desk: Desk) -> list[tuple[StoredArticle, list[Fact]]]:
    """The facts under the name on the whole shelf, and those of whoever has it in his role (董事長), by article, newest first."""
    asked = folded(request.args)
    named: dict[int, tuple[StoredArticle, list[Fact]]] = {}
    for stored, fact in desk.store.facts_named(request.chat_id, row.kind, asked):
        named.setdefault(stored.id, (stored, []))[1].append(fact)
    recent = desk.store.articles(request.chat_id, RECENT) if len(asked) > 1 else ()
    both = [(stored, _of_role(row, stored, asked) + named.pop(stored.id, (stored, []))[1]) for stored in recent]
    found = [*both, *named.values()]  # what is left is older than the recent ones
    return [(stored, sorted(dict.fromkeys(facts), key=attrgetter("start"))) for stored, facts in found if facts]


def _of_role(row: Row, stored: StoredArticle, asked: str) -> list[Fact]:
    facts = stored.article.facts
    holders = {
        getattr(fact, name)
        for kind, name in (("people", "name"), ("quotes", "speaker"))
        for fact in facts.get(kind, ())
        if asked in folded(getattr(fact, "role", None) or "")
    }
    return [fact for fact in facts.get(row.kind, ()) if (name := _name(row, fact)) and name in holders]


def _nobody(row: Row, request: Request, desk: Desk) -> Reply:
    """Nobody has the name: say so, and offer the names there are, the likest first, then the most frequent of the newest articles."""
    say = desk.messages.of(request.language)
    near = like(request, desk, folded(request.args), SPEAKERS) if row.kind in PERSONAL else ()
    names: Counter[str] = Counter()
    for stored in desk.store.articles(request.chat_id, RECENT):
        view = View.of(stored, request, desk)
        names.update(view.name(name) for fact in view.facts(row.kind) if (name := _name(row, fact)))
    values = {"kind": say(f"kind.{row.kind}"), "name": clipped(request.args, LABEL)}
    everywhere = (Choice(say("search.everywhere", name=clipped(request.args, LABEL)), f"/search {request.args}"),)
    if not names:
        return Reply(esc(say("facts.none_named", **values)), choices=(*ways_on(current(request, desk)), everywhere))
    offered = [_named_choice(row, name, names.pop(name, 0), say) for name in near]
    offered += [_named_choice(row, name, count, say) for name, count in names.most_common(NAMED - len(offered))]
    return Reply(esc(say("facts.nobody", **values)), choices=(*rows(offered), everywhere))


def _speakers(row: Row, view: View) -> tuple[tuple[Choice, ...], ...]:
    """Whoever is quoted more than once, as a row of buttons."""
    if row.kind != "quotes":
        return ()
    said = Counter(name for fact in view.facts("quotes") if (name := _name(row, fact)))
    often = [(name, count) for name, count in said.most_common(SPEAKERS) if count > 1]
    return rows([_named_choice(row, view.name(name), count, view.say) for name, count in often])


def _named_choice(row: Row, name: str, count: int, say: Say) -> Choice:
    label = clipped(name, LABEL)
    return Choice(say("choice.count", kind=label, count=count) if count else label, f"/{row.kind} {name}")


def _name(row: Row, fact: Fact) -> str | None:
    name: str | None = getattr(fact, row.named or "", None)
    return name
