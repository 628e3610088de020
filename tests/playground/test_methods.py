"""What the methods do when they are granted; the fixture checks every request and reply against the specification."""

from typing import Any

import httpx
import pytest

from bot.playground import Playground
from bot.playground.methods import METHODS
from tests.botapi import METHODS as SPECIFIED
from tests.playground.conftest import Call

pytestmark = pytest.mark.anyio

OWNER = 100_001
FORMS: list[tuple[str, dict[str, Any]]] = [
    ("GET", {"params": {"chat_id": OWNER, "text": "好"}}),
    ("POST", {"data": {"chat_id": OWNER, "text": "好"}}),
    ("POST", {"json": {"chat_id": OWNER, "text": "好"}}),
    ("POST", {"files": {"chat_id": (None, str(OWNER)), "text": (None, "好")}}),
    ("POST", {"params": {"chat_id": OWNER}, "data": {"text": "好"}}),
]


@pytest.mark.parametrize(("verb", "request_"), FORMS, ids=["query", "form", "json", "multipart", "mixed"])
async def test_parameters_come_in_any_form(playground: Playground, verb: str, request_: dict[str, Any]) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.request(verb, f"{playground.base_url}{playground.token}/SENDmessage", **request_)
    assert answer.json()["result"]["text"] == "好"
    assert {name: str(value) for name, value in playground.calls[0].params.items()} == {
        "chat_id": str(OWNER),
        "text": "好",
    }


async def test_broken_json_is_a_bad_request(playground: Playground) -> None:
    async with httpx.AsyncClient() as client:
        url = f"{playground.base_url}{playground.token}/getMe"
        answer = await client.post(url, content="{", headers={"content-type": "application/json"})
    assert answer.json()["error_code"] == 400


def test_every_method_is_measured_by_the_specification() -> None:
    assert METHODS.keys() == set(SPECIFIED)


async def test_the_log_of_calls_holds_no_token(playground: Playground, call: Call) -> None:
    await call("getMe")
    await call("sendMessage", chat_id=OWNER, text="好")
    assert playground.token not in repr(playground.calls)


async def test_the_bot_introduces_itself(playground: Playground, call: Call) -> None:
    me = (await call("getMe"))["result"]
    assert (me["id"], me["is_bot"], me["username"]) == (70_001, True, "YaodianPlaygroundBot")
    assert playground.token.startswith("70001:")


async def test_an_edit_shows_when_it_happened_and_can_take_the_buttons_away(call: Call, clock: Any) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    sent = (await call("sendMessage", chat_id=OWNER, text="好", reply_markup=markup))["result"]
    clock.seconds += 60
    edited = (await call("editMessageText", chat_id=OWNER, message_id=sent["message_id"], text="更好"))["result"]
    assert edited == {
        **{k: v for k, v in sent.items() if k != "reply_markup"},
        "text": "更好",
        "edit_date": sent["date"] + 60,
    }


async def test_documents_go_both_ways(playground: Playground, call: Call) -> None:
    said = playground.send_document(playground.private, "新聞.txt", "全文".encode(), caption="請讀")
    file = (await call("getFile", file_id=said["document"]["file_id"]))["result"]
    async with httpx.AsyncClient() as client:
        address = f"{playground.base_file_url}{playground.token}/{file['file_path']}"
        assert (await client.get(address)).content.decode() == "全文"
        assert (await client.get(address + "x")).status_code == 404
        assert (await client.get(address.replace(playground.token, "70001:wrong"))).status_code == 401
        sent = await client.post(
            f"{playground.base_url}{playground.token}/sendDocument",
            data={"chat_id": OWNER, "document": "attach://csv", "caption": "<b>表</b>", "parse_mode": "HTML"},
            files={"csv": ("表.csv", b"a,b", "text/csv")},
        )
    document = sent.json()["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("表.csv", "text/csv", 3)
    assert sent.json()["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    again = await call("sendDocument", chat_id=OWNER, document=document["file_id"])
    assert again["result"]["document"] == document


@pytest.mark.parametrize(
    ("chat", "user", "status"),
    [("group", "owner", "creator"), ("group", "guest", "member"), ("private", "guest", "left")],
)
async def test_members_have_a_standing(playground: Playground, call: Call, chat: str, user: str, status: str) -> None:
    ids = {"chat_id": getattr(playground, chat).id, "user_id": getattr(playground, user).id}
    assert (await call("getChatMember", **ids))["result"]["status"] == status


@pytest.mark.parametrize(("chat", "bot_is_one"), [("group", False), ("forum", True), ("channel", True)])
async def test_administrators_are_listed(playground: Playground, call: Call, chat: str, bot_is_one: bool) -> None:
    found = (await call("getChatAdministrators", chat_id=getattr(playground, chat).id))["result"]
    assert [member["user"]["id"] for member in found] == [OWNER, *([70_001] if bot_is_one else [])]


@pytest.mark.parametrize("chat", ["private", "group", "forum", "channel"])
async def test_chats_describe_themselves(playground: Playground, call: Call, chat: str) -> None:
    described = (await call("getChat", chat_id=getattr(playground, chat).id))["result"]
    assert described["type"] == getattr(playground, chat).type
    assert described.get("is_forum", False) == (chat == "forum")


def named(name: str) -> list[dict[str, str]]:
    return [{"command": name, "description": "x"}]


async def test_the_narrowest_menu_in_the_users_language_wins(playground: Playground, call: Call) -> None:
    owner, private, group = playground.owner, playground.private, playground.group
    chat_scope = {"type": "chat", "chat_id": private.id}
    steps: list[tuple[dict[str, Any], str, str]] = [
        # what is set, then what the owner sees in private and in the group
        ({"commands": named("a")}, "a", "a"),
        ({"commands": named("b"), "language_code": "zh"}, "b", "b"),
        ({"commands": named("c"), "scope": {"type": "all_private_chats"}}, "c", "b"),
        ({"commands": named("d"), "scope": {"type": "all_group_chats"}, "language_code": "en"}, "c", "b"),
        ({"commands": named("e"), "scope": {"type": "all_chat_administrators"}}, "c", "e"),
        ({"commands": named("f"), "scope": chat_scope}, "f", "e"),
        (
            {"commands": named("g"), "scope": {"type": "chat_member", "chat_id": group.id, "user_id": owner.id}},
            "f",
            "g",
        ),
    ]
    for params, in_private, in_group in steps:
        assert (await call("setMyCommands", **params))["result"] is True
        seen = [playground.state.profile.menu(chat, owner)[0]["command"] for chat in (private, group)]
        assert seen == [in_private, in_group]
    assert (await call("getMyCommands", scope=chat_scope))["result"] == named("f")
    assert (await call("deleteMyCommands", scope=chat_scope))["result"] is True
    assert (await call("getMyCommands", scope=chat_scope))["result"] == []


@pytest.mark.parametrize("field", ["name", "description", "short_description"])
async def test_texts_about_the_bot_go_by_language(call: Call, field: str) -> None:
    method = "My" + "".join(part.title() for part in field.split("_"))
    for text, language in (("Yaodian", ""), ("要點", "zh")):
        await call(f"set{method}", **{field: text, "language_code": language})
    for language, text in (("", "Yaodian"), ("zh", "要點"), ("en", "Yaodian")):
        assert (await call(f"get{method}", language_code=language))["result"] == {field: text}


async def test_private_chats_and_groups_share_message_numbers_and_supergroups_do_not(playground: Playground) -> None:
    chats = (playground.private, playground.group, playground.private, playground.channel, playground.forum)
    assert [playground.say(chat, "好")["message_id"] for chat in chats] == [
        1,
        2,
        3,
        1,
        4,
    ]  # 1 created it, 2 and 3 its topics
