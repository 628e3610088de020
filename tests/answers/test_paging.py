"""A reply becomes pages that Telegram takes, with buttons that lead on and back."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.commands import respond
from bot.answers.desk import Desk, Measures
from bot.answers.markup import blockquote, bold, esc, plain, utf16
from bot.answers.paging import pages
from bot.answers.reply import Block, Choice, Page, Reply, Request, Step
from tests.answers.conftest import request
from tests.answers.test_markup import Balance

ASKED = request("/limits")
OPEN = Step("/source 1-2", article_id=3, in_place=True)


def blocks(count: int, words: str = "字") -> tuple[Block, ...]:
    return tuple(Block(blockquote(esc(words)), step=OPEN) for _ in range(count))


def labels(page: Page) -> list[list[str]]:
    return [[button.label for button in row] for row in page.buttons]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (8, [8]), (9, [8, 1]), (17, [8, 8, 1])],
)
def test_a_page_holds_eight_items_at_most(desk: Desk, count: int, sizes: list[int]) -> None:
    made = pages(Reply(bold(esc("頭")), blocks(count)), ASKED, desk)
    assert [page.html.count("<blockquote>") for page in made] == sizes


def test_the_numbers_run_on_and_match_the_buttons(desk: Desk) -> None:
    first, second = pages(Reply(bold(esc("頭")), blocks(10)), ASKED, desk)
    assert labels(first) == [["1", "2", "3", "4", "5", "6", "7", "8"], ["▶"]]
    assert labels(second) == [["9", "10"], ["◀"]]
    assert [n for n in range(1, 12) if f"\n{n}. <" in second.html] == [9, 10]


def test_head_and_foot_stand_on_every_page_with_the_page_number(desk: Desk) -> None:
    made = pages(Reply(bold(esc("頭")), blocks(17), esc("腳")), ASKED, desk)
    assert [page.html.splitlines()[0] for page in made] == ["<b>頭</b> (1/3)", "<b>頭</b> (2/3)", "<b>頭</b> (3/3)"]
    assert [page.html.splitlines()[-1] for page in made] == ["腳"] * 3


def test_one_page_has_no_page_number(desk: Desk) -> None:
    (page,) = pages(Reply(bold(esc("頭")), blocks(1)), ASKED, desk)
    assert page.html == "<b>頭</b>\n\n1. <blockquote>字</blockquote>"


def test_a_heading_stands_above_the_number_and_leaves_it_out_of_the_count(desk: Desk) -> None:
    reply = Reply(blocks=(Block(esc("話")), replace(blocks(1)[0], heading=bold(esc("限制")))))
    (page,) = pages(reply, ASKED, desk)
    assert page.html == "話\n\n<b>限制</b>\n1. <blockquote>字</blockquote>"


def test_buttons_say_what_they_do(desk: Desk) -> None:
    """Arrows and numbers stay with the article and in the message, and know the way back; choices answer anew."""
    back = Step("/brief", 2, 9)
    asked = replace(ASKED, args="沈若溪", back=back)
    reply = Reply(blocks=blocks(9), choices=((Choice("引述", "/quotes"),),), article_id=3)
    first, second = pages(reply, asked, desk)
    here = Step("/limits 沈若溪", 1, 3, back, in_place=True)
    assert first.buttons[0][0].step == replace(OPEN, back=here)
    assert first.buttons[1][0].step == replace(here, page=2)
    assert second.buttons[1][0].step == here
    assert first.buttons[2][0].step == Step("/quotes", 1, 3)
    assert labels(first)[-1] == ["← 返回"]
    assert first.buttons[-1][0].step == back


def test_a_step_survives_being_packed() -> None:
    step = Step(
        "/source 1-2", 1, 3, Step("/quotes 周鴻祎", 2, None, Step("/articles", 4), in_place=True), in_place=True
    )
    assert Step.unpacked(step.packed()) == step
    assert Step.unpacked(Step("/limits").packed()) == Step("/limits")


def test_a_block_too_long_for_a_page_is_cut_behind_a_sentence(desk: Desk) -> None:
    """Its button stands where it begins, and no page lacks the blockquote around its part."""
    sentence = "這一句話有十二個字。" * 700
    made = pages(Reply(bold(esc("頭")), (*blocks(1, sentence), *blocks(1)), article_id=3), ASKED, desk)
    assert [labels(page)[0] for page in made] == [["1"], ["2"]]
    assert all(page.html.count("<blockquote>") for page in made)
    assert all("。</blockquote>" in page.html for page in made)
    assert sum(page.html.count("這一句話有十二個字。") for page in made) == 700


TEXTS = st.text(st.sampled_from("限制。，「」\n <&>😀a"), min_size=1, max_size=60).filter(str.strip)
REPLIES = st.builds(
    lambda head, foot, items, compact: Reply(
        bold(esc(head)),
        tuple(Block(blockquote(esc(text * times)), step=step) for text, times, step in items),
        esc(foot),
        compact=compact,
    ),
    TEXTS.map(lambda text: text * 5),
    TEXTS,
    st.lists(st.tuples(TEXTS, st.integers(1, 12), st.sampled_from([None, OPEN])), max_size=20),
    st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(REPLIES)
def test_every_page_of_any_reply_is_valid_and_within_the_limit(desk: Desk, reply: Reply) -> None:
    small = replace(desk, measures=Measures(units=300, items=3))
    made = pages(reply, ASKED, small)
    for page in made:
        Balance(page.html)
        assert 0 < utf16(plain(page.html)) <= 300
    assert made == pages(reply, ASKED, small)


def test_a_whole_article_of_emoji_fits_in_pages_of_4096_units(desk: Desk) -> None:
    made = pages(Reply(bold(esc("頭")), (Block(esc("😀" * 5000)),)), ASKED, desk)
    assert [4000 >= utf16(plain(page.html)) > 1000 for page in made] == [True] * 3


def press(step: Step, desk: Desk) -> tuple[Page, ...]:
    """What a button shows, as the chat does it."""
    asked = request(step.line, article_id=step.article_id)
    asked = Request(**{name: getattr(asked, name) for name in asked.__dataclass_fields__} | {"back": step.back})
    return pages(respond(asked, desk), asked, desk)


def test_from_a_list_to_an_article_to_a_sentence_and_all_the_way_back(desk: Desk) -> None:
    asked = request("/articles")
    listed = pages(respond(asked, desk), asked, desk)[0]
    brief = press(listed.buttons[0][1].step, desk)[0]  # the second article
    assert "無人渡輪明年試航" in brief.html
    view = press(brief.buttons[0][1].step, desk)[0]  # its second item
    assert "<b><u>後面的風險沒有人說清楚。</u></b>" in view.html
    again = press(view.buttons[-1][0].step, desk)[0]
    assert again.html in brief.html  # the same brief, without 換成這一篇了
    assert press(again.buttons[-1][0].step, desk)[0].buttons == listed.buttons
