"""/articles: the chat's shelf page by page, what is found on it by title or outlet, and picking one of it."""

from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reading import brief
from bot.answers.reply import Block, Choice, Part, Reply, Request, Step
from bot.answers.view import TITLE
from bot.errors import NotFound
from bot.facts.display import folded, shown
from bot.store import articles as shelf
from bot.store.articles import ArticleRow, StoredArticle

LONGEST = 18  # digits of a number that can be an article's


def articles(request: Request, desk: Desk) -> Reply:
    """The list of the chat's articles; with words, of those whose title or outlet holds them; a number picks that one."""
    if request.args and (stored := meant(request, desk, request.args)):
        desk.store.pick(request.chat_id, stored.id)
        reply = brief(replace(request, article_id=stored.id), desk)
        say = desk.messages.of(request.language)
        return replace(reply, head=joined([esc(say("articles.picked")), reply.head], "\n"))
    if request.args.startswith("#"):
        raise NotFound("article.gone")
    return _list(request, desk)


def meant(request: Request, desk: Desk, which: str) -> StoredArticle | None:
    """A typed number counts from the newest (2); a button names the article (#12), since numbers move when one arrives."""
    number = which.removeprefix("#")
    if not (number.isdecimal() and len(number) <= LONGEST and int(number)):
        return None
    if which.startswith("#"):
        return desk.store.article(request.chat_id, int(number))
    return next(iter(desk.store.articles(request.chat_id, 1, int(number) - 1)), None)


def _list(request: Request, desk: Desk) -> Reply:
    """One page of it: a shelf holds more than anybody turns."""
    say, words, items = desk.messages.of(request.language), folded(request.args).split(), desk.measures.items
    with desk.store.read() as db:
        current = shelf.current(db, request.chat_id)
        size = shelf.count(db, request.chat_id, words)
        part = Part(page := min(request.page, pages := max(-(-size // items), 1)), pages, (page - 1) * items)
        rows = shelf.page(db, request.chat_id, items, part.before, words)
    if current is None:
        raise NotFound("shelf.empty")
    asked = clipped(request.args, TITLE)
    if not rows:
        raise NotFound("articles.unknown", asked=asked)
    head = say("articles.found", asked=asked, count=size) if words else say("articles.head", count=size)
    return Reply(
        bold(esc(head)),
        tuple(_entry(row, request, say, now=row.id == current.id) for row in rows),
        esc(say("articles.how")),
        (tuple(Choice(say(f"kind.{name}"), f"/{name}") for name in ("brief", "shelf")),),
        part=part,
    )


def _entry(row: ArticleRow, request: Request, say: Say, *, now: bool) -> Block:
    title = esc(clipped(shown(row.title, row.script, request.script) or row.stem, TITLE))
    outlet = clipped(shown(row.outlet or "", row.script, request.script), TITLE)
    line = say("item.dot").join(filter(None, (outlet, row.published, say("articles.current") if now else None)))
    return Block(joined([bold(title), esc(line)], "\n"), step=Step(f"/articles #{row.id}", in_place=True))
