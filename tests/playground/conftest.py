"""A playground on a free port of loopback, and a way to call its Bot API as any HTTP client would."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.playground import Playground
from tests.botapi import check_calls

Call = Callable[..., Awaitable[dict[str, Any]]]


@dataclass
class Clock:
    """A clock that stands still until a test moves it, in seconds since the epoch."""

    seconds: float = 1_760_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def playground(clock: Clock) -> AsyncIterator[Playground]:
    """Served without flood limits; whatever it granted and answered must fit Telegram's specification."""
    playground = Playground(now=clock)
    async with playground.serve():
        yield playground
    assert check_calls(playground.calls) == []


@pytest.fixture
async def call(playground: Playground) -> AsyncIterator[Call]:
    """Calls a method with JSON parameters and returns the body of the answer."""
    async with httpx.AsyncClient(base_url=f"{playground.base_url}{playground.token}/") as client:

        async def call(method: str, **params: Any) -> dict[str, Any]:
            return (await client.post(method, json=params)).json()

        yield call
