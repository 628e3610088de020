"""/digests: the list, one of them with everything that can be set, and each setting as a line that a button types."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Unpack

from bot.answers.desk import Desk
from bot.answers.markup import bold, esc
from bot.answers.reply import Block, Choice, Reply, Request, Step
from bot.answers.slots import clock, next_at
from bot.answers.subscribing import changed, description, found, item, shelf_of, where
from bot.answers.view import rows
from bot.digest.compose import SHARES
from bot.digest.when import When, heard
from bot.digest.workdays import preset_of
from bot.errors import NotFound, UserError
from bot.facts.kinds import KIND_BY_NAME
from bot.store import subscriptions
from bot.store.subscriptions import Change, Subscription

TIMES = (7 * 60, 8 * 60, 9 * 60, 12 * 60, 18 * 60, 20 * 60)
DAYS = ("daily", "weekdays", "weekend", "tw", "cn")
ZONES = ("Asia/Taipei", "Asia/Shanghai", "Asia/Tokyo", "Europe/London", "America/New_York", "America/Los_Angeles")
LENGTHS = tuple(SHARES)

_Change = Callable[[Subscription, str, Request, Desk], Reply]


def digests(request: Request, desk: Desk) -> Reply:
    """The chat's digests; with a number one of them; with a setting behind it, that is changed."""
    if not request.args:
        return _list(request, desk)
    which, _, change = request.args.partition(" ")
    name, _, value = change.strip().partition(" ")
    if name == "restore":
        return _restore(which, request, desk)
    of = found(request, desk, which)
    if name in MENUS:  # what is typed behind one is what its buttons type
        return _typed(of, value, request, desk) if value else MENUS[name](of, request, desk)
    if name in CHANGES:
        return CHANGES[name](of, value.strip(), request, desk)
    return _typed(of, change, request, desk) if change else _one(of, request, desk)


def _list(request: Request, desk: Desk) -> Reply:
    say, there = desk.messages.of(request.language), shelf_of(request, desk)
    new = rows([Choice(say("digests.new"), request.again("subscribe"))])
    if not there:
        return Reply(esc(say("digests.none")), choices=new)
    steps = (Step(request.again("digests", f"#{of.id}"), in_place=True) for of in there)
    items = tuple(item(of, say, step) for of, step in zip(there, steps, strict=True))
    head = say("digests.head", count=len(there), chat=where(request, say))
    return Reply(bold(esc(head)), items, esc(say("digests.how")), new)


def _one(of: Subscription, request: Request, desk: Desk) -> Reply:
    """A digest with its settings as buttons; each shows how it is, and pressing it shows or does the other."""
    say = desk.messages.of(request.language)

    def button(label: str, args: str) -> Choice:
        return Choice(label, request.again("digests", f"#{of.id} {args}".rstrip()), in_place=True)

    longer = LENGTHS[(LENGTHS.index(of.length) + 1) % len(LENGTHS)]
    empty = "nothing" if of.empty == "line" else "line"
    buttons = [
        button(say("digests.time"), "time"),
        button(say("digests.days"), "days"),
        button(say("digests.zone"), "zone"),
        button(say("digests.kinds"), "kinds"),
        button(say("digests.length", now=say(f"digests.{of.length}")), f"length {longer}"),
        button(say("digests.silent" if of.silent else "digests.loud"), f"silent {'off' if of.silent else 'on'}"),
        button(say(f"digests.empty_{of.empty}"), f"empty {empty}"),
        *([button(say("digests.unfiltered"), "all")] if of.words else []),
        button(say("digests.resume" if of.paused_at else "digests.pause"), "resume" if of.paused_at else "pause"),
        Choice(say("digests.preview"), request.again("digest", f"#{of.id}")),
        Choice(say("digests.delete"), request.again("unsubscribe", f"#{of.id}"), in_place=True),
    ]
    back = Choice(say("digests.back"), request.again("digests"), in_place=True)
    kinds = say(
        "digests.holds", kinds=say("when.comma").join(say(f"kind.{kind}") for kind in of.kinds or SHARES[of.length])
    )
    typed = say("digests.typed", line=request.again("digests", f"#{of.id} 07:45"))
    return Reply(
        blocks=(Block(description(of, say)), Block(esc(kinds))),
        foot=esc(typed),
        choices=(*rows(buttons), (back,)),
        line=request.again("digests", f"#{of.id}"),
    )


def _set(of: Subscription, request: Request, desk: Desk, **values: Unpack[Change]) -> Reply:
    """Keeps what is given, works out the next slot, and shows the digest as it now is."""
    now = replace(of, **values)
    values["next_at"] = next_at(now, desk.now())
    with desk.store.write() as db:
        subscriptions.change(db, of.chat_id, of.id, values)
    return _one(replace(now, next_at=values["next_at"]), request, desk)


def _typed(of: Subscription, typed: str, request: Request, desk: Desk) -> Reply:
    """Another time, other days, another zone or other words, as they are typed behind /subscribe; the rest stays."""
    when = heard(typed)
    if when == When():
        raise UserError("when.odd", piece=typed)
    values: Change = {}
    if when.times:
        values["times"] = when.times
    if when.days or when.preset:
        preset = preset_of(when.zone or of.zone) if when.preset == "here" else when.preset
        values |= {"days": when.days or subscriptions.EVERY_DAY, "preset": preset}
    if when.zone:
        values["zone"] = when.zone
    if when.words:
        values["words"] = when.words
    return _set(of, request, desk, **values)


def _menu(of: Subscription, request: Request, desk: Desk, what: str, options: list[tuple[str, str]]) -> Reply:
    """Values to choose from, as (label, what is typed)."""
    say = desk.messages.of(request.language)
    here = f"#{of.id}"
    choices = [Choice(label, request.again("digests", f"{here} {typed}"), in_place=True) for label, typed in options]
    back = Choice(say("digests.back_one"), request.again("digests", here), in_place=True)
    return Reply(
        blocks=(Block(description(of, say)),),
        foot=esc(what),
        choices=(*rows(choices), (back,)),
        line=request.again("digests", here),
    )


def _times(of: Subscription, request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    example = request.again("digests", f"#{of.id} 07:45 18:00")
    return _menu(of, request, desk, say("digests.which_time", line=example), [(clock(m), clock(m)) for m in TIMES])


def _days(of: Subscription, request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    example = request.again("digests", f"#{of.id} {say('digests.some_days')}")
    options = [(say(f"when.{name}"), TYPED[name]) for name in DAYS]
    return _menu(of, request, desk, say("digests.which_days", line=example), options)


def _zones(of: Subscription, request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    example = request.again("digests", f"#{of.id} Europe/Berlin")
    zones = [(zone.rpartition("/")[2].replace("_", " "), zone) for zone in dict.fromkeys((desk.zone, *ZONES))]
    return _menu(of, request, desk, say("digests.which_zone", line=example), zones)


def _kinds(of: Subscription, value: str, request: Request, desk: Desk) -> Reply:
    """`kinds` shows them, `kinds quotes,limits` sets them, `kinds all` leaves the choice to the length."""
    say = desk.messages.of(request.language)
    if value:
        kinds = () if value == "all" else tuple(kind for kind in KIND_BY_NAME if kind in value.split(","))
        with desk.store.write() as db:
            subscriptions.change(db, of.chat_id, of.id, {"kinds": kinds})
        of = replace(of, kinds=kinds)
    chosen = of.kinds or tuple(SHARES[of.length])
    options = []
    for kind in KIND_BY_NAME:
        others = [k for k in KIND_BY_NAME if (k in chosen) != (k == kind)]
        mark = "✓ " if kind in chosen else ""
        options.append((mark + say(f"kind.{kind}"), f"kinds {','.join(others) or 'all'}"))
    return _menu(of, request, desk, say("digests.which_kinds"), options)


def _length(of: Subscription, value: str, request: Request, desk: Desk) -> Reply:
    length = next((length for length in LENGTHS if length == value), of.length)
    return _set(of, request, desk, length=length)


def _silent(of: Subscription, value: str, request: Request, desk: Desk) -> Reply:
    return _set(of, request, desk, silent=value == "on")


def _empty(of: Subscription, value: str, request: Request, desk: Desk) -> Reply:
    return _set(of, request, desk, empty="line" if value == "line" else "nothing")


def _unfiltered(of: Subscription, _: str, request: Request, desk: Desk) -> Reply:
    return _set(of, request, desk, words=())


def _pause(of: Subscription, _: str, request: Request, desk: Desk) -> Reply:
    with desk.store.write() as db:
        subscriptions.pause(db, of.chat_id, "user", desk.now(), only=of.id)
    return _one(found(request, desk, f"#{of.id}"), request, desk)


def _resume(of: Subscription, _: str, request: Request, desk: Desk) -> Reply:
    with desk.store.write() as db:
        subscriptions.resume(db, of.chat_id, of.id, next_at(of, desk.now()))
    return _one(found(request, desk, f"#{of.id}"), request, desk)


def _restore(which: str, request: Request, desk: Desk) -> Reply:
    """Brings a deleted digest back as it was; NotFound where it is gone for good."""
    number = int(which[1:]) if which[1:].isdecimal() and len(which) < 18 else 0
    with desk.store.write() as db:
        of = subscriptions.get(db, request.about, number)
        if of is None:
            raise NotFound("digests.gone")
        subscriptions.restore(db, of.chat_id, of.id, next_at(of, desk.now()))
    say = desk.messages.of(request.language)
    return changed(found(request, desk, which), say("digests.restored"), request, desk)


MENUS: Mapping[str, Callable[[Subscription, Request, Desk], Reply]] = {"time": _times, "days": _days, "zone": _zones}
TYPED = {"daily": "每天", "weekdays": "平日", "weekend": "週末", "tw": "台灣工作日", "cn": "大陸工作日"}
CHANGES: Mapping[str, _Change] = {
    "kinds": _kinds,
    "length": _length,
    "silent": _silent,
    "empty": _empty,
    "all": _unfiltered,
    "pause": _pause,
    "resume": _resume,
}
