"""The measure itself: it lets pass what Telegram's specification allows, and names what it does not."""

from typing import Any

import pytest

from tests.botapi import METHODS, check_reply, check_request, check_update, spec

USER = {"id": 1, "is_bot": False, "first_name": "你"}
CHAT = {"id": 1, "type": "private"}
MESSAGE = {"message_id": 1, "date": 0, "chat": CHAT}


def test_the_reduced_specification_is_whole() -> None:
    kept = spec()
    assert set(kept["methods"]) == set(METHODS)
    mentioned = {
        name.replace("Array of ", "")
        for shape in [*kept["methods"].values(), *kept["types"].values()]
        for types in [shape.get("returns", []), shape.get("subtypes", []), *shape.get("fields", {}).values()]
        for name in types
    }
    assert mentioned - kept["types"].keys() == {"Integer", "String", "Boolean", "Float"}


@pytest.mark.parametrize(
    ("method", "params", "wrong"),
    [
        ("sendMessage", {"chat_id": "1", "text": "1"}, []),  # as a form sends it
        ("sendMessage", {"chat_id": 1, "text": "好", "disable_notification": "true"}, []),
        ("sendMessage", {"chat_id": "@x", "text": "好", "reply_parameters": '{"message_id": 1}'}, []),
        ("sendDocument", {"chat_id": 1, "document": {"file_name": "x", "size": 1}}, []),
        ("setMyCommands", {"commands": '[{"command": "a", "description": "b"}]', "scope": '{"type": "default"}'}, []),
        ("sendMessage", {"text": "好"}, ["sendMessage.chat_id is missing"]),
        ("sendMessage", {"chat_id": 1, "text": "好", "colour": 1}, ["sendMessage.colour is unknown"]),
        ("editMessageText", {"message_id": "x"}, ["editMessageText.message_id: 'x' is no Integer"]),
        (
            "sendMessage",
            {"chat_id": 1, "text": "好", "reply_parameters": "{}"},
            ["sendMessage.reply_parameters.message_id is missing"],
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "好", "disable_notification": 1},
            ["sendMessage.disable_notification: 1 is no Boolean"],
        ),
        ("sendPoem", {}, ["sendPoem is no method of the specification kept here"]),
    ],
)
def test_requests(method: str, params: dict[str, Any], wrong: list[str]) -> None:
    assert check_request(method, params) == wrong


@pytest.mark.parametrize(
    ("method", "result", "wrong"),
    [
        ("getMe", USER, []),
        ("getMe", {"id": 1, "is_bot": True}, ["getMe.first_name is missing"]),
        ("getMe", {**USER, "id": "1"}, ["getMe.id: '1' is no Integer"]),
        ("getMe", {**USER, "id": True}, ["getMe.id: True is no Integer"]),
        ("getUpdates", [{"update_id": 1, "message": MESSAGE}], []),
        ("getUpdates", {}, ["getUpdates: {} is no Array of Update"]),
        ("getChatMember", {"status": "left", "user": USER}, []),
        ("getChatMember", {"status": "asleep", "user": USER}, ["getChatMember.status is 'asleep', not 'member'"]),
        ("deleteMessage", True, []),
        ("deleteMessage", 1, ["deleteMessage: 1 is no Boolean"]),
        # a Message or True: the complaints are those of the nearer one
        ("editMessageText", True, []),
        ("editMessageText", {**MESSAGE, "is_topic_message": 1}, ["editMessageText.is_topic_message: 1 is no Boolean"]),
    ],
)
def test_replies(method: str, result: Any, wrong: list[str]) -> None:
    assert check_reply(method, result) == wrong


def test_updates() -> None:
    assert check_update({"update_id": 1, "message": MESSAGE}) == []
    assert check_update({"update_id": 1, "massage": MESSAGE}) == ["Update.massage is unknown"]
