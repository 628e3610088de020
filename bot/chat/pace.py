"""Paces calls: token buckets, and the lines of those who wait for one."""

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.order import aside

_LOOK = 0.01  # seconds after which to look again where all that may be under way is, and nobody knows when it ends


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: `refill` tokens a second, at most `burst` saved up."""

    refill: float
    burst: int


def at_most(count: int, seconds: float, burst: int = 1) -> Rate:
    """The rate under which no stretch of `seconds` sees more than `count`, its burst included."""
    return Rate((count - burst) / seconds, burst)


class Window:
    """At most `count` calls under way or ended within the last second: so the other end sees no more in any second.

    A pace alone does not hold that: calls that were held up on the way (by a commit, by the network) arrive together.
    """

    __slots__ = ("_count", "_ended", "_now", "_running")

    def __init__(self, count: float, now: Callable[[], float]) -> None:
        self._count = count
        self._now = now
        self._running = 0
        self._ended: deque[float] = deque()

    def wait(self) -> float:
        """Seconds until one more may begin, as far as is known now."""
        while self._ended and self._ended[0] <= self._now() - 1.0:
            self._ended.popleft()
        if self._running + len(self._ended) < self._count:
            return 0.0
        return self._ended[0] + 1.0 - self._now() if self._ended else _LOOK

    def begin(self) -> None:
        self._running += 1

    def end(self) -> None:
        self._running -= 1
        self._ended.append(self._now())


class Line:
    """Those who wait for one bucket: by priority, then first come; only the first of them sleeps."""

    __slots__ = ("_now", "_rate", "_sleep", "_stamp", "_tokens", "_waiting", "_window")

    def __init__(
        self,
        rate: Rate,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        window: Window | None = None,
    ) -> None:
        self._window = window
        self._rate = rate
        self._now = now
        self._sleep = sleep
        self._tokens = float(rate.burst)
        self._stamp = now()  # when `_tokens` was right; in the future while the line is paused
        self._waiting: list[tuple[int, int, asyncio.Event]] = []

    def pause(self, seconds: float) -> None:
        """Lets nobody through for `seconds`, and then one at a time: after a 429 nothing is saved up."""
        until = self._now() + seconds
        if until > self._stamp:
            self._stamp = until
            self._tokens = 1.0

    @property
    def idle(self) -> bool:
        """Nobody waits and the bucket is full: forgetting the line changes nothing."""
        self._fill()
        return not self._waiting and self._tokens == self._rate.burst

    async def enter(self, ticket: tuple[int, int], cost: int) -> None:
        """Waits until `cost` tokens are there and nobody with a smaller ticket waits, and takes them."""
        if not self._waiting and self._wait(cost) <= 0:
            self._take(cost)
            return
        async with aside():
            await self._wait_turn((*ticket, asyncio.Event()), cost)

    async def _wait_turn(self, me: tuple[int, int, asyncio.Event], cost: int) -> None:
        heapq.heappush(self._waiting, me)
        try:
            while True:
                if self._waiting[0] is not me:
                    me[2].clear()
                    await me[2].wait()
                elif (seconds := self._wait(cost)) > 0:
                    await self._sleep(seconds)
                else:
                    self._take(cost)
                    return
        finally:
            self._waiting.remove(me)
            heapq.heapify(self._waiting)
            if self._waiting:
                self._waiting[0][2].set()

    def _take(self, cost: int) -> None:
        self._tokens -= cost
        if self._window:
            self._window.begin()

    def _fill(self) -> None:
        now = self._now()
        if now > self._stamp:
            self._tokens = min(self._rate.burst, self._tokens + (now - self._stamp) * self._rate.refill)
            self._stamp = now

    def _wait(self, cost: int) -> float:
        """Seconds until `cost` tokens are there, as far as is known now."""
        self._fill()
        paused = max(0.0, self._stamp - self._now())
        missing = cost - self._tokens
        # A billionth of a token is rounding, not a reason to sleep again.
        paced = paused + (missing / self._rate.refill if missing > 1e-9 else 0.0)
        return max(paced, self._window.wait()) if self._window else paced
