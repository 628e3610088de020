"""What happens to chats while a bot is in them: groups that move, topics that close, a clock that is set forward."""

import httpx
import pytest

from bot.playground import Fault, Member, Playground, PlaygroundError
from bot.playground.errors import bad_request
from tests.playground.conftest import Call, Clock

pytestmark = pytest.mark.anyio


async def test_a_group_that_became_a_supergroup_says_where_it_is(playground: Playground, call: Call) -> None:
    group = playground.group
    new = playground.migrate(group)
    updates = [update["message"] for update in playground.state.updates.pending]
    assert [(u.get("migrate_to_chat_id"), u.get("migrate_from_chat_id")) for u in updates] == [
        (new.id, None),
        (None, group.id),
    ]
    refused = await call("sendMessage", chat_id=group.id, text="好")
    assert (refused["error_code"], refused["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert (await call("sendMessage", chat_id=new.id, text="好"))["ok"]
    assert new.type == "supergroup"
    with pytest.raises(PlaygroundError, match="supergroup"):
        playground.say(group, "在嗎")


async def test_a_closed_topic_takes_nothing_until_it_is_opened_again(playground: Playground, call: Call) -> None:
    forum, topic = playground.forum, next(iter(playground.forum.topics))
    playground.set_bot(forum, Member("member"))
    playground.state.updates.pending.clear()
    playground.close_topic(forum, topic)
    refused = await call("sendMessage", chat_id=forum.id, message_thread_id=topic, text="好")
    assert refused["description"] == "Bad Request: TOPIC_CLOSED"
    playground.reopen_topic(forum, topic)
    assert (await call("sendMessage", chat_id=forum.id, message_thread_id=topic, text="好"))["ok"]
    told = [update["message"] for update in playground.state.updates.pending]
    assert ["forum_topic_closed" in told[0], "forum_topic_reopened" in told[1]] == [True, True]
    assert [message["message_thread_id"] for message in told] == [topic, topic]


async def test_a_deleted_topic_is_gone_without_a_word(playground: Playground, call: Call) -> None:
    forum, topic = playground.forum, next(iter(playground.forum.topics))
    playground.delete_topic(forum, topic)
    refused = await call("sendMessage", chat_id=forum.id, message_thread_id=topic, text="好")
    assert refused["description"] == "Bad Request: message thread not found"
    assert not playground.state.updates.pending


async def test_a_refusal_on_order_waits_for_the_text_it_is_meant_for(playground: Playground, call: Call) -> None:
    playground.faults.add(Fault("refuse", "sendMessage", refusal=bad_request("message is too long"), holding="長"))
    assert (await call("sendMessage", chat_id=playground.owner.id, text="短"))["ok"]
    refused = await call("sendMessage", chat_id=playground.owner.id, text="很長")
    assert refused["description"] == "Bad Request: message is too long"
    assert (await call("sendMessage", chat_id=playground.owner.id, text="很長"))["ok"]


async def test_the_page_sets_the_clock_forward_and_never_back(playground: Playground, clock: Clock) -> None:
    async def forward(seconds: float) -> None:
        clock.seconds += seconds

    begun = clock.seconds
    async with httpx.AsyncClient(base_url=playground.url) as page:

        async def set_to(seconds: object, **headers: str) -> int:
            return (await page.post("/playground/clock", json={"to": seconds}, headers=headers)).status_code

        assert (await page.get("/playground/state")).json()["clock_moves"] is False
        assert await set_to(begun + 60) == 403  # nobody lent it a clock
        playground.forward_clock = forward
        assert (await page.get("/playground/state")).json()["clock_moves"] is True
        assert [await set_to(to) for to in (begun - 1, "nine", begun + 400 * 86_400)] == [400, 400, 400]
        assert await set_to(begun + 60, **{"sec-fetch-site": "cross-site"}) == 403
        assert clock.seconds == begun
        assert await set_to(begun + 3600) == 200
        assert (await page.get("/playground/state")).json()["now"] == clock.seconds == begun + 3600
    assert [event.data for event in playground.state.events.log if event.kind == "clock"] == [{"now": begun + 3600}]
