"""What goes wrong, made to go wrong for real: a broken database, a full chat, a cut line, a token that is refused."""

import asyncio
import re
import socket
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest

from bot.answers.reply import Html
from bot.chat import handlers
from bot.chat.application import build_application, running
from bot.chat.deliver import Shown, Target, edit, send
from bot.errors import ConfigError
from bot.facts.display import folded
from bot.playground.faults import Fault
from bot.playground.playground import Playground
from bot.playground.world import Member
from bot.store.store import Store
from tests.chat.live import House, data, desk_of, talk, until

FAILED = re.compile(r"出了點問題，這次沒辦法回答。請再試一次。 \(([0-9a-f]{8})\)")


def break_database(h: House) -> None:
    with h.store.write() as db:
        db.exec_driver_sql("ALTER TABLE chat RENAME COLUMN language TO lost")


def mend_database(h: House) -> None:
    with h.store.write() as db:
        db.exec_driver_sql("ALTER TABLE chat RENAME COLUMN lost TO language")


def test_a_failure_is_logged_and_told_with_the_same_reference(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.private, "/limits")
        with h.store.write() as db:
            db.exec_driver_sql("ALTER TABLE article RENAME COLUMN stem TO lost")
        with capture_logs() as logs:
            told = FAILED.fullmatch((await h.play.ask(h.play.private, "/limits"))["text"])
            pressed = await h.play.press_and_wait(answer, data(answer, "▶"))
        alert = FAILED.fullmatch(pressed["text"])
        assert told
        assert alert
        assert pressed["show_alert"]
        lines = [line for line in logs if line["event"] == "update failed"]
        assert [line["reference"] for line in lines] == [told[1], alert[1]]
        assert all(line["chat_id"] == h.play.private.id and line["update_id"] and line["exc_info"] for line in lines)

    talk(tmp_path, scene)


def test_a_failure_that_cannot_be_told_is_a_line_in_the_log_and_no_more(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        break_database(h)  # without it the language to tell it in is unknown
        with capture_logs() as logs:
            h.play.say(h.play.private, "/limits")
            await until(lambda: any(line["event"] == "the failure could not be told" for line in logs))
        mend_database(h)
        assert "限制 20" in (await h.play.ask(h.play.private, "/limits"))["text"]

    talk(tmp_path, scene)


def test_refused_html_goes_as_plain_text(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        target = Target(h.play.private.id)
        with capture_logs() as logs:
            await send(h.app.bot, target, Shown(Html("<b>一 &amp; 二</i>"), ((("a", "b"),),)))
            message = h.play.messages(h.play.private)[-1]
            assert (message["text"], message.get("entities", [])) == ("一 & 二", [])
            await edit(h.app.bot, target, message["message_id"], Shown(Html("<u>三")))
        assert h.play.messages(h.play.private)[-1]["text"] == "三"
        assert [line["html"] for line in logs] == ["<b>一 &amp; 二</i>", "<u>三"]

    talk(tmp_path, scene)


def test_a_page_that_is_too_long_is_split_and_loses_nothing(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        text = "".join(f"第{n}句話。" for n in range(1, 1201))
        with capture_logs() as logs:
            await send(h.app.bot, Target(h.play.private.id), Shown(Html(f"<b>{text}</b>"), ((("鈕", "x"),),)))
        assert logs[0]["event"] == "a page was too long and is split"
        messages = h.play.messages(h.play.private)
        assert "".join(m["text"] for m in messages).replace("\n", "") == text
        # The buttons stand under the last, where reading ends.
        assert ["reply_markup" in m for m in messages] == [False] * (len(messages) - 1) + [True]

    talk(tmp_path, scene)


def test_a_page_that_is_there_already_is_fine_and_other_refusals_are_not_hidden(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        target = Target(h.play.private.id)
        await send(h.app.bot, target, Shown(Html("<b>一</b>")))
        number = h.play.messages(h.play.private)[-1]["message_id"]
        await edit(h.app.bot, target, number, Shown(Html("<b>一</b>")))
        with pytest.raises(BadRequest, match="not found"):
            await edit(h.app.bot, target, number + 1, Shown(Html("<b>一</b>")))

    talk(tmp_path, scene)


def test_a_chat_that_shut_the_bot_out_is_a_line_in_the_log(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.set_bot(h.play.private, Member("kicked"))
        with capture_logs() as logs:
            await send(h.app.bot, Target(h.play.private.id), Shown(Html("一")))
        assert [line["event"] for line in logs] == ["not let in"]

    talk(tmp_path, scene)


def test_a_429_in_one_chat_is_waited_out_and_delays_no_other(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.faults.add(Fault("flood", "sendMessage", h.play.group.id, seconds=1))
        after = h.play.state.events.last
        h.play.say(h.play.group, "/limits")
        for chat in (h.play.private, h.play.channel, h.play.forum):
            await h.play.ask(chat, "/limits")
        answer = await h.play.wait_for(lambda e: "reply_to_message" in e.data, after=after)
        assert answer.data["chat"]["id"] != h.play.group.id
        last = await h.play.wait_for(
            lambda e: "reply_to_message" in e.data and e.data["chat"]["id"] == h.play.group.id, after=after
        )
        assert "限制 20" in last.data["text"]
        assert len(h.play.messages(h.play.group)) == 2

    # One slot: the chat that waits must not hold it.
    talk(tmp_path, scene, slots=1)


def test_a_line_cut_while_answering_is_told_by_the_next(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.faults.add(Fault("drop", "sendMessage"))
        with capture_logs() as logs:
            assert FAILED.fullmatch((await h.play.ask(h.play.private, "/limits"))["text"])
        assert [line["event"] for line in logs] == ["update failed"]
        assert "限制 20" in (await h.play.ask(h.play.private, "/limits"))["text"]

    talk(tmp_path, scene)


def test_a_poll_that_fails_is_a_line_without_a_traceback_and_is_tried_again(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        with capture_logs() as logs:
            h.play.faults.add(Fault("error", "getUpdates"))
            await h.play.ask(h.play.private, "/limits")
            await h.play.ask(h.play.private, "/limits", patience=20)
        lines = [line for line in logs if line["event"] == "getUpdates failed"]
        assert len(lines) == 1
        assert "exc_info" not in lines[0]

    talk(tmp_path, scene)


def test_typing_is_shown_while_an_answer_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(h: House) -> None:
        async with handlers._typing(h.app.bot, Target(h.play.private.id)):
            shown = await h.play.wait_for(lambda e: e.kind == "action")
        assert shown.data["action"] == "typing"

    monkeypatch.setattr(handlers, "TYPING_AFTER", 0.0)
    talk(tmp_path, scene)


def test_a_refused_token_is_said_without_the_token(tmp_path: Path) -> None:
    async def scene() -> None:
        play = Playground()
        with Store.open(f"sqlite:///{tmp_path}/store.db", folded) as store:
            async with play.serve() as url:
                app = build_application("123456:wrong", desk_of(store), store, api_url=url)
                async with running(app):
                    pytest.fail("it must not run")

    with pytest.raises(ConfigError, match="BOT_TOKEN is refused") as caught:
        asyncio.run(scene())
    assert "123456:wrong" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_the_bot_waits_for_a_telegram_that_cannot_be_reached_yet(tmp_path: Path) -> None:
    async def scene() -> None:
        play = Playground()
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        with Store.open(f"sqlite:///{tmp_path}/store.db", folded) as store:
            app = build_application(play.token, desk_of(store), store, api_url=f"http://127.0.0.1:{port}")
            up = asyncio.Event()

            async def run() -> None:
                async with running(app):
                    up.set()

            with capture_logs() as logs:
                task = asyncio.create_task(run())
                await until(lambda: any(line["event"] == "Telegram cannot be reached yet" for line in logs))
                async with play.serve(port):
                    await asyncio.wait_for(up.wait(), 60)
                    await task

    asyncio.run(scene())


def test_a_stop_answers_what_was_fetched_and_leaves_the_rest_with_telegram(tmp_path: Path) -> None:
    play = Playground(latency=0.02)
    asked = 40

    async def scene(h: House) -> None:
        for _ in range(asked // 2):
            h.play.say(h.play.private, "/limits")
            h.play.say(h.play.group, "/limits")
        await h.play.wait_for(lambda e: "reply_to_message" in e.data)

    talk(tmp_path, scene, play=play, grace=30.0)
    answered = sum("reply_to_message" in m for chat in (play.private, play.group) for m in play.messages(chat))
    assert answered + len(play.state.updates.pending) == asked
    assert answered > 1


def test_a_stop_ends_after_its_grace_and_says_what_it_left(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.faults.add(Fault("flood", "sendMessage", seconds=3600))
        h.play.say(h.play.private, "/limits")
        await until(lambda: any(call.method == "sendMessage" for call in h.play.calls))

    with capture_logs() as logs:
        talk(tmp_path, scene, grace=0.1)
    left = [line["update_ids"] for line in logs if line["event"] == "stopped before these updates were answered"]
    assert [len(ids) for ids in left] == [1]


def test_proxies_are_not_asked_for_a_server_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(h: House) -> None:
        assert "限制 20" in (await h.play.ask(h.play.private, "/limits"))["text"]

    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    talk(tmp_path, scene)
