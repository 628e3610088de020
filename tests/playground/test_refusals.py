"""The refusals clients meet, in the words of the real server: clients tell them apart by these words."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.playground import Member, Playground
from tests.playground.conftest import Call

pytestmark = pytest.mark.anyio

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"
OWNER, GROUP, FORUM, CHANNEL = 100_001, -4_000_003, -1_002_000_000_004, -1_002_000_000_005


def send(chat: int = OWNER, text: str = "好", **more: Any) -> tuple[str, dict[str, Any]]:
    return "sendMessage", {"chat_id": chat, "text": text, **more}


def button(**fields: Any) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": [[{"text": "x", **fields}]]}}


HTML = {"parse_mode": "HTML"}


@pytest.mark.parametrize(
    ("request_", "code", "description"),
    [
        (send(text=""), 400, "Bad Request: message text is empty"),
        (send(text=" \n"), 400, "Bad Request: text must be non-empty"),
        (send(text="<b></b>", **HTML), 400, "Bad Request: text must be non-empty"),
        (send(text="字" * 4097), 400, "Bad Request: message is too long"),
        # an emoji counts two units
        (send(text="😀" * 2049), 400, "Bad Request: message is too long"),
        # before parsing, bytes are counted: an answer of many tags can be too long though its text is not
        (send(text="<b>字</b>" * 3277, **HTML), 400, "Bad Request: text is too long"),
        (
            send(text="<p>", **HTML),
            400,
            'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        (send(parse_mode="Rich"), 400, "Bad Request: unsupported parse_mode"),
        (send(chat=4711), 400, "Bad Request: chat not found"),
        (("sendMessage", {"text": "好"}), 400, "Bad Request: chat_id is empty"),
        (send(FORUM, message_thread_id=99), 400, "Bad Request: message thread not found"),
        # the General topic has number 1, but is written to without it
        (send(FORUM, message_thread_id=1), 400, "Bad Request: message thread not found"),
        (send(reply_parameters={"message_id": 99}), 400, "Bad Request: message to be replied not found"),
        (send(**button(callback_data="")), 400, "Bad Request: BUTTON_DATA_INVALID"),
        # 64 bytes are 21 Chinese characters and a bit
        (send(**button(callback_data="字" * 22)), 400, "Bad Request: BUTTON_DATA_INVALID"),
        (send(**button(url="nowhere")), 400, "Bad Request: BUTTON_URL_INVALID"),
        (
            send(**button()),
            400,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (send(reply_markup="{"), 400, "Bad Request: can't parse reply keyboard markup JSON object"),
        (send(reply_markup="[]"), 400, "Bad Request: object expected as reply markup"),
        (
            ("editMessageText", {"chat_id": OWNER, "message_id": 99, "text": "x"}),
            400,
            "Bad Request: message to edit not found",
        ),
        (("deleteMessage", {"chat_id": OWNER, "message_id": 99}), 400, "Bad Request: message to delete not found"),
        (("answerCallbackQuery", {"callback_query_id": "1"}), 400, OLD_QUERY),
        (
            ("sendChatAction", {"chat_id": OWNER, "action": "dance"}),
            400,
            "Bad Request: wrong parameter action in request",
        ),
        (("sendDocument", {"chat_id": OWNER}), 400, "Bad Request: there is no document in the request"),
        (("getFile", {"file_id": "x"}), 400, "Bad Request: invalid file_id"),
        (("getChatMember", {"chat_id": GROUP, "user_id": 5}), 400, "Bad Request: user not found"),
        (
            ("getChatAdministrators", {"chat_id": OWNER}),
            400,
            "Bad Request: there are no administrators in the private chat",
        ),
        (
            ("setMyCommands", {"commands": [{"command": "限制", "description": "x"}]}),
            400,
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        (
            ("setMyCommands", {"commands": [], "language_code": "zh-hant"}),
            400,
            "Bad Request: invalid language code specified",
        ),
        (("sendEverything", {}), 404, "Not Found: method not found"),
    ],
)
async def test_a_call_that_cannot_be_granted(
    call: Call, request_: tuple[str, dict[str, Any]], code: int, description: str
) -> None:
    method, params = request_
    assert await call(method, **params) == {"ok": False, "error_code": code, "description": description}


@pytest.mark.parametrize("length", [4096, 1])
async def test_a_text_at_the_limit_is_sent(call: Call, length: int) -> None:
    answer = await call("sendMessage", chat_id=OWNER, text=f"<b>{'字' * length}</b>", parse_mode="HTML")
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": length}]


@pytest.mark.parametrize("data", ["x", "字" * 21])
async def test_callback_data_at_the_limit_is_taken(call: Call, data: str) -> None:
    assert (await call("sendMessage", chat_id=OWNER, text="好", **button(callback_data=data)))["ok"]


def restrict(playground: Playground) -> None:
    playground.set_bot(playground.group, Member("restricted", {"can_send_messages": False}))


def close_topic(playground: Playground) -> None:
    playground.set_bot(playground.forum, Member("member"))
    playground.forum.topics[2].closed = True


BANNED, LEFT = Member("kicked"), Member("left")
POSTLESS = Member("administrator", {"can_post_messages": False})


@pytest.mark.parametrize(
    ("before", "place", "refused"),
    [
        (lambda p: p.set_bot(p.private, BANNED), {"chat_id": OWNER}, (403, "Forbidden: bot was blocked by the user")),
        (
            lambda p: p.set_bot(p.group, BANNED),
            {"chat_id": GROUP},
            (403, "Forbidden: bot was kicked from the group chat"),
        ),
        (
            lambda p: p.set_bot(p.forum, BANNED),
            {"chat_id": FORUM},
            (403, "Forbidden: bot was kicked from the supergroup chat"),
        ),
        (
            lambda p: p.set_bot(p.forum, LEFT),
            {"chat_id": FORUM},
            (403, "Forbidden: bot is not a member of the supergroup chat"),
        ),
        (
            lambda p: p.set_bot(p.channel, BANNED),
            {"chat_id": CHANNEL},
            (403, "Forbidden: bot was kicked from the channel chat"),
        ),
        (restrict, {"chat_id": GROUP}, (400, "Bad Request: not enough rights to send text messages to the chat")),
        (
            lambda p: p.set_bot(p.channel, POSTLESS),
            {"chat_id": CHANNEL},
            (400, "Bad Request: need administrator rights in the channel chat"),
        ),
        (close_topic, {"chat_id": FORUM, "message_thread_id": 2}, (400, "Bad Request: TOPIC_CLOSED")),
    ],
)
async def test_a_chat_that_does_not_let_the_bot_write(
    playground: Playground,
    call: Call,
    before: Callable[[Playground], None],
    place: dict[str, int],
    refused: tuple[int, str],
) -> None:
    before(playground)
    answer = await call("sendMessage", **place, text="好")
    assert (answer["error_code"], answer["description"]) == refused


async def test_an_edit_that_changes_nothing_is_refused(call: Call) -> None:
    markup = {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}}
    sent = (await call("sendMessage", chat_id=OWNER, text="<b>好</b>", parse_mode="HTML", **markup))["result"]
    same = {"chat_id": OWNER, "message_id": sent["message_id"]}
    again = await call("editMessageText", **same, text="<b>好</b> ", parse_mode="HTML", **markup)
    assert again["description"] == NOT_MODIFIED
    assert (await call("editMessageReplyMarkup", **same, **markup))["description"] == NOT_MODIFIED
    assert (await call("editMessageText", **same, text="好", **markup))["ok"]  # no longer bold: that is a change
    assert (await call("editMessageReplyMarkup", **same))["ok"]  # the buttons are gone: so is that


async def test_only_own_messages_are_edited_and_only_with_rights_deleted(playground: Playground, call: Call) -> None:
    said = playground.say(playground.group, "好")
    of_others = {"chat_id": GROUP, "message_id": said["message_id"]}
    edited = await call("editMessageText", **of_others, text="x")
    assert edited["description"] == "Bad Request: message can't be edited"
    assert (await call("deleteMessage", **of_others))["description"] == "Bad Request: message can't be deleted"
    playground.set_bot(playground.group, Member("administrator"))
    assert (await call("deleteMessage", **of_others))["result"] is True
    assert playground.messages(playground.group) == []


@pytest.mark.parametrize("method", ["getMe", "sendMessage", "nothing"])
async def test_a_wrong_token_is_unauthorized(playground: Playground, method: str) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{playground.base_url}70001:wrong/{method}")
    assert (answer.status_code, answer.json()) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


async def test_a_query_is_answered_once_and_in_time(playground: Playground, call: Call, clock: Any) -> None:
    sent = await call("sendMessage", chat_id=OWNER, text="好", **button(callback_data="y"))
    for wait, description in [(0, None), (15, None), (16, OLD_QUERY)]:
        query = playground.press(sent["result"], "y")
        clock.seconds += wait
        assert (await call("answerCallbackQuery", callback_query_id=query)).get("description") == description
    assert (await call("answerCallbackQuery", callback_query_id=query))["description"] == OLD_QUERY
