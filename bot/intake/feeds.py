"""A feed's bytes to its entries: RSS 0.9x to 2.0 and Atom by feedparser, also where their XML is broken or their encoding is not what they say."""

import codecs
import io
import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree, html

from bot.errors import TextRefused, UserError
from bot.intake.files import decoded

KEY = 32  # hexadecimal digits of an entry's hash
TITLE = 300  # code points of a title that are kept

# What writers call GB 2312 and Big5 is nearly always their larger sisters.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What XML 1.0 allows nowhere, and a strict parser stops at (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_WEB = ("http", "https")


class NoFeed(UserError):
    """What was read is no feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` tells it from the others, `at` is when it was published, `content` what the feed itself holds of it, as HTML."""

    key: str
    title: str
    link: str | None
    at: datetime | None
    content: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a feed, newest first; `pace` is how long it wants to be left alone (ttl)."""

    title: str
    entries: tuple[Entry, ...]
    pace: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names."""

    url: str
    title: str


def contents(body: bytes, url: str, charset: str | None = None) -> Contents:
    """What stands in the feed that came from `url`, `charset` being what the server called it; NoFeed where it is none."""
    text = _FORBIDDEN.sub("", _DECLARATION.sub("", _text(body, charset)))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # From a stream: a string could be taken for the name of a file. Nothing of its HTML is shown as it is.
        parsed = feedparser.parse(
            io.BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # what nobody wrote for a feed makes its parser fail in any way
        raise NoFeed("trouble.no_feed") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise NoFeed("trouble.no_feed")
    entries = {entry.key: entry for entry in _entries(parsed.entries, url)}
    title = plain(parsed.feed.get("title", "")) or urlsplit(url).netloc
    return Contents(title, tuple(_newest_first(entries.values())), _pace(parsed.feed))


def feeds_of(page: bytes, url: str, charset: str | None = None) -> tuple[Found, ...]:
    """The feeds that a web page names in its head, in its order (https://www.rssboard.org/rss-autodiscovery)."""
    try:
        tree = html.fromstring(_text(page, charset) or "<p></p>")
    except (etree.ParserError, ValueError):
        return ()
    base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
    found: dict[str, Found] = {}
    for link in tree.iter("link"):
        kind = link.get("type", "").partition(";")[0].strip().lower()
        address = _absolute(base, link.get("href", ""))
        if "alternate" in link.get("rel", "").lower().split() and kind in _FEED_TYPES and address:
            found.setdefault(address, Found(address, plain(link.get("title", "")) or address))
    return tuple(found.values())


def plain(value: str) -> str:
    """What is read of a title, which may hold HTML; on one line."""
    if "<" in value or "&" in value:
        value = html.fromstring(f"<p>{value}</p>").text_content()
    return " ".join(_FORBIDDEN.sub("", value).split())[:TITLE]


def _text(data: bytes, charset: str | None) -> str:
    """The bytes as text: UTF-8 where they are, else what they are declared to be, else the Chinese encoding that reads best."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for name in ("utf-8-sig", *_declared(data, charset)):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    # A few bad bytes, as where a title was cut in the middle of a character, do not make it another encoding.
    lossy = data.decode("utf-8", "replace")
    bad = lossy.count("\ufffd")
    if bad * 4 <= sum(char > "\x7f" for char in lossy) - bad:
        return lossy
    try:
        return decoded(data)
    except TextRefused:
        return lossy


def _declared(data: bytes, charset: str | None) -> Iterator[str]:
    if match := _DECLARED.match(data[:200]):
        yield _codec(match[1].decode("ascii"))
    # Latin-1 is what servers say who know nothing; it reads everything.
    if charset and _codec(charset) not in {"iso8859-1", "cp1252", "ascii"}:
        yield _codec(charset)


def _codec(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return name
    return _LARGER.get(known, known)


def _entries(found: Iterable[Any], url: str) -> Iterator[Entry]:
    for entry in found:
        title, link = plain(entry.get("title", "")), _absolute(url, entry.get("link", ""))
        parts = [part.get("value", "") for part in entry.get("content", ())]
        content = max((*parts, entry.get("summary", "")), key=len)
        known = entry.get("id") or link or f"{title} {content}"
        if known.strip():
            key = sha256(known.encode("utf-8", "replace")).hexdigest()[:KEY]
            yield Entry(key, title, link, _moment(entry), content)


def _moment(entry: Any) -> datetime | None:
    # Its own `get` takes one for the other, and warns of it.
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """By date where all have one; else as they stand, which in feeds is newest first."""
    listed = list(entries)
    dated = [(entry.at, entry) for entry in listed if entry.at]
    if len(dated) < len(listed):
        return listed
    return [entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def _pace(feed: Any) -> timedelta:
    """`ttl` is in minutes (https://www.rssboard.org/rss-specification#ltttlgtSubelementOfLtchannelgt)."""
    ttl = str(feed.get("ttl", "")).strip()
    return timedelta(minutes=int(ttl)) if ttl.isdecimal() and len(ttl) < 7 else timedelta()


def _absolute(base: str, link: str) -> str | None:
    """The link as an address on the web, None for any other."""
    try:
        address = urljoin(base, link.strip())
        return address if link.strip() and urlsplit(address).scheme in _WEB else None
    except ValueError:
        return None
