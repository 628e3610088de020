"""A web server on loopback, for tests: each path answers as the test says, down to the bytes."""

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Site", BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class Site:
    """`asked` are the requests so far, (Host, path, headers); `closing` is set when the server stops."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # each is waited for at the end

    def handle_error(self, *_: object) -> None:
        """A client that goes away, as they do here, is nothing to print."""


@contextmanager
def site(pages: Mapping[str, Answer] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server on 127.0.0.1 for as long as it is entered; a path that is not there gets a 404."""
    here = Site(pages=dict(pages or {}))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            here.asked.append((self.headers["host"], self.path, dict(self.headers)))
            self.close_connection = True
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
                here.pages.get(self.path, status(404))(here, self)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = _Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    here.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield here
    finally:
        here.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def content(body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """A page as it should be."""
    data = body.encode() if isinstance(body, str) else body

    def answer(_: Site, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in {"content-type": kind, "content-length": str(len(data)), **headers}.items():
            if value:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(_: Site, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in {"content-length": "0", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def moved(to: str, code: int = 302) -> Answer:
    return status(code, location=to)


def raw(data: bytes) -> Answer:
    """Bytes as they are, and the end of the connection."""
    return lambda _, handler: handler.wfile.write(data) and None


def after(event: threading.Event, then: Answer) -> Answer:
    """Answers when the test says so."""

    def answer(here: Site, handler: BaseHTTPRequestHandler) -> None:
        while not event.wait(0.01):
            if here.closing.is_set():
                return
        then(here, handler)

    return answer


def never(here: Site, _: BaseHTTPRequestHandler) -> None:
    """Takes the request and says nothing, until the server is closed."""
    here.closing.wait()


def dripping(head: bytes) -> Answer:
    """One byte every few milliseconds, each well within any time-out for a read, for ever."""

    def answer(here: Site, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not here.closing.wait(0.02):
            handler.wfile.write(b"x")

    return answer


def endless(head: bytes, block: bytes, limit: int) -> Answer:
    """`limit` bytes of the same block, behind a head that says what it likes."""

    def answer(here: Site, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        sent = 0
        while sent < limit and not here.closing.is_set():
            handler.wfile.write(block)
            sent += len(block)

    return answer


def bomb(size: int) -> bytes:
    """`size` spaces, packed to a thousandth."""
    return gzip.compress(b" " * size)
