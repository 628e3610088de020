"""Telegram's HTML: what becomes of the tags, in UTF-16 units, and what is said about those that are wrong."""

from typing import Any

import pytest

from bot.playground.errors import ApiError
from bot.playground.markup import checked_url, parse_html, utf16_length


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("限制", "限制", []),
        ("<b>限制</b>：60 秒", "限制：60 秒", [entity("bold", 0, 2)]),
        (
            "<strong>a</strong><em>b</em><ins>c</ins>",
            "abc",
            [entity("bold", 0, 1), entity("italic", 1, 1), entity("underline", 2, 1)],
        ),
        (
            "<i>a</i><u>b</u><s>c</s>",
            "abc",
            [entity("italic", 0, 1), entity("underline", 1, 1), entity("strikethrough", 2, 1)],
        ),
        ("<strike>a</strike><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        # an emoji counts two units
        ("😀<b>好</b>", "😀好", [entity("bold", 2, 1)]),
        # nested: the outer first
        ("<b>甲<i>乙</i></b>", "甲乙", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<B>a</B>", "a", [entity("bold", 0, 1)]),
        (
            '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>',
            "ab",
            [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
        ),
        (
            '<a href="https://example.com/?a=1&amp;b=2">原文</a>',
            "原文",
            [entity("text_link", 0, 2, url="https://example.com/?a=1&b=2")],
        ),
        ("<a href='example.com'>x</a>", "x", [entity("text_link", 0, 1, url="http://example.com/")]),
        # without an address the text is taken for one; what is none is no link
        (
            "<a>https://example.com/x</a>",
            "https://example.com/x",
            [entity("text_link", 0, 21, url="https://example.com/x")],
        ),
        ("<a href='nowhere'>x</a>", "x", []),
        ("<code>x</code><pre>y</pre>", "xy", [entity("code", 0, 1), entity("pre", 1, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        ("<blockquote>引</blockquote>", "引", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>引</blockquote>", "引", [entity("expandable_blockquote", 0, 1)]),
        # character references: four names, decimal and hexadecimal numbers, the semicolon may be missing
        ("&lt;b&gt; &amp; &quot;&#20013;&#x6587;&quot;", '<b> & "中文"', []),
        ("a &lt b", "a < b", []),
        ("R&D &nbsp; &#0; &#xD800; &", "R&D &nbsp; &#0; &#xD800; &", []),
        # nothing inside: no entity
        ("<b></b>x", "x", []),
        # </> closes whatever is open
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
    ],
)
def test_tags_become_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        # offsets are bytes of UTF-8: 限制 takes six
        ("限制<br>", 'Unsupported start tag "br" at byte offset 6'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_wrong_tags_are_refused_in_telegrams_words(source: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: can't parse entities: {why}")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTP://example.com/A?b#c", "http://example.com/A?b#c"),
        ("example.com/新聞", "http://example.com/新聞"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("javascript:alert(1)", None),  # a scheme that is none of Telegram's, and no host
        ("ftp://example.com", None),
        ("", None),
    ],
)
def test_links_are_kept_as_telegram_keeps_them(url: str, kept: str | None) -> None:
    assert checked_url(url) == kept


def test_length_counts_utf16_units() -> None:
    assert utf16_length("限制😀") == 4
