"""What stands on a news site, for tests: pages with an article, and feeds that name them. tests/web.py serves it."""

from collections.abc import Mapping
from html import escape
from http.server import BaseHTTPRequestHandler

from tests import web
from tests.web import Site

HTML, RSS = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8"


def put(site: Site, path: str, body: str | bytes, kind: str = HTML, *, status: int = 200, **headers: str) -> str:
    """Puts something at a path and returns its address. Whoever asks with the ETag that it has is answered 304."""
    page = web.content(body, kind, **headers) if status == 200 else web.status(status, **headers)

    def answer(here: Site, handler: BaseHTTPRequestHandler) -> None:
        known = "etag" in headers and handler.headers["If-None-Match"] == headers["etag"]
        (web.status(304, **headers) if known else page)(here, handler)

    site.pages[path] = answer
    return site.url + path


def count(site: Site, path: str) -> int:
    """How often a path was asked for."""
    return sum(asked == path for _, asked, _ in site.asked)


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
