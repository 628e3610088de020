"""Faults on order: each strikes one call, before or after it took effect."""

import httpx
import pytest

from bot.playground import Fault, Playground
from tests.playground.conftest import Call

pytestmark = pytest.mark.anyio

OWNER, GROUP = 100_001, -4_000_003


@pytest.mark.parametrize(("when", "delivered"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("outcome", [("error", 500), ("flood", 429)])
async def test_a_refusal_comes_before_or_after_the_effect(
    playground: Playground, call: Call, outcome: tuple[str, int], when: str, delivered: int
) -> None:
    kind, code = outcome
    playground.faults.add(Fault(kind, "sendMessage", when=when, seconds=7))
    answer = await call("sendMessage", chat_id=OWNER, text="好")
    assert answer["error_code"] == code
    assert answer.get("parameters") == ({"retry_after": 7} if code == 429 else None)
    assert len(playground.messages(playground.private)) == delivered
    assert (await call("sendMessage", chat_id=OWNER, text="好"))["ok"]


@pytest.mark.parametrize(("when", "delivered"), [("before", 0), ("after", 1)])
async def test_a_dropped_connection_leaves_the_client_without_an_answer(
    playground: Playground, call: Call, when: str, delivered: int
) -> None:
    playground.faults.add(Fault("drop", when=when))
    with pytest.raises(httpx.TransportError):
        await call("sendMessage", chat_id=OWNER, text="好")
    assert len(playground.messages(playground.private)) == delivered
    assert playground.calls[-1].response is None


async def test_a_delay_lets_the_call_pass_in_the_end(playground: Playground, call: Call) -> None:
    playground.faults.add(Fault("delay", seconds=0.5))
    hurry = httpx.Timeout(5, read=0.1)
    async with httpx.AsyncClient(base_url=f"{playground.base_url}{playground.token}/", timeout=hurry) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post("sendMessage", json={"chat_id": OWNER, "text": "慢"})
    arrived = await playground.wait_for(lambda event: event.kind == "message" and event.data.get("text") == "慢")
    assert arrived.data["chat"]["id"] == OWNER
    assert (await call("getMe"))["ok"]


async def test_a_fault_waits_for_the_call_it_fits(playground: Playground, call: Call) -> None:
    fault = Fault("error", "sendMessage", chat=GROUP)
    playground.faults.add(fault)
    assert (await call("sendMessage", chat_id=OWNER, text="好"))["ok"]
    assert (await call("getChat", chat_id=GROUP))["ok"]
    assert playground.faults.waiting == [fault]
    assert not (await call("sendMessage", chat_id=GROUP, text="好"))["ok"]
    assert playground.faults.waiting == []
