"""A clock that only moves when everybody waits, so that tests of pacing are exact and take no time."""

import asyncio
import heapq
import itertools


class Clock:
    """`now` and `sleep` in seconds; `run` lets work finish, jumping from one sleeper's end to the next."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._numbers = itertools.count()

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        done = asyncio.Event()
        heapq.heappush(self._sleepers, (self.seconds + seconds, next(self._numbers), done))
        await done.wait()

    async def run(self, *work: asyncio.Task) -> None:
        """Until all `work` is done."""
        while True:
            for _ in range(50):  # more steps than any test's work takes between two sleeps
                await asyncio.sleep(0)
            if all(task.done() for task in work):
                return
            assert self._sleepers, "somebody waits for nothing"
            self.seconds, _, done = heapq.heappop(self._sleepers)
            done.set()
