"""Questions without a command, over real HTTP."""

from pathlib import Path

from tests.answers.build import BATTERY
from tests.build import an_article
from tests.chat.live import House, data, labels, talk

RIVAL = an_article("另一種電池充電要30分鐘\n另一種電池的充電要⟦30分鐘⟧。", figures=[{"value": 30.0, "unit": "分鐘"}])


def test_alone_with_the_bot_any_words_are_a_question(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "青石的充電要幾分鐘？")
        assert answer["text"].startswith("問：青石的充電要幾分鐘？\n\n1. 《晴川固態電池亮相 充電只要八分鐘》\n")
        assert "充電只要8分鐘" in answer["text"]
        assert {"bold", "underline", "blockquote"} <= {entity["type"] for entity in answer["entities"]}
        await h.play.press_and_wait(answer, data(answer, "1"))
        opened = h.play.messages(h.play.private)[-1]
        assert opened["text"].startswith("原文｜晴川固態電池亮相")
        await h.play.press_and_wait(opened, data(opened, "← 返回"))
        assert h.play.messages(h.play.private)[-1]["text"] == answer["text"]

    talk(tmp_path, scene, article=BATTERY)


def test_what_nobody_says_is_said_so(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "明天會下雨嗎？")
        assert answer["text"] == "這裡的文章沒有回答「明天會下雨嗎？」。換個問法，或找找這些詞："
        assert labels(answer)[-1] == ["要點", "文章", "使用說明"]

    talk(tmp_path, scene, article=BATTERY)


def test_an_example_can_be_pressed(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        how = await h.play.ask(h.play.private, "/ask")
        await h.play.press_and_wait(how, data(how, "青石有哪些短板？"))
        assert h.play.messages(h.play.private)[-1]["text"].startswith("問：青石有哪些短板？\n\n1. ")

    talk(tmp_path, scene, article=BATTERY)


def test_in_a_group_only_a_question_in_reply_to_the_bot_is_answered(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        group = h.play.group
        brief = await h.play.ask(group, "/brief")
        said = h.play.say(group, "大家早")
        for text, reply_to in (("成本多少？", None), ("成本多少？", said), ("謝謝", brief)):
            h.play.say(group, text, reply_to=reply_to)
        answer = await h.play.ask(group, "青石的成本是現有電池的幾倍？", reply_to=brief)
        assert "青石的成本是現有電池的3倍" in answer["text"]
        assert answer["reply_to_message"]["text"] == "青石的成本是現有電池的幾倍？"
        mine = [m for m in h.play.messages(group) if m["from"]["is_bot"]]
        assert [m["message_id"] for m in mine] == [brief["message_id"], answer["message_id"]]

    talk(tmp_path, scene, article=BATTERY)


def test_a_question_in_reply_is_about_the_article_of_that_message(tmp_path: Path) -> None:
    """A newer article that could answer as well is not asked first."""

    async def scene(h: House) -> None:
        brief = await h.play.ask(h.play.private, "/brief")
        h.store.put_article(RIVAL, shelf=None, stem="rival", parser_version="1")
        about = await h.play.ask(h.play.private, "充電要幾分鐘？", reply_to=brief)
        assert "充電只要8分鐘" in about["text"]
        assert "30分鐘" not in about["text"]
        free = await h.play.ask(h.play.private, "充電要幾分鐘？")
        assert "30分鐘" in free["text"]

    talk(tmp_path, scene, article=BATTERY)
