"""/ask as people read it, on a shelf of three articles."""

import json

import pytest

from bot.answers.commands import respond
from bot.answers.desk import Desk
from bot.answers.markup import plain
from bot.answers.paging import pages
from bot.answers.reply import Step
from bot.answers.text import as_json, as_text
from tests.answers.conftest import Ask, request


def test_an_answer_says_who_said_it_in_which_article_and_marks_what_answers(ask: Ask) -> None:
    reply = ask("/ask 沈若溪說青石會影響哪些行業？")
    first = reply.blocks[0]
    assert plain(reply.head) == "問：沈若溪說青石會影響哪些行業？"
    assert plain(first.html).startswith("沈若溪（晴川材料執行長） · 《晴川固態電池亮相 充電只要八分鐘》\n")
    assert "<b><u>青石對電動車行業有巨大的影響，也會改變儲能產業</u></b>" in first.html
    assert first.sources[0].stem == "battery"


def test_the_number_opens_the_sentence_in_its_paragraph(ask: Ask) -> None:
    step = ask("/ask 充電要幾分鐘？").blocks[0].step
    assert step is not None
    assert step.article_id == 3
    opened = ask(step.line, article_id=step.article_id)
    assert "充電只要8分鐘" in as_text(opened)


def test_what_to_do_next_is_about_the_article_that_answers(ask: Ask) -> None:
    """Also where that is not the current one; the facts of the kind that was asked for come first."""
    reply = ask("/ask 無人渡輪有哪些風險？")
    assert reply.blocks[0].sources[0].stem == "ferry"
    [row] = reply.choices
    assert [(c.label, c.line, c.article_id) for c in row] == [
        ("限制 1", "/limits", 2),
        ("要點", "/brief", 2),
        ("原文", "/source", 2),
    ]


def test_turning_back_shows_the_same_answer(desk: Desk) -> None:
    """The page asks again as it was asked, not about the article that answered best."""
    asked = request("/ask 沈若溪說了什麼？")
    page = pages(respond(asked, desk), asked, desk)[0]
    opened = page.buttons[0][0].step
    assert opened.back == Step("/ask 沈若溪說了什麼？", in_place=True)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("青石一顆賣多少錢？", "這裡的文章沒有回答「青石一顆賣多少錢？」。換個問法，或找找這些詞："),
        ("沈若溪的母校在哪裡？", "這裡的文章沒有回答「沈若溪的母校在哪裡？」。換個問法，或找找這些詞："),
    ],
)
def test_what_nobody_says_is_not_answered_and_a_search_is_offered(asked: str, told: str, ask: Ask) -> None:
    reply = ask(f"/ask {asked}")
    assert (plain(reply.head), reply.blocks) == (told, ())
    assert [c.line.split()[0] for row in reply.choices for c in row] == ["/search", "/brief", "/articles", "/help"]


def test_without_a_question_it_shows_how_with_questions_that_have_answers(ask: Ask) -> None:
    reply = ask("/ask")
    lines = [choice.line for row in reply.choices for choice in row]
    assert lines == ["/ask 青石有哪些短板？", "/ask 哪些行業會受影響？", "/ask 沈若溪怎麼說？"]
    assert all(ask(line).blocks for line in lines)


def test_a_question_of_nothing_but_question_words_shows_how(ask: Ask) -> None:
    assert ask("/ask 為什麼？").head == ask("/ask").head


def test_an_english_question_is_told_that_the_articles_are_chinese(ask: Ask) -> None:
    reply = ask("/ask What is the weather like?", "en")
    assert plain(reply.head).startswith("The articles are in Chinese")
    assert next(choice.line for row in reply.choices for choice in row) == "/ask 青石有哪些短板？"


def test_the_article_that_is_meant_answers_before_all_others(ask: Ask) -> None:
    """Who replies to a message about an article asks about that; where it does not know, the shelf may."""
    meant = ask("/ask 沈若溪說了什麼？", article_id=2)
    assert {block.sources[0].stem for block in meant.blocks} == {"ferry"}
    other = ask("/ask 充電要幾分鐘？", article_id=2)
    assert other.blocks[0].sources[0].stem == "battery"


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ("有哪些風險？", "/limits"),
        ("哪些行業會受影響？", "/industries"),
        ("有什麼建議？", "/advice"),
        ("What are the limits?", "/limits"),
    ],
)
def test_a_question_for_a_kind_of_fact_alone_is_answered_with_all_of_them(asked: str, command: str, ask: Ask) -> None:
    """Of the current article, as the command shows them; where anything is named, the shelf is asked."""
    reply = ask(f"/ask {asked}")
    assert (reply.head, reply.blocks) == (ask(command).head, ask(command).blocks)
    assert ask(f"/ask 羅大江說{asked}").head != reply.head


def test_simplified_readers_get_the_words_in_their_script_and_sources_stay(ask: Ask) -> None:
    reply = ask("/ask 充电要几分钟？", "zh-hans", "hans")
    assert "充电只要8分钟" in as_text(reply)
    assert "充電只要8分鐘" in as_json(reply)["answers"][0]["text"]


def test_an_empty_shelf_says_so(ask: Ask, desk: Desk) -> None:
    desk.store.drop_bundled(["hostile", "ferry", "battery"])
    assert "這裡還沒有文章" in as_text(ask("/ask 誰說的？"))


def test_what_an_article_holds_stays_text(ask: Ask) -> None:
    """Markup in an article or a question is shown, never sent as markup."""
    reply = ask("/ask <b>哪些行業</b>會倒？")
    html = "".join([reply.head, *(block.html for block in reply.blocks)])
    assert "<script>" not in html
    assert "<b>哪些" not in html


def test_a_very_long_question_is_not_repeated_whole(ask: Ask) -> None:
    reply = ask("/ask 充電要幾分鐘？" + "哈" * 5000)
    assert "充電要幾分鐘？哈哈哈" in plain(reply.head)
    assert len(plain(reply.head)) < 80


def test_answers_are_listed_best_first_for_programs(ask: Ask) -> None:
    rows = as_json(ask("/ask 充電要幾分鐘？"))["answers"]
    assert "充電只要8分鐘" in rows[0]["text"]
    assert json.dumps(rows)
