"""The guarded fetch: one page of the public web, within a time and a size, or a sentence that says why not.

Each hop of a redirect is written, looked up and checked like the first. Nothing of the environment is used (no proxies),
no cookie is kept, and no connection is shared between two fetches.
"""

import ssl
import zlib
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from email.message import Message
from functools import cached_property
from typing import Self

import httpcore
import httpx

from bot.errors import AddressRefused, AnswerRefused, FetchRefused, Unreached
from bot.intake.addresses import Allowed, read_url
from bot.intake.wire import Budget, Lookup, NoRoom, Wire, lookup

AGENT = "YaodianBot/0.1"  # the name that a robots.txt can speak of
REDIRECTS = 5
REDIRECTING = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
ENCODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}  # whether the body is packed
GONE = frozenset({404, 410})
SHUT = frozenset({401, 402, 403, 407, 429, 451})

HTML = frozenset({"text/html", "application/xhtml+xml"})
PAGE = HTML | {"text/plain", "text/markdown", "text/x-markdown", ""}  # "": some servers leave it out
XML = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"})
FEED = PAGE | XML | {"application/feed+json", "application/json"}
HEAD = 131_072  # bytes on the wire beside the body: headers, and what frames chunks
THREADS = 8  # names looked up at once


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: a page, or with `status` 304 that what the caller has is still good (an empty body).

    `url` is the final one, `moved` the last up to which all redirects were for good (301, 308); `headers` has lower-case
    names; `content_type` is like text/html, empty where none was sent; `charset` is what the header says, often wrongly.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    content_type: str
    charset: str | None
    body: bytes
    moved: str = ""


@dataclass(frozen=True, slots=True)
class _Redirect:
    url: str
    for_good: bool


class Fetcher:
    """Reads pages of the web; any number of threads may use one at once.

    `allow` are host names and networks that may be reached although private. `seconds` is the time for a fetch, all its
    redirects included; `largest` the bytes of a body, packed and unpacked; `contact` stands in the User-Agent.
    """

    def __init__(
        self,
        *,
        allow: Collection[str] = (),
        seconds: float = 20.0,
        largest: int = 5_000_000,
        contact: str = "",
        find: Lookup = lookup,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed, self._seconds, self._largest, self._find = Allowed.of(allow), seconds, largest, find
        self._agent = f"{AGENT} (+{contact})" if contact else AGENT
        self._given = trust
        self._threads = ThreadPoolExecutor(THREADS, "look up")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """The authorities that are trusted, read when the first https address comes."""
        return self._given or httpcore.default_ssl_context()

    def get(self, url: str, headers: Mapping[str, str] = {}, *, kinds: Collection[str] = PAGE) -> Fetched:
        """What stands at the address, after at most five redirects; FetchRefused where that is nothing of `kinds`."""
        budget = Budget(self._seconds, self._largest + HEAD)
        here, moved, for_good = read_url(url), url, True
        for _ in range(REDIRECTS + 1):
            found = self._hop(here, headers, kinds, budget)
            if isinstance(found, Fetched):
                return replace(found, moved=moved)
            here, for_good = read_url(found.url), for_good and found.for_good
            moved = str(here) if for_good else moved
        raise AnswerRefused("fetch.redirects", host=here.host, most=REDIRECTS)

    def _hop(
        self, url: httpx.URL, headers: Mapping[str, str], kinds: Collection[str], budget: Budget
    ) -> Fetched | _Redirect:
        """The answer, or where it leads."""
        wire = Wire(self._allowed, budget, self._find, self._threads)
        sent = {**self._headers(url, kinds), **headers}
        trust = self._trust if url.scheme == "https" else None
        try:
            with (
                httpcore.ConnectionPool(trust, network_backend=wire) as pool,
                pool.stream("GET", _raw(url), headers=list(sent.items())) as response,
            ):
                got = httpx.Headers(response.headers)
                if response.status in REDIRECTING:
                    return _Redirect(str(url.join(got.get("location", ""))), response.status in FOR_GOOD)
                return self._read(url, response, got, kinds)
        except NoRoom:
            raise AnswerRefused("fetch.too_big", host=url.host, megabytes=f"{self._largest / 1e6:g}") from None
        except httpcore.TimeoutException:
            raise Unreached("fetch.slow", host=url.host, seconds=round(self._seconds)) from None
        except httpcore.ConnectError as error:
            untrusted = isinstance(error.__context__, ssl.SSLError)
            raise Unreached("fetch.untrusted" if untrusted else "fetch.unreached", host=url.host) from None
        except httpx.InvalidURL:
            raise AddressRefused("fetch.odd") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error):
            raise Unreached("fetch.broken", host=url.host) from None

    def _headers(self, url: httpx.URL, kinds: Collection[str]) -> dict[str, str]:
        return {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept": ", ".join([*sorted(filter(None, kinds)), "*/*;q=0.1"]),
            "Accept-Language": "zh-Hant, zh;q=0.9, en;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def _read(
        self, url: httpx.URL, response: httpcore.Response, headers: httpx.Headers, kinds: Collection[str]
    ) -> Fetched:
        if refused := _refused(response.status, url.host, headers):
            raise refused
        kind, charset = _kind(headers.get("content-type", ""))
        if response.status == httpx.codes.NOT_MODIFIED:
            return Fetched(str(url), response.status, dict(headers), kind, charset, b"")
        if kind not in kinds:
            raise AnswerRefused("fetch.kind", host=url.host, kind=kind)
        body = self._unpacked(response, headers.get("content-encoding", "identity").strip().lower(), url.host)
        return Fetched(str(url), response.status, dict(headers), kind, charset, body)

    def _unpacked(self, response: httpcore.Response, encoding: str, host: str) -> bytes:
        """The body, unpacked as it comes in and never further than is taken, whatever a few bytes of it stand for."""
        if encoding not in ENCODINGS:
            raise Unreached("fetch.broken", host=host)
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if ENCODINGS[encoding] else None
        body = bytearray()
        for data in response.iter_stream():
            body += unpack.decompress(data, self._largest + 1 - len(body)) if unpack else data
            if len(body) > self._largest:
                raise NoRoom
            if unpack and unpack.eof:
                break
        if unpack and body and not unpack.eof:
            raise Unreached("fetch.broken", host=host)
        return bytes(body)


def _raw(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def _refused(status: int, host: str, headers: httpx.Headers) -> FetchRefused | None:
    """What a status says to a reader, None for a success and for Not Modified."""
    if status < 300 or status == httpx.codes.NOT_MODIFIED:
        return None
    key = "fetch.gone" if status in GONE else "fetch.shut" if status in SHUT else "fetch.failed"
    refused = AnswerRefused(key, host=host, status=str(status))
    refused.retry_after = headers.get("retry-after", "")
    return refused


def _kind(content_type: str) -> tuple[str, str | None]:
    """The media type in lower case, empty where there is none, and the charset that stands behind it."""
    if not content_type.strip():
        return "", None
    header = Message()
    header["content-type"] = content_type
    return header.get_content_type(), header.get_content_charset()
