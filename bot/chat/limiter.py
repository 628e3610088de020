"""Keeps the bot below Telegram's flood limits, and loses nothing when it meets one.

Own code, because PTB's AIORateLimiter makes one chat's 429 delay every chat, and lets twenty messages into a group at
once before it starts to count. Here a 429 pauses the chat it came from, messages leave evenly, and answers to people
go before digests. Retries after a 429 live here and nowhere else.

Limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Any

import structlog
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.chat.pace import Line, Rate, Window, at_most

log = structlog.get_logger(__name__)

# What adds a message to a chat, and so counts against the chat. A chat action is no message.
_MESSAGES = ("send", "copyMessage", "forwardMessage")
# What also counts against the bot as a whole; the rest (getMe, getChatMember, setMyCommands) is only retried.
_ANSWERS = ("edit", "answer", "delete")
_SWEEP = 1024  # idle chats are looked for once this many are known


class Priority(IntEnum):
    """Passed as `rate_limit_args`: who goes first where several wait. Nothing passed means REPLY.

    WAITED: whoever asks has waited in `turn`, calls once, and sees to a 429 himself.
    """

    REPLY = 0
    DIGEST = 1
    WAITED = 2


@dataclass(frozen=True, slots=True)
class Rates:
    """The three limits Telegram documents; `group` is that of groups, supergroups and channels alike."""

    private: Rate
    group: Rate
    overall: Rate


TELEGRAM = Rates(private=Rate(1.0, 3), group=at_most(20, 60.0, burst=3), overall=at_most(30, 1.0))
_UNPACED = Rate(float("inf"), 1)


class FloodLimiter(BaseRateLimiter[int]):
    """Paces what the bot sends: a line a chat, and one for all. `rates` None paces nothing and still retries.

    `now` tells seconds that only grow, `sleep` waits for seconds.
    """

    def __init__(
        self,
        rates: Rates | None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rates = rates or Rates(_UNPACED, _UNPACED, _UNPACED)
        self._now = now
        self._sleep = sleep
        self._lines: dict[Hashable, Line] = {}
        overall = self._rates.overall
        self._window = Window(overall.refill + overall.burst, now)
        self._overall = Line(overall, now, sleep, self._window)
        self._tickets = itertools.count()
        self._sweep_at = _SWEEP

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def lines(self) -> int:
        """How many chats are remembered."""
        return len(self._lines)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Calls Telegram when it is the request's turn, and again after every 429, however many there are."""
        if endpoint == "sendChatAction" or rate_limit_args == Priority.WAITED:
            return await callback(*args, **kwargs)  # "typing" that comes late is worth nothing
        message = endpoint.startswith(_MESSAGES)
        counted = message or endpoint.startswith(_ANSWERS)
        line = self._line(data.get("chat_id", endpoint) if counted else endpoint)
        ticket = (rate_limit_args or Priority.REPLY, next(self._tickets))
        while True:
            await line.enter(ticket, cost=int(message))
            try:
                async with self._among_all(ticket) if counted else nullcontext():
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = seconds_of(error)
                line.pause(seconds)
                log.warning("flood limit", endpoint=endpoint, chat_id=data.get("chat_id"), seconds=seconds)

    @asynccontextmanager
    async def turn(self, chat_id: int, priority: Priority) -> AsyncIterator[None]:
        """Waits until one message may be sent to the chat; the call inside says WAITED."""
        ticket = (priority, next(self._tickets))
        await self._line(chat_id).enter(ticket, cost=1)
        async with self._among_all(ticket):
            yield

    @asynccontextmanager
    async def _among_all(self, ticket: tuple[int, int]) -> AsyncIterator[None]:
        """For the time of one call, which counts against the bot as a whole."""
        await self._overall.enter(ticket, cost=1)
        try:
            yield
        finally:
            self._window.end()

    def pause(self, chat_id: int, seconds: float) -> None:
        """Telegram has answered 429 to whoever waited by himself."""
        self._line(chat_id).pause(seconds)

    def _line(self, key: Hashable) -> Line:
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= self._sweep_at:
                self._lines = {known: line for known, line in self._lines.items() if not line.idle}
                self._sweep_at = max(_SWEEP, 2 * len(self._lines))
            private = isinstance(key, int) and key > 0
            rate = self._rates.private if private else self._rates.group
            line = self._lines[key] = Line(rate, self._now, self._sleep)
        return line


def seconds_of(error: RetryAfter) -> float:
    """Seconds to wait, whichever of its two types PTB gives (whole seconds now, a timedelta under PTB_TIMEDELTA)."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
