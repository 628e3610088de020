"""Gets the digests out: one tick says what is due, and workers send it, different chats side by side.

A chat has one part in hand at a time. Its claim is in the database before it waits for its turn, `calling` right before
Telegram is called, and what came of it right after; nobody but the outbox tries again (bot/digest/outbox.py). Work on
the database has threads of its own, so that it never waits for a command's, nor a command for it.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import structlog
from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.answers.markup import plain
from bot.chat.deliver import NO_PREVIEW, keyboard
from bot.chat.limiter import FloodLimiter, Priority
from bot.chat.outcomes import arrived, failed
from bot.chat.show import Show
from bot.chat.upkeep import UPKEEP
from bot.digest.outbox import Outbox, Outcome, Result
from bot.store.outbox import Claim

log = structlog.get_logger(__name__)

TICK = "tick"
EVERY = "0,20,40"  # seconds of each minute, in UTC
# Chats in hand at once. Most of them wait for their turn: a group's fourth part in a row for 3.5 seconds, while thirty
# others a second may go.
PLACES = 256
LOOK = 1.0  # seconds between two looks for parts that another process has planned, or that have waited long enough
GATHER = 0.02  # seconds in which those who are done share the next look
SEVERITY = {
    # Our own mistakes, which somebody has to see.
    Outcome.BAD_MARKUP: logging.ERROR,
    Outcome.TOO_LONG: logging.ERROR,
    Outcome.REFUSED: logging.ERROR,
    # What happens to every bot.
    Outcome.FLOODED: logging.INFO,
    Outcome.MIGRATED: logging.INFO,
}

App = Application[Any, Any, Any, Any, Any, Any]
_Job = CallbackContext[Any, Any, Any, Any]
_T = TypeVar("_T")


async def tick_now(application: App) -> None:
    """Runs the upkeep and the tick between their times, as when a clock was moved."""
    if application.job_queue:
        for name in (UPKEEP, TICK):
            for job in application.job_queue.get_jobs_by_name(name):
                await job.run(application)


class Delivery:
    """Sends what is in the outbox for as long as it is open. `places`: how many chats are in hand at once."""

    def __init__(self, box: Outbox, show: Show, limiter: FloodLimiter, places: int = PLACES) -> None:
        self.box = box
        self._show = show
        self._limiter = limiter
        self._places = places
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="outbox")  # one plans, one keeps what workers say
        self._ticking = asyncio.Lock()
        self._news = asyncio.Event()
        self._in_hand: set[asyncio.Task[None]] = set()
        self._waiting: dict[asyncio.Task[None], Claim] = {}  # those in hand whose turn has not come
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False

    def open(self, application: App) -> None:
        """Starts the one tick, at once and then three times a minute, and the workers."""
        if application.job_queue is None:
            raise ValueError("an Application without a JobQueue has no tick")
        application.job_queue.run_custom(
            self._on_tick,
            name=TICK,
            job_kwargs={
                "trigger": "cron",
                "second": EVERY,
                "timezone": UTC,
                "next_run_time": datetime.now(UTC),
                # A loop that was blocked for long must not cost a tick, nor bring several at once.
                "misfire_grace_time": None,
                "coalesce": True,
                "max_instances": 1,
            },
        )
        self._loop = asyncio.create_task(self._work(application.bot))

    async def close(self, grace: float) -> None:
        """Claims nothing more, gives back what has not begun, and waits `grace` seconds for the calls under way."""
        self._stopping = True
        self._news.set()
        if self._loop:
            await self._loop
        waiting, self._waiting = self._waiting, {}
        for task, claim in waiting.items():
            task.cancel()
            await self._settle(claim, Result(Outcome.WITHDRAWN))
        if self._in_hand:
            _, left = await asyncio.wait(self._in_hand, timeout=grace)
            for task in left:
                task.cancel()
            if left:
                log.error("stopped in the middle of sending, which the next tick will call uncertain", parts=len(left))
        self._threads.shutdown()

    async def tick(self) -> None:
        """Plans what is due, and wakes the workers. Whoever comes while it is done waits and does it again."""
        async with self._ticking:
            planned = await self._run(self.box.tick)
        if planned:
            log.info("digests are due", runs=planned)
        self._news.set()

    async def deliver(self, bot: ExtBot[Any], claim: Claim) -> None:
        """Sends one part when it is its turn, and keeps what came of it."""
        rows = await self._run(partial(self._show.buttons, claim.chat_id, claim.buttons)) if claim.buttons else ()
        async with self._limiter.turn(claim.chat_id, Priority.DIGEST):
            if task := asyncio.current_task():
                self._waiting.pop(task, None)
            if not await self._run(partial(self.box.begin, claim)):
                log.warning("a part was no longer ours", part=claim.id)
                return
            result = await self._call(bot, claim, keyboard(rows))
        await self._settle(claim, result)

    async def _call(self, bot: ExtBot[Any], claim: Claim, markup: InlineKeyboardMarkup | None) -> Result:
        try:
            message = await bot.send_message(
                claim.chat_id,
                plain(claim.html) if claim.plain else claim.html,
                parse_mode=None if claim.plain else ParseMode.HTML,
                reply_markup=markup,
                message_thread_id=claim.thread_id,
                disable_notification=claim.silent,
                link_preview_options=NO_PREVIEW,
                rate_limit_args=Priority.WAITED,
            )
        except TelegramError as error:
            return failed(error, claim.html)
        return arrived(message)

    async def _work(self, bot: ExtBot[Any]) -> None:
        """Claims as many parts as there are places, for as long as the delivery is open."""
        while not self._stopping:
            self._news.clear()
            free = self._places - len(self._in_hand)
            claims: tuple[Claim, ...] = ()
            try:
                claims = await self._run(partial(self.box.claim, free)) if free else ()
            except Exception:
                log.exception("the outbox could not be read")
            for claim in claims:
                task = asyncio.create_task(self._deliver(bot, claim))
                self._in_hand.add(task)
                self._waiting[task] = claim
                task.add_done_callback(self._done)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK)
                await asyncio.sleep(GATHER)

    async def _deliver(self, bot: ExtBot[Any], claim: Claim) -> None:
        try:
            await self.deliver(bot, claim)
        except Exception:
            # Its lease will run out, and then it is judged by how far it had come.
            log.exception("a part was not dealt with", part=claim.id)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._waiting.pop(task, None)
        self._news.set()

    async def _settle(self, claim: Claim, result: Result) -> None:
        state = await self._run(partial(self.box.settle, claim, result))
        if result.outcome is Outcome.FLOODED:
            self._limiter.pause(claim.chat_id, result.wait.total_seconds())
        if result.outcome not in {Outcome.SENT, Outcome.WITHDRAWN}:
            log.log(
                SEVERITY.get(result.outcome, logging.WARNING),
                "a part was not sent",
                part=claim.id,
                chat_id=claim.chat_id,
                outcome=result.outcome.name,
                state=state,
                error=result.error,
            )

    async def _on_tick(self, _: _Job) -> None:
        await self.tick()

    async def _run(self, call: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
