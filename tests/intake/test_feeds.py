"""Feeds as they are found in the wild become entries, and what is none is said to be none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.feeds import Contents, Entry, Found, NoFeed, contents, feeds_of, plain
from tests.site import a_page, an_rss

URL = "https://news.example/deep/rss.xml"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

RSS_091 = (
    '<rss version="0.91"><channel><title>晴川</title><item><title>標題</title><link>/1</link></item></channel></rss>'
)
RSS_10 = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="x"><title>晴川</title></channel>'
    '<item rdf:about="https://news.example/1"><title>標題</title><link>https://news.example/1</link></item></rdf:RDF>'
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/"><title>晴川</title>'
    '<entry><id>tag:1</id><title>標題</title><link href="1"/><updated>2026-11-02T20:00:00+08:00</updated></entry></feed>'
)
CUT_OFF = an_rss({"title": "標題", "link": "/1"}, {"title": "後面", "link": "/2"}, title="晴川").rpartition("<item>")[0]
UNESCAPED = '<rss version="2.0"><channel><title>晴川</title><item><title>標題</title><link>/1</link><description>A & B < C</description></item></channel></rss>'
CONTROL = an_rss({"title": "標\x08題", "link": "/1"}, title="晴川")


@pytest.mark.parametrize(
    "feed", [RSS_091, RSS_10, ATOM, CUT_OFF, UNESCAPED, CONTROL], ids=["0.91", "1.0", "Atom", "cut", "&", "control"]
)
def test_a_feed_of_any_kind_and_a_broken_one_is_read(feed: str) -> None:
    read = contents(feed.encode(), URL)
    assert read.title == "晴川"
    assert [(entry.title, entry.link) for entry in read.entries] == [("標題", "https://news.example/1")]


@pytest.mark.parametrize(
    ("declared", "header", "written"),
    [
        ("utf-8", None, "utf-8"),
        ("gb2312", None, "gb18030"),  # 囍 is in the larger set only
        ("big5", None, "big5hkscs"),
        ("utf-8", None, "gb18030"),  # the declaration is wrong
        ("utf-8", "big5", "big5hkscs"),
        ("", "iso-8859-1", "utf-8"),  # what servers say who know nothing
        ("", "gbk", "gb18030"),
        ("", None, "gb18030"),
        ("utf-16", None, "utf-16"),
        ("no-such-encoding", None, "utf-8"),
    ],
)
def test_the_encoding_is_the_one_that_the_bytes_are_in(declared: str, header: str | None, written: str) -> None:
    text = an_rss({"title": "囍事的產能，是一個有人在的工廠", "link": "/1"}, title="晴川")
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = text.replace('<?xml version="1.0" encoding="utf-8"?>', declaration).encode(written)
    assert contents(data, URL, header).entries[0].title == "囍事的產能，是一個有人在的工廠"


def test_a_bad_byte_does_not_make_utf_8_another_encoding() -> None:
    data = an_rss({"title": "晴川材料的工廠明年動工", "link": "/1"}).encode().replace("明".encode(), b"\xe6\x98", 1)
    assert contents(data, URL).entries[0].title == "晴川材料的工廠\ufffd年動工"


def test_entries_are_told_apart_by_id_else_by_link_else_by_their_words() -> None:
    feed = an_rss(
        {"title": "甲", "link": "/1", "guid": "a"},
        {"title": "甲改了標題", "link": "/2", "guid": "a"},  # the same id: the same entry
        {"title": "乙", "link": "/3"},
        {"title": "乙改了標題", "link": "/3"},
        {"title": "丙"},
        {"title": "丙"},
        {"title": "丁", "description": "只有描述"},
        {},
    )
    assert len({entry.key for entry in contents(feed.encode(), URL).entries}) == 4


@pytest.mark.parametrize(
    ("dates", "titles"),
    [
        (("Mon, 02 Nov 2026 10:00:00 GMT", "Mon, 02 Nov 2026 12:00:00 GMT"), ["1", "0"]),
        (("Mon, 02 Nov 2026 12:00:00 +0800", "Mon, 02 Nov 2026 05:00:00 GMT"), ["1", "0"]),
        (("昨天", "Mon, 02 Nov 2026 12:00:00 GMT"), ["0", "1"]),  # one has no date that is one: as they stand
    ],
)
def test_the_newest_stands_first(dates: tuple[str, str], titles: list[str]) -> None:
    feed = an_rss(*({"title": str(n), "link": f"/{n}", "pubDate": date} for n, date in enumerate(dates)))
    assert [entry.title for entry in contents(feed.encode(), URL).entries] == titles


def test_an_entry_has_its_date_in_utc_and_the_longest_of_its_texts() -> None:
    feed = ATOM.replace(
        "</entry>", "<summary>短</summary><content type='html'>&lt;p&gt;長一點&lt;/p&gt;</content></entry>"
    )
    (entry,) = contents(feed.encode(), URL).entries
    assert (entry.at, entry.content) == (NOON, "<p>長一點</p>")


@pytest.mark.parametrize(
    ("ttl", "pace"),
    [
        ("90", timedelta(minutes=90)),
        ("1440", timedelta(days=1)),
        ("soon", timedelta()),
        ("-5", timedelta()),
        ("9999999", timedelta()),
    ],
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(ttl: str, pace: timedelta) -> None:
    assert contents(an_rss(more=f"<ttl>{ttl}</ttl>").encode(), URL).pace == pace


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../1", "https://news.example/1"),
        ("//other.example/1", "https://other.example/1"),
        (" https://news.example/1?a=1 ", "https://news.example/1?a=1"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://[broken", None),
    ],
)
def test_links_are_addresses_on_the_web_or_none(link: str, address: str | None) -> None:
    assert contents(an_rss({"title": "標題", "link": link}).encode(), URL).entries[0].link == address


@pytest.mark.parametrize("data", [b"", b"hello", b"<rss", b"[]", b"\x89PNG\x00\xff", a_page("首頁", "歡迎。").encode()])
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NoFeed):
        contents(data, URL)


def test_a_feed_without_entries_is_one() -> None:
    assert contents(an_rss(title="晴川").encode(), URL) == Contents("晴川", ())
    assert contents(an_rss(title="").encode(), URL).title == "news.example"


def test_entities_that_blow_up_stay_as_they_are_written() -> None:
    """A billion laughs: nine levels of ten each."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = f'<!DOCTYPE rss [<!ENTITY l0 "haha">{levels}]>' + an_rss({"title": "x"}).partition("?>")[2]
    assert len(contents(feed.replace("<title>x", "<title>&amp;l9;&l9;").encode(), URL).entries[0].title) < 100


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<b>晴川</b> &amp; 墨海", "晴川 & 墨海"),
        ("3 < 5", "3 < 5"),
        (" 兩\n行 ", "兩 行"),
        ("a\x00b\ud800c", "abc"),
        ("<script>x</script>", "x"),
        ("<!-- -->", ""),
    ],
)
def test_a_title_is_read_as_plain_text(title: str, shown: str) -> None:
    assert plain(title) == shown


def test_the_feeds_that_a_page_names_are_found_once_each_by_their_absolute_address() -> None:
    head = (
        '<base href="https://cdn.example/x/">'
        '<link rel="alternate" type="application/rss+xml" title="新聞" href="rss">'
        '<link REL="Alternate Home" type="application/atom+xml; charset=utf-8" href="/atom">'
        '<link rel="alternate" type="application/rss+xml" title="again" href="https://cdn.example/x/rss">'
        '<link rel="alternate" hreflang="en" href="/en">'
        '<link rel="stylesheet" type="application/rss+xml" href="/style">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">'
    )
    assert feeds_of(a_page("首頁", "歡迎。", head=head).encode(), URL) == (
        Found("https://cdn.example/x/rss", "新聞"),
        Found("https://cdn.example/atom", "https://cdn.example/atom"),
    )


@pytest.mark.parametrize("page", [b"", b"<!-- -->", b"\x89PNG\x00", "<p>歡迎。</p>".encode("big5")])
def test_a_page_that_names_no_feed_has_none(page: bytes) -> None:
    assert feeds_of(page, URL) == ()


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_whatever_comes_is_read_or_said_to_be_no_feed(data: bytes) -> None:
    for body in (data, b'<rss version="2.0"><channel><item><title>' + data):
        feeds_of(body, URL)
        try:
            read = contents(body, URL)
        except NoFeed:
            continue
        assert all(isinstance(entry, Entry) and "\0" not in entry.title for entry in read.entries)
