"""/search and /who, and facts by name over the whole shelf, from the shelf of three articles."""

from dataclasses import replace

import pytest

from bot.answers.commands import respond
from bot.answers.desk import Desk
from bot.answers.markup import plain
from bot.answers.reply import Reply
from bot.answers.search import search
from bot.answers.text import as_json
from tests.answers.conftest import Ask, request


def told(reply: Reply) -> list[str]:
    """Heading and words of each item, as they are read."""
    return ["\n".join(filter(None, (plain(block.heading), plain(block.html)))) for block in reply.blocks]


def lines(reply: Reply) -> list[str]:
    return [choice.line for row in reply.choices for choice in row]


BATTERY = "晴川固態電池亮相 充電只要八分鐘 · 島嶼科技報 · 2031-05-06"
FERRY = "無人渡輪明年試航 · 雲港日報 · 2031-04-01"


@pytest.mark.parametrize(
    ("line", "head", "items"),
    [
        (
            "/search 電池",
            "電池｜2 篇",
            [
                f"{BATTERY}\n晴川材料昨天發表固態電池「青石」，充電只要8分鐘，可以讓電動車跑600公里。",
                f"{FERRY}\n晴川材料執行長沈若溪說，渡輪將使用該公司的電池。",
            ],
        ),
        ("/搜尋 渔会", "渔会｜1 篇", [f"{FERRY}\n雲港漁會會長羅大江表示，後面的風險沒有人說清楚。"]),
        (
            "/search 材料 發表 from:沈若溪",  # what he says there, though the words stand elsewhere
            "材料 發表 from:沈若溪｜1 篇",
            [f"{BATTERY}\n沈若溪（晴川材料執行長）\n青石對電動車行業有巨大的影響，也會改變儲能產業。"],
        ),
        (
            "/search kind:限制 风险",
            "kind:限制 风险｜1 篇",
            [f"{FERRY}\n羅大江（雲港漁會會長）\n後面的風險沒有人說清楚"],
        ),
        (
            "/search 儲能 in:電動車",
            "儲能 in:電動車｜1 篇",
            [f"{BATTERY}\n晴川材料執行長沈若溪表示，青石對電動車行業有巨大的影響，也會改變儲能產業。"],
        ),
        (
            "/search 渡輪 火星",
            "沒有一篇同時符合「渡輪 火星」。有其中幾個詞的：",
            [f"{FERRY}\n雲港海事局宣佈，無人渡輪“海風”明年試航，頭髮花白的老船長們發展出新的工作。"],
        ),
    ],
)
def test_a_search_shows_each_article_by_what_was_looked_for(line: str, head: str, items: list[str], ask: Ask) -> None:
    reply = ask(line)
    assert plain(reply.head) == head
    assert told(reply) == items


def test_what_was_found_is_marked_as_the_article_writes_it_and_one_press_away(ask: Ask, desk: Desk) -> None:
    reply = ask("/search 渔会")
    assert "雲港<b><u>漁會</u></b>會長羅大江" in reply.blocks[0].html
    (source,) = reply.blocks[0].sources
    assert source.text == "云港渔会会长罗大江表示，后面的风险没有人说清楚。"
    step = reply.blocks[0].step
    assert step
    opened = respond(request(step.line, article_id=step.article_id), desk)
    assert "雲港<b><u>漁會</u></b>會長" in opened.blocks[0].html
    assert as_json(reply)["answers"] == [
        {"text": source.text, "article": "ferry", "start": source.start, "end": source.end}
    ]


def test_a_long_sentence_is_shown_from_shortly_before_the_words(desk: Desk, ask: Ask) -> None:
    story = "題目\n" + "前言" * 60 + "說到火星" + "後話" * 60 + "。"
    desk.store.put_article(desk.parser(story), shelf=7, stem="long", parser_version="1")
    words = told(ask("/search 火星"))[0].split("\n")[1]
    assert words == "…" + ("前言" * 60 + "說到火星" + "後話" * 60)[97:187] + "…"


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("/search kind:x", "沒有「x」這一類。"),
        ("/search since:soon", "看不懂「soon」是什麼時候。"),
        ("/search form:甲", "沒有「form:」這個條件。"),
        ("/search from:", "「from:」後面要接一個詞"),
        ("/search 火星", "找不到「火星」。"),
        ("/search", "要找什麼？"),
        ("/search ，", "要找什麼？"),
        ("/who 馬斯克", "這裡的文章沒有提到「馬斯克」。"),
        ("/who", "想知道誰？"),
    ],
)
def test_what_cannot_be_found_or_read_is_a_sentence_that_leads_on(line: str, head: str, ask: Ask) -> None:
    reply = ask(line)
    assert reply.head.startswith(head)
    assert lines(reply)


def test_without_its_conditions_a_search_is_offered_again_and_so_are_names_that_look_alike(ask: Ask) -> None:
    assert lines(ask("/search 渡輪 from:沈若西"))[:2] == ["/search from:沈若溪", "/search 渡輪"]


def test_more_than_is_listed_is_said(desk: Desk) -> None:
    reply = search(request("/search 電池"), desk, listed=1)
    assert (len(reply.blocks), plain(reply.head)) == (1, "電池｜2 篇")
    assert plain(reply.foot).startswith("只列最相關的 1 篇。")


def test_nothing_of_an_article_reaches_the_html_unescaped(ask: Ask) -> None:
    for line in ("/search 倒", "/search from:<script>alert(1)</script>", "/who <script>alert(1)</script>"):
        html = "".join(block.heading + block.html for block in ask(line).blocks)
        assert "&lt;" in html
        assert "<script" not in html
        assert "<i>" not in html


def test_who_somebody_is_and_what_they_said_in_the_order_of_time(ask: Ask) -> None:
    reply = ask("/who 若溪")  # a part of the name will do
    role = "晴川材料執行長"
    later = f"2031-05-06 · 《晴川固態電池亮相 充電只要八分鐘》 · {role}"
    assert plain(reply.head) == f"沈若溪\n{role}\n2 篇文章 · 引述 4"
    assert told(reply) == [
        f"2031-04-01 · 《無人渡輪明年試航》 · {role}\n沈若溪（{role}）\n渡輪將使用該公司的電池。",
        f"{later}\n沈若溪（{role}）\n青石對電動車行業有巨大的影響，也會改變儲能產業。",
        f"沈若溪（{role}）\n「我們等這一天等了十二年。」",
        f"沈若溪（{role}）\n低溫時容量會掉兩成，可能難以滿足寒帶市場的需求。",
    ]
    assert all(block.sources and block.step for block in reply.blocks)


def test_who_is_only_named_has_the_sentence_that_names_them(ask: Ask) -> None:
    reply = ask("/who 林予安")
    assert plain(reply.head) == "林予安\n1 篇文章"
    assert told(reply) == ["2031-05-06 · 《晴川固態電池亮相 充電只要八分鐘》\n文/島嶼科技報 林予安"]


def test_an_article_without_a_date_says_when_it_came(desk: Desk, ask: Ask) -> None:
    stored = desk.store.articles(7, 1)[0]
    undated = replace(stored.article, published=None, source="x")
    desk.store.put_article(undated, shelf=7, stem="undated", parser_version="1")
    assert told(ask("/who 顧維哲"))[0].startswith("2026-11-21 收錄 · ")
    for since, count in (("2d", 1), ("昨天", 1), ("今天", 0)):  # here it is the 22nd
        assert len(ask(f"/search since:{since}").blocks) == count


@pytest.mark.parametrize(
    ("line", "offered"),
    [("/who 沈若西", "/who 沈若溪"), ("/quotes 沈若西", "/quotes 沈若溪"), ("/people 羅大山", "/people 羅大江")],
)
def test_who_nobody_is_called_is_answered_with_names_that_look_alike(line: str, offered: str, ask: Ask) -> None:
    assert lines(ask(line))[0] == offered


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/limits 青石", ["青石的成本是現有電池的3倍", "目前每月只能生產2000顆"]),  # what its sentence tells of
        ("/limits 沈若溪", ["低溫時容量會掉兩成"]),  # what he says
        ("/industries 青石", ["青石對電動車行業有巨大的影響，也會改變儲能產業"]),
        ("/capabilities 固態電池", ["充電只要8分鐘", "可以讓電動車跑600公里"]),  # what the title names
        ("/quotes 青石", []),  # a thing says nothing
    ],
)
def test_facts_are_found_by_what_they_are_about(line: str, words: list[str], ask: Ask) -> None:
    assert [plain(block.html).split("\n")[-1] for block in ask(line).blocks] == words
