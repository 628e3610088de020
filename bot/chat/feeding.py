"""Keeps looking at feeds for as long as the bot runs, and tells a chat when one of its own breaks for long, heals, or is gone.

One task of the loop and a few threads: replies wait for none of it. What is due stands in the database, so that several
processes share it, and a clock that was set forward is noticed at the next glance.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import structlog
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.answers.feeds import told
from bot.chat.deliver import Target, send
from bot.chat.show import Show
from bot.chat.updates import Place
from bot.intake.manners import news
from bot.intake.watch import Watch
from bot.store import feeds
from bot.store.feeds import Feed
from bot.store.tables import FeedNews

log = structlog.get_logger(__name__)

READERS = 8  # feeds in hand at once
GLANCE = 1.0  # seconds between two looks for feeds that are due
GATHER = 0.02  # seconds in which those who are done share the next claim

_T = TypeVar("_T")


class Feeding:
    """Looks at what is due for as long as it is open. `readers`: how many feeds are in hand at once."""

    def __init__(self, watch: Watch, show: Show, readers: int = READERS) -> None:
        self.watch = watch
        self._show = show
        self._readers = readers
        self._threads = ThreadPoolExecutor(readers, thread_name_prefix="feeds")
        self._in_hand: set[asyncio.Task[None]] = set()
        self._free = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def open(self, bot: ExtBot[Any]) -> None:
        self.watch.stopping.clear()
        self._loop = asyncio.create_task(self._work(bot))

    async def close(self, grace: float) -> None:
        """Claims nothing more, and waits `grace` seconds for the entries in hand; a page that is slower is asked for again."""
        self.watch.stopping.set()
        self._free.set()
        if self._loop:
            await self._loop
        if self._in_hand:
            _, left = await asyncio.wait(self._in_hand, timeout=grace)
            for task in left:
                task.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _work(self, bot: ExtBot[Any]) -> None:
        while not self.watch.stopping.is_set():
            self._free.clear()
            free = self._readers - len(self._in_hand)
            claimed: tuple[Feed, ...] = ()
            try:
                claimed = await self._run(partial(self.watch.claim, free)) if free else ()
            except Exception:
                log.exception("the feeds could not be read")
            for of in claimed:
                task = asyncio.create_task(self._look(bot, of))
                self._in_hand.add(task)
                task.add_done_callback(self._done)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._free.wait(), GLANCE)
                await asyncio.sleep(GATHER)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._free.set()

    async def _look(self, bot: ExtBot[Any], of: Feed) -> None:
        try:
            look = await self._run(partial(self.watch.look, of))
            if look is None:
                return
            if look.new or look.feed.error:
                log.info("a feed was looked at", feed_id=of.id, new=look.new, error=look.feed.error)
            if what := news(look.feed, self.watch.now()):
                await self._tell(bot, look.feed, what)
        except Exception:
            # Its lease will run out, and then it is looked at again.
            log.exception("a feed was not dealt with", feed_id=of.id)

    async def _tell(self, bot: ExtBot[Any], of: Feed, what: FeedNews) -> None:
        """Tells the chat once; where Telegram could not be reached, again after the next look."""
        place = Place(of.chat_id, "private" if of.chat_id > 0 else "supergroup", of.thread_id, None, None, admin=False)
        shown = await self._run(partial(self._show.unasked, place, "feeds", told(of, what)))
        try:
            await send(bot, Target(of.chat_id, of.thread_id), shown)
        except TelegramError as error:
            log.warning("news of a feed were not told", feed_id=of.id, what=what, error=error.message)
            if type(error) is NetworkError:
                return
        await self._run(partial(self._keep_told, of, what))

    def _keep_told(self, of: Feed, what: FeedNews) -> None:
        with self.watch.store.write() as db:
            feeds.tell(db, of.id, what)

    async def _run(self, call: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
