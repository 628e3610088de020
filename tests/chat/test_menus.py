"""Menus and descriptions as Telegram is told of them."""

import json
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs

from bot.answers.commands import COMMANDS
from bot.chat.menus import Menus
from bot.playground.faults import Fault
from bot.playground.playground import Playground
from tests.chat.live import House, desk_of, talk, until

KINDS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


def told(play: Playground) -> list[dict[str, Any]]:
    """What Telegram took, with parameters as values."""
    return [
        {name: json.loads(value) if str(value)[:1] in "[{" else value for name, value in call.params.items()}
        | {"method": call.method}
        for call in play.calls
        if call.method in KINDS and call.response and call.response["ok"]
    ]


async def until_told(play: Playground, count: int) -> None:
    await until(lambda: len(told(play)) >= count)


def test_every_scope_and_language_gets_its_menu_and_the_bot_its_descriptions(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        await until_told(h.play, 8)
        menus = {
            (call["scope"]["type"], call.get("language_code", "")): call["commands"]
            for call in told(h.play)
            if call["method"] == "setMyCommands"
        }
        scopes = ("all_private_chats", "all_group_chats")
        assert set(menus) == {(scope, code) for scope in scopes for code in ("", "zh")}
        for commands in menus.values():
            assert [command["command"] for command in commands] == [command.name for command in COMMANDS]
        limits = {key: next(c["description"] for c in menu if c["command"] == "limits") for key, menu in menus.items()}
        assert limits["all_group_chats", "zh"].startswith("弱點")
        assert limits["all_group_chats", ""].startswith("weaknesses")
        others = [(call["method"], call.get("language_code", "")) for call in told(h.play)]
        assert {(kind, code) for kind in KINDS for code in ("", "zh")} == set(others)

    talk(tmp_path, scene)


def test_what_telegram_knows_is_not_sent_again_and_a_new_token_starts_anew(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        await until_told(h.play, 8)
        # The last answer may not be in the database yet: the same again shows when it is.
        menus = Menus(h.store, desk_of(h.store).messages)
        await menus.publish(h.app.bot)
        before = len(told(h.play))
        await menus.publish(h.app.bot)
        assert len(told(h.play)) == before

    talk(tmp_path, scene)
    talk(tmp_path, scene)  # the same database, another playground: `until_told` waits for all eight again


def test_a_chat_that_sets_its_language_gets_a_menu_in_it(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        await until_told(h.play, 8)
        await h.play.ask(h.play.group, "/limits")
        await h.play.ask(h.play.group, "/lang zh-hans")
        await until_told(h.play, 9)
        menu = told(h.play)[-1]
        assert menu["scope"] == {"type": "chat", "chat_id": h.play.group.id}
        assert next(c["description"] for c in menu["commands"] if c["command"] == "limits").startswith("弱点")

    talk(tmp_path, scene)


def test_a_refused_menu_stops_nothing_and_comes_next_time(tmp_path: Path) -> None:
    play = Playground()
    play.faults.add(*[Fault("error", "setMyCommands")] * 4)

    async def scene(h: House) -> None:
        await until_told(h.play, 4)
        assert "限制 20" in (await h.play.ask(h.play.private, "/limits"))["text"]
        await Menus(h.store, desk_of(h.store).messages).publish(h.app.bot)
        assert sum(call["method"] == "setMyCommands" for call in told(h.play)) == 4

    with capture_logs() as logs:
        talk(tmp_path, scene, play=play)
    assert sum(line["event"] == "a menu or description was not taken" for line in logs) == 4
