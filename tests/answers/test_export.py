"""/export: the file holds the article and its facts, and shows exactly their characters wherever Markdown is read."""

import html as entities
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from bot.answers.commands import respond
from bot.answers.desk import Desk
from bot.answers.export import file_name
from bot.answers.markdown import escaped, markdown
from bot.answers.paging import CAPTION, pages
from bot.answers.reply import Html, Reply
from bot.answers.text import as_text
from bot.facts.codec import to_json
from bot.store.prints import Print
from tests.answers.build import BATTERY, FERRY, HOSTILE, article
from tests.answers.conftest import request, shelf

Ask = Callable[..., Reply]
RENDER = MarkdownIt()


def exported(reply: Reply) -> str:
    assert reply.document
    return reply.document.content.decode()


def read(markdown: str) -> str:
    """What a reader sees of it."""
    return entities.unescape(re.sub(r"<[^>]+>", "", RENDER.render(markdown)))


def test_a_file_to_read_has_title_byline_facts_in_their_sentences_and_the_text_by_sections(ask: Ask) -> None:
    text = exported(ask("/export"))
    assert text.startswith("# 晴川固態電池亮相 充電只要八分鐘\n\n島嶼科技報 · 林予安 · 2031-05-06\n\n## 引述 5\n")
    assert "2. **沈若溪**（晴川材料執行長）\n\n   > 「**我們等這一天等了十二年**。」\n" in text
    assert "1. 文章敘述\n\n   > 不過，**青石的成本是現有電池的3倍**，目前每月只能生產2000顆。\n" in text
    assert "- **顧維哲**（海島大學教授） · 引述 1\n" in text
    assert text.endswith(
        "### 投資人怎麼看?\n\n晴川材料的股價昨天上漲7%。分析師周以恩說：「故事很好，但訂單還沒來。」\n"
    )
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        *("## 引述 5", "## 限制 4", "## 能力 2", "## 行業 2", "## 建議 2", "## 人物 4", "## 機構 2", "## 產品 1"),
        *("## 數字 4", "## 原文"),
    ]


def test_the_whole_text_is_read_in_the_file_line_by_line(ask: Ask) -> None:
    for article_id, made in ((3, BATTERY), (1, HOSTILE)):
        seen = read(exported(ask("/export", article_id=article_id)))
        assert [line for line in made.text.splitlines() if line.strip() not in seen] == []


def test_what_an_article_writes_stays_text(ask: Ask) -> None:
    """Neither a tag nor a mark of Markdown in an article does anything in the file."""
    rendered = RENDER.render(exported(ask("/export", article_id=1)))
    assert "<script" not in rendered
    assert "<i>" not in rendered
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rendered


@pytest.mark.parametrize(
    "line",
    [
        *("# 標題", "- 項目", "+ 項目", "1. 第一", "2024) 年", "---", "===", "***", "___", "> 引文", "```", "~~~"),
        *("*強調*", "_強調_", "`碼`", "[連結](http://x.example)", "![圖](x)", "<b>粗</b>", "&lt;", "a\\b", "2 * 3 * 4"),
        *("「限制」是什麼", "-5度", "5 < 6", "www.example.com", "|a|b|"),
    ],
)
def test_every_character_is_shown_as_it_stands(line: str) -> None:
    assert RENDER.render(escaped(line)) == f"<p>{entities.escape(line)}</p>\n"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<b>限制</b> 3", "<p><strong>限制</strong> 3</p>\n"),
        # Emphasis whose marks stand beside punctuation inside and a letter outside would not be read as such.
        ("這是<b>「青石」</b>的", "<p>這是「<strong>青石</strong>」的</p>\n"),
        ("只要<b><u>8分鐘</u></b>，<b><u>7%</u></b>的", "<p>只要<strong>8分鐘</strong>，<strong>7</strong>%的</p>\n"),
        ("<b>，。</b>", "<p>，。</p>\n"),
        ("甲\n乙", "<p>甲<br />\n乙</p>\n"),
        (
            '<b>甲</b>\n<blockquote>乙 &lt;丙&gt;\n丁</blockquote>\n<a href="https://x.example/?a=1&amp;b=(2)">戊]</a>',
            (
                "<p><strong>甲</strong></p>\n<blockquote>\n<p>乙 &lt;丙&gt;<br />\n丁</p>\n</blockquote>\n"
                '<p><a href="https://x.example/?a=1&amp;b=(2)">戊]</a></p>\n'
            ),
        ),
    ],
)
def test_our_html_is_read_the_same_as_markdown(html: str, shown: str) -> None:
    assert RENDER.render(markdown(Html(html))) == shown


def test_a_file_for_programs_is_what_parse_prints_and_where_it_came_from(ask: Ask) -> None:
    whole = json.loads(exported(ask("/export json")))
    assert {key: whole[key] for key in to_json(BATTERY)} == json.loads(json.dumps(to_json(BATTERY)))
    assert (whole["stem"], whole["added"]) == ("battery", "2026-11-21T04:00:00+00:00")


def test_each_form_offers_the_other(ask: Ask) -> None:
    assert [reply.choices[0][0].line for reply in (ask("/export"), ask("/export json"))] == [
        "/export json",
        "/export md",
    ]
    assert ask("/匯出 JSON").document == ask("/export json").document


def test_simplified_readers_get_simplified_files(ask: Ask) -> None:
    reply = ask("/export", language="zh-hans", script="hans")
    assert reply.document
    assert reply.document.name == "晴川固态电池亮相 充电只要八分钟.md"
    assert "## 限制 4\n\n1. 文章叙述\n\n   > 不过，**青石的成本是现有电池的3倍**" in exported(reply)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("晴川固態電池亮相 充電只要八分鐘", "晴川固態電池亮相 充電只要八分鐘.md"),
        ("無人渡輪: 明年試航?", "無人渡輪 明年試航.md"),
        ("../../etc/passwd", "etc passwd.md"),
        ('a\\b<c>:"d"|e?*\x00\n', "a b c d e.md"),
        (".hidden.", "hidden.md"),
        ("\u202egpj.exe", "gpj exe.md"),  # turns the reading direction around
        ("", "stem-1.md"),
        ("？！", "stem-1.md"),
        ("字" * 200, "字" * 60 + ".md"),
    ],
)
def test_a_files_name_is_its_title_without_what_file_systems_refuse(title: str, name: str) -> None:
    assert file_name(title, "stem-1", "md") == name
    assert len(name.encode()) <= 255


def test_the_words_under_a_file_fit_below_it(desk: Desk) -> None:
    made = replace(article("很長的標題。"), title="題" * 5000)
    asked = request("/export")
    (page,) = pages(respond(asked, replace(desk, store=shelf(long=made))), asked, desk)
    assert len(page.html.encode("utf-16-le")) / 2 <= CAPTION


def test_on_the_terminal_the_file_is_printed(ask: Ask) -> None:
    text = as_text(ask("/export"))
    assert "── 晴川固態電池亮相 充電只要八分鐘.md\n\n# 晴川固態電池亮相" in text
    assert text.endswith("[JSON: /export json]  [要點: /brief]")


def test_words_export_what_search_finds_article_by_article(ask: Ask) -> None:
    reply = ask("/export 沈若溪")
    assert reply.document
    assert reply.document.name == "搜尋 沈若溪.md"
    text = exported(reply)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        *("# 沈若溪", "## 晴川固態電池亮相 充電只要八分鐘", "### 引述 3", "### 限制 1", "### 行業 2", "### 人物 1"),
        *("## 無人渡輪明年試航", "### 引述 1"),
    ]
    assert "1. **沈若溪**（晴川材料執行長）\n\n   > 晴川材料執行長沈若溪說，**渡輪將使用該公司的電池**。\n" in text
    assert [(choice.label, choice.line) for row in reply.choices for choice in row] == [
        ("JSON", "/export json 沈若溪"),
        ("沈若溪", "/search 沈若溪"),
    ]


def test_a_sentence_that_is_no_fact_is_exported_too(ask: Ask) -> None:
    assert "\n\n> 晴川材料昨天發表固態電池「青石」，充電只要8分鐘，可以讓電動車跑600公里。\n" in exported(
        ask("/export 昨天發表")
    )


def test_filters_of_a_search_hold_in_its_file(ask: Ask) -> None:
    headings = [line for line in exported(ask("/export kind:限制 沈若溪")).splitlines() if line.startswith("###")]
    assert headings == ["### 限制 1"]


def test_a_search_for_programs_has_the_facts_as_parse_prints_them(ask: Ask) -> None:
    whole = json.loads(exported(ask("/export json 罗大江")))
    assert whole["search"] == "罗大江"
    (found,) = whole["articles"]
    assert (found["title"], found["stem"]) == ("无人渡轮明年试航", "ferry")
    assert found["quotes"] == [quote for quote in to_json(FERRY)["quotes"] if quote["speaker"] == "罗大江"]


def test_a_search_that_finds_nothing_is_no_file(ask: Ask) -> None:
    reply = ask("/export 火星殖民")
    assert reply.document is None
    assert reply == ask("/search 火星殖民")


def test_a_search_links_to_where_its_articles_were_printed(desk: Desk) -> None:
    came = Print("https://news.example/?a=1&b=(2)", None, None, "")
    with shelf(ferry=FERRY) as store:
        with store.write() as db:
            store.keep(db, BATTERY, shelf=7, stem="own", parser_version="1", came=came)
        asked = replace(desk, store=store)
        for line in ("/export", "/export 良率"):
            rendered = RENDER.render(exported(respond(request(line), asked)))
            assert '<a href="https://news.example/?a=1&amp;b=(2)">' in rendered
        assert json.loads(exported(respond(request("/export json"), asked)))["url"] == came.url
