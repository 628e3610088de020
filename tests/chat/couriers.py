"""A process that delivers, without being one: an outbox on a real database, and Telegram over real HTTP."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.chat.application import build_courier, running
from bot.chat.show import Show
from bot.digest.outbox import Compose, Outbox, Policy
from bot.playground.playground import Playground
from bot.store.store import Store
from tests.chat.live import desk_of
from tests.digest.build import NINE, Desk, subscribe, texts


@dataclass
class Fast:
    """A clock that begins at NINE and goes so many times as fast as the wall's."""

    times: float = 20.0
    start: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return NINE + timedelta(seconds=(time.monotonic() - self.start) * self.times)


@asynccontextmanager
async def courier(
    play: Playground,
    store: Store,
    compose: Compose,
    *,
    url: str = "",
    clock: Callable[[], datetime] | None = None,
    owner: str = "me",
    policy: Policy | None = None,
    **options: Any,
) -> AsyncIterator[Outbox]:
    """Delivers what is due at `clock` for as long as it is entered; `options` as for build_courier."""
    box = Outbox(store, compose, owner, clock or Fast(), policy=policy or Policy())
    show = Show(desk_of(store), store, "zh-hant")
    app = build_courier(play.token, show, box, api_url=url or play.url, **{"rates": None, **options})
    async with running(app):
        yield box


def arrived(play: Playground, *texts: str) -> dict[str, int]:
    """How often each text stands in any chat of the playground."""
    said = [m.get("text", "") for chat in play.world.chats.values() for m in chat.messages.values()]
    return {text: said.count(text) for text in texts}


async def settled(desk: Desk, done: Callable[[list[tuple[str, str]]], bool], patience: float = 60.0) -> None:
    """Waits until the states of all parts are as wanted."""
    async with asyncio.timeout(patience):
        while not done(await asyncio.to_thread(desk.states)):  # noqa: ASYNC110  the database rings no bell
            await asyncio.sleep(0.02)


def closed(states: list[tuple[str, str]]) -> bool:
    """Nothing is left to do."""
    return bool(states) and all(state in {"sent", "uncertain", "failed"} for _, state in states)


__all__ = ["Fast", "arrived", "closed", "courier", "settled", "subscribe", "texts"]
