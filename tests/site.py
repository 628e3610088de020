"""A web site on loopback for tests: what stands at which path, and what it was asked for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

HTML, RSS = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path, and its headers under lower-case names."""

    path: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Site:
    """`at` maps a path to (status, headers, body); whatever is not there is 404. An ETag that is asked for again is answered 304."""

    url: str
    at: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def put(self, path: str, body: str | bytes, kind: str = HTML, status: int = 200, **headers: str) -> str:
        """Puts something at a path and returns its address; `last_modified="…"` is the header Last-Modified."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.at[path] = (status, {"content-type": kind, **named}, body if isinstance(body, bytes) else body.encode())
        return self.url + path

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    def answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(Asked(path, headers))
        status, own, body = self.at.get(path, (404, {}, b"not here"))
        tag = own.get("etag")
        return (304, own, b"") if tag and headers.get("if-none-match") == tag else (status, own, body)


@contextmanager
def a_site() -> Iterator[Site]:
    """A site of its own, for as long as it is entered."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {name.lower(): value for name, value in self.headers.items()}
            status, headers, body = site.answer(self.path, asked)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def a_page(title: str, *paragraphs: str, head: str = "") -> str:
    """A web page with one article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>{escape(title)}</title>{head}</head>"
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )


def an_rss(*entries: Mapping[str, str], title: str = "晴川日報", more: str = "") -> str:
    """An RSS 2.0 feed; each entry is its elements by name (title, link, guid, pubDate, description)."""
    items = (
        "<item>" + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in entry.items()) + "</item>"
        for entry in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"{more}{''.join(items)}</channel></rss>"
    )
