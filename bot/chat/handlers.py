"""What happens when somebody writes or presses a button. Plain functions; `bot/chat/application.py` hangs them in."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackContext

from bot.answers.commands import BY_NAME
from bot.answers.markup import esc
from bot.answers.reply import Step
from bot.chat.admins import Admins
from bot.chat.around import Around, around
from bot.chat.deliver import Shown, Target, edit, edit_keyboard, send
from bot.chat.menus import Menus
from bot.chat.repeats import Repeats
from bot.chat.show import Press, Show
from bot.chat.updates import Place, language_of, line_of, place_of, place_of_press
from bot.chat.waiting import Pages
from bot.intake.links import host_of

Context = CallbackContext[Any, Any, Any, Any]

log = structlog.get_logger(__name__)

TYPING_AFTER = 1.0  # seconds an answer may take before the chat sees that it is being written
TYPING_LASTS = 4.5  # seconds between two such signs; Telegram shows one for five
ALERT = 200  # characters an alert holds


@dataclass(frozen=True, slots=True)
class Room:
    """What the handlers work with."""

    show: Show
    admins: Admins
    menus: Menus
    pages: Pages
    repeats: Repeats = field(default_factory=Repeats)


async def on_message(room: Room, update: Update, context: Context) -> None:
    """Answers a command with the first page, as a reply in the topic it was typed in."""
    found = line_of(update, context.bot.username)
    if found is None:
        return
    message, command, args = found
    place = place_of(message)
    target = Target(place.chat_id, place.thread_id, message.message_id)
    known = await _known(room, context.bot, place, command, args, message=message)
    if isinstance(known, str):
        sentence = await asyncio.to_thread(room.show.sentence, place, known)
        await send(context.bot, target, Shown(esc(sentence)))
        return
    line = f"/{args}" if command == "unknown" else f"/{command} {args}".rstrip()
    about = await _about(room, place, message) if command == "ask" else None
    await _answer(room, context.bot, target, Step(line, article_id=about), place=place, known=known)


async def _about(room: Room, place: Place, message: Message) -> int | None:
    """The article that the message which is replied to is about, as its buttons know."""
    replied = message.reply_to_message
    markup = replied.reply_markup if replied else None
    if markup is None:
        return None
    data = [button.callback_data for row in markup.inline_keyboard for button in row]
    return await asyncio.to_thread(room.show.about, place.chat_id, [one for one in data if isinstance(one, str)])


async def on_press(room: Room, update: Update, context: Context) -> None:
    """Takes a button's step, and always lets go of the button."""
    query = update.callback_query
    if query is None:
        return
    alert = await _pressed(room, query, context)
    await _let_go(query, alert)


async def on_error(room: Room, update: object, context: Context) -> None:
    """Logs first, then tells the person, with a reference that stands in both."""
    reference = secrets.token_hex(4)
    chat = update.effective_chat if isinstance(update, Update) else None
    update_id = update.update_id if isinstance(update, Update) else None
    chat_id = chat.id if chat else None
    log.error("update failed", reference=reference, update_id=update_id, chat_id=chat_id, exc_info=context.error)
    if not isinstance(update, Update):
        return
    try:
        await _tell_failure(room, update, context.bot, reference)
    except Exception as error:  # noqa: BLE001  the failure itself is in the log; nothing may come of failing to tell it
        log.warning("the failure could not be told", reference=reference, error=str(error))


async def _answer(room: Room, bot: Bot, target: Target, step: Step, *, place: Place, known: Around) -> None:
    if link := room.show.link(step, known):
        await room.pages.read(
            bot,
            target,
            partial(room.show.step, place, step, known),
            partial(room.show.sentence, place, "add.reading", host=host_of(link)),
        )
    else:
        async with _typing(bot, target):
            shown = await asyncio.to_thread(room.show.step, place, step, known)
        await send(bot, target, shown)
    room.menus.follow(bot, place, room.show.command_of(step)[0])


async def _pressed(room: Room, query: CallbackQuery, context: Context) -> str | None:
    """Does what the button says; returns what its presser has to be told, if anything."""
    place, press = place_of_press(query), Press.of(query.data)
    language = language_of(query.from_user.language_code, room.show.language)
    if place is None or press is None or query.message is None:
        return room.show.say(language, "button.expired")
    message_id = query.message.message_id
    step = await asyncio.to_thread(room.show.pressed, place.chat_id, press)
    if step is None:
        await edit_keyboard(context.bot, place.chat_id, message_id, room.show.again(language, press))
        return room.show.say(language, "button.expired")
    known = await _known(room, context.bot, place, *room.show.command_of(step))
    if isinstance(known, str):
        return room.show.say(language, known)
    if step.in_place and not (isinstance(query.message, Message) and query.message.document):
        shown = await asyncio.to_thread(room.show.step, place, step, known)
        await edit(context.bot, Target(place.chat_id, place.thread_id), message_id, shown)
    elif not room.repeats.just_done(key := (place.chat_id, message_id, query.data)):
        target = Target(place.chat_id, place.thread_id, message_id)
        await _answer(room, context.bot, target, step, place=place, known=known)
        room.repeats.done(key)
    return None


async def _known(
    room: Room, bot: Bot, place: Place, command: str, args: str, *, message: Message | None = None
) -> Around | str:
    """What belongs to the command, or the key of the sentence that refuses it."""
    if not await _may(room, bot, place, command, args):
        return "chat.admins_only"
    return await around(bot, room.admins, place, command, args, message=message)


async def _may(room: Room, bot: Bot, place: Place, command: str, args: str) -> bool:
    """Whether the command is open to whoever gave it: everything is, alone with the bot."""
    row = BY_NAME.get(command)
    if row is None or place.chat_type == "private" or place.admin:
        return True
    if row.who == "everyone" or (row.who == "changes" and not args):
        return True
    return await room.admins.include(bot, place.chat_id, place.user_id)


async def _let_go(query: CallbackQuery, alert: str | None) -> None:
    try:
        await query.answer(alert and alert[:ALERT], show_alert=bool(alert))
    except BadRequest as error:  # Telegram forgets a query after a while; the page has been turned all the same
        log.info("a button was answered too late", error=error.message)


async def _tell_failure(room: Room, update: Update, bot: Bot, reference: str) -> None:
    query, message = update.callback_query, update.effective_message
    place = place_of_press(query) if query else place_of(message) if message else None
    if place is None:
        return
    sentence = f"{await asyncio.to_thread(room.show.sentence, place, 'chat.failed')} ({reference})"
    if query:
        await query.answer(sentence[:ALERT], show_alert=True)
    elif message:
        await send(bot, Target(place.chat_id, place.thread_id, message.message_id), Shown(esc(sentence)))


@asynccontextmanager
async def _typing(bot: Bot, target: Target) -> AsyncIterator[None]:
    """Shows "typing…" for as long as the work inside takes, from its first second on."""
    shown: list[asyncio.Task[None]] = []
    loop = asyncio.get_running_loop()
    # Most answers are there long before: they cost a timer, not a task.
    timer = loop.call_later(TYPING_AFTER, lambda: shown.append(loop.create_task(_type(bot, target))))
    try:
        yield
    finally:
        timer.cancel()
        for task in shown:
            task.cancel()


async def _type(bot: Bot, target: Target) -> None:
    while True:
        try:
            await bot.send_chat_action(target.chat_id, ChatAction.TYPING, message_thread_id=target.thread_id)
        except TelegramError as error:
            log.info("typing was not shown", chat_id=target.chat_id, error=error.message)
            return
        await asyncio.sleep(TYPING_LASTS)
