"""What happened to a message, told from what PTB raises: with real connections that fail, and Telegram's own words."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.chat.outcomes import failed
from bot.digest.outbox import Outcome, Result
from bot.playground import Fault, Playground
from bot.playground.errors import ApiError, bad_request, forbidden, migrated
from tests.chat.live import until

OWNER = 100_001
PATIENT = {
    "connect_timeout": 30.0,
    "read_timeout": 30.0,
    "write_timeout": 30.0,
    "pool_timeout": 30.0,
}  # of a busy machine


@asynccontextmanager
async def bot_at(url: str, token: str, **options: float) -> AsyncIterator[Bot]:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False}, **{**PATIENT, **options})
    yield (bot := Bot(token, f"{url}/bot", request=request))
    await request.shutdown()
    assert bot.token == token


async def result_of(bot: Bot, text: str = "好") -> Result:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(OWNER, text)
    return failed(caught.value, text)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ApiError(429, "Too Many Requests: retry after 7", {"retry_after": 7}), Outcome.FLOODED),
        (ApiError(500, "Internal Server Error"), Outcome.UNKNOWN),
        (ApiError(502, "Bad Gateway"), Outcome.UNKNOWN),
        (ApiError(401, "Unauthorized"), Outcome.UNREACHED),
        (migrated(-1002), Outcome.MIGRATED),
        (forbidden("bot was blocked by the user"), Outcome.SHUT_OUT),
        (forbidden("bot was kicked from the supergroup chat"), Outcome.SHUT_OUT),
        (forbidden("user is deactivated"), Outcome.SHUT_OUT),
        (bad_request("not enough rights to send text messages to the chat"), Outcome.SHUT_OUT),
        (bad_request("need administrator rights in the channel chat"), Outcome.SHUT_OUT),
        (bad_request("have no rights to send a message"), Outcome.SHUT_OUT),
        (bad_request("CHAT_WRITE_FORBIDDEN"), Outcome.SHUT_OUT),
        (bad_request("chat not found"), Outcome.SHUT_OUT),
        (bad_request("TOPIC_CLOSED"), Outcome.TOPIC_GONE),
        (bad_request("TOPIC_DELETED"), Outcome.TOPIC_GONE),
        (bad_request("message thread not found"), Outcome.TOPIC_GONE),
        (bad_request("can't parse entities: Unsupported start tag"), Outcome.BAD_MARKUP),
        (bad_request("message is too long"), Outcome.TOO_LONG),
        (bad_request("MESSAGE_TOO_LONG"), Outcome.TOO_LONG),
        (bad_request("BUTTON_DATA_INVALID"), Outcome.REFUSED),
    ],
    ids=lambda value: getattr(value, "description", ""),
)
def test_telegrams_words_have_their_outcome(error: ApiError, outcome: Outcome) -> None:
    async def scene() -> None:
        play = Playground()
        play.faults.add(Fault("refuse", "sendMessage", refusal=error))
        async with play.serve() as url, bot_at(url, play.token) as bot:
            result = await result_of(bot)
        assert result.outcome is outcome
        assert result.wait == timedelta(seconds=7 if outcome is Outcome.FLOODED else 0)
        assert result.chat_id == (-1002 if outcome is Outcome.MIGRATED else None)

    asyncio.run(scene())


def test_what_is_too_long_comes_with_its_pieces() -> None:
    async def scene() -> None:
        play = Playground()
        async with play.serve() as url, bot_at(url, play.token) as bot:
            result = await result_of(bot, "一句話。" * 2000)
        assert result.outcome is Outcome.TOO_LONG
        assert "".join(result.pieces) == "一句話。" * 2000
        assert max(map(len, result.pieces)) <= 2000

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault("drop"), Outcome.UNKNOWN),
        (Fault("drop", when="after"), Outcome.UNKNOWN),
        (Fault("delay", seconds=5), Outcome.UNKNOWN),  # a read time-out
    ],
)
def test_a_line_that_is_lost_during_the_call_proves_nothing(fault: Fault, outcome: Outcome) -> None:
    async def scene() -> None:
        play = Playground()
        play.faults.add(fault)
        async with play.serve() as url, bot_at(url, play.token, read_timeout=1.0) as bot:
            assert (await result_of(bot)).outcome is outcome

    asyncio.run(scene())


def test_a_refused_connection_sends_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    async def scene() -> None:
        async with bot_at(f"http://127.0.0.1:{port}", "1:a") as bot:
            assert (await result_of(bot)).outcome is Outcome.UNREACHED

    asyncio.run(scene())


def test_a_connection_that_is_not_accepted_in_time_sends_nothing() -> None:
    """A listener whose queue is full does not answer, as a host behind a firewall does not."""

    async def scene(port: int) -> None:
        async with bot_at(f"http://127.0.0.1:{port}", "1:a", connect_timeout=0.2) as bot:
            result = await result_of(bot)
        assert (result.outcome, result.error) == (Outcome.UNREACHED, "Timed out")

    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        asyncio.run(scene(full.getsockname()[1]))
        for one in waiting:
            one.close()


def test_a_pool_without_a_free_connection_sends_nothing() -> None:
    async def scene() -> None:
        play = Playground()
        play.faults.add(Fault("delay", seconds=3.0))
        async with (
            play.serve() as url,
            bot_at(url, play.token, connection_pool_size=1, pool_timeout=0.2) as bot,
        ):
            first = asyncio.create_task(bot.send_message(OWNER, "先"))
            await until(lambda: not play.faults.waiting)
            assert (await result_of(bot)).outcome is Outcome.UNREACHED
            await first
            assert [m["text"] for m in play.messages(play.private)] == ["先"]

    asyncio.run(scene())
