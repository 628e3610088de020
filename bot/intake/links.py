"""Addresses of articles: which of them are the same page, and how one is shown.

Not courlan's cleaning: it knows no tracking of Chinese sites (spm, wfr, isappinstalled), drops parameters that name the
article (cid, ?12345), and its strict form drops those of WeChat.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit, urlunsplit

LEFT = "/%:@!$&'()*+,;=~-._?"  # marks that stand in a path or a query as they are
PORTS = {"http": 80, "https": 443}
SITE = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::\d+)?")
# What says who shared an address, where, and with which app. Must not match what may name an article: id, aid, p, page, s, t.
TRACKING = re.compile(
    r"(?:utm|mtm|pk|hm|share|sharer|log|guce|itm|oly|vero|_hs|wt|at|sc)_\w+"
    r"|(?:fb|g|dc|yc|tw|msc|ttc|gbra|wbra)(?:l|lk)?(?:id|clid)|igsh(?:id)?|mc_[ce]id|_g[al]|ncid|cmpid|guccounter"
    r"|spm|scm|from|frm?|f|wfr|for|src|source|ref(?:er|errer)?|rss|share\w{0,12}|isappinstalled|appinstall|nsukey"
    r"|chksm|scene|subscene|ascene|poc_token|pass_ticket|exportkey|clicktime|enterid|devicetype"
    r"|sudaref|luicode|lfid|spssi?d?|tt_from|chdtv|amp|outputtype|phpsessid|jsessionid|sessionid",
    re.IGNORECASE,
)
# Sites whose article is named by these parameters alone; the rest says how it was reached.
NAMING: dict[str, frozenset[str]] = {
    "mp.weixin.qq.com": frozenset({"__biz", "mid", "idx", "sn"}),
    "baijiahao.baidu.com": frozenset({"id"}),
    "sina.com.cn": frozenset(),
    "sina.cn": frozenset(),
    "163.com": frozenset(),
    "toutiao.com": frozenset(),
    "36kr.com": frozenset(),
}
# In front of a name: the same site for another screen. Must not leave a bare suffix: m.tw stays.
SCREEN = re.compile(r"(?:(?:www|m|mobile|wap|3g|h5|touch|amp)\.)+(?=[^.]+\.[^.]+)")
AMP = re.compile(r"/amp(?=/|$)|\.amp(?=$|\.html?$)", re.IGNORECASE)


def cleaned(url: str) -> str | None:
    """The address as it is shown and opened: without what tells who shared it, without a name and password.

    None for what leads to no page: javascript:…, a path without a site, a port that is none.
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:
        return None
    if parts.scheme.lower() not in PORTS or not SITE.fullmatch(host):
        return None
    path, query = (quote(part, safe=LEFT) for part in (parts.path, "&".join(_named(parts))))
    return urlunsplit((parts.scheme.lower(), host, path or "/", query, _route(parts.fragment)))


def address(url: str) -> str:
    """A hash that all forms of an address have in common: of either scheme, of the site for phones, of the AMP page."""
    parts = urlsplit(url.strip())
    host = SCREEN.sub("", _host(parts), count=1)
    path = AMP.sub("", re.sub(r"/+", "/", _written(parts.path))).rstrip("/")
    query = "&".join(sorted(map(_written, _named(parts))))
    return sha256(f"{host}{path}?{query}#{_written(_route(parts.fragment))}".encode()).hexdigest()


def host_of(url: str) -> str:
    """The site as people call it: thepaper.cn; what is no URL as it stands."""
    try:
        return SCREEN.sub("", urlsplit(url).hostname or url, count=1)
    except ValueError:
        return url


def _host(parts: SplitResult) -> str:
    """The host in lower case, as it is asked for on the network, with its port where that is not the scheme's own."""
    host = (parts.hostname or "").rstrip(".")
    with suppress(UnicodeError):  # an empty label, one of more than 63 letters: no name of a site, which DNS will tell
        host = host.encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, PORTS.get(parts.scheme.lower())} else f"{host}:{parts.port}"


def _named(parts: SplitResult) -> Iterator[str]:
    """The parameters that say which article it is, as they are written."""
    site = (parts.hostname or "").lower()
    only = next((names for end, names in NAMING.items() if f".{site}".endswith(f".{end}")), None)
    for part in filter(None, parts.query.split("&")):
        name = part.partition("=")[0]
        if name in only if only is not None else not TRACKING.fullmatch(name):
            yield part


def _route(fragment: str) -> str:
    """A fragment is a place in the page, but for those of pages that scripts put together: #/news/12, #!/news/12."""
    return fragment if fragment.startswith(("/", "!")) else ""


def _written(part: str) -> str:
    """The part with all its letters written in one way, whatever encoding they are in: RFC 3986, 6.2.2."""
    return quote(unquote_to_bytes(part), safe="/=:,;@!$'()*+~-._")
