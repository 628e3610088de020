"""Buttons pressed twice in a hurry."""

import time
from collections.abc import Callable, Hashable

WITHIN = 2.0  # seconds after an answer in which the same button is taken to mean the same press


class Repeats:
    """Remembers for WITHIN seconds what was done; `now` tells seconds that only grow."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._done: dict[Hashable, float] = {}

    def __len__(self) -> int:
        return len(self._done)

    def just_done(self, key: Hashable) -> bool:
        return self._now() - self._done.get(key, float("-inf")) < WITHIN

    def done(self, key: Hashable) -> None:
        now = self._now()
        for old in [old for old, at in self._done.items() if now - at >= WITHIN]:
            del self._done[old]
        self._done[key] = now
