"""Who is served when: the updates of one chat in order, different chats side by side.

PTB takes a semaphore of its own before `do_process_update`. With 32 places there, a hundred updates of one chat would
fill it and hold every other chat up, so PTB gets more places than can ever wait, and the real slots stand behind the
queues of the chats.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Hashable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Update
from telegram.ext import BaseUpdateProcessor

log = structlog.get_logger(__name__)

# Updates that may wait at once before PTB's own semaphore begins to count; getUpdates brings at most 100 at a time.
WAITING = 1_000_000

_slot: ContextVar[asyncio.Semaphore | None] = ContextVar("slot", default=None)


def queue_key(update: object) -> Hashable:
    """The chat an update belongs to; its user where there is no chat (inline queries); else the update stands alone."""
    if not isinstance(update, Update):
        return id(update)
    if update.effective_chat:
        return update.effective_chat.id
    if update.effective_user:
        return update.effective_user.id
    return f"update {update.update_id}"


@asynccontextmanager
async def aside() -> AsyncIterator[None]:
    """Gives the slot back while an update only waits (for a flood limit), so that waiting chats take nobody's place."""
    slots = _slot.get()
    if slots is None:
        yield
        return
    slots.release()
    try:
        yield
    finally:
        await slots.acquire()


@dataclass(slots=True)
class _Queue:
    """The turns of one chat; asyncio's locks are first come, first served."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class ChatOrder(BaseUpdateProcessor):
    """A queue a chat, and `slots` updates of different chats in hand at once."""

    __slots__ = ("_in_hand", "_queues", "_slots")

    def __init__(self, slots: int = 32) -> None:
        super().__init__(WAITING)
        self._slots = asyncio.Semaphore(slots)
        self._queues: dict[Hashable, _Queue] = {}
        self._in_hand: dict[asyncio.Task[Any], object] = {}

    @property
    def unfinished(self) -> int:
        """How many updates were fetched and are not done."""
        return len(self._in_hand)

    @property
    def queues(self) -> int:
        """How many chats have something waiting or in hand."""
        return len(self._queues)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  PTB calls this inside a task; mypy cannot know
        self._in_hand[task] = update
        try:
            async with self._turn(queue_key(update)):
                await coroutine
        finally:
            del self._in_hand[task]
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # cancelled while it waited for its turn: it was never awaited

    @asynccontextmanager
    async def _turn(self, key: Hashable) -> AsyncIterator[None]:
        queue = self._queues.setdefault(key, _Queue())
        queue.length += 1
        try:
            async with queue.turn, self._slots:
                _slot.set(self._slots)
                yield
        finally:
            queue.length -= 1
            if not queue.length:
                del self._queues[key]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def give_up(self) -> None:
        """Cancels what is not done, and says in the log which updates those are."""
        if self._in_hand:
            updates = [getattr(update, "update_id", None) for update in self._in_hand.values()]
            log.error("stopped before these updates were answered", update_ids=updates)
        for task in list(self._in_hand):
            task.cancel()
