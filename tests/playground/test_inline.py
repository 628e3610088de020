"""Inline mode as Telegram has it: the query's update, the checks of an answer, and the message that is posted of it."""

import asyncio
from typing import Any

import pytest

from bot.playground import Playground, PlaygroundError
from bot.playground.methods.inline import INLINE_LIFETIME
from tests.botapi import check_update
from tests.playground.conftest import Call, Clock

pytestmark = pytest.mark.anyio

OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"


def result(number: int = 1, text: str = "<b>沈若溪</b>", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": str(number), "title": "沈若溪 · 引述", "input_message_content": content, **more}


async def asked(playground: Playground, call: Call, text: str = "沈若溪", **who: Any) -> tuple[asyncio.Task[Any], Any]:
    """Somebody types; the task ends with what is offered, the update is what the bot gets."""
    offered = asyncio.create_task(playground.ask_inline(text, **who))
    *_, update = (await call("getUpdates", timeout=10, offset=-1))["result"]
    assert check_update(update) == []
    return offered, update["inline_query"]


async def test_what_is_typed_reaches_the_bot_and_what_it_offers_is_posted_as_the_persons_own(
    playground: Playground, call: Call
) -> None:
    offered, query = await asked(playground, call, chat=playground.group, user=playground.guest)
    assert (query["query"], query["offset"], query["chat_type"]) == ("沈若溪", "", "group")
    assert query["from"]["id"] == playground.guest.id
    results = [result(1, description="我們等這一天等了十二年。"), result(2)]
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=results, next_offset="50"))["ok"]
    told = await offered
    assert [(r["id"], r["title"], r["description"]) for r in told["results"]] == [
        ("1", "沈若溪 · 引述", "我們等這一天等了十二年。"),
        ("2", "沈若溪 · 引述", ""),
    ]
    assert told["next_offset"] == "50"
    posted = playground.post_offer(playground.group, told["query_id"], "1", user=playground.guest)
    assert (posted["text"], posted["entities"]) == ("沈若溪", [{"type": "bold", "offset": 0, "length": 3}])
    assert (posted["from"]["id"], posted["via_bot"]["id"]) == (playground.guest.id, playground.world.me.id)
    updates = (await call("getUpdates", offset=1002))["result"]
    assert [check_update(update) for update in updates] == [[]]  # the bot is told of it, as of any message there


async def test_nobody_posts_what_was_offered_to_somebody_else(playground: Playground, call: Call) -> None:
    offered, query = await asked(playground, call, user=playground.guest)
    await call("answerInlineQuery", inline_query_id=query["id"], results=[result()])
    told = await offered
    for user, number in ((playground.owner, "1"), (playground.guest, "2")):
        with pytest.raises(PlaygroundError, match="no such offer"):
            playground.post_offer(playground.group, told["query_id"], number, user=user)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"results": {}}, "expected an Array of inline query results"),
        ({"results": [result(n) for n in range(51)]}, "too many inline query results specified"),
        ({"results": [result(1), result(1)]}, "RESULT_ID_DUPLICATE"),
        ({"results": [{**result(), "id": ""}]}, "RESULT_ID_INVALID"),
        ({"results": [{**result(), "id": "字" * 22}]}, "RESULT_ID_INVALID"),
        ({"results": [{**result(), "title": ""}]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [{**result(), "type": "poem"}]}, 'type "poem" is unsupported for the inline query result'),
        (
            {"results": [{**result(), "input_message_content": {}}]},
            "can't parse inline query result: message_text must be non-empty",
        ),
        ({"results": [result(text="字" * 4097)]}, "can't parse inline query result: message is too long"),
        (
            {"results": [result(text="<p>")]},
            "can't parse inline query result: can't parse entities: Unsupported start tag \"p\" at byte offset 0",
        ),
        ({"results": [], "next_offset": "5" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": {"text": "x", "start_parameter": "打開"}},
            "unallowed characters in start_parameter are used",
        ),
        ({"results": [], "button": {"text": "x", "start_parameter": ""}}, "can't use empty start_parameter"),
        ({"results": [], "button": {"text": "x"}}, "can't parse inline query results button JSON object"),
    ],
)
async def test_an_answer_that_telegram_would_refuse(
    playground: Playground, call: Call, params: dict[str, Any], description: str
) -> None:
    offered, query = await asked(playground, call)
    refused = await call("answerInlineQuery", inline_query_id=query["id"], **params)
    assert refused == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}
    await call("answerInlineQuery", inline_query_id=query["id"], results=[])
    await offered


async def test_a_query_is_answered_once_and_in_time(playground: Playground, call: Call, clock: Clock) -> None:
    offered, query = await asked(playground, call)
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=[]))["ok"]
    again = await call("answerInlineQuery", inline_query_id=query["id"], results=[])
    await offered
    late, query = await asked(playground, call)
    late.cancel()
    clock.seconds += INLINE_LIFETIME + 1
    after = await call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert [answer["description"] for answer in (again, after)] == [f"Bad Request: {OLD_QUERY}"] * 2


async def test_without_inline_mode_nothing_is_asked(playground: Playground, call: Call) -> None:
    assert (await call("getMe"))["result"]["supports_inline_queries"] is True
    playground.state.inline_mode = False
    assert (await call("getMe"))["result"]["supports_inline_queries"] is False
    with pytest.raises(PlaygroundError, match="no inline mode"):
        await playground.ask_inline("沈若溪")
