"""Who may: the admins of a chat, asked of Telegram and remembered shortly."""

import time
from collections.abc import Callable

import structlog
from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

log = structlog.get_logger(__name__)

KEPT = 60.0  # seconds an answer is believed: as long as a new admin has to wait, and a former one still may
_MOST = 4096  # answers kept; above it all are asked for again


class Admins:
    """Knows whether somebody is an admin of a chat; `now` tells seconds that only grow."""

    def __init__(self, owners: frozenset[int], now: Callable[[], float] = time.monotonic) -> None:
        self._owners = owners
        self._now = now
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def include(self, bot: Bot, chat_id: int, user_id: int | None) -> bool:
        """True for the bot's owners everywhere, and for the chat's creator and admins; False where Telegram will not say."""
        if user_id is None:
            return False
        if user_id in self._owners:
            return True
        at, known = self._known.get((chat_id, user_id), (float("-inf"), False))
        if self._now() - at < KEPT:
            return known
        try:
            member = await bot.get_chat_member(chat_id, user_id)
        except TelegramError as error:
            log.warning("who is an admin could not be asked", chat_id=chat_id, error=str(error))
            return False
        found = member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[chat_id, user_id] = (self._now(), found)
        return found
