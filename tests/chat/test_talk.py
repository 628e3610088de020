"""People talk to the bot over real HTTP."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.playground.playground import Playground
from tests.chat.live import House, data, labels, talk

NUMBERS = [str(n) for n in range(1, 9)]


def test_a_command_is_answered_with_the_first_page_as_a_reply(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limits")
        assert answer["text"].startswith("限制 20｜Sora的限制 (1/3)\n\n1. 文章敘述\n第1項：生成視頻的時長限制在1秒")
        assert answer["reply_to_message"]["text"] == "/limits"
        assert {"bold", "blockquote"} <= {entity["type"] for entity in answer["entities"]}
        assert labels(answer)[:2] == [NUMBERS, ["▶"]]
        assert all(
            len(b["callback_data"].encode()) <= 64 for row in answer["reply_markup"]["inline_keyboard"] for b in row
        )
        sent = next(call for call in h.play.calls if call.method == "sendMessage")
        assert sent.params["link_preview_options"] in ('{"is_disabled": true}', {"is_disabled": True})

    talk(tmp_path, scene)


def test_a_command_that_does_not_exist_is_named_as_it_was_typed(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limit")
        assert answer["text"] == "沒有「/limit」這個指令。你是不是要找："
        assert labels(answer)[0][0] == "限制"
        answer = await h.play.ask(h.play.private, "/xyzzy 何時")
        assert answer["text"] == "沒有「/xyzzy」這個指令。所有指令都在使用說明裡。"

    talk(tmp_path, scene)


def test_pages_and_sources_are_turned_in_the_same_message(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limits")
        shown = []
        for label in ("▶", "9", "← 返回", "◀"):
            message = h.play.messages(h.play.private)[-1]
            told = await h.play.press_and_wait(message, data(message, label))
            assert (told["text"], told["show_alert"]) == ("", False)
            shown.append(h.play.messages(h.play.private)[-1]["text"].split("\n")[0])
        assert shown == [
            "限制 20｜Sora的限制 (2/3)",
            "原文｜Sora的限制",
            "限制 20｜Sora的限制 (2/3)",
            "限制 20｜Sora的限制 (1/3)",
        ]
        assert [m["message_id"] for m in h.play.messages(h.play.private)] == [1, answer["message_id"]]

    talk(tmp_path, scene)


def test_the_same_button_twice_in_a_hurry_does_no_harm(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limits")
        for label in ("▶", "要點"):  # one turns the page, one sends a new message
            after = h.play.state.events.last
            both = {h.play.press(answer, data(answer, label)) for _ in range(2)}
            for query in both:
                await h.play.wait_for(lambda e, q=query: e.kind == "answered" and e.data["query_id"] == q, after=after)
            answer = h.play.messages(h.play.private)[1]
        texts = [m["text"].split("\n")[0] for m in h.play.messages(h.play.private)]
        assert texts == ["/limits", "限制 20｜Sora的限制 (2/3)", "Sora的限制"]

    talk(tmp_path, scene)


def test_a_forgotten_button_says_so_and_offers_its_command_again(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limits")
        h.store.purge_buttons(datetime.now(UTC) + timedelta(seconds=1))
        told = await h.play.press_and_wait(answer, data(answer, "▶"))
        assert (told["text"], told["show_alert"]) == ("這個按鈕太舊了，請再打一次指令。", True)
        answer = h.play.messages(h.play.private)[-1]
        assert labels(answer) == [["↻ 限制"]]
        await h.play.press_and_wait(answer, data(answer, "↻ 限制"))
        assert labels(h.play.messages(h.play.private)[-1])[:2] == [NUMBERS, ["▶"]]

    talk(tmp_path, scene)


def test_a_button_whose_article_was_read_anew_is_forgotten(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limits")
        article = h.store.article(1, h.article_id)
        assert article is not None
        h.store.put_article(article.article, shelf=None, stem="sora", parser_version="2")
        assert (await h.play.press_and_wait(answer, data(answer, "1")))["show_alert"]

    talk(tmp_path, scene)


def test_in_groups_topics_and_channels_the_answer_stands_where_the_question_stood(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        topic = next(number for number, topic in h.play.forum.topics.items() if number != 1)
        await h.play.ask(h.play.group, "/limits@YaodianPlaygroundBot")
        await h.play.ask(h.play.channel, "/限制")
        await h.play.ask(h.play.forum, "/limits", thread=topic)
        await h.play.ask(h.play.forum, "/limits")  # the General topic
        sent = [call.params for call in h.play.calls if call.method == "sendMessage"]
        assert [int(params.get("message_thread_id", 0)) for params in sent] == [0, 0, topic, 0]
        assert len(h.play.messages(h.play.forum, topic)) >= 2

    talk(tmp_path, scene)


def test_what_is_not_for_the_bot_and_what_was_edited_is_not_answered(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        said = h.play.say(h.play.group, "/limits@OtherBot")
        h.play.say(h.play.group, "限制很多")
        h.play.edit(said, "/limits")
        answer = await h.play.ask(h.play.group, "/help")  # answered in order: nothing came before
        assert answer["message_id"] == said["message_id"] + 3

    talk(tmp_path, scene)


def test_a_command_may_stand_under_a_file(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        after = h.play.state.events.last
        h.play.send_document(h.play.private, "a.txt", b"x", caption="/limits")
        await h.play.wait_for(lambda e: e.kind == "message" and "限制 20" in e.data.get("text", ""), after=after)

    talk(tmp_path, scene)


ADMINS_ONLY = "在群組裡，只有管理員可以改這個設定。"
DONE = "Done: English from now on."


def test_settings_of_a_group_are_for_its_admins(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        group, guest = h.play.group, h.play.guest
        assert (await h.play.ask(group, "/lang en", user=guest))["text"] == ADMINS_ONLY
        asked = await h.play.ask(group, "/lang")
        told = await h.play.press_and_wait(asked, data(asked, "English"), user=guest)
        # An alert is for one person, and in that person's language.
        assert (told["text"], told["show_alert"]) == ("在群组里，只有管理员可以改这个设置。", True)
        assert (await h.play.ask(group, "/lang en"))["text"] == DONE
        assert (await h.play.ask(h.play.forum, "/lang en", anonymous=True))["text"] == DONE
        assert (await h.play.ask(h.play.channel, "/lang en"))["text"] == DONE
        # Alone with the bot everybody is master of the house.
        assert (await h.play.ask(h.play.world.chats[guest.id], "/lang en"))["text"] == DONE

    talk(tmp_path, scene)


def test_the_bots_owners_may_everywhere(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        assert (await h.play.ask(h.play.group, "/lang en", user=h.play.guest))["text"] == DONE

    play = Playground()
    talk(tmp_path, scene, play=play, owners=frozenset({play.guest.id}))


def test_each_is_answered_in_their_language_and_a_group_in_its_own(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.set_language(h.play.guest, "zh-hans")
        hans = await h.play.ask(h.play.world.chats[h.play.guest.id], "/limits")
        assert "文章叙述" in hans["text"]
        assert "生成视频" in hans["text"]
        assert "文章敘述" in (await h.play.ask(h.play.group, "/limits", user=h.play.guest))["text"]
        await h.play.ask(h.play.group, "/lang en")
        assert (await h.play.ask(h.play.group, "/limits"))["text"].startswith("Limits 20 | Sora的限制 (1/3)")

    talk(tmp_path, scene)


@pytest.mark.parametrize("count", [60])
def test_many_commands_at_once_are_answered_in_order_in_every_chat(tmp_path: Path, count: int) -> None:
    async def scene(h: House) -> None:
        chats = [h.play.private, h.play.group, h.play.channel]
        said = {chat.id: [h.play.say(chat, "/limits")["message_id"] for _ in range(count // 3)] for chat in chats}
        for chat in chats:
            last = said[chat.id][-1]
            await h.play.wait_for(
                lambda e, n=last, c=chat.id: (
                    e.kind == "message"
                    and e.data["chat"]["id"] == c
                    and e.data.get("reply_to_message", {}).get("message_id") == n
                ),
                patience=30,
            )
            replied = [m["reply_to_message"]["message_id"] for m in h.play.messages(chat) if "reply_to_message" in m]
            assert replied == said[chat.id]

    talk(tmp_path, scene)


def test_the_same_page_writes_one_row_of_buttons(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        first, second = [await h.play.ask(h.play.private, "/limits") for _ in range(2)]
        other = await h.play.ask(h.play.group, "/limits")
        assert data(first, "1") == data(second, "1")
        assert data(first, "1") != data(other, "1")
        token = data(first, "1").split(":")[0]
        # A token is good in its own chat only.
        assert h.store.button(h.play.private.id, token)
        assert h.store.button(h.play.group.id, token) is None

    talk(tmp_path, scene)
