"""/add: a text or a file that somebody sends becomes an article on the shelf of this chat."""

from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.markup import esc, joined
from bot.answers.reading import brief
from bot.answers.reply import Choice, Reply, Request
from bot.answers.view import rows
from bot.errors import TextRefused
from bot.intake.arrivals import take_in
from bot.intake.files import accepted, read_article

SHORTEST = 40  # code points: what is shorter was hardly meant as an article
DONE = {"new": "add.done", "there": "add.there", "reprint": "add.reprint", "back": "add.back"}


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
    arrival = take_in(desk.store, desk.parser, request.chat_id, text)
    reply = brief(replace(request, article_id=arrival.article_id), desk)
    return replace(reply, head=joined([esc(say(DONE[arrival.how])), reply.head], "\n"))


def _text(request: Request) -> str:
    """What stands behind the command, else what it was sent with or in reply to; TextRefused for what is no text."""
    attached = request.attached
    if request.args or attached is None:
        return accepted(request.args) if request.args else ""
    if isinstance(attached.content, bytes):
        return read_article(attached.name, attached.content).strip()
    return accepted(attached.content).strip()
