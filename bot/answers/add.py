"""/add: a text or a file that somebody sends becomes an article on the shelf of this chat."""

from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.markup import esc, joined
from bot.answers.reading import brief
from bot.answers.reply import Choice, Reply, Request
from bot.answers.view import rows
from bot.errors import TextRefused
from bot.intake.files import accepted, read_article
from bot.store import articles

SHORTEST = 40  # code points: what is shorter was hardly meant as an article
STEM = 12  # characters of the text's digest that name an article which came without a file


def add(request: Request, desk: Desk) -> Reply:
    """The brief of the new article; of the one that is there already where the text is the same. Without a text, how it is done."""
    say = desk.messages.of(request.language)
    text = _text(request)
    if not text:
        return Reply(
            esc(say("add.how")),
            choices=rows([Choice(say(f"kind.{name}"), f"/{name}") for name in ("articles", "help")]),
        )
    if len(text) < SHORTEST:
        raise TextRefused("add.too_short", length=len(text), least=SHORTEST)
    with desk.store.read() as db:
        known = articles.same(db, request.chat_id, text)
    if known:
        number, key = known.id, "add.there"
    else:
        stem = f"added-{articles.digest(text)[:STEM]}"
        article = desk.parser(text)
        number = desk.store.put_article(article, shelf=request.chat_id, stem=stem, parser_version=desk.parser.version)
        key = "add.done"
    reply = brief(replace(request, article_id=number), desk)
    return replace(reply, head=joined([esc(say(key)), reply.head], "\n"))


def _text(request: Request) -> str:
    """What stands behind the command, else what it was sent with or in reply to; TextRefused for what is no text."""
    attached = request.attached
    if request.args or attached is None:
        return accepted(request.args) if request.args else ""
    if isinstance(attached.content, bytes):
        return read_article(attached.name, attached.content).strip()
    return accepted(attached.content).strip()
