"""What a chat sees while a page of the web is read for it.

Pages are read in threads of their own, and the chat gives its slot back meanwhile: however many slow sites there are, the
replies to other chats do not wait for them.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog
from telegram import Bot, ReplyParameters
from telegram.error import BadRequest, TelegramError

from bot.chat.deliver import NO_PREVIEW, Shown, Target, edit, send
from bot.chat.order import aside

log = structlog.get_logger(__name__)

SOON = 1.0  # seconds within which nothing needs to be said
THREADS = 16  # pages read at once


class Pages:
    """Reads pages, and says so where that takes longer than `soon` seconds."""

    def __init__(self, soon: float = SOON) -> None:
        self._soon = soon
        self._threads = ThreadPoolExecutor(THREADS, "read a page")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def read(self, bot: Bot, target: Target, work: Callable[[], Shown], sentence: Callable[[], str]) -> None:
        """Sends what `work` makes of a page; where it takes a while the chat gets the `sentence`, which the page then replaces."""
        reading = asyncio.get_running_loop().run_in_executor(self._threads, work)
        note = None
        try:
            async with aside():
                await asyncio.wait([reading], timeout=self._soon)
            if not reading.done():
                note = await _say(bot, target, await asyncio.to_thread(sentence))
            async with aside():
                shown = await reading
        except BaseException:
            if note:
                await _take_back(bot, target, note)
            raise
        await _replace(bot, target, note, shown)


async def _say(bot: Bot, target: Target, sentence: str) -> int | None:
    """The id of the message; None where it could not be sent, which must not hold up the page itself."""
    reply = ReplyParameters(target.reply_to, allow_sending_without_reply=True) if target.reply_to else None
    try:
        sent = await bot.send_message(
            target.chat_id,
            sentence,
            message_thread_id=target.thread_id,
            reply_parameters=reply,
            link_preview_options=NO_PREVIEW,
        )
    except TelegramError as error:
        log.info("the chat was not told that a page is read", chat_id=target.chat_id, error=error.message)
        return None
    return sent.message_id


async def _replace(bot: Bot, target: Target, note: int | None, shown: Shown) -> None:
    """Puts the page in the place of the note; below it where that is gone."""
    if note is not None:
        try:
            return await edit(bot, target, note, shown)
        except BadRequest as error:
            log.info("the note could not be replaced", chat_id=target.chat_id, error=error.message)
    return await send(bot, target, shown)


async def _take_back(bot: Bot, target: Target, note: int) -> None:
    try:
        await bot.delete_message(target.chat_id, note)
    except TelegramError as error:
        log.info("the note stays", chat_id=target.chat_id, error=error.message)
