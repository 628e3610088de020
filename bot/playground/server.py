"""uvicorn inside a running event loop, on loopback only."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

LOOPBACK = "127.0.0.1"
GRACE = 2  # seconds for requests under way when the server stops


class Connection(H11Protocol):
    """Tells the application which connection a request came by, so that a fault can cut it (ASGI has no word for that)."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, {**app_state, "connection": self}, _loop)


class EmbeddedServer(Server):
    """Leaves the process's signals to the program it runs in, and stops at once instead of at the next tick."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.stop.wait()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def drop_connection(request: Request) -> None:
    """Cuts the connection without an answer, as when a network fails."""
    request.state.connection.transport.abort()
    await asyncio.sleep(0)  # the loop tells the protocol on its next turn; whatever is sent then goes nowhere


def nobody_there(_: Request, __: Exception) -> Response:
    """The answer to a client that has left before its request was read: nobody gets it."""
    return Response()


@asynccontextmanager
async def serving(app: ASGIApp, port: int, *, on_stop: Callable[[], None]) -> AsyncIterator[int]:
    """Serves `app` on loopback and yields the port (0 picks a free one); OSError if it is taken.

    `on_stop` has to end what would otherwise keep its connection open: long polls and event streams.
    """
    listener = socket.create_server((LOOPBACK, port))
    config = Config(
        app,
        http=Connection,
        lifespan="off",
        log_config=None,
        access_log=False,  # it would hold the token
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = EmbeddedServer(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            await asyncio.sleep(0.005)
            if task.done():
                task.result()
        yield listener.getsockname()[1]
    finally:
        on_stop()
        server.stop.set()
        await task
