"""/subscribe and /unsubscribe, and what the other answers about digests share: which one is meant, how one is shown."""

from dataclasses import replace
from datetime import timedelta

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reply import Block, Choice, Html, Reply, Request, Step
from bot.answers.slots import calendar_warning, in_words, next_at, next_in_words
from bot.answers.view import rows
from bot.digest.when import understood
from bot.digest.workdays import preset_of
from bot.errors import NotFound, UserError
from bot.store import subscriptions
from bot.store.subscriptions import Subscription, Wish

MOST = 20  # subscriptions of a chat
KEPT = timedelta(days=1)  # for so long a deleted one can be brought back
PRESETS = ("morning", "evening", "workdays")  # offered where nothing is typed
TITLE = 40  # code points of a chat's title
ALL = {"all", "全部", "所有"}


def subscribe(request: Request, desk: Desk) -> Reply:
    """A new digest for this chat or topic, or, from a private chat, for a channel; without words, how to ask for one."""
    if request.args.startswith(("@", "-100")):
        raise UserError("subscribe.elsewhere")
    if not request.args:
        return _how(request, desk)
    say, now, when = desk.messages.of(request.language), desk.now(), understood(request.args)
    zone = when.zone or desk.zone
    wish = Wish(
        chat_id=request.about,
        thread_id=None if request.aim else request.thread_id,
        times=when.times,
        days=when.days,
        preset=preset_of(zone) if when.preset == "here" else when.preset,
        zone=zone,
        words=when.words,
        created_by=request.user_id,
    )
    _meet(request, desk)
    with desk.store.write() as db:
        subscriptions.purge(db, now - KEPT)
        there = subscriptions.kept(db, wish.chat_id)
        same = next((of for of in there if _same(of, wish)), None)
        if same is None and len(there) >= MOST:
            raise UserError("subscribe.full", most=MOST)
        number = same.id if same else subscriptions.add(db, wish, now=now, next_at=next_at(wish, now))
    of = same or found(request, desk, f"#{number}")
    return changed(of, say("subscribe.there" if same else "subscribe.done", chat=where(request, say)), request, desk)


def _how(request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    choices = [Choice(say(f"subscribe.{name}"), request.again("subscribe", name)) for name in PRESETS]
    own = [Choice(say("kind.digests"), request.again("digests"))] if shelf_of(request, desk) else []
    return Reply(
        bold(esc(say("subscribe.head", chat=where(request, say)))),
        (Block(esc(say("subscribe.how"))),),
        choices=(tuple(choices), *rows(own)),
    )


def _same(of: Subscription, wish: Wish) -> bool:
    return all(
        getattr(of, name) == getattr(wish, name) for name in ("thread_id", "times", "days", "preset", "zone", "words")
    )


def _meet(request: Request, desk: Desk) -> None:
    """Remembers what a digest has to know of the chat: its title, and the language that was spoken where it is private."""
    if request.aim:
        desk.store.set_chat(request.about, type="channel", title=request.aim.title)
    elif request.chat_type == "private" and desk.store.chat(request.chat_id).language is None:
        desk.store.set_chat(request.chat_id, language=request.language)


def unsubscribe(request: Request, desk: Desk) -> Reply:
    """Deletes the digest that is meant, with a way back; asks which where that is not clear."""
    say, now = desk.messages.of(request.language), desk.now()
    there = shelf_of(request, desk)
    here = [of for of in there if request.aim or of.thread_id == request.thread_id]
    if not there:
        raise NotFound("digests.none")
    if request.args in ALL:
        gone = there
    elif request.args or len(here) == 1:
        gone = [found(request, desk, request.args)] if request.args else here
    else:
        items = tuple(item(of, say, Step(request.again("unsubscribe", f"#{of.id}"), in_place=True)) for of in there)
        return Reply(bold(esc(say("unsubscribe.which"))), items)
    with desk.store.write() as db:
        for of in gone:
            subscriptions.discard(db, of.chat_id, of.id, now)
    lines = [esc(say("unsubscribe.done", what=in_words(of, say))) for of in gone]
    undo = [
        Choice(
            say("unsubscribe.undo", what=in_words(of, say)),
            request.again("digests", f"#{of.id} restore"),
            in_place=True,
        )
        for of in gone
    ]
    return Reply(joined(lines, "\n"), choices=rows(undo, 1), line=request.again("digests"))


def shelf_of(request: Request, desk: Desk) -> list[Subscription]:
    """The digests of the chat that the request is about, in every topic, oldest first."""
    with desk.store.read() as db:
        return list(subscriptions.kept(db, request.about))


def found(request: Request, desk: Desk, which: str) -> Subscription:
    """The one that is meant: by its number in the list (2), or, as buttons name it, by its own (#12)."""
    there = shelf_of(request, desk)
    if which[1:].isdecimal() and which.startswith("#"):
        meant = next((of for of in there if str(of.id) == which[1:]), None)
    else:
        place = int(which) if which.isdecimal() and len(which) < 4 else 0
        meant = there[place - 1] if 0 < place <= len(there) else None
    if meant is None:
        raise NotFound("digests.unknown", asked=clipped(which, TITLE)) if there else NotFound("digests.none")
    return meant


def changed(of: Subscription, what: str, request: Request, desk: Desk) -> Reply:
    """After a change: what was done, the digest as it now is, its next slot, and what can be done next."""
    say = desk.messages.of(request.language)
    warning = calendar_warning(of, desk.now(), say)
    choices = [
        Choice(say("digests.preview"), request.again("digest", f"#{of.id}")),
        Choice(say("digests.settings"), request.again("digests", f"#{of.id}")),
        Choice(say("digests.delete"), request.again("unsubscribe", f"#{of.id}"), in_place=True),
    ]
    blocks = (Block(description(of, say)), *((Block(esc(warning)),) if warning else ()))
    return Reply(esc(what), blocks, choices=rows(choices), line=request.again("digests", f"#{of.id}"))


def item(of: Subscription, say: Say, step: Step | None) -> Block:
    return Block(description(of, say), step=step)


def description(of: Subscription, say: Say) -> Html:
    """When, what about, and the next slot, or why there is none."""
    about = [say("digests.words", words=say("item.comma").join(of.words))] if of.words else []
    about += [say("digests.topic")] if of.thread_id is not None else []
    why = of.paused_why
    following = say(f"digests.paused_{why}") if why else next_in_words(of.next_at, of.zone, say)
    return joined([bold(esc(in_words(of, say))), *map(esc, (*about, following))], "\n")


def where(request: Request, say: Say) -> str:
    """The place that gets the digest: a channel by its title, this topic, this chat."""
    if request.aim:
        return say("item.title", title=clipped(request.aim.title, TITLE))
    return say("subscribe.topic" if request.thread_id is not None else "subscribe.chat")


def moved(of: Subscription, desk: Desk) -> Subscription:
    """The subscription with its next slot worked out from now."""
    return replace(of, next_at=next_at(of, desk.now()))
