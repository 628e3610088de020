"""/who 周鴻祎: who somebody is and what they said, over all articles of the shelf, in the order of time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.desk import Desk
from bot.answers.facts import LABEL, RECENT, blocks
from bot.answers.items import ROW_BY_KIND
from bot.answers.markup import blockquote, bold, clipped, esc, joined, marked
from bot.answers.messages import Say
from bot.answers.passage import sentence_of
from bot.answers.reply import Block, Choice, Html, Reply, Request
from bot.answers.view import View, check_shelf, like, rows
from bot.facts.article import Fact
from bot.facts.display import folded
from bot.store import lookup
from bot.store.articles import StoredArticle
from bot.store.entries import name_of

ARTICLES = 24  # the newest with the name
OFFERED = 9  # names
KINDS = ("people", "quotes")  # what gives somebody a name and a role


def who(request: Request, desk: Desk) -> Reply:
    """The roles that the articles give somebody, and each article's quotes; names that look alike where nobody has this one."""
    say = desk.messages.of(request.language)
    asked = folded(request.args)
    check_shelf(request, desk)
    if not asked:
        names = _frequent(request, desk)
        return Reply(esc(say("who.how")), choices=rows([_choice(name) for name in names]))
    found = lookup.articles_of(desk.store, request.chat_id, asked, ARTICLES)
    if found:
        return _person(request.args, asked, found, request, desk)
    near = like(request, desk, asked, OFFERED)
    name = folded(near[0]) if len(near) == 1 else ""
    if name and (asked in name or name in asked):
        return _person(near[0], name, lookup.articles_of(desk.store, request.chat_id, name, ARTICLES), request, desk)
    key = "who.near" if near else "who.nobody"
    others = [Choice(say(f"kind.{other}"), f"/{other}") for other in ("people", "articles", "help")]
    return Reply(
        esc(say(key, name=clipped(request.args, LABEL))), choices=rows([_choice(name) for name in near] or others)
    )


def _person(name: str, asked: str, found: Sequence[tuple[date, StoredArticle]], request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    items: list[Block] = []
    roles: Counter[str] = Counter()
    quoted = 0
    for day, stored in found:
        view = View.of(stored, request, desk)
        named = [fact for kind in KINDS for fact in view.facts(kind) if folded(name_of(fact) or "") == asked]
        mine = list(dict.fromkeys(view.name(role) for fact in named if (role := getattr(fact, "role", None))))
        roles.update(mine)
        quotes = [fact for fact in view.facts("quotes") if fact in named]
        quoted += len(quotes)
        told = blocks(ROW_BY_KIND["quotes"], view, quotes) or tuple(_mention(view, fact) for fact in named[:1])
        items += [replace(block, heading=Html("") if n else _heading(view, day, mine)) for n, block in enumerate(told)]
        name = view.name(name_of(named[0]) or name) if named else name
    counts = say("who.articles", count=len(found)) + (say("item.quoted", count=quoted) if quoted else "")
    lines = [bold(esc(name)), esc(say("when.comma").join(role for role, _ in roles.most_common())), esc(counts)]
    foot = say("who.newest", count=ARTICLES) if len(found) == ARTICLES else ""
    return Reply(joined(lines, "\n"), tuple(items), esc(foot), rows(_ways(name, say)))


def _heading(view: View, day: date, roles: Sequence[str]) -> Html:
    """When, where, and as what: 2024-02-16 · 《題目》 · 董事長."""
    when = view.article.published or view.say("who.added", day=day.isoformat())
    parts = (when, view.say("item.title", title=view.title), view.say("when.comma").join(roles))
    return bold(esc(view.say("item.dot").join(filter(None, parts))))


def _mention(view: View, fact: Fact) -> Block:
    """The sentence that names who is not quoted."""
    where = sentence_of(view.article.text, fact)
    words = blockquote(marked(view.slice(where), [fact], where.start))
    return Block(words, (view.source(where),), view.opens(fact))


def _ways(name: str, say: Say) -> list[Choice]:
    return [Choice(say(f"kind.{kind}"), f"/{kind} {name}") for kind in ("quotes", "limits", "advice")]


def _frequent(request: Request, desk: Desk) -> list[str]:
    """Who is quoted most in the newest articles."""
    names: Counter[str] = Counter()
    for stored in desk.store.articles(request.chat_id, RECENT):
        view = View.of(stored, request, desk)
        names.update(view.name(name) for fact in view.facts("quotes") if (name := name_of(fact)))
    return [name for name, _ in names.most_common(OFFERED)]


def _choice(name: str) -> Choice:
    return Choice(clipped(name, LABEL), f"/who {name}")
