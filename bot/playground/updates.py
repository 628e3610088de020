"""The queue of updates for the bot, and the long poll that empties it (https://core.telegram.org/bots/api#getupdates)."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.playground.bell import Bell
from bot.playground.errors import conflict

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
# Sent only to a bot that asks for them by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Updates:
    """Updates wait here until a later call confirms them with a higher offset."""

    pending: deque[dict[str, Any]] = field(default_factory=deque)
    allowed: list[str] = field(default_factory=list)  # empty: all but NOT_BY_DEFAULT
    webhook: str = ""
    closed: bool = False
    _next_id: int = 1001
    _turn: int = 0  # whose poll it is: only the newest may wait
    _bell: Bell = field(default_factory=Bell)

    def push(self, kind: str, payload: dict[str, Any]) -> None:
        """Queues an update if the bot wants its kind; what was queued before a change of mind stays."""
        if kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT:
            self.pending.append({"update_id": self._next_id, kind: payload})
            self._next_id += 1
            self._bell.ring()

    def set_webhook(self, url: str, *, drop_pending: bool) -> None:
        """An empty url goes back to polling. The playground remembers a webhook but delivers nothing to it."""
        self.webhook = url
        if drop_pending:
            self.pending.clear()
        self._bell.ring()

    def close(self) -> None:
        self.closed = True
        self._bell.ring()

    async def poll(self, offset: int, limit: int, patience: float) -> list[dict[str, Any]]:
        """Up to `limit` updates from `offset` on (negative: counted from the end), waiting up to `patience` seconds."""
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        self._turn += 1
        turn = self._turn
        self._bell.ring()
        self._forget(offset)
        try:
            async with asyncio.timeout(patience):
                while not self.pending and not self.closed:
                    await self._bell.wait()
                    if self.webhook:
                        raise conflict("terminated by setWebhook request")
                    if turn != self._turn:
                        raise conflict(TERMINATED)
        except TimeoutError:
            return []
        return list(islice(self.pending, limit))

    async def polled(self) -> None:
        """Returns when a poll has come in, at once if one did before."""
        while not self._turn:
            await self._bell.wait()

    def _forget(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
