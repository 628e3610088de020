import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.chat.order import ChatOrder, aside, queue_key

USER = {"id": 7, "is_bot": False, "first_name": "Mei"}
GROUP = {"id": -5, "type": "group", "title": "Desk"}
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}
QUERY = {"id": "1", "from": USER, "chat_instance": "1", "data": "x"}


def update(chat: int, number: int) -> Update:
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
    return Update.de_json({"update_id": number, "message": message}, None)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"message": {"message_id": 1, "date": 1, "chat": GROUP, "from": USER}}, -5),
        ({"channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL}}, -1009),
        # A button's press waits behind its message's chat, not behind its presser.
        ({"callback_query": {**QUERY, "message": {"message_id": 1, "date": 1, "chat": GROUP}}}, -5),
        # Also where the message is too old to be told (date 0).
        ({"callback_query": {**QUERY, "message": {"message_id": 1, "date": 0, "chat": GROUP}}}, -5),
        ({"callback_query": {**QUERY, "inline_message_id": "a"}}, 7),
        ({"inline_query": {"id": "1", "from": USER, "query": "", "offset": ""}}, 7),
        ({"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                   "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                   "allows_revoting": False, "members_only": False}}, "update 3"),
    ],
)  # fmt: skip
def test_an_update_waits_behind_its_chat_or_its_user(content: dict[str, Any], key: object) -> None:
    assert queue_key(Update.de_json({"update_id": 3, **content}, None)) == key


def serve(order: ChatOrder, chats: list[int], work: Callable[[int, int], Awaitable[None]]) -> list[asyncio.Task[None]]:
    """Hands over one update for each of `chats` as PTB does: a task each, in the order they were fetched."""
    return [asyncio.create_task(order.process_update(update(chat, n), work(chat, n))) for n, chat in enumerate(chats)]


def test_updates_of_one_chat_keep_their_order_whatever_each_takes() -> None:
    async def scene() -> dict[int, list[int]]:
        seen: dict[int, list[int]] = {1: [], 2: [], 3: []}

        async def work(chat: int, n: int) -> None:
            for _ in range(n * 7 % 5):  # later ones are often quicker
                await asyncio.sleep(0)
            seen[chat].append(n)

        await asyncio.gather(*serve(ChatOrder(), [1, 2, 3] * 40, work))
        return seen

    assert asyncio.run(scene()) == {1: [*range(0, 120, 3)], 2: [*range(1, 120, 3)], 3: [*range(2, 120, 3)]}


def test_a_slow_chat_with_a_hundred_updates_delays_nobody() -> None:
    async def scene() -> None:
        stuck = asyncio.Event()
        served: list[int] = []

        async def work(chat: int, n: int) -> None:
            if chat == 1:
                await stuck.wait()
            served.append(n)

        order = ChatOrder(slots=2)
        tasks = serve(order, [1] * 100 + [2, 3, 4], work)
        await asyncio.gather(*tasks[100:])
        assert served == [100, 101, 102]
        stuck.set()
        await asyncio.gather(*tasks)
        assert served[3:] == list(range(100))

    asyncio.run(scene())


def test_no_more_chats_than_slots_are_in_hand_at_once() -> None:
    async def scene() -> int:
        now, most = 0, 0

        async def work(_chat: int, _n: int) -> None:
            nonlocal now, most
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

        await asyncio.gather(*serve(ChatOrder(slots=32), list(range(1, 201)), work))
        return most

    assert asyncio.run(scene()) == 32


def test_a_chat_that_only_waits_gives_its_slot_to_others_and_keeps_its_turn() -> None:
    async def scene() -> list[tuple[int, int]]:
        flood = asyncio.Event()
        served = []

        async def work(chat: int, n: int) -> None:
            if n == 0:
                async with aside():
                    await flood.wait()
            served.append((chat, n))
            flood.set()

        await asyncio.gather(*serve(ChatOrder(slots=1), [1, 1, 2], work))
        return served

    # Chat 1's second update stays behind its first, which waits; chat 2 uses the only slot meanwhile.
    assert asyncio.run(scene()) == [(2, 2), (1, 0), (1, 1)]


def test_idle_chats_leave_nothing_behind_even_after_an_error() -> None:
    async def scene() -> tuple[int, int]:
        async def work(chat: int, _n: int) -> None:
            await asyncio.sleep(0)
            if chat % 2:
                raise ValueError(chat)

        order = ChatOrder()
        tasks = serve(order, list(range(1, 501)) * 2, work)
        await asyncio.sleep(0)
        busy = order.queues
        await asyncio.gather(*tasks, return_exceptions=True)
        assert order.unfinished == 0
        return busy, order.queues

    assert asyncio.run(scene()) == (500, 0)


def test_giving_up_tells_what_is_unfinished_and_cancels_it() -> None:
    async def scene() -> None:
        async def work(_chat: int, _n: int) -> None:
            await asyncio.Event().wait()

        order = ChatOrder()
        tasks = serve(order, [1, 1, 2], work)
        await asyncio.sleep(0)
        assert order.unfinished == 3
        with capture_logs() as logs:
            order.give_up()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert all(task.cancelled() for task in tasks)
        assert (order.unfinished, order.queues) == (0, 0)
        assert [line["update_ids"] for line in logs] == [[0, 1, 2]]

    asyncio.run(scene())
