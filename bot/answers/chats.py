"""The answers about a chat rather than an article: the greeting, its language."""

from bot.answers.desk import Desk
from bot.answers.markup import bold, esc
from bot.answers.messages import LANGUAGES
from bot.answers.reply import Block, Choice, Reply, Request
from bot.answers.view import rows
from bot.facts.article import Script
from bot.facts.display import folded
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


def lang(request: Request, desk: Desk) -> Reply:
    """Buttons for the languages; with one behind it, the chat's language from now on."""
    language = _BY_NAME.get(folded(request.args))
    if language:
        desk.store.set_chat(request.chat_id, language=language, script=_SCRIPTS.get(language))
    say = desk.messages.of(language or request.language)
    head = esc(say("lang.done" if language else "lang.ask", language=say(f"lang.{say.language}")))
    languages = tuple(Choice(say(f"lang.{other}"), f"/lang {other}") for other in LANGUAGES)
    return Reply(head, choices=(languages, (Choice(say("kind.brief"), "/brief"), Choice(say("kind.help"), "/help"))))
