"""/remove: asks first, takes an article off the chat's shelf, and brings it back."""

from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.listing import meant
from bot.answers.markup import clipped, esc, joined
from bot.answers.reading import brief
from bot.answers.reply import Choice, Reply, Request
from bot.answers.view import TITLE, View, current
from bot.errors import NotFound, UserError


def remove(request: Request, desk: Desk) -> Reply:
    """Of the current article, or the one of a number (3, or #12 as buttons say it): the question, with `yes` the deed, with `undo` the way back."""
    which, _, answer = request.args.partition(" ")
    if answer == "undo":
        return _brought_back(which, request, desk)
    view = _view(which, request, desk)
    say, here = view.say, f"/remove #{view.id}"
    if view.shelf is None:
        raise UserError("remove.bundled", title=view.title)
    if answer == "yes":
        desk.store.remove(request.chat_id, view.id)
        undo = Choice(say("remove.undo"), f"{here} undo", in_place=True)
        choices = ((undo, Choice(say("kind.articles"), "/articles")),)
        return Reply(esc(say("remove.done", title=view.title)), choices=choices, line="/articles")
    yes = Choice(say("remove.yes"), f"{here} yes", in_place=True)
    no = Choice(say("remove.no"), f"/articles #{view.id}", in_place=True)
    return Reply(esc(say("remove.ask", title=view.title)), choices=((yes, no),), line=here)


def _view(which: str, request: Request, desk: Desk) -> View:
    if not which:
        return current(request, desk)
    if stored := meant(request, desk, which):
        return View.of(stored, request, desk)
    if which.startswith("#"):
        raise NotFound("article.gone")
    raise NotFound("articles.unknown", asked=clipped(which, TITLE))


def _brought_back(which: str, request: Request, desk: Desk) -> Reply:
    """Just as it was, its buttons too; NotFound where it is gone for good."""
    number = which.removeprefix("#")
    if number.isdecimal() and len(number) <= 18:
        desk.store.restore(request.chat_id, int(number))
    stored = meant(request, desk, which)
    if stored is None:
        raise NotFound("remove.gone")
    reply = brief(replace(request, article_id=stored.id), desk)
    say = desk.messages.of(request.language)
    return replace(reply, head=joined([esc(say("remove.restored")), reply.head], "\n"))
