"""/shelf: how full a chat's shelf is and how long it keeps articles, and setting both."""

import re
from collections.abc import Callable

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.reply import Block, Choice, Html, Reply, Request
from bot.answers.view import TITLE
from bot.errors import UserError
from bot.facts.article import Script
from bot.facts.display import folded, shown
from bot.store import shelves
from bot.store.shelves import Shelf

DAYS = (30, 90, 365)  # offered as buttons
# Days of the units that may be typed, folded.
UNITS = {
    "": 1,
    "天": 1,
    "日": 1,
    "day": 1,
    "周": 7,
    "星期": 7,
    "week": 7,
    "月": 30,
    "month": 30,
    "年": 365,
    "year": 365,
}
_OTHER: dict[Script, Script] = {"hant": "hans", "hans": "hant"}  # an outlet is counted in whatever script it has
_FOREVER = r"(?:keep|保留|留)?\s*(?:forever|always|永远|永久|一直)(?:保留|留着)?"
_KEEP = r"(?:keep|保留|留)\s*(\d{1,9})\s*个?\s*(" + "|".join(filter(None, UNITS)) + r"|)s?(\s+yes)?"
_MOST = r"(?:max|most|上限|最多)\s*(\d{1,9})\s*(?:篇|articles?)?"


def shelf(request: Request, desk: Desk) -> Reply:
    """The shelf as it stands; with `保留 90 天` or `上限 500` behind it, that is set."""
    asked = folded(request.args)
    if not asked:
        return _shown(request, desk)
    for pattern, setting in SETTINGS:
        if match := re.fullmatch(pattern, asked):
            return setting(match, request, desk)
    raise UserError("shelf.odd", asked=clipped(request.args, TITLE))


def _forever(_: re.Match[str], request: Request, desk: Desk) -> Reply:
    if most := desk.store.limits.most_days:
        raise UserError("shelf.too_long", most=most)
    return _kept(0, request, desk)


def _keep(typed: re.Match[str], request: Request, desk: Desk) -> Reply:
    """Asks first where articles would go."""
    say, days, limits = desk.messages.of(request.language), int(typed[1]) * UNITS[typed[2]], desk.store.limits
    if not days:
        raise UserError("shelf.odd", asked=clipped(request.args, TITLE))
    if days > (most := limits.most_days or shelves.LONGEST):
        raise UserError("shelf.too_long", most=most)
    with desk.store.read() as db:
        older = shelves.older(db, request.chat_id, days, desk.now())
    if not older or typed[3]:
        return _kept(days, request, desk)
    yes = Choice(say("shelf.older_yes", count=older), f"/shelf keep {days} yes", in_place=True)
    no = Choice(say("shelf.older_no"), "/shelf", in_place=True)
    return Reply(esc(say("shelf.older", count=older, days=days)), choices=((yes,), (no,)), line="/shelf")


def _kept(days: int, request: Request, desk: Desk) -> Reply:
    desk.store.set_chat(request.chat_id, keep_days=days)
    return _shown(request, desk, "shelf.done")


def _most(typed: re.Match[str], request: Request, desk: Desk) -> Reply:
    most, limit = int(typed[1]), desk.store.limits.most_articles
    if not most:
        raise UserError("shelf.odd", asked=clipped(request.args, TITLE))
    if most > limit:
        raise UserError("shelf.too_many", most=limit)
    desk.store.set_chat(request.chat_id, most_articles=most)
    return _shown(request, desk, "shelf.done")


SETTINGS: tuple[tuple[str, Callable[[re.Match[str], Request, Desk], Reply]], ...] = (
    (_FOREVER, _forever),
    (_KEEP, _keep),
    (_MOST, _most),
)


def _shown(request: Request, desk: Desk, done: str | None = None) -> Reply:
    say, chat_id = desk.messages.of(request.language), request.chat_id
    with desk.store.read() as db:
        of = shelves.of(db, chat_id, desk.store.limits)
    head = bold(esc(say("shelf.head", count=of.own, most=of.most)))
    lines = _lines(of, desk.store.shelf_size(chat_id) - of.own, request, desk)
    keeps = [
        *((say("shelf.keep", days=days), f"keep {days}", days) for days in DAYS),
        *([(say("shelf.always"), "keep forever", 0)] if not desk.store.limits.most_days else []),
    ]
    choices = [
        Choice(f"{'✓ ' * (days == of.days)}{label}", f"/shelf {typed}", in_place=True) for label, typed, days in keeps
    ]
    ways = tuple(Choice(say(f"kind.{name}"), f"/{name}") for name in ("articles", "add"))
    return Reply(
        joined([esc(say(done)) if done else Html(""), head], "\n"),
        (Block(joined([esc(line) for line in lines], "\n")),),
        esc(say("shelf.how")),
        (tuple(choices[:2]), tuple(choices[2:]), ways),
        line="/shelf",
    )


def _lines(of: Shelf, bundled: int, request: Request, desk: Desk) -> list[str]:
    say = desk.messages.of(request.language)
    lines = [say("shelf.days", days=of.days) if of.days else say("shelf.forever")]
    if of.own >= of.most:
        lines.insert(0, say("shelf.is_full"))
    if of.sources:
        named = (
            say("choice.count", kind=shown(name, _OTHER[request.script], request.script), count=n)
            for name, n in of.sources
        )
        lines.append(say("shelf.sources", sources=say("item.comma").join(named)))
    if of.fed:
        lines.append(say("shelf.fed", count=of.fed))
    if bundled:
        lines.append(say("shelf.bundled", count=bundled))
    return lines
