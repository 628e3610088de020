"""The answers about a chat rather than an article: the greeting, its articles, its language."""

from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import LANGUAGES, Say
from bot.answers.reading import brief
from bot.answers.reply import Block, Choice, Reply, Request, Step
from bot.answers.view import TITLE, rows
from bot.errors import NotFound
from bot.facts.article import Script
from bot.facts.display import folded, shown
from bot.store.articles import ArticleRow, StoredArticle
from bot.store.tables import Language

# What may be typed behind /lang, folded; the buttons send the first of each.
_LANGUAGE_NAMES: dict[Language, tuple[str, ...]] = {
    "zh-hant": ("zh-hant", "zh-tw", "hant", "tw", "繁體", "繁中", "繁體中文", "正體", "正體中文"),
    "zh-hans": ("zh-hans", "zh-cn", "hans", "cn", "簡體", "簡中", "簡體中文"),
    "en": ("en", "english", "英文", "英語"),
}
_BY_NAME = {folded(name): language for language, names in _LANGUAGE_NAMES.items() for name in names}
_SCRIPTS: dict[Language, Script] = {"zh-hant": "hant", "zh-hans": "hans"}


def start(request: Request, desk: Desk) -> Reply:
    """A greeting that shows what to do."""
    say = desk.messages.of(request.language)
    lines = ("brief", "quotes", "limits", "articles", "lang", "help")
    choices = rows([Choice(say(f"kind.{name}"), f"/{name}") for name in lines])
    return Reply(bold(esc(say("start.head"))), (Block(esc(say("start.body"))),), choices=choices)


def articles(request: Request, desk: Desk) -> Reply:
    """The list of the chat's articles; with a number (or from a button) that article becomes the current one."""
    if request.args:
        return _picked(request, desk)
    say = desk.messages.of(request.language)
    listed = desk.store.shelf(request.chat_id, desk.measures.listed)
    current = desk.store.current_article(request.chat_id)
    if current is None:
        raise NotFound("shelf.empty")
    size = desk.store.shelf_size(request.chat_id)
    items = tuple(_entry(n, row, request, say, now=row.id == current.id) for n, row in enumerate(listed, 1))
    head = (
        say("articles.head", count=size)
        if size <= len(listed)
        else say("articles.newest", count=len(listed), size=size)
    )
    return Reply(bold(esc(head)), items, esc(say("articles.how")), ((Choice(say("kind.brief"), "/brief"),),))


def _entry(n: int, row: ArticleRow, request: Request, say: Say, *, now: bool) -> Block:
    title = esc(clipped(shown(row.title, row.script, request.script) or row.stem, TITLE))
    outlet = shown(row.outlet or "", row.script, request.script)
    line = say("item.dot").join(filter(None, (outlet, row.published, say("articles.current") if now else None)))
    return Block(joined([bold(title), esc(line)], "\n"), step=Step(f"/articles {n}", article_id=row.id, in_place=True))


def _picked(request: Request, desk: Desk) -> Reply:
    """The brief of the article that is now the current one."""
    stored = _meant(request, desk)
    if stored is None:
        raise NotFound("articles.unknown", asked=clipped(request.args, TITLE))
    desk.store.pick(request.chat_id, stored.id)
    reply = brief(replace(request, article_id=stored.id), desk)
    say = desk.messages.of(request.language)
    return replace(reply, head=joined([esc(say("articles.picked")), reply.head], "\n"))


def _meant(request: Request, desk: Desk) -> StoredArticle | None:
    """A button brings the article's id, since numbers move when an article arrives; a typed number counts from the newest."""
    if request.article_id is not None:
        return desk.store.article(request.chat_id, request.article_id)
    if not (request.args.isdecimal() and len(request.args) < 9 and int(request.args) > 0):
        return None
    return next(iter(desk.store.articles(request.chat_id, 1, int(request.args) - 1)), None)


def lang(request: Request, desk: Desk) -> Reply:
    """Buttons for the languages; with one behind it, the chat's language from now on."""
    language = _BY_NAME.get(folded(request.args))
    if language:
        desk.store.set_chat(request.chat_id, language=language, script=_SCRIPTS.get(language))
    say = desk.messages.of(language or request.language)
    head = esc(say("lang.done" if language else "lang.ask", language=say(f"lang.{say.language}")))
    languages = tuple(Choice(say(f"lang.{other}"), f"/lang {other}") for other in LANGUAGES)
    return Reply(head, choices=(languages, (Choice(say("kind.brief"), "/brief"), Choice(say("kind.help"), "/help"))))
