"""Telegram's flood limits, as its FAQ states them (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Flood:
    """How many messages are let through; `methods` are the calls that count as one.

    `overall` is messages a second over all chats, `chat` a second in one chat with `burst` in one go, and
    `group` messages a minute in one group, supergroup or channel.
    """

    overall: int = 30
    chat: float = 1.0
    burst: int = 3
    group: int = 20
    methods: frozenset[str] = frozenset({"sendMessage", "sendDocument"})


@dataclass(slots=True)
class _Bucket:
    """Refills at `rate` a second up to `size`; every message takes one."""

    rate: float
    size: float
    level: float
    seen: float

    def wait(self, now: float) -> float:
        self.level = min(self.size, self.level + (now - self.seen) * self.rate)
        self.seen = now
        return max(0.0, (1 - self.level) / self.rate)


@dataclass(slots=True)
class Gate:
    """Counts messages by a clock in seconds and says how long a client that comes too early must stay away."""

    flood: Flood
    now: Callable[[], float]
    _overall: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _chats: dict[int, _Bucket] = field(default_factory=dict)

    def refuse(self, method: str, chat: int) -> int | None:
        """Counts the message and returns None, or counts nothing and returns whole seconds to wait (at least 1)."""
        if method not in self.flood.methods:
            return None
        now = self.now()
        windows = [(self._overall, self.flood.overall, 1.0)]
        if chat < 0:  # groups, supergroups and channels have negative ids
            windows.append((self._groups.setdefault(chat, deque()), self.flood.group, 60.0))
        bucket = self._chats.setdefault(chat, _Bucket(self.flood.chat, self.flood.burst, self.flood.burst, now))
        wait = max([bucket.wait(now), *(wait_in_window(times, count, span, now) for times, count, span in windows)])
        if wait > 0:
            return max(1, math.ceil(wait))
        bucket.level -= 1
        for times, _, _ in windows:
            times.append(now)
        return None


def wait_in_window(times: deque[float], count: int, span: float, now: float) -> float:
    """Seconds until fewer than `count` of the times lie within the last `span` seconds."""
    while times and times[0] <= now - span:
        times.popleft()
    return times[0] + span - now if len(times) >= count else 0.0
