"""Putting a page before people: as a reply in its topic, or in the place of the message whose button was pressed.

A page with a file is always a message of its own, since no text can take the place of a file or the other way round.

What Telegram refuses of a page because of how it is written is our fault, not the reader's: it is logged, and sent in a
form that cannot be refused. https://core.telegram.org/bots/api#sendmessage, #senddocument, #editmessagetext
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.answers.markup import cut, joined, plain
from bot.answers.reply import Document, Html

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_HALF = 2000  # UTF-16 units: half of what a message holds, for a page that was measured wrongly

Keyboard = tuple[tuple[tuple[str, str], ...], ...]  # rows of (label, callback data)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page ready to go: Telegram HTML (the caption, where there is a file), and rows of (label, callback data of at most 64 bytes)."""

    html: Html
    keyboard: Keyboard = ()
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page goes: a chat, its topic, and the message it replies to."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


_Put = Callable[[str, ParseMode | None, InlineKeyboardMarkup | None], Awaitable[object]]


async def send(bot: Bot, target: Target, shown: Shown) -> None:
    """Sends the page as a new message; a chat that has shut the bot out gets nothing, and a line in the log."""
    reply = ReplyParameters(target.reply_to, allow_sending_without_reply=True) if target.reply_to else None

    async def put(text: str, mode: ParseMode | None, markup: InlineKeyboardMarkup | None) -> object:
        if shown.document:
            return await bot.send_document(
                target.chat_id,
                shown.document.content,
                filename=shown.document.name,
                caption=text,
                parse_mode=mode,
                reply_markup=markup,
                message_thread_id=target.thread_id,
                reply_parameters=reply,
            )
        return await bot.send_message(
            target.chat_id,
            text,
            parse_mode=mode,
            reply_markup=markup,
            message_thread_id=target.thread_id,
            reply_parameters=reply,
            link_preview_options=NO_PREVIEW,
        )

    try:
        rest = await _put_somehow(put, shown)
    except Forbidden as error:
        log.warning("not let in", chat_id=target.chat_id, error=error.message)
        return
    if rest:
        await send(bot, target, rest)


async def edit(bot: Bot, target: Target, message_id: int, shown: Shown) -> None:
    """Shows the page in the place of a message of the bot's; that it shows there already is fine. A file is sent below it."""
    if shown.document:
        await send(bot, Target(target.chat_id, target.thread_id, message_id), shown)
        return

    async def put(text: str, mode: ParseMode | None, markup: InlineKeyboardMarkup | None) -> object:
        return await bot.edit_message_text(
            text, target.chat_id, message_id, parse_mode=mode, reply_markup=markup, link_preview_options=NO_PREVIEW
        )

    rest = None
    with _unchanged_is_fine():
        rest = await _put_somehow(put, shown)
    if rest:
        await send(bot, target, rest)


async def edit_keyboard(bot: Bot, chat_id: int, message_id: int, shown: Shown) -> None:
    """Puts only the page's buttons under a message of the bot's, whose text stays."""
    with _unchanged_is_fine():
        await bot.edit_message_reply_markup(chat_id, message_id, reply_markup=keyboard(shown.keyboard))


@contextmanager
def _unchanged_is_fine() -> Iterator[None]:
    """Telegram refuses an edit that changes nothing, as when a button is pressed twice."""
    try:
        yield
    except BadRequest as error:
        if not _says(error, "message is not modified"):
            raise


async def _put_somehow(put: _Put, shown: Shown) -> Shown | None:
    """Puts the page, as plain text where its HTML is refused; returns what did not fit in one message."""
    markup = keyboard(shown.keyboard)
    try:
        await put(shown.html, ParseMode.HTML, markup)
    except BadRequest as error:
        if _says(error, "can't parse entities"):
            log.exception("refused HTML goes as plain text", html=shown.html)
            await put(plain(shown.html), None, markup)
        elif _says(error, "message is too long") or _says(error, "message_too_long"):
            log.exception("a page was too long and is split", length=len(shown.html))
            first, *more = cut(shown.html, _HALF)
            await put(first, ParseMode.HTML, None if more else markup)
            return Shown(joined(more, "\n"), shown.keyboard) if more else None
        else:
            raise
    return None


@lru_cache(maxsize=1024)
def keyboard(labelled: Keyboard) -> InlineKeyboardMarkup | None:
    """The same page keeps its tokens for an hour, and so its keyboard."""
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in labelled]
    return InlineKeyboardMarkup(rows) if rows else None


def _says(error: BadRequest, words: str) -> bool:
    return words in error.message.lower()
