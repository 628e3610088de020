"""A digest in words: the messages that are sent, and /digest, which shows now what the next one would be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bot.answers.desk import Desk
from bot.answers.facts import blocks
from bot.answers.items import ROW_BY_KIND
from bot.answers.markup import bold, esc, joined
from bot.answers.messages import script_of
from bot.answers.paging import parts
from bot.answers.reply import Block, Choice, Html, Page, Reply, Request, Step
from bot.answers.slots import moment
from bot.answers.subscribing import found, shelf_of
from bot.answers.view import View, rows
from bot.digest.compose import Entry, compose
from bot.digest.due import Slot
from bot.digest.outbox import Compose, Draft
from bot.digest.when import DAILY, heard
from bot.errors import NotFound
from bot.facts.article import Script
from bot.facts.display import shown
from bot.store.articles import StoredArticle
from bot.store.outbox import Message
from bot.store.subscriptions import Subscription
from bot.store.tables import Empty, Language, PartRows

OUTLETS = 6  # names of outlets under a headline


def preview(request: Request, desk: Desk) -> Reply:
    """/digest: what would be sent now; nothing of it counts as shown. With words, as if the digest were filtered by them."""
    say, now = desk.messages.of(request.language), desk.now()
    if not desk.store.shelf_size(request.about):
        raise NotFound("shelf.empty")
    of = _meant(request, desk)
    digest = compose(desk.store, of, now)
    reply = digest_reply(digest.news, digest.back, of.words, request, desk)
    if reply is None:
        return Reply(esc(say("digest.empty")), choices=rows([Choice(say("kind.articles"), "/articles")]))
    if request.aim:  # the numbers open articles of the shelf here, which is another
        reply = replace(reply, blocks=tuple(replace(block, step=None) for block in reply.blocks), choices=())
    return replace(reply, head=joined([reply.head, esc(say("digest.preview"))], "\n"))


def _meant(request: Request, desk: Desk) -> Subscription:
    """The digest that is named, else the first of this chat; where there is none, one that begins now."""
    named = request.args.startswith("#") or request.args.isdecimal()
    there = shelf_of(request, desk)
    if named:
        return found(request, desk, request.args)
    here = [of for of in there if of.thread_id == request.thread_id] or there
    now = desk.now()
    new = Subscription(
        id=0,
        chat_id=request.about,
        thread_id=None,
        times=(0,),
        days=DAILY,
        zone=desk.zone,
        preset=None,
        kinds=(),
        words=(),
        length="normal",
        silent=False,
        empty="nothing",
        paused_at=None,
        paused_why=None,
        created_by=None,
        created_at=now,
        read_until=now,
        next_at=now,
    )
    of = here[0] if here else new
    return replace(of, words=heard(request.args).words) if request.args else of


def digest_reply(
    news: tuple[Entry, ...], back: tuple[Entry, ...], words: tuple[str, ...], request: Request, desk: Desk
) -> Reply | None:
    """The digest as an answer, every fact with the number of the button that opens it in its article; None where it is empty."""
    say = desk.messages.of(request.language)
    entries = news or back
    if not entries:
        return None
    head = say("digest.news", count=len(entries)) if news else say("digest.back")
    filtered = say("digests.words", words=say("item.comma").join(words)) if words else ""
    items = tuple(block for entry in entries for block in _entry(entry, request, desk))
    choices = rows([Choice(say("kind.articles"), "/articles"), Choice(say("kind.digests"), "/digests")])
    return Reply(joined([bold(esc(head)), esc(filtered)], "\n"), items, choices=choices)


def _entry(entry: Entry, request: Request, desk: Desk) -> list[Block]:
    """The headline with its outlet, then the facts by kind; the headline alone where there are none."""
    view = View.of(entry.stored, request, desk)
    title = _headline(view, entry)
    items = [
        block for kind, facts in entry.facts for block in _labelled(view, kind, blocks(ROW_BY_KIND[kind], view, facts))
    ]
    if not items:
        return [Block(title, step=Step("/brief", article_id=view.id, in_place=True))]
    first = items[0]
    return [replace(first, heading=joined([title, first.heading], "\n")), *items[1:]]


def _labelled(view: View, kind: str, items: Iterable[Block]) -> list[Block]:
    label = esc(view.say("digest.kind", kind=view.say(f"kind.{kind}")))
    return [replace(block, heading=label if n == 0 else Html("")) for n, block in enumerate(items)]


def _headline(view: View, entry: Entry) -> Html:
    line = view.say("item.dot").join(filter(None, (_outlet(entry.stored, view.script), view.article.published)))
    others = dict.fromkeys(filter(None, (_outlet(other, view.script) for other in entry.reprints)))
    also = view.say("digest.also", outlets=view.say("item.comma").join(list(others)[:OUTLETS])) if others else ""
    return joined([bold(esc(view.title)), esc(line), esc(also)], "\n")


def _outlet(stored: StoredArticle, script: Script) -> str:
    return shown(stored.article.byline.outlet or "", stored.article.script, script)


def drafter(desk: Desk, language: Language) -> Compose:
    """What the outbox asks for every slot; `language` is that of chats that have set none."""

    def draft(of: Subscription, slot: Slot, now: datetime) -> Draft:
        """Each message is valid alone; there are none where there is nothing to say."""
        chat = desk.store.chat(of.chat_id)
        spoken = chat.language or language
        late = moment(slot.at, of.zone, desk.messages.of(spoken)) if slot.late(now) else ""
        digest = compose(desk.store, of, now)
        entries = (digest.news, digest.back)
        return Draft(
            written(entries, of.words, of.empty, late, (spoken, chat.script or script_of(spoken))), digest.items
        )

    # Many chats get the same digest at the same minute.
    @lru_cache(maxsize=256)
    def written(
        entries: tuple[tuple[Entry, ...], tuple[Entry, ...]],
        words: tuple[str, ...],
        empty: Empty,
        late: str,
        spoken: tuple[Language, Script],
    ) -> tuple[Message, ...]:
        say = desk.messages.of(spoken[0])
        reply = digest_reply(*entries, words, Request(0, "private", "digest", "", *spoken), desk)
        if reply is None:
            if empty == "nothing":
                return ()
            reply = Reply(esc(say("digest.empty")))
        mark = say("digest.late", moment=late) if late else ""
        reply = replace(reply, head=joined([reply.head, esc(mark)], "\n"))
        return tuple(Message(page.html, _typed(page)) for page in parts(reply, desk))

    return draft


def _typed(page: Page) -> PartRows:
    return tuple(tuple((b.label, b.step.line, b.step.article_id) for b in row) for row in page.buttons)
