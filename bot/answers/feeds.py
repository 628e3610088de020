"""/feeds: the feeds that a chat follows, how each fares, and what can be done about it; and what is told of one unasked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reply import Answer, Block, Choice, Html, Reply, Request, Step
from bot.answers.slots import moment
from bot.answers.view import TITLE, rows
from bot.errors import NotFound, UserError
from bot.intake.watch import Look, Watch
from bot.store import feeds as store
from bot.store.feeds import Feed
from bot.store.tables import FeedError, FeedNews

MISSED = 3  # entries that could not be read, shown with their reason

_Change = Callable[[Feed, Request, Desk], Reply]


def feeds(request: Request, desk: Desk) -> Reply:
    """The chat's feeds; with a number one of them; with a word behind it, that is done."""
    if not request.args:
        return _list(request, desk)
    which, _, change = request.args.partition(" ")
    if change == "resume":  # also of one that was given up
        return _resume(found(request, desk, which, deleted=True), request, desk)
    of = found(request, desk, which)
    return CHANGES[change](of, request, desk) if change in CHANGES else _one(of, request, desk)


def _list(request: Request, desk: Desk) -> Reply:
    say, there = desk.messages.of(request.language), kept(request, desk)
    new = rows([Choice(say("feeds.new"), request.again("follow"))])
    if not there:
        return Reply(esc(say("feeds.none")), choices=new)
    items = tuple(
        Block(described(of, desk, say), step=Step(request.again("feeds", f"#{of.id}"), in_place=True)) for of in there
    )
    return Reply(bold(esc(say("feeds.head", count=len(there)))), items, esc(say("feeds.how")), new)


def _one(of: Feed, request: Request, desk: Desk, what: str = "") -> Reply:
    """All that is known of a feed, under what was done or has happened."""
    say = desk.messages.of(request.language)

    def button(key: str, args: str, *, in_place: bool = True) -> Choice:
        return Choice(say(key), request.again("feeds", f"#{of.id} {args}"), in_place=in_place)

    choices = [
        button("feeds.check", "check", in_place=False),
        button("feeds.resume", "resume") if of.paused_at else button("feeds.pause", "pause"),
        Choice(say("kind.unfollow"), request.again("unfollow", f"#{of.id}"), in_place=True),
    ]
    with desk.store.read() as db:
        count, missed = store.missed(db, of.id, MISSED)
    blocks = [Block(described(of, desk, say, whole=True))]
    if count:
        lines = [
            say(
                "feeds.missed_one",
                title=clipped(one.title or one.link or "", TITLE),
                why=trouble(one.error, say) if one.error else "",
            )
            for one in missed
        ]
        blocks.append(Block(joined(map(esc, [say("feeds.missed", count=count), *lines]), "\n")))
    back = Choice(say("feeds.back"), request.again("feeds"), in_place=True)
    line = request.again("feeds", f"#{of.id}")
    return Reply(esc(what), tuple(blocks), choices=(*rows(choices), (back,)), line=line)


def _pause(of: Feed, request: Request, desk: Desk) -> Reply:
    with desk.store.write() as db:
        store.pause(db, of.chat_id, "user", desk.now(), only=of.id)
    return _one(found(request, desk, f"#{of.id}"), request, desk)


def _resume(of: Feed, request: Request, desk: Desk) -> Reply:
    """Ends a pause, or takes back that the feed was given up: it is looked at again within seconds."""
    with desk.store.write() as db:
        store.resume_one(db, of.chat_id, of.id, desk.now())
    say = desk.messages.of(request.language)
    return _one(found(request, desk, f"#{of.id}"), request, desk, say("feeds.resumed"))


def _check(of: Feed, request: Request, desk: Desk) -> Reply:
    """Looks now, and says what came of it."""
    say, look = desk.messages.of(request.language), watch_of(desk).look_now(of.chat_id, of.id)
    if look and not look.feed.error:
        with desk.store.write() as db:
            store.tell(db, of.id, None)  # whoever looks sees for himself that it is well
    reply = _one(found(request, desk, f"#{of.id}"), request, desk, _came(look, say))
    if look and look.new:
        reply = replace(reply, choices=((Choice(say("kind.articles"), "/articles"),), *reply.choices))
    return reply


def _came(look: Look | None, say: Say) -> str:
    if look is None:
        return say("feeds.looking")
    if look.feed.error:
        return say("feeds.failed_now")
    return say("feeds.new_articles", count=look.new) if look.new else say("feeds.nothing_new")


CHANGES: Mapping[str, _Change] = {"pause": _pause, "check": _check}


def told(of: Feed, what: FeedNews) -> Answer:
    """What is told of a feed without having been asked for."""

    def answer(request: Request, desk: Desk) -> Reply:
        say = desk.messages.of(request.language)
        title = say("item.title", title=clipped(of.title, TITLE))
        return _one(of, request, desk, say(f"feeds.{what}", title=title))

    return answer


# What the other answers about feeds share


def kept(request: Request, desk: Desk) -> list[Feed]:
    """The feeds that the chat follows which the request is about, oldest first."""
    with desk.store.read() as db:
        return list(store.kept(db, request.about))


def found(request: Request, desk: Desk, which: str, *, deleted: bool = False) -> Feed:
    """The one that is meant: by its number in the list (2), or, as buttons name it, by its own (#12)."""
    there = kept(request, desk)
    if which.startswith("#") and which[1:].isdecimal() and len(which) < 18:
        with desk.store.read() as db:
            meant = store.get(db, request.about, int(which[1:]))
        meant = meant if meant and (deleted or meant.paused_why != "deleted") else None
    else:
        place = int(which) if which.isdecimal() and len(which) < 4 else 0
        meant = there[place - 1] if 0 < place <= len(there) else None
    if meant is None:
        raise NotFound("feeds.unknown", asked=clipped(which, TITLE)) if there else NotFound("feeds.none")
    return meant


def described(of: Feed, desk: Desk, say: Say, *, whole: bool = False) -> Html:
    """Title, site, what came of it, and how it fares; `whole`: with its address and all times."""
    at = {"worked": moment(of.worked_at, desk.zone, say), "polled": moment(of.polled_at, desk.zone, say)}
    lines = [of.url if whole else address(of)]
    if of.taken:
        lines.append(say("feeds.taken", count=of.taken))
    if of.error:
        lines.append(say("feeds.failing", why=trouble(of.error, say), count=of.failures))
    if whole or not of.error:
        lines.append(say("feeds.worked", moment=at["worked"]))
    if whole and of.error:
        lines.append(say("feeds.polled", moment=at["polled"]))
    why = of.paused_why
    lines.append(say(f"feeds.paused_{why}") if why else say("feeds.next", moment=moment(of.next_at, desk.zone, say)))
    return joined([bold(esc(clipped(of.title, TITLE))), *map(esc, lines)], "\n")


def trouble(error: FeedError, say: Say) -> str:
    """Why something could not be read, shortly; the reason may be one that an older version kept."""
    key = f"trouble.{error[0].rpartition('.')[2]}"
    return say(key, **error[1]) if key in say.sentences else say("trouble.other")


def address(of: Feed) -> str:
    """The site a feed comes from."""
    return urlsplit(of.url).hostname or of.url


def watch_of(desk: Desk) -> Watch:
    if desk.watch is None:
        raise UserError("feeds.off")
    return desk.watch
