"""Escaping, marking, measuring and cutting Telegram's HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.markup import cut, esc, marked, plain, utf16
from bot.answers.reply import Html
from bot.facts.article import Span


class Balance(HTMLParser):
    """Reads HTML as Telegram does: every tag is closed, in its order; anything else is refused."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], html

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 HTMLParser calls it so
        assert tag in {"a", "b", "u", "i", "blockquote"}, tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("\"周'", "\"周'"),  # quotation marks need no escape outside attributes
        ("半\ud83d個", "半\ufffd個"),  # half a pair cannot be sent
        ("\ud83d\ude00", "😀"),  # two halves are one
    ],
)
def test_text_becomes_html_that_reads_the_same(text: str, html: str) -> None:
    assert esc(text) == html


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([Span(12, 14)], "甲&lt;<b><u>乙丙</u></b>丁"),
        ([Span(12, 13), Span(13, 14)], "甲&lt;<b><u>乙丙</u></b>丁"),  # neighbours are one mark
        ([Span(11, 13), Span(12, 14)], "甲<b><u>&lt;乙丙</u></b>丁"),  # so are overlapping ones
        ([Span(0, 11), Span(14, 99)], "<b><u>甲</u></b>&lt;乙丙<b><u>丁</u></b>"),  # cut to the text
        ([], "甲&lt;乙丙丁"),
    ],
)
def test_marks_stand_where_the_spans_do(marks: list[Span], html: str) -> None:
    """The text 甲<乙丙丁 stands at offset 10 of what the spans count in."""
    assert marked("甲<乙丙丁", marks, 10) == html


@pytest.mark.parametrize(("text", "units"), [("a", 1), ("限", 1), ("😀", 2), ("𠮷野家", 4)])
def test_length_is_counted_in_utf16_units(text: str, units: int) -> None:
    assert utf16(text) == units


@pytest.mark.parametrize(
    ("html", "limit", "parts"),
    [
        ("短。", 10, ["短。"]),
        ("一二三。四五六。七八", 9, ["一二三。四五六。", "七八"]),  # behind a sentence
        ("一二三四「五六。」七八九", 10, ["一二三四「五六。」", "七八九"]),  # its closing mark stays with it
        ("一二三四五，六七八九", 8, ["一二三四五，", "六七八九"]),  # else behind a clause
        ("一二三四五六", 4, ["一二三四", "五六"]),  # else anywhere
        ("<b>一二。三四</b>五", 4, ["<b>一二。</b>", "<b>三四</b>五"]),  # tags are closed and opened again
        (
            "<blockquote>甲<b>乙丙</b></blockquote>",
            2,
            ["<blockquote>甲<b>乙</b></blockquote>", "<blockquote><b>丙</b></blockquote>"],
        ),
        ("&lt;&amp;&gt;", 2, ["&lt;&amp;", "&gt;"]),  # an entity is one letter
        ("😀😀😀", 4, ["😀😀", "😀"]),  # and these are two units each
    ],
)
def test_html_is_cut_at_the_best_place_within_the_limit(html: str, limit: int, parts: list[str]) -> None:
    assert cut(Html(html), limit) == parts


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["", "b", "i", "blockquote"]), st.text(st.sampled_from("限。，「」\n <&>😀a"), max_size=30)
    )
)


@given(PIECES, st.integers(2, 40))
def test_every_part_is_valid_and_short_enough_and_nothing_is_lost(pieces: list[tuple[str, str]], limit: int) -> None:
    html = "".join(f"<{tag}>{esc(text)}</{tag}>" if tag else esc(text) for tag, text in pieces)
    parts = cut(Html(html), limit)
    for part in parts:
        Balance(part)
        assert utf16(plain(part)) <= limit
    assert "".join("".join(map(plain, parts)).split()) == "".join(plain(html).split())
