"""The connection of a guarded fetch: it goes to the addresses that were checked, and stops when time or room is up.

A name may resolve differently a second time (DNS rebinding), so it is resolved once, here, and the connection is made to
what it resolved to; httpcore gets the name for TLS. https://www.encode.io/httpcore/network-backends/
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from ipaddress import ip_address

import httpcore

from bot.errors import AddressRefused, Unreached
from bot.intake.addresses import PORTS, Address, Allowed, is_public

CONNECT = 6.0  # seconds for one address of a name, so that there is time for the next

Lookup = Callable[[str, int], Sequence[str]]


class NoRoom(Exception):
    """More bytes came than are taken."""


def lookup(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system gives them; OSError where there are none."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


@dataclass(slots=True)
class Budget:
    """What a fetch may still take, all its hops together: seconds, and bytes on the wire."""

    seconds: float
    room: int
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.seconds

    def left(self) -> float:
        """The seconds that are left; httpcore.TimeoutException where none are."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException
        return left

    def spend(self, count: int) -> None:
        self.room -= count
        if self.room < 0:
            raise NoRoom


class Wire(httpcore.NetworkBackend):
    """Connects one hop to a checked address, within the budget. `threads` is where names are looked up: that knows no time-out."""

    def __init__(self, allowed: Allowed, budget: Budget, find: Lookup, threads: Executor) -> None:
        self._allowed, self._budget, self._find, self._threads = allowed, budget, find, threads

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """AddressRefused where one of the name's addresses is none to go to; Unreached where it has none."""
        failed: Exception = Unreached("fetch.no_host", host=host)
        for address in self._checked(host, port):
            try:
                stream = httpcore.SyncBackend().connect_tcp(str(address), port, min(CONNECT, self._budget.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._budget)
        raise failed

    def _checked(self, host: str, port: int) -> list[Address]:
        """Each address of the name, provided that all may be gone to: one that also leads inside is not to be trusted."""
        try:
            found = self._threads.submit(self._find, host, port).result(self._budget.left())
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except (OSError, UnicodeError):
            raise Unreached("fetch.no_host", host=host) from None
        addresses = [ip_address(address) for address in found]
        if host in self._allowed or all(address in self._allowed for address in addresses):
            return addresses
        if not all(address in self._allowed or is_public(address) for address in addresses):
            raise AddressRefused("fetch.private", host=host)
        if port not in PORTS:
            raise AddressRefused("fetch.port", host=host, port=str(port))
        return addresses


class _Stream(httpcore.NetworkStream):
    """A stream under a budget, whatever time-out it is asked to keep: bytes that drip in cannot stretch it."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, self._budget.left())
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._budget.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._budget.left()), self._budget)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
