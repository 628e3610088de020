"""The command menus and the bot's descriptions, sent to Telegram only when they changed.

A menu's `language_code` has two letters, so it cannot tell Traditional from Simplified Chinese: chats that have set a
language get a menu of their own. https://core.telegram.org/bots/api#setmycommands
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from hashlib import sha256
from typing import Any

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.answers.commands import COMMANDS
from bot.answers.messages import Messages
from bot.chat.updates import Place
from bot.store.store import Store
from bot.store.tables import Language

log = structlog.get_logger(__name__)

# What the app's language is answered with: any Chinese, and everything else.
_CODES: tuple[tuple[str | None, Language], ...] = ((None, "en"), ("zh", "zh-hant"))
_SCOPES: tuple[BotCommandScope, ...] = (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats())
_SHORT, _LONG = 120, 512  # characters the two descriptions hold


class Menus:
    """Knows what Telegram was told last, in the store and for chats also in this process."""

    def __init__(self, store: Store, messages: Messages) -> None:
        self._store = store
        self._messages = messages
        self._seen: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, bot: Bot) -> None:
        """Begins to publish, beside everything else: nothing waits for a menu."""
        self._begin(self.publish(bot))

    async def close(self) -> None:
        """Drops what is still on its way; it is sent after the next start."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def publish(self, bot: Bot) -> None:
        """Everybody's menus and the descriptions."""
        for code, language in _CODES:
            say = self._messages.of(language)
            for scope in _SCOPES:
                await self._menu(bot, scope, code, language)
            long, short = say("start.body")[:_LONG], say("about.short")[:_SHORT]
            await self._tell(bot, f"description:{code}", long, partial(bot.set_my_description, long, code))
            await self._tell(bot, f"short:{code}", short, partial(bot.set_my_short_description, short, code))

    def follow(self, bot: Bot, place: Place, command: str) -> None:
        """Looks after the chat's own menu, beside everything else: at its first command, and when it sets its language."""
        if place.chat_type != "channel" and (place.chat_id not in self._seen or command == "lang"):
            self._seen.add(place.chat_id)
            self._begin(self._chat_menu(bot, place.chat_id))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _chat_menu(self, bot: Bot, chat_id: int) -> None:
        """Gives a chat that has set a language its menu in that language."""
        chat = await asyncio.to_thread(self._store.chat, chat_id)
        if chat.language:
            await self._menu(bot, BotCommandScopeChat(chat_id), None, chat.language)

    async def _menu(self, bot: Bot, scope: BotCommandScope, code: str | None, language: Language) -> None:
        say = self._messages.of(language)
        commands = [BotCommand(command.name, say(command.help_key)) for command in COMMANDS]
        key = f"menu:{getattr(scope, 'chat_id', scope.type)}:{code}"
        content = "\n".join(f"{command.command} {command.description}" for command in commands)
        await self._tell(bot, key, content, partial(bot.set_my_commands, commands, scope, code))

    async def _tell(self, bot: Bot, key: str, content: str, call: Callable[[], Awaitable[bool]]) -> None:
        # Another token is another bot, or a playground that starts empty: it has been told nothing yet.
        told = sha256(f"{bot.token}\n{content}".encode()).hexdigest()
        try:
            if await asyncio.to_thread(self._store.told, key) == told:
                return
            await call()
            await asyncio.to_thread(self._store.tell, key, told)
        except TelegramError as error:
            log.warning("a menu or description was not taken", key=key, error=str(error))


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        log.exception("a menu or description could not be looked after")
