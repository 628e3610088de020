"""One asyncio primitive: wake everyone who waits for news."""

import asyncio


class Bell:
    """`ring` wakes every task that is in `wait`; a ring nobody waits for is forgotten, so look before waiting."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        await self._event.wait()
