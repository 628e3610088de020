import asyncio
import itertools
from datetime import timedelta

import pytest
from telegram.error import NetworkError, RetryAfter

from bot.chat.limiter import TELEGRAM, FloodLimiter, Priority, Rates
from bot.chat.pace import Rate, at_most
from tests.chat.clock import Clock

CLOSE = 1e-6


class Wire:
    """Telegram's end: notes when each request arrived, and fails those it was told to."""

    def __init__(self, clock: Clock, *failures: Exception) -> None:
        self.clock = clock
        self.failures = list(failures)
        self.arrived: list[tuple[float, str]] = []

    async def call(self, name: str) -> str:
        self.arrived.append((round(self.clock.seconds, 3), name))
        if self.failures:
            raise self.failures.pop(0)
        return name


Call = tuple[str, int | str | None, str, int | None]


def play(requests: list[Call], *failures: Exception, rates: Rates | None = TELEGRAM) -> list[tuple[float, str]]:
    """Sends (endpoint, chat, name, priority) all at once; returns when each arrived, in order of arrival."""

    async def scene() -> list[tuple[float, str]]:
        clock = Clock()
        wire = Wire(clock, *failures)
        limiter = FloodLimiter(rates, clock.now, clock.sleep)
        work = [
            asyncio.create_task(
                limiter.process_request(
                    wire.call, (name,), {}, endpoint, {} if chat is None else {"chat_id": chat}, priority
                )
            )
            for endpoint, chat, name, priority in requests
        ]
        await clock.run(*work)
        assert [task.result() for task in work] == [name for _, _, name, _ in requests]
        return wire.arrived

    return asyncio.run(scene())


def sends(chat: int | str, count: int) -> list[Call]:
    return [("sendMessage", chat, f"{n}", None) for n in range(count)]


@pytest.mark.parametrize(
    ("chat", "count", "window"),
    [
        (7, 1, 1.0 / 3),  # private: after its small burst, one a second
        (-7, 20, 60.0),  # a group
        (-100123, 20, 60.0),  # a supergroup or a channel
        ("@channel", 20, 60.0),  # a channel by its name
    ],
)
def test_no_stretch_of_time_sees_more_than_the_chats_limit(chat: int | str, count: int, window: float) -> None:
    times = [at for at, _ in play(sends(chat, 45))][3 if chat == 7 else 0 :]
    for n, start in enumerate(times):
        assert sum(start <= at < start + window - CLOSE for at in times[n:]) <= count


def test_a_private_chat_gets_a_small_burst_and_then_one_a_second() -> None:
    # Never quite at once: the bot as a whole sends 29 a second.
    assert [at for at, _ in play(sends(7, 6))] == [0.0, 0.034, 0.069, 1.0, 2.0, 3.0]


def test_all_chats_together_stay_below_thirty_a_second_without_a_burst() -> None:
    times = [at for at, _ in play([("sendMessage", chat, f"{chat}", None) for chat in range(1, 101)])]
    assert all(0.033 < later - earlier < 0.037 for earlier, later in itertools.pairwise(times))


def test_answers_to_people_go_before_digests_and_equals_in_the_order_they_came() -> None:
    digests = [("sendMessage", chat, f"digest {chat}", Priority.DIGEST) for chat in (1, 2, 3)]
    replies = [("editMessageText", 4, "edit", None), ("answerCallbackQuery", None, "press", None)]
    order = [name for _, name in play([*digests, *replies, ("sendMessage", 5, "reply", Priority.REPLY)])]
    assert order == ["digest 1", "edit", "press", "reply", "digest 2", "digest 3"]


def test_a_reply_goes_before_the_digest_of_its_own_chat() -> None:
    digest = [("sendMessage", -5, f"digest {n}", Priority.DIGEST) for n in range(5)]
    order = [name for _, name in play([*digest, ("sendMessage", -5, "reply", None)])]
    # Three were on their way: the chat's burst.
    assert order == ["digest 0", "digest 1", "digest 2", "reply", "digest 3", "digest 4"]


@pytest.mark.parametrize("seconds", [30, timedelta(seconds=30)])
def test_a_429_pauses_its_own_chat_only_and_loses_nothing(seconds: int | timedelta) -> None:
    others = [("sendMessage", chat, f"to {chat}", None) for chat in (2, 3)]
    arrived = play([("sendMessage", 1, "flooded", None), *others], RetryAfter(seconds))
    assert arrived == [(0.0, "flooded"), (0.034, "to 2"), (0.069, "to 3"), (30.0, "flooded")]


def test_a_429_is_met_again_as_often_as_it_comes_and_keeps_the_chats_order() -> None:
    arrived = play(sends(1, 3), RetryAfter(5), RetryAfter(7))
    # After a pause nothing is saved up for a burst.
    assert arrived == [(0.0, "0"), (5.0, "0"), (12.0, "0"), (13.0, "1"), (14.0, "2")]


def test_edits_wait_out_a_pause_but_are_no_messages_of_the_chat() -> None:
    edits = [("editMessageText", -1, f"edit {n}", None) for n in range(30)]
    assert play(edits)[-1][0] < 1.1
    assert play(edits[:2], RetryAfter(9))[-1][0] >= 9


@pytest.mark.parametrize("endpoint", ["getMe", "getChatMember", "setMyCommands", "sendChatAction"])
def test_what_adds_nothing_to_a_chat_is_not_paced(endpoint: str) -> None:
    assert {at for at, _ in play([(endpoint, -1, f"{n}", None) for n in range(100)])} == {0.0}


def test_without_rates_nothing_is_paced_and_a_429_is_still_retried() -> None:
    assert {at for at, _ in play(sends(-1, 100), rates=None)} == {0.0}
    assert play(sends(-1, 1), RetryAfter(3), rates=None) == [(0.0, "0"), (3.0, "0")]


def test_other_errors_are_the_callers_business() -> None:
    with pytest.raises(NetworkError, match="connection lost"):
        play(sends(1, 1), NetworkError("connection lost"))


def test_a_cancelled_sender_lets_the_next_one_through() -> None:
    async def scene() -> list[tuple[float, str]]:
        clock = Clock()
        wire = Wire(clock)
        limiter = FloodLimiter(Rates(Rate(1.0, 1), Rate(1.0, 1), Rate(100.0, 100)), clock.now, clock.sleep)
        work = [
            asyncio.create_task(limiter.process_request(wire.call, (f"{n}",), {}, "sendMessage", {"chat_id": 1}, None))
            for n in range(4)
        ]
        await asyncio.sleep(0)
        work[1].cancel()  # the one that sleeps
        await clock.run(*work)
        return wire.arrived

    assert asyncio.run(scene()) == [(0.0, "0"), (1.0, "2"), (2.0, "3")]


def test_chats_that_went_quiet_are_forgotten() -> None:
    async def scene() -> int:
        clock = Clock()
        wire = Wire(clock)
        limiter = FloodLimiter(TELEGRAM, clock.now, clock.sleep)
        for chat in range(1, 5001):
            await limiter.process_request(wire.call, ("x",), {}, "sendMessage", {"chat_id": chat}, None)
            clock.seconds += 10
        return limiter.lines

    assert asyncio.run(scene()) < 1100


def test_at_most_counts_the_burst() -> None:
    assert at_most(20, 60.0, burst=5) == Rate(0.25, 5)


def test_calls_that_were_held_up_do_not_arrive_together_with_those_behind_them() -> None:
    """Whatever holds them up on the way, the other end sees at most thirty in any second."""
    arrived: list[float] = []

    async def scene() -> None:
        clock = Clock()
        limiter = FloodLimiter(TELEGRAM, clock.now, clock.sleep)

        async def send(chat: int) -> None:
            async with limiter.turn(chat, Priority.DIGEST):
                await clock.sleep(max(0.0, 3.0 - clock.now()))  # nothing gets through before the third second
                arrived.append(clock.now())

        await clock.run(*[asyncio.create_task(send(chat)) for chat in range(1, 121)])

    asyncio.run(scene())
    assert arrived.count(3.0) == 30
    assert all(sum(at <= later < at + 1.0 - CLOSE for later in arrived) <= 30 for at in arrived)
    assert arrived[-1] < 8.0
