"""The time it is here. The playground's can be set forward; nobody else moves it."""

import time
from datetime import UTC, datetime


class Clock:
    """One clock for the bot and its playground, in seconds since the epoch or as a datetime in UTC."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def seconds(self) -> float:
        return time.time() + self._ahead

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)

    def forward(self, seconds: float) -> None:
        """Sets it so many seconds ahead; never back, since what was told once is so."""
        self._ahead += max(0.0, seconds)
