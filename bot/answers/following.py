"""/follow and /unfollow: from now on what is new in a feed comes to the shelf of this chat; and no more."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.answers.desk import Desk
from bot.answers.feeds import address, described, found, kept, trouble, watch_of
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reply import Attached, Block, Choice, Reply, Request, Step
from bot.answers.slots import day
from bot.answers.subscribing import shelf_of
from bot.answers.view import TITLE, rows
from bot.errors import NotFound, UserError
from bot.intake.feeds import Contents, Found, NoFeed
from bot.intake.watch import Opened
from bot.store import feeds
from bot.store.feeds import Feed

MOST = 50  # feeds of a chat
NAMED = 5  # headlines shown of a feed, and feeds of a page
KEPT = timedelta(days=1)  # for so long a feed that was given up can be brought back
ALL = {"all", "全部", "所有"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"[^\s/:@]+\.[^\s/:@]{2,}(?::\d+)?(?:/\S*)?")  # news.example/rss; not a word without a dot


def follow(request: Request, desk: Desk) -> Reply:
    """Reads the feed, or the one that the page at this address names, and follows it; what stands in it by now is not news."""
    say = desk.messages.of(request.language)
    if not request.args:
        return _how(request, desk)
    url, there = _url(request.args), kept(request, desk)
    if same := next((of for of in there if of.url == url), None):
        return _followed(same, say("follow.there"), request, desk)
    if len(there) >= MOST:
        raise UserError("follow.full", most=MOST)
    try:
        opened = _opened(url, desk)
    except UserError as error:
        why = trouble((error.key, error.values), say)
        again = [Choice(say("follow.again"), request.again("follow", url)), _all(request, say)]
        return Reply(esc(say("follow.refused", why=why)), choices=rows(again))
    if isinstance(opened, tuple):
        return _which(opened, request, say)
    of, new = _kept(opened, request, desk)
    if not new:
        return _followed(of, say("follow.there"), request, desk)
    return _followed(of, say("follow.done"), request, desk, opened.contents)


def _how(request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    ways = [_all(request, say)] if kept(request, desk) else [Choice(say("kind.add"), "/add")]
    choices = rows([*ways, Choice(say("kind.help"), "/help")])
    return Reply(bold(esc(say("follow.head"))), (Block(esc(say("follow.how"))),), choices=choices)


def link(args: str, _: Attached | None) -> str | None:
    """The address that /follow reads from the web, None where it reads none."""
    try:
        return _url(args) if args else None
    except UserError:
        return None


def _url(typed: str) -> str:
    """What was typed as an address; without http:// in front where that was left out."""
    if _SCHEME.match(typed):
        return typed
    if _HOST.fullmatch(typed):
        return f"https://{typed}"
    raise UserError("follow.no_url", asked=clipped(typed, TITLE))


def _opened(url: str, desk: Desk) -> Opened | tuple[Found, ...]:
    """The feed, also where a page names it as its only one; else the several that the page names."""
    watch = watch_of(desk)
    opened = watch.open(url)
    if isinstance(opened, tuple) and len(opened) == 1:
        opened = watch.open(opened[0].url)
        if isinstance(opened, tuple):
            raise NoFeed("trouble.no_feed")
    return opened


def _which(found: tuple[Found, ...], request: Request, say: Say) -> Reply:
    """A page that names several feeds: one is chosen by its button."""
    steps = [Step(request.again("follow", one.url)) for one in found[:NAMED]]
    items = (
        Block(joined([bold(esc(clipped(one.title, TITLE))), esc(one.url)], "\n"), step=step)
        for one, step in zip(found, steps, strict=False)
    )
    return Reply(bold(esc(say("follow.which", count=len(steps)))), tuple(items))


def _kept(opened: Opened, request: Request, desk: Desk) -> tuple[Feed, bool]:
    """The feed as it is followed now, and whether it was not before, under this address or one that leads there."""
    now, watch = desk.now(), watch_of(desk)
    thread = None if request.aim else request.thread_id
    wish = opened.wish(request.about, thread, request.user_id)
    if request.chat_type == "private" and not request.aim and desk.store.chat(request.chat_id).language is None:
        desk.store.set_chat(request.chat_id, language=request.language)  # the one in which news of the feed are told
    with desk.store.write() as db:
        feeds.purge(db, now - KEPT)
        same = feeds.by_url(db, wish.chat_id, (wish.url, opened.fetched.url))
        if same:
            return same, False
        keys = [entry.key for entry in opened.contents.entries]
        number = feeds.add(db, wish, keys, now=now, next_at=watch.next_at(wish.url, opened.contents.pace))
        of = feeds.get(db, wish.chat_id, number)
    if of is None:
        raise NotFound("feeds.none")
    return of, True


def _followed(of: Feed, what: str, request: Request, desk: Desk, read: Contents | None = None) -> Reply:
    """What was done, the feed, its newest headlines, and where its articles will be found."""
    say = desk.messages.of(request.language)
    blocks = [Block(described(of, desk, say))]
    if read is not None:
        blocks.append(Block(joined([esc(line) for line in _headlines(read, desk, say)], "\n")))
    subscribed = bool(shelf_of(request, desk))
    foot = esc(say("follow.then" if subscribed else "follow.then_subscribe"))
    choices = [
        *([] if subscribed else [Choice(say("kind.subscribe"), request.again("subscribe"))]),
        _all(request, say),
        Choice(say("kind.unfollow"), request.again("unfollow", f"#{of.id}"), in_place=True),
    ]
    return Reply(esc(what), tuple(blocks), foot, rows(choices), line=request.again("feeds", f"#{of.id}"))


def _headlines(read: Contents, desk: Desk, say: Say) -> list[str]:
    lines = []
    for entry in read.entries[:NAMED]:
        title = clipped(entry.title or entry.link or "", 2 * TITLE)
        at = entry.at and day(entry.at.astimezone(ZoneInfo(desk.zone)), say)
        lines.append(say("follow.dated", title=title, day=at) if at else say("follow.entry", title=title))
    return [say("follow.newest" if lines else "follow.nothing_yet"), *lines]


def unfollow(request: Request, desk: Desk) -> Reply:
    """Gives up the feed that is meant, with a way back; asks which where that is not clear."""
    say, now, there = desk.messages.of(request.language), desk.now(), kept(request, desk)
    if not there:
        raise NotFound("feeds.none")
    if request.args in ALL or (not request.args and len(there) == 1):
        gone = there
    elif request.args:
        gone = [found(request, desk, request.args)]
    else:
        items = tuple(
            Block(
                joined([bold(esc(clipped(of.title, TITLE))), esc(address(of))], "\n"),
                step=Step(request.again("unfollow", f"#{of.id}"), in_place=True),
            )
            for of in there
        )
        return Reply(bold(esc(say("unfollow.which"))), items)
    with desk.store.write() as db:
        for of in gone:
            feeds.discard(db, of.chat_id, of.id, now)
    titles = [clipped(of.title, TITLE) for of in gone]
    undo = [
        Choice(say("unfollow.undo", title=title), request.again("feeds", f"#{of.id} resume"), in_place=True)
        for of, title in zip(gone, titles, strict=True)
    ]
    lines = [esc(say("unfollow.done", title=title)) for title in titles]
    return Reply(
        joined(lines, "\n"), (Block(esc(say("unfollow.stays"))),), choices=rows(undo, 1), line=request.again("feeds")
    )


def _all(request: Request, say: Say) -> Choice:
    return Choice(say("kind.feeds"), request.again("feeds"))
