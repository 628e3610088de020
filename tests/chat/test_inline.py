"""Somebody types @bot and a name in any chat: over real HTTP, from the query to the message that is posted."""

import asyncio
from pathlib import Path

from bot.playground import Fault, Playground
from tests.answers.build import BATTERY, article, said
from tests.botapi import check_calls
from tests.chat.live import House, talk, until


def test_a_picked_offer_is_posted_and_not_answered(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        told = await h.play.ask_inline("沈若溪", chat=h.play.group)
        assert told["results"][0]["title"] == "沈若溪（晴川材料執行長） · 引述"
        assert (told["next_offset"], told["button"]) == ("", None)
        for chat in (h.play.private, h.play.group):
            h.play.post_offer(chat, told["query_id"], told["results"][1]["id"])
        posted = h.play.messages(h.play.group)[-1]
        assert posted["text"] == (
            "沈若溪（晴川材料執行長）\n「我們等這一天等了十二年。」\n《晴川固態電池亮相 充電只要八分鐘》 · 島嶼科技報 · 2031-05-06"
        )
        assert {"bold", "blockquote", "underline"} <= {entity["type"] for entity in posted["entities"]}
        await h.play.ask(h.play.private, "/help")  # answered in order: the posts were not
        assert len(h.play.messages(h.play.private)) == 3
        answer = next(call for call in h.play.calls if call.method == "answerInlineQuery")
        assert (str(answer.params["is_personal"]).lower(), int(answer.params["cache_time"])) == ("true", 5)
        assert check_calls(h.play.calls) == []

    talk(tmp_path, scene, article=BATTERY)


def test_the_shelf_is_that_of_the_private_chat_wherever_it_is_typed(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        for shelf, words in (
            (h.play.owner.id, "我的很貴。"),
            (h.play.guest.id, "她的很貴。"),
            (h.play.group.id, "群裡的很貴。"),
        ):
            made = article(f"顧維哲認為，{words}", quotes=[said(words, "顧維哲")])
            h.store.put_article(made, shelf=shelf, stem="own", parser_version="1")
        for user, words in ((h.play.owner, "我的很貴。"), (h.play.guest, "她的很贵。")):
            for chat in (h.play.group, h.play.world.chats[user.id]):
                told = await h.play.ask_inline("很貴", user=user, chat=chat)
                assert [result["description"] for result in told["results"]] == [words]

    talk(tmp_path, scene)


def test_where_nothing_is_found_a_button_leads_to_the_private_chat(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        told = await h.play.ask_inline("沒有這個人", chat=h.play.group, user=h.play.guest)
        assert (told["results"], told["next_offset"]) == ([], "")
        assert told["button"] == {"text": "找不到“沒有這個人”，打开要点看看", "start_parameter": "inline"}
        greeting = await h.play.ask(h.play.private, "/start inline")
        assert greeting["text"].startswith("你好，我是要點。")

    talk(tmp_path, scene)


def test_long_lists_come_by_pages_and_an_odd_offset_is_the_first(tmp_path: Path) -> None:
    text = "".join(f"老王說，第{n}件事很好。" for n in range(60))
    made = article(text, quotes=[said(f"第{n}件事很好。", "老王") for n in range(60)])

    async def scene(h: House) -> None:
        first = await h.play.ask_inline("老王")
        second = await h.play.ask_inline("老王", offset=first["next_offset"])
        assert [len(first["results"]), first["next_offset"]] == [50, "50"]
        assert [result["id"] for result in second["results"]] == [str(n) for n in range(50, 60)]
        assert (second["next_offset"], second["button"]) == ("", None)
        assert (await h.play.ask_inline("老王", offset="²"))["results"] == first["results"]

    talk(tmp_path, scene, article=made)


def test_a_query_that_is_too_old_is_let_go(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.faults.add(Fault("delay", "answerInlineQuery", seconds=0.5))
        asked = asyncio.create_task(h.play.ask_inline("限制"))
        await until(lambda: bool(h.play.state.inline))
        h.play.state.inline.clear()  # Telegram has forgotten it
        assert (await h.play.ask(h.play.private, "/limits"))["text"].startswith("限制 20")
        asked.cancel()
        await until(lambda: any(call.method == "answerInlineQuery" for call in h.play.calls))
        refused = next(call for call in h.play.calls if call.method == "answerInlineQuery")
        assert refused.response
        assert not refused.response["ok"]
        assert len(h.play.messages(h.play.private)) == 2  # nobody is told of a failure

    talk(tmp_path, scene)


def test_status_says_whether_inline_mode_is_on(tmp_path: Path) -> None:
    off = Playground()
    off.state.inline_mode = False
    for play, line in ((Playground(), "行內模式：開"), (off, "行內模式：關（要用的話，在 @BotFather 打 /setinline）")):

        async def scene(h: House, line: str = line) -> None:
            assert line in (await h.play.ask(h.play.private, "/status"))["text"]

        directory = tmp_path / str(play is off)
        directory.mkdir()
        talk(directory, scene, play=play)
