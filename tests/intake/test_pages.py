"""What is read off a page: its article without what surrounds it, and its imprint."""

import json

import pytest

from bot.facts.imprint import Imprint, read
from bot.intake.pages import article_text

TITLE = "晴川港擴建延到明年春天"
TEXT = (
    "晴川市政府昨天宣布，港口擴建工程將延到明年春天才完工，費用增加到三億元。\n"
    "市長沈若溪說，設計在颱風之後全部重新檢查過，寧可慢一點，也要把防波堤做好。\n"
    "漁會理事長高遠山表示，工程期間漁船無法進港，每天的損失超過五十萬元。"
)

META = (
    f"<meta property='og:title' content='{TITLE} | 晴川'><meta property='og:site_name' content='晴川日報'>"
    "<meta name='author' content='記者林望舒'><meta name='pubdate' content='2026-11-20 08:00'>"
)


def page(head: str = "", around: str = "", text: str = TEXT) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<html><head>{head}</head><body><nav>首頁 政治</nav>{around}<div class='content'>{body}</div></body></html>"


def linked(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


@pytest.mark.parametrize(
    ("head", "around", "imprint"),
    [
        ("", "", Imprint()),
        (f"<title>{TITLE} - 政治 - 晴川日報</title>", "", Imprint(TITLE, "晴川日報")),
        (f"<title>{TITLE}_港口_晴川新闻网</title>", "", Imprint(TITLE, "晴川新闻网")),
        (f"<title>{TITLE}｜要聞</title>", "", Imprint(TITLE)),  # a section is no house
        ("<title>COVID-19 與 2023-24 年的港口</title>", "", Imprint("COVID-19 與 2023-24 年的港口")),
        ("<title>港口 - 之一 - 晴川日報</title>", "<h1>港口 - 之一</h1>", Imprint("港口 - 之一", "晴川日報")),
        ("<title>晴川日報</title>", "", Imprint("晴川日報")),
        (
            META,
            "",
            Imprint(TITLE, "晴川日報", "林望舒", "2026-11-20"),
        ),
        (
            linked(**{"@type": "NewsArticle", "headline": "A &amp; B", "datePublished": "2026-11-20T08:00:00+08:00",
                      "author": [{"@type": "Person", "name": "林望舒"}, {"name": "高遠山"}], "publisher": {"name": "晴川日報"}}),
            "",
            Imprint("A & B", "晴川日報", "林望舒、高遠山", "2026-11-20"),
        ),
        (
            linked(**{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Article"], "headline": TITLE}]}),
            "",
            Imprint(TITLE),
        ),
        ('<script type="application/ld+json">{"@type": "Article", </script>', "", Imprint()),  # broken
        (linked(**{"@type": "Article", "headline": 5, "author": {"name": None}, "publisher": [3]}), "", Imprint()),
        # Who is no person: the house itself, an editor's number, an address.
        ("<meta name='author' content='晴川日報'><meta property='og:site_name' content='晴川日報'>", "", Imprint(outlet="晴川日報")),
        ("<meta name='author' content='104363'>", "", Imprint()),
        ("<meta property='article:author' content='https://www.facebook.com/x'>", "", Imprint()),
        # What stands beside the headline for readers.
        (
            "",
            "<div class='info'><span>2026-11-20 08:00</span> <span class='source'>来源：晴川晚报</span> <span>作者：林望舒</span></div>",
            Imprint(outlet="晴川晚报", author="林望舒", published="2026-11-20"),
        ),
        ("", "<div class='author'>林望舒 2026-11-20</div>", Imprint(author="林望舒", published="2026-11-20")),
        ("", "<p class='editor author'>责任编辑：张申</p>", Imprint()),
    ],
)  # fmt: skip
def test_a_page_says_what_its_article_is(head: str, around: str, imprint: Imprint) -> None:
    found, text = read(article_text(page(head, around)))
    assert found == imprint
    assert text.endswith(TEXT)


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "   ",
        "<!-- x -->",
        "<html></html>",
        "<",
        "晴川港",
        f"<title>{TITLE}</title><div id=app></div><noscript>請開啟 JavaScript 以繼續。</noscript>",
        "<form><p>登入後即可閱讀全文。</p><input name=user></form><p>會員專屬內容，請先登入或註冊。</p>",
        "<ul>" + "".join(f"<li><a href=/{n}>港口擴建第{n}期延後，市府說明</a></li>" for n in range(40)) + "</ul>",
        "<p>" * 100_000 + TEXT,  # more than anybody writes
    ],
)
def test_a_page_without_an_article_has_no_text(nothing: str) -> None:
    assert article_text(nothing) == ""


def test_what_xhtml_declares_is_no_hindrance() -> None:
    assert article_text(f'\n<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html>{page()}').endswith(TEXT)


@pytest.mark.parametrize(
    "broken",
    [
        "<aside>廣告&#x1F;</aside>&#2;",
        "<script>x</script>&#x1F;",
        "<!-- &#x1F; --><?php echo 1 ?>",
        "<div class=share><div class=date>",
        "\x00\x0b\ufffe",
    ],
)
def test_what_is_broken_around_an_article_is_no_hindrance(broken: str) -> None:
    assert TEXT in article_text(page(around=broken)).replace("\x1f", "")


@pytest.mark.parametrize(
    "broken", ["<svg><math><template>", "</body></html><html class=share><p>", "<html><!-- &#x1F; -->&#x1F;"]
)
def test_what_swallows_an_article_leaves_none_and_no_half_of_it(broken: str) -> None:
    """Browsers show nothing of the first either; all that matters is that it comes to an end."""
    found = article_text(page(around=broken))
    assert not found or TEXT in found
