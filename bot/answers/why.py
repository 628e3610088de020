"""/why: what is due when and what it would hold; /status: how the digests of this chat fare, for its admins."""

from datetime import datetime, timedelta

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reply import Block, Choice, Html, Reply, Request, Standing
from bot.answers.slots import in_words, moment
from bot.answers.subscribing import description, shelf_of, where
from bot.answers.view import TITLE, View, rows
from bot.digest.compose import Digest, compose
from bot.digest.due import GRACE
from bot.errors import NotFound
from bot.store import outbox
from bot.store import status as progress
from bot.store.status import Run, Trouble
from bot.store.subscriptions import Subscription

REMEMBERED = timedelta(days=7)  # how far back is told
NAMED = 5  # articles named of those that a digest holds or leaves out
TROUBLES = 8  # parts in trouble that are listed
QUIET = timedelta(minutes=2)  # without a tick for so long nothing is sent, and something is wrong


def why(request: Request, desk: Desk) -> Reply:
    """Each digest with its next slot, what it would hold by now, what is left out, and what became of the last ones."""
    say, now, there = desk.messages.of(request.language), desk.now(), shelf_of(request, desk)
    if not there:
        raise NotFound("digests.none")
    with desk.store.read() as db:
        runs = progress.runs(db, request.about, now - REMEMBERED)
    items = []
    for of in there:
        digest = compose(desk.store, of, now)
        mine = [run for run in runs if run.subscription_id == of.id]
        lines = [*_holds(digest, request, desk), *(_became(run, of, say) for run in mine if not _well(run))]
        items.append(Block(joined([description(of, say), *map(esc, lines)], "\n")))
    head = say("why.head", chat=where(request, say))
    choices = [
        Choice(say("digests.preview"), request.again("digest")),
        Choice(say("kind.digests"), request.again("digests")),
    ]
    return Reply(bold(esc(head)), tuple(items), choices=rows(choices))


def _holds(digest: Digest, request: Request, desk: Desk) -> list[str]:
    say = desk.messages.of(request.language)
    entries = digest.news or digest.back
    key = "why.news" if digest.news else "why.back" if digest.back else "why.nothing"
    titles = [View.of(entry.stored, request, desk).title for entry in entries]
    lines = [say(key, count=len(entries), titles=_few(titles, say))]
    for reason in ("words", "reprint"):
        out = [View.of(left.stored, request, desk).title for left in digest.left_out if left.why == reason]
        if out:
            lines.append(say(f"why.left_{reason}", count=len(out), titles=_few(out, say)))
    folded = sum(len(entry.reprints) for entry in entries)
    return [*lines, say("why.folded", count=folded)] if folded else lines


def _few(titles: list[str], say: Say) -> str:
    listed = "".join(say("item.title", title=clipped(title, TITLE)) for title in titles[:NAMED])
    return listed + ("…" if len(titles) > NAMED else "")


def _well(run: Run) -> bool:
    return run.planned == "timely" and not run.parts.keys() - {"sent"}


def _became(run: Run, of: Subscription, say: Say) -> str:
    """Why a slot was not sent, or not as it should have been."""
    at = moment(run.due_at, of.zone, say)
    for state in ("failed", "uncertain", "pending", "claimed", "calling"):
        if run.parts.get(state):
            return say(f"why.{state}" if state in ("failed", "uncertain") else "why.waiting", moment=at)
    return say(f"why.{run.planned}", moment=at)


def status(request: Request, desk: Desk) -> Reply:
    """When the digests were last looked after, what is next, what waits or went wrong, and what the bot may not do here."""
    say, now = desk.messages.of(request.language), desk.now()
    again = _resent(request, desk) if request.args else ""
    with desk.store.read() as db:
        tick = progress.last_tick(db)
        troubles = progress.troubles(db, request.about, now - REMEMBERED)
        runs = progress.runs(db, request.about, now - REMEMBERED)
        paused_until = outbox.paused_until(db, request.about, now)
    there = {of.id: of for of in shelf_of(request, desk)}
    lines = [again] if again else []
    lines.append(_ticked(tick, now, desk.zone, say))
    lines.append(_following(there, say))
    if paused_until:
        lines.append(say("status.flooded", moment=moment(paused_until, desk.zone, say)))
    missed = [run for run in runs if run.planned == "skipped" and run.subscription_id in there]
    lines += [_became(run, there[run.subscription_id], say) for run in missed[:NAMED]]
    lines += [
        say("status.paused", what=in_words(of, say), why=say(f"digests.paused_{of.paused_why}"))
        for of in there.values()
        if of.paused_why
    ]
    lines += _stands(request.standing, request, say)
    shown = [(part, there[part.subscription_id]) for part in troubles if part.subscription_id in there][:TROUBLES]
    items = [Block(esc("\n".join(lines))), *(Block(_trouble(part, of, say)) for part, of in shown)]
    choices = [Choice(say("status.again"), request.again("status"), in_place=True)]
    resend = [
        Choice(
            say("status.resend", n=part.n + 1, moment=moment(part.due_at, of.zone, say)),
            request.again("status", f"resend {part.id}"),
            in_place=True,
        )
        for part, of in shown
    ]
    head = bold(esc(say("status.head", chat=where(request, say))))
    return Reply(head, tuple(items), choices=(*rows(resend, 1), *rows(choices)), line=request.again("status"))


def _resent(request: Request, desk: Desk) -> str:
    """Lets a part go again; NotFound where it is none of this chat's, or has been sent in the meantime."""
    word, _, number = request.args.partition(" ")
    now = desk.now()
    if word != "resend" or not number.isdecimal() or len(number) > 15:
        raise NotFound("status.unknown", asked=clipped(request.args, TITLE))
    with desk.store.write() as db:
        if not progress.resend(db, request.about, int(number), now, now + GRACE):
            raise NotFound("status.gone")
    return desk.messages.of(request.language)("status.resent")


def _ticked(tick: datetime | None, now: datetime, zone: str, say: Say) -> str:
    if tick is None:
        return say("status.no_tick")
    key = "status.late_tick" if now - tick > QUIET else "status.tick"
    return say(key, moment=moment(tick, zone, say))


def _following(there: dict[int, Subscription], say: Say) -> str:
    awake = [of for of in there.values() if of.paused_at is None]
    if not awake:
        return say("status.nothing_due")
    first = min(awake, key=lambda of: of.next_at)
    return say("status.due", moment=moment(first.next_at, first.zone, say), zone=first.zone, count=len(awake))


def _stands(standing: Standing | None, request: Request, say: Say) -> list[str]:
    if standing is None:
        return []
    lacks = [say("status.lacks", rights=say("when.comma").join(say(f"right.{r}") for r in standing.lacks))]
    lines = lacks if standing.lacks else [say("status.all_rights")]
    if request.chat_type in ("group", "supergroup"):
        lines.append(say("status.reads_all" if standing.reads_all else "status.privacy"))
    return [*lines, say("status.inline_on" if standing.inline else "status.inline_off")]


def _trouble(part: Trouble, of: Subscription, say: Say) -> Html:
    what = say(f"status.{part.state}", n=part.n + 1, moment=moment(part.due_at, of.zone, say))
    return joined([esc(what), esc(clipped(part.error, 120)) if part.error else Html("")], "\n")
