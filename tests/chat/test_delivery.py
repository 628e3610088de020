"""Delivering over real HTTP: short forms of what `make faults` plays at length, and what only the bot itself shows."""

import asyncio
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.chat.delivery import TICK, tick_now
from bot.chat.limiter import Rates
from bot.chat.pace import Rate
from bot.digest.outbox import Draft, Outbox
from bot.playground import Member, Playground
from bot.playground.faults import Fault
from bot.store.outbox import Message
from bot.store.store import Store
from tests.chat.couriers import Fast, arrived, closed, courier, settled, texts
from tests.chat.live import House, talk, until
from tests.digest.build import Clock, Desk, subscribe
from tests.faults.floods import flood
from tests.faults.kills import kill_often, share
from tests.faults.matrix import ALL, away, strike


@pytest.mark.parametrize(("name", "when"), [(name, when) for name, n, when in ALL if n == 1])
def test_a_failure_in_the_middle_of_a_digest_repeats_nothing_and_loses_nothing_unsaid(
    name: str, when: str, tmp_path: Path
) -> None:
    asyncio.run(strike(tmp_path, name, 1, when))


def test_a_server_that_is_away_gets_the_rest_once_it_is_back(tmp_path: Path) -> None:
    asyncio.run(away(tmp_path, 1))


def test_killed_processes_repeat_nothing_and_lose_nothing_unsaid(tmp_path: Path) -> None:
    asyncio.run(kill_often(tmp_path, days=1, kills_a_day=3))


def test_two_processes_share_the_work_and_one_finishes_alone(postgresql: Callable[[], str]) -> None:
    sent = asyncio.run(share(postgresql(), 60, killed=True))
    assert sent["two"] > 0


def test_a_flood_of_digests_stays_within_the_limits(tmp_path: Path) -> None:
    """How fast is measured by `make faults`: this only shows that no limit is broken and everybody is served."""
    assert asyncio.run(flood(tmp_path, 60)).refused == 0


def play_house(tmp_path: Path, scene: Callable[[House, Desk], object], clock: Clock | Fast, *parts: str) -> None:
    """A scene with the whole bot, updates and digests, on one clock."""
    boxes: list[Outbox] = []

    async def with_desk(h: House) -> None:
        await scene(h, Desk(h.store, clock))  # type: ignore[misc]

    def box(store: Store) -> Outbox:
        boxes.append(Outbox(store, texts(*parts), "bot", clock))
        return boxes[0]

    talk(tmp_path, with_desk, box=box)


def test_the_tick_comes_three_times_a_minute_at_start_and_is_never_dropped(tmp_path: Path) -> None:
    async def scene(h: House, _desk: Desk) -> None:
        (job,) = h.app.job_queue.get_jobs_by_name(TICK)
        inner = job.job
        assert {str(field) for field in inner.trigger.fields if field.name == "second"} == {"0,20,40"}
        assert inner.trigger.timezone == UTC
        assert (inner.misfire_grace_time, inner.coalesce, inner.max_instances) == (None, True, 1)
        # The first is due at once: the digest that waits is there before any :00, :20 or :40 need have come.
        await h.play.wait_for(lambda e: e.data.get("text") == "早報")

    clock = Fast()

    async def prepared(h: House, desk: Desk) -> None:
        await scene(h, desk)

    with Store.open(f"sqlite:///{tmp_path}/store.db", str) as store:
        subscribe(store, Playground().private.id)
    play_house(tmp_path, prepared, clock, "早報")


def test_a_clock_that_is_set_forward_brings_the_digest(tmp_path: Path) -> None:
    clock = Clock()
    clock.go(hours=-1)

    async def scene(h: House, desk: Desk) -> None:
        subscribe(h.store, h.play.private.id, since=clock.at)
        await tick_now(h.app)
        assert desk.states() == []
        clock.go(hours=1)
        await tick_now(h.app)
        message = await h.play.wait_for(lambda e: e.data.get("text") == "早報")
        assert message.data["chat"]["id"] == h.play.private.id

    play_house(tmp_path, scene, clock, "早報")


def test_a_topic_gets_its_own_digest_silently_with_buttons_that_answer(tmp_path: Path) -> None:
    clock = Clock()

    async def scene(h: House, _desk: Desk) -> None:
        topic = next(iter(h.play.forum.topics))
        subscribe(h.store, h.play.forum.id, thread_id=topic, silent=True)
        await tick_now(h.app)
        event = await h.play.wait_for(lambda e: "reply_markup" in e.data)
        message = event.data
        assert (message["text"], message["message_thread_id"]) == ("早報", topic)
        sent = next(call for call in h.play.calls if call.method == "sendMessage")
        assert sent.params["disable_notification"] == "true"
        (row,) = message["reply_markup"]["inline_keyboard"]
        assert [button["text"] for button in row] == ["限制", "說明"]
        for button, answer in zip(row, ("限制 20", "/limits"), strict=True):
            before = h.play.state.events.last
            await h.play.press_and_wait(message, button["callback_data"])
            found = await h.play.wait_for(lambda e, answer=answer: answer in e.data.get("text", ""), after=before)
            assert found.data["message_thread_id"] == topic

    def box(store: Store) -> Outbox:
        buttons = ((("限制", "/limits", 1), ("說明", "/help", None)),)
        return Outbox(store, lambda *_: Draft((Message("早報", buttons),)), "bot", clock)

    async def with_desk(h: House) -> None:
        await scene(h, Desk(h.store, clock))

    talk(tmp_path, with_desk, box=box)


def test_who_is_put_out_is_left_alone_and_served_again_when_let_in(tmp_path: Path) -> None:
    clock = Clock()
    clock.go(hours=-1)

    async def scene(h: House, desk: Desk) -> None:
        subscribe(h.store, h.play.group.id, since=clock.at)
        h.play.set_bot(h.play.group, Member("kicked"))
        await until(lambda: desk.asked()[0].paused_why == "out")
        clock.go(hours=2)
        await tick_now(h.app)
        assert desk.runs() == []
        h.play.set_bot(h.play.group, Member("member"))
        await until(lambda: desk.asked()[0].paused_why is None)
        await tick_now(h.app)
        await h.play.wait_for(lambda e: e.data.get("text") == "早報")
        assert desk.runs() == [("2027-01-04", "late")]

    play_house(tmp_path, scene, clock, "早報")


def test_a_closed_topic_pauses_and_a_reopened_one_resumes(tmp_path: Path) -> None:
    clock = Clock()
    clock.go(hours=-1)

    async def scene(h: House, desk: Desk) -> None:
        topic, other = h.play.forum.topics
        for thread in (topic, other, None):
            subscribe(h.store, h.play.forum.id, thread_id=thread, since=clock.at)
        h.play.close_topic(h.play.forum, topic)
        await until(lambda: [asked.paused_why for asked in desk.asked()] == ["topic", None, None])
        h.play.reopen_topic(h.play.forum, topic)
        await until(lambda: [asked.paused_why for asked in desk.asked()] == [None, None, None])

    play_house(tmp_path, scene, clock, "早報")


def test_a_deleted_topic_is_found_out_by_sending_and_the_bot_stays_in_the_chat(tmp_path: Path) -> None:
    async def scene(h: House, desk: Desk) -> None:
        topic = next(iter(h.play.forum.topics))
        subscribe(h.store, h.play.forum.id, thread_id=topic)
        h.play.delete_topic(h.play.forum, topic)
        await tick_now(h.app)
        await until(lambda: desk.asked()[0].paused_why == "topic")
        assert not [call for call in h.play.calls if call.method == "leaveChat"]

    play_house(tmp_path, scene, Clock(), "早報")


@pytest.mark.parametrize("told", [True, False])
def test_a_group_that_becomes_a_supergroup_keeps_all_it_had(told: bool, tmp_path: Path) -> None:
    """Whether the bot hears of it first by Telegram's message, or by its refusal."""
    clock = Clock()

    async def scene(h: House, desk: Desk) -> None:
        old = h.play.group.id
        h.store.set_chat(old, language="en", script="hans")
        subscribe(h.store, old)
        wanted = h.play.state.updates.allowed
        h.play.state.updates.allowed = wanted if told else ["callback_query"]
        new = h.play.migrate(h.play.group)
        h.play.state.updates.allowed = wanted
        if told:
            await until(lambda: desk.asked()[0].chat_id == new.id)
        await tick_now(h.app)
        message = await h.play.wait_for(lambda e: e.data.get("text") == "早報")
        assert message.data["chat"]["id"] == new.id
        await until(lambda: closed(desk.states()))
        chat = h.store.chat(new.id)
        assert (chat.language, chat.script, desk.asked()[0].chat_id) == ("en", "hans", new.id)
        assert h.store.chat(old).language is None

    play_house(tmp_path, scene, clock, "早報")


def test_a_stop_finishes_the_call_under_way_and_gives_back_the_rest(tmp_path: Path) -> None:
    play = Playground(latency=0.3)
    many = [play.world.add_user(f"U{n}").id for n in range(20)]

    async def scene() -> None:
        with Store.open(f"sqlite:///{tmp_path}/store.db", str) as store:
            desk = Desk(store)
            for chat in many:
                subscribe(store, chat)
            async with play.serve():
                # Three a second: the others wait for their turn when the stop comes.
                slow = Rates(Rate(1.0, 1), Rate(1.0, 1), overall=Rate(3.0, 1))
                async with courier(play, store, texts("一"), clock=Clock(), rates=slow):
                    await settled(desk, lambda states: ("一", "calling") in states)
                states = [state for _, state in desk.states()]
                assert set(states) == {"sent", "pending"}
                assert states.count("sent") == arrived(play, "一")["一"]

    asyncio.run(scene())


def test_a_429_is_kept_in_the_database_and_not_tried_again_by_the_limiter(tmp_path: Path) -> None:
    play = Playground()
    play.faults.add(Fault("flood", "sendMessage", play.group.id, seconds=3600))

    async def scene() -> None:
        with Store.open(f"sqlite:///{tmp_path}/store.db", str) as store:
            desk = Desk(store)
            for chat in (play.group.id, play.private.id):
                subscribe(store, chat)
            async with play.serve(), courier(play, store, texts("一"), clock=Clock()):
                await settled(desk, lambda states: [s for _, s in states] == ["pending", "sent"])
                await asyncio.sleep(1.5)  # the workers look once a second
                calls = [c.params["chat_id"] for c in play.calls if c.method == "sendMessage"]
                assert sorted(map(int, calls)) == [play.group.id, play.private.id]

    with capture_logs():
        asyncio.run(scene())
