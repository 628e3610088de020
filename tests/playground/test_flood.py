"""Telegram's flood limits, by a clock that tests move."""

import httpx
import pytest

from bot.playground import Flood, Playground
from bot.playground.flood import Gate
from tests.playground.conftest import Clock

OWNER, GROUP = 100_001, -4_000_003


def let_through(gate: Gate, chat: int, tries: int) -> int:
    return sum(gate.refuse("sendMessage", chat) is None for _ in range(tries))


def test_one_chat_has_a_small_burst_and_then_one_message_a_second(clock: Clock) -> None:
    gate = Gate(Flood(), clock)
    assert let_through(gate, OWNER, 10) == 3
    assert gate.refuse("sendMessage", OWNER) == 1
    clock.seconds += 1
    assert let_through(gate, OWNER, 10) == 1
    clock.seconds += 100
    assert let_through(gate, OWNER, 10) == 3


def test_a_group_takes_twenty_messages_a_minute(clock: Clock) -> None:
    gate = Gate(Flood(), clock)
    sent = 0
    for _ in range(30):
        sent += let_through(gate, GROUP, 1)
        clock.seconds += 1
    assert sent == 20
    assert gate.refuse("sendMessage", GROUP) == 30  # the first was sent thirty seconds ago
    assert let_through(gate, OWNER, 1) == 1  # other chats go on
    clock.seconds += 30
    assert let_through(gate, GROUP, 1) == 1


def test_all_chats_together_take_thirty_messages_a_second(clock: Clock) -> None:
    gate = Gate(Flood(), clock)
    assert sum(let_through(gate, chat, 1) for chat in range(1, 100)) == 30
    clock.seconds += 1
    assert sum(let_through(gate, chat, 1) for chat in range(100, 200)) == 30


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getChat", "editMessageText"])
def test_only_new_messages_count(clock: Clock, method: str) -> None:
    gate = Gate(Flood(), clock)
    assert [gate.refuse(method, OWNER) for _ in range(50)] == [None] * 50


@pytest.mark.anyio
async def test_a_flooding_client_is_told_when_to_come_back(clock: Clock) -> None:
    playground = Playground(flood=Flood(burst=1), now=clock)
    async with playground.serve(), httpx.AsyncClient(base_url=f"{playground.base_url}{playground.token}/") as client:
        first, second = [await client.post("sendMessage", json={"chat_id": OWNER, "text": "好"}) for _ in range(2)]
    assert first.status_code == 200
    assert (second.status_code, second.headers["retry-after"]) == (429, "1")
    assert second.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert len(playground.messages(playground.private)) == 1
