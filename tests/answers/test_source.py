"""/source by sections: its table of contents, one section alone, and the way between them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answers.commands import respond
from bot.answers.desk import Desk
from bot.answers.markup import plain
from bot.answers.paging import pages
from bot.answers.reply import Reply
from tests.answers.build import article
from tests.answers.conftest import request, shelf

Ask = Callable[..., Reply]


def lines(reply: Reply) -> list[tuple[str, str]]:
    return [(choice.label, choice.line) for row in reply.choices for choice in row]


def words(reply: Reply) -> list[str]:
    return [plain(block.html) for block in reply.blocks]


def test_the_text_stands_under_its_table_of_contents(ask: Ask) -> None:
    reply = ask("/source")
    contents = [block for block in reply.blocks if block.step]
    assert [plain(block.html) for block in contents] == [
        "開頭 · 114 字",
        "短板還有哪些? · 114 字",
        "投資人怎麼看? · 43 字",
    ]
    assert [(block.step.line, block.step.article_id) for block in contents if block.step] == [
        ("/source 1", 3),
        ("/source 2", 3),
        ("/source 3", 3),
    ]
    assert reply.blocks[: len(contents)] == tuple(contents)


def test_a_text_without_headings_has_no_contents(ask: Ask) -> None:
    assert [block.step for block in ask("/source", article_id=2).blocks] == [None] * 4


@pytest.mark.parametrize("asked", ["3", "投資人怎麼看?", "投資人", "投资人", "投資人怎麼看？"])
def test_a_section_is_asked_for_by_number_or_by_words_of_its_heading(ask: Ask, asked: str) -> None:
    reply = ask(f"/source {asked}")
    assert words(reply) == ["投資人怎麼看?", "晴川材料的股價昨天上漲7%。分析師周以恩說：「故事很好，但訂單還沒來。」"]
    assert lines(reply) == [("← 短板還有哪些?", "/source 2"), ("看全文", "/source"), ("要點", "/brief")]


def test_the_stretch_before_the_first_heading_is_the_opening(ask: Ask) -> None:
    assert words(ask("/source 1")) == words(ask("/source 開頭"))
    assert words(ask("/source 1"))[0] == "晴川固態電池亮相 充電只要八分鐘"
    assert lines(ask("/source 1"))[0] == ("短板還有哪些? →", "/source 2")


def test_between_sections_one_turns_in_the_same_message(ask: Ask) -> None:
    reply = ask("/source 2")
    assert [choice.in_place for choice in reply.choices[0]] == [True, True]
    assert [label for label, _ in lines(reply)[:2]] == ["← 開頭", "投資人怎麼看? →"]


@pytest.mark.parametrize("asked", ["4", "0", "00000009", "股東"])
def test_a_section_that_is_not_there_is_named_over_the_whole(ask: Ask, asked: str) -> None:
    reply = ask(f"/source {asked}")
    assert plain(reply.head).endswith(f"\n沒有「{asked}」這一節，先看全文：")
    assert reply.blocks == ask("/source").blocks


def test_the_words_in_their_paragraph_lead_on_to_their_section(ask: Ask) -> None:
    limit = ask("/limits").blocks[0]
    assert limit.step
    assert lines(ask(limit.step.line, article_id=3)) == [
        ("短板還有哪些?", "/source 2"),
        ("看全文", "/source"),
        ("要點", "/brief"),
    ]


def test_a_long_section_has_pages_that_lead_back_to_the_contents(desk: Desk) -> None:
    text = "標題\n" + "開場白。\n" * 3 + "第一節\n" + "這一節很長很長。\n" * 1500
    made = article(text, headings=("第一節",))
    desk = replace(desk, store=shelf(long=made))
    contents = pages(respond(request("/source"), desk), request("/source"), desk)
    step = contents[0].buttons[0][1].step
    asked = replace(request(step.line, article_id=step.article_id), back=step.back)
    found = pages(respond(asked, desk), asked, desk)
    assert len(found) > 2
    assert [button.label for button in found[1].buttons[0]] == ["◀", "▶"]
    assert all(page.buttons[-1][0].step == step.back for page in found)
