"""The guarded fetch over real HTTP on loopback: what comes back, and what it does not take."""

import gzip
import ssl
import subprocess
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import AddressRefused, AnswerRefused, FetchRefused, Unreached
from bot.intake.fetch import FEED, Fetcher
from tests.web import Site, bomb, content, dripping, endless, moved, never, raw, site, status

HERE = ("127.0.0.1", "localhost")


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as here:
        yield here


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow=HERE, seconds=5, contact="https://desk.example/bot") as fetcher:
        yield fetcher


def refused(fetcher: Fetcher, url: str, **options: object) -> FetchRefused:
    with pytest.raises(FetchRefused) as caught:
        fetcher.get(url, **options)
    return caught.value


def test_a_page_comes_with_what_the_server_says_of_it(web: Site, fetcher: Fetcher) -> None:
    web.pages["/a?b=%E6%96%B0"] = content("頁", "Text/HTML; Charset=GBK", etag='"1"')
    got = fetcher.get(f"{web.url}/a?b=新#c")
    assert (got.url, got.status, got.body) == (f"{web.url}/a?b=%E6%96%B0", 200, "頁".encode())
    assert (got.content_type, got.charset, got.headers["etag"]) == ("text/html", "gbk", '"1"')


def test_the_bot_says_who_it_is_and_what_it_reads(web: Site, fetcher: Fetcher) -> None:
    web.pages["/"] = content("x")
    fetcher.get(f"{web.url}/", {"If-None-Match": '"1"'})
    host, path, headers = web.asked[0]
    assert (host, path) == (f"127.0.0.1:{web.port}", "/")
    assert headers["User-Agent"] == "YaodianBot/0.1 (+https://desk.example/bot)"
    assert "text/html" in headers["Accept"]
    assert "xml" not in headers["Accept"].replace("application/xhtml+xml", "")
    assert headers["If-None-Match"] == '"1"'
    assert "Cookie" not in headers


def test_what_the_caller_has_may_still_be_good(web: Site, fetcher: Fetcher) -> None:
    web.pages["/"] = status(304, etag='"1"')
    got = fetcher.get(f"{web.url}/")
    assert (got.status, got.body, got.headers["etag"]) == (304, b"", '"1"')


def test_no_proxy_of_the_environment_is_used(web: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    web.pages["/"] = content("x")
    assert fetcher.get(f"{web.url}/").body == b"x"


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web: Site, fetcher: Fetcher, code: int) -> None:
    web.pages |= {"/": moved("/a/b", code), "/a/b": moved("c", code), "/a/c": content("x")}
    assert fetcher.get(f"{web.url}/").url == f"{web.url}/a/c"


def test_five_redirects_are_followed_and_no_sixth(web: Site, fetcher: Fetcher) -> None:
    web.pages |= {f"/{n}": moved(f"/{n - 1}") for n in range(1, 7)} | {"/0": content("x")}
    assert fetcher.get(f"{web.url}/5").body == b"x"
    assert refused(fetcher, f"{web.url}/6").key == "fetch.redirects"
    assert len(web.asked) == 6 + 6


def test_a_redirect_in_circles_comes_to_an_end(web: Site, fetcher: Fetcher) -> None:
    web.pages["/"] = moved("/")
    error = refused(fetcher, f"{web.url}/")
    assert (type(error), error.key, error.values) == (
        AnswerRefused,
        "fetch.redirects",
        {"host": "127.0.0.1", "most": 5},
    )
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    ("to", "key"),
    [
        ("http://169.254.169.254/latest/meta-data/", "fetch.private"),
        ("//10.0.0.1/", "fetch.private"),
        ("http://[::1]/", "fetch.private"),
        ("http://2130706433/", "fetch.odd"),
        ("http://exam ple.com/", "fetch.odd"),
        ("http://[/", "fetch.odd"),
        ("file:///etc/passwd", "fetch.scheme"),
        ("gopher://127.0.0.1/", "fetch.scheme"),
        ("http://me:secret@127.0.0.1/", "fetch.password"),
    ],
)
def test_every_hop_is_checked_like_the_first(web: Site, fetcher: Fetcher, to: str, key: str) -> None:
    web.pages["/"] = moved(to)
    error = refused(fetcher, f"{web.url}/")
    assert (type(error), error.key) == (AddressRefused, key)


def test_the_connection_goes_to_the_address_that_was_checked(web: Site) -> None:
    """A name that leads elsewhere the second time is asked once a hop, and what it said then counts."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1"]])
    web.pages["/"] = content("x")
    with Fetcher(allow=HERE, find=lambda *_: next(answers)) as fetcher:
        assert fetcher.get(f"http://news.example:{web.port}/").body == b"x"
        assert web.asked[0][0] == f"news.example:{web.port}"  # asked for by its name
        assert refused(fetcher, f"http://news.example:{web.port}/").key == "fetch.private"
    assert next(answers) == ["127.0.0.1"]
    assert len(web.asked) == 1


def test_a_name_that_leads_elsewhere_after_a_redirect_is_refused(web: Site) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    web.pages["/"] = moved("/again")
    with Fetcher(allow=HERE, find=lambda *_: next(answers)) as fetcher:
        assert refused(fetcher, f"http://news.example:{web.port}/").key == "fetch.private"


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(web: Site) -> None:
    web.pages["/"] = content("x")
    with Fetcher(allow=["127.0.0.0/8", "::1"], find=lambda *_: ["::1", "127.0.0.1"]) as fetcher:
        assert fetcher.get(f"http://news.example:{web.port}/").body == b"x"


@pytest.mark.parametrize("allow", [["news.example"], ["127.0.0.0/8"], ["other.example", "127.0.0.1"]])
def test_a_teams_own_network_is_reached_on_any_port(web: Site, allow: list[str]) -> None:
    web.pages["/"] = content("x")
    with Fetcher(allow=allow, find=lambda *_: ["127.0.0.1"]) as fetcher:
        assert fetcher.get(f"http://news.example:{web.port}/").body == b"x"


@pytest.mark.parametrize("allow", [[], ["example"], ["www.news.example"], ["127.0.0.2"], ["10.0.0.0/8"]])
def test_what_is_not_allowed_is_not_reached(web: Site, allow: list[str]) -> None:
    with Fetcher(allow=allow, find=lambda *_: ["127.0.0.1"]) as fetcher:
        assert refused(fetcher, f"http://news.example:{web.port}/").key == "fetch.private"
    assert web.asked == []


@pytest.mark.parametrize(
    ("code", "error", "key"),
    [
        (404, AnswerRefused, "fetch.gone"),
        (410, AnswerRefused, "fetch.gone"),
        (401, AnswerRefused, "fetch.shut"),
        (403, AnswerRefused, "fetch.shut"),
        (429, AnswerRefused, "fetch.shut"),
        (451, AnswerRefused, "fetch.shut"),
        (400, AnswerRefused, "fetch.failed"),
        (500, AnswerRefused, "fetch.failed"),
        (503, AnswerRefused, "fetch.failed"),
        (300, AnswerRefused, "fetch.failed"),
    ],
)
def test_an_error_of_the_site_is_told_apart(web: Site, fetcher: Fetcher, code: int, error: type, key: str) -> None:
    web.pages["/"] = status(code)
    told = refused(fetcher, f"{web.url}/")
    assert (type(told), told.key, told.values) == (error, key, {"host": "127.0.0.1", "status": str(code)})


@pytest.mark.parametrize(
    ("kind", "page", "feed"),
    [
        ("text/html", True, True),
        ("application/xhtml+xml; charset=utf-8", True, True),
        ("text/plain", True, True),
        ("TEXT/Markdown", True, True),
        ("", True, True),  # not said: the bytes decide later
        ("application/rss+xml", False, True),
        ("application/atom+xml;charset=utf-8", False, True),
        ("text/xml", False, True),
        ("application/pdf", False, False),
        ("image/png", False, False),
        ("application/octet-stream", False, False),
        ("video/mp4", False, False),
        ("application/zip; name=x.html", False, False),
    ],
)
def test_only_what_can_be_read_is_taken(web: Site, fetcher: Fetcher, kind: str, page: bool, feed: bool) -> None:
    web.pages["/"] = content("x", kind)
    for taken, kinds in ((page, {}), (feed, {"kinds": FEED})):
        if taken:
            assert fetcher.get(f"{web.url}/", **kinds).body == b"x"
        else:
            assert refused(fetcher, f"{web.url}/", **kinds).key == "fetch.kind"


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (never, "fetch.slow"),  # takes the request and says nothing
        (dripping(b""), "fetch.slow"),  # a head a byte at a time
        (dripping(OK + b"X: "), "fetch.slow"),
        (dripping(OK + b"\r\n"), "fetch.slow"),  # a body a byte at a time
        (raw(b""), "fetch.broken"),  # hangs up
        (raw(OK + b"Content-Length: 100\r\n\r\nshort"), "fetch.broken"),
        (raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "fetch.broken"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "fetch.broken"),  # no HTTP at all
        (raw(OK + b"X: " + b"x" * 200_000), "fetch.broken"),  # a head without an end
        (moved("/", 302), "fetch.redirects"),
        (status(302), "fetch.redirects"),  # leads nowhere, which is here
        (content(zlib.compress(b"x" * 99), content_encoding="br"), "fetch.broken"),  # what was not asked for
        (content(b"no gzip", content_encoding="gzip"), "fetch.broken"),
        (content(gzip.compress(b"x" * 999)[:-9], content_encoding="gzip"), "fetch.broken"),  # cut off
        (content(bomb(100_000_000), content_encoding="gzip"), "fetch.too_big"),
        (content(gzip.compress(bomb(100_000_000)), content_encoding="gzip, gzip"), "fetch.broken"),
        (endless(OK + b"Content-Length: 100000000\r\n\r\n", b"x" * 65_536, 100_000_000), "fetch.too_big"),
        (endless(OK + b"\r\n", b"x" * 65_536, 100_000_000), "fetch.too_big"),  # a length that is not told
        (endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 9_999, 100_000_000), "fetch.too_big"),
        (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 999, 100_000_000), "fetch.too_big"),  # heads without end
    ],
)  # fmt: skip
def test_whatever_a_server_does_it_is_a_sentence_within_the_time_and_the_room(
    web: Site, answer: object, key: str
) -> None:
    web.pages["/"] = answer
    with Fetcher(allow=HERE, seconds=0.5 if key == "fetch.slow" else 20, largest=1_000_000) as fetcher:
        error = refused(fetcher, f"{web.url}/")
    assert error.key == key
    assert isinstance(error, Unreached if key in ("fetch.slow", "fetch.broken") else AnswerRefused)


def test_a_page_may_be_packed(web: Site, fetcher: Fetcher) -> None:
    web.pages["/"] = content(gzip.compress("頁".encode() * 9_999), content_encoding="gzip")
    assert fetcher.get(f"{web.url}/").body == "頁".encode() * 9_999


@pytest.mark.parametrize("size", [1_000_000, 1_000_001])
@pytest.mark.parametrize("packed", [True, False])
def test_the_size_is_that_of_the_page_packed_or_not(web: Site, size: int, packed: bool) -> None:
    body = gzip.compress(b"x" * size) if packed else b"x" * size
    web.pages["/"] = content(body, content_encoding="gzip" if packed else "")
    with Fetcher(allow=HERE, largest=1_000_000) as fetcher:
        if size <= 1_000_000:
            assert len(fetcher.get(f"{web.url}/").body) == size
        else:
            assert refused(fetcher, f"{web.url}/").values == {"host": "127.0.0.1", "megabytes": "1"}


@pytest.mark.parametrize(
    "answer",
    [
        endless(OK + b"Content-Length: 100000000\r\n\r\n", b"x" * 65_536, 100_000_000),
        content(bomb(100_000_000), content_encoding="gzip"),
    ],
)
def test_memory_stays_flat_whatever_comes(web: Site, fetcher: Fetcher, answer: object) -> None:
    """A hundred megabytes, told or packed, take no more than the five that are read of them, and some air."""
    web.pages["/"] = answer
    tracemalloc.start()
    try:
        assert refused(fetcher, f"{web.url}/").key == "fetch.too_big"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_lookup_that_does_not_come_back_takes_no_more_than_the_time() -> None:
    given_up = threading.Event()

    def find(host: str, port: int) -> list[str]:
        given_up.wait()
        return ["127.0.0.1"]

    with Fetcher(allow=HERE, seconds=0.2, find=find) as fetcher:
        try:
            assert refused(fetcher, "http://news.example/").key == "fetch.slow"
        finally:
            given_up.set()


def test_a_port_where_nobody_listens_is_said_to_be_out_of_reach(fetcher: Fetcher) -> None:
    with site() as gone:
        url = gone.url
    assert refused(fetcher, url).key == "fetch.unreached"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for news.example, signed by itself."""
    file = tmp_path_factory.mktemp("tls") / "news.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-keyout", file, "-out", file],
        check=True, capture_output=True,
    )  # fmt: skip
    return file


@pytest.mark.parametrize(
    ("name", "trusted", "key"),
    [
        ("news.example", True, None),
        ("other.example", True, "fetch.untrusted"),  # another name than the certificate's
        ("127.0.0.1", True, "fetch.untrusted"),
        ("news.example", False, "fetch.untrusted"),  # signed by nobody one knows
    ],
)
def test_tls_is_for_the_name_and_not_for_the_address(
    certificate: Path, name: str, trusted: bool, key: str | None
) -> None:
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(certificate)
    asked: list[str | None] = []
    ours.sni_callback = lambda _, server_name, __: asked.append(server_name)
    trust = ssl.create_default_context(cafile=certificate) if trusted else None
    with site({"/": content("x")}, tls=ours) as web:
        url = f"https://{name}:{web.port}/"
        with Fetcher(allow=HERE, find=lambda *_: ["127.0.0.1"], trust=trust) as fetcher:
            if key:
                error = refused(fetcher, url)
                assert (type(error), error.key) == (Unreached, key)
            else:
                assert fetcher.get(url).body == b"x"
    assert asked == [None if name == "127.0.0.1" else name]
