"""What people do reaches the bot as updates, in Telegram's shape, through getUpdates and its rules."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.playground import Member, Playground, PlaygroundError
from tests.botapi import check_update
from tests.playground.conftest import Call

pytestmark = pytest.mark.anyio

WEBHOOK = "https://example.com/hook"


def channel_edit(playground: Playground) -> None:
    playground.edit(playground.say(playground.channel, "好"), "更好")


def forward_all(playground: Playground) -> None:
    for message in (
        playground.say(playground.channel, "頻道的話"),
        playground.say(playground.private, "你的話"),
        playground.say(playground.group, "群組的話", anonymous=True),
    ):
        playground.forward(playground.forward(message, playground.group), playground.private)


@pytest.mark.parametrize(
    ("act", "kinds"),
    [
        (lambda p: p.say(p.private, "/limits 360"), ["message"]),
        (lambda p: p.say(p.group, "好", anonymous=True), ["message"]),
        (lambda p: p.say(p.forum, "好", thread=2, user=p.guest), ["message"]),
        (lambda p: p.edit(p.say(p.private, "好"), "更好"), ["message", "edited_message"]),
        (channel_edit, ["channel_post", "edited_channel_post"]),
        (lambda p: p.send_document(p.channel, "稿.txt", b"x", caption="#AI"), ["channel_post"]),
        (forward_all, ["channel_post", *["message"] * 8]),
        (lambda p: p.set_bot(p.group, Member("kicked")), ["my_chat_member"]),
        (lambda p: p.set_bot(p.channel, Member("administrator", {"can_post_messages": False})), ["my_chat_member"]),
        (lambda p: p.set_bot(p.forum, Member("restricted", {"can_send_messages": False})), ["my_chat_member"]),
    ],
)
async def test_an_act_becomes_updates_of_telegrams_shape(
    playground: Playground, call: Call, act: Callable[[Playground], Any], kinds: list[str]
) -> None:
    act(playground)
    updates = (await call("getUpdates"))["result"]
    assert [kind for update in updates for kind in update if kind != "update_id"] == kinds
    assert [wrong for update in updates for wrong in check_update(update)] == []


async def only_update(call: Call, kind: str) -> dict[str, Any]:
    [update] = (await call("getUpdates"))["result"]
    return update[kind]


async def test_a_command_is_marked_in_chats_but_not_in_channels(playground: Playground) -> None:
    assert playground.say(playground.private, "/limits")["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 7}
    ]
    assert "entities" not in playground.say(playground.private, "/限制")
    assert "entities" not in playground.say(playground.channel, "/limits")
    generous = Playground(commands_in_channels=True)
    assert generous.say(generous.channel, "/limits")["entities"]


async def test_an_anonymous_administrator_speaks_as_the_group(playground: Playground, call: Call) -> None:
    playground.say(playground.forum, "好", anonymous=True)
    message = await only_update(call, "message")
    assert message["sender_chat"] == message["chat"]
    assert message["from"]["username"] == "GroupAnonymousBot"


async def test_a_channel_post_has_the_channel_as_its_sender(playground: Playground, call: Call) -> None:
    playground.say(playground.channel, "好")
    post = await only_update(call, "channel_post")
    assert post["sender_chat"] == post["chat"]
    assert "from" not in post


async def test_a_topic_marks_its_messages_and_general_does_not(playground: Playground, call: Call) -> None:
    in_topic = playground.say(playground.forum, "好", thread=2)
    assert (in_topic["message_thread_id"], in_topic["is_topic_message"]) == (2, True)
    # a message that answers none answers the one that opened the topic
    assert in_topic["reply_to_message"]["forum_topic_created"]["name"] == "新聞"
    in_general = playground.say(playground.forum, "好")
    assert not in_general.keys() & {"message_thread_id", "is_topic_message", "reply_to_message"}
    sent = (await call("sendMessage", chat_id=playground.forum.id, text="好", message_thread_id=2))["result"]
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (2, True)
    # an answer to a message of a topic stands in that topic
    reply = {"message_id": in_topic["message_id"]}
    answer = (await call("sendMessage", chat_id=playground.forum.id, text="好", reply_parameters=reply))["result"]
    assert answer["message_thread_id"] == 2
    assert "reply_to_message" not in answer["reply_to_message"]


async def test_a_forwarded_message_names_its_first_author(playground: Playground) -> None:
    post = playground.say(playground.channel, "好")
    once = playground.forward(post, playground.group)
    twice = playground.forward(once, playground.private, user=playground.owner)
    assert twice["forward_origin"] == once["forward_origin"]
    assert once["forward_origin"]["message_id"] == post["message_id"]
    assert once["forward_origin"]["chat"]["id"] == playground.channel.id


async def test_a_press_brings_the_message_and_its_data(playground: Playground, call: Call) -> None:
    markup = {"inline_keyboard": [[{"text": "下一頁", "callback_data": "p:2"}]]}
    sent = (await call("sendMessage", chat_id=playground.group.id, text="好", reply_markup=markup))["result"]
    query_id = playground.press(sent, "p:2", user=playground.guest)
    query = await only_update(call, "callback_query")
    assert (query["id"], query["data"], query["message"]) == (query_id, "p:2", sent)
    assert query["from"]["id"] == playground.guest.id
    assert (await call("answerCallbackQuery", callback_query_id=query_id, text="好", show_alert=True))["result"] is True
    answered = await playground.wait_for(lambda event: event.kind == "answered")
    assert answered.data == {"query_id": query_id, "text": "好", "show_alert": True}


@pytest.mark.parametrize(
    "act",
    [
        lambda p: p.say(p.channel, "好", user=p.guest),
        lambda p: p.say(p.group, "好", user=p.guest, anonymous=True),
        lambda p: p.say(p.private, "好", user=p.guest),
        lambda p: p.say(p.private, "  "),
        lambda p: p.say(p.forum, "好", thread=9),
        lambda p: p.press(p.say(p.private, "好"), "x"),
    ],
)
async def test_people_do_only_what_telegrams_clients_let_them(playground: Playground, act: Callable[..., Any]) -> None:
    with pytest.raises(PlaygroundError):
        act(playground)
    assert not playground.state.updates.pending or len(playground.messages(playground.private)) == 1


async def test_updates_stay_until_a_higher_offset_confirms_them(playground: Playground, call: Call) -> None:
    for text in ("一", "二", "三"):
        playground.say(playground.private, text)
    first, second, third = (await call("getUpdates"))["result"]
    assert (await call("getUpdates", limit=1))["result"] == [first]
    assert (await call("getUpdates", offset=second["update_id"]))["result"] == [second, third]
    assert (await call("getUpdates"))["result"] == [second, third]
    assert (await call("getUpdates", offset=-1))["result"] == [third]
    assert (await call("getUpdates", offset=third["update_id"] + 1))["result"] == []


async def test_a_long_poll_ends_with_the_first_update(playground: Playground, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.polled()
    playground.say(playground.private, "好")
    assert len((await poll)["result"]) == 1


async def test_a_second_poll_ends_the_first_with_a_conflict(playground: Playground, call: Call) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.polled()
    second = asyncio.create_task(call("getUpdates", timeout=30))
    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    playground.say(playground.private, "好")
    assert len((await second)["result"]) == 1


async def test_a_webhook_shuts_polling_out(playground: Playground, call: Call) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await playground.polled()
    assert (await call("setWebhook", url=WEBHOOK))["result"] is True
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await call("getUpdates"))["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    playground.say(playground.private, "好")
    info = (await call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == (WEBHOOK, 1)
    assert (await call("deleteWebhook", drop_pending_updates=True))["result"] is True
    assert (await call("getUpdates"))["result"] == []


async def test_only_the_kinds_asked_for_are_kept(playground: Playground, call: Call) -> None:
    await call("getUpdates", allowed_updates=["channel_post"])
    playground.say(playground.private, "好")
    playground.say(playground.channel, "好")
    await only_update(call, "channel_post")  # a later call without the list keeps it
    await call("getUpdates", offset=-1, allowed_updates=[])
    playground.say(playground.private, "好")
    assert len((await call("getUpdates"))["result"]) == 2


async def test_a_bot_outside_a_chat_hears_nothing_of_it(playground: Playground, call: Call) -> None:
    assert (await call("leaveChat", chat_id=playground.group.id))["result"] is True
    playground.say(playground.group, "好")
    assert (await only_update(call, "my_chat_member"))["new_chat_member"]["status"] == "left"
