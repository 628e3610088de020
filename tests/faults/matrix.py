"""Every kind of failure, at each part of a digest, before and after Telegram took it: no part twice, none lost unsaid.

`make faults` plays all of it; tests/chat/test_delivery.py the second part of each.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.digest import presence
from bot.digest.outbox import Outbox
from bot.playground import Fault, Playground
from bot.playground.errors import ApiError, bad_request, forbidden, migrated
from bot.playground.world import Chat
from bot.store.store import Store
from bot.store.tables import part
from tests.chat.couriers import Fast, arrived, closed, courier, settled, subscribe, texts
from tests.chat.live import until
from tests.digest.build import Desk

PARTS = tuple(f"{n}{'。' * 2600}{n}。" for n in "甲乙丙")  # long enough to be cut in two
PATIENCE, LITTLE = 30.0, 1.0  # seconds the courier waits for an answer


@dataclass(frozen=True, slots=True)
class Scene:
    """What a case plays with; `n` is the part that is struck."""

    play: Playground
    desk: Desk
    box: Outbox
    chat: Chat
    n: int

    def states(self) -> list[str]:
        return [state for _, state in self.desk.states()]

    async def until_paused(self) -> None:
        await until(lambda: bool(self.desk.asked()[0].paused_why))


@dataclass(frozen=True, slots=True)
class Case:
    """A failure: the fault that makes it, what has to happen then, and what becomes of the part that was struck.

    `taken`: also possible after Telegram took the message. A refusal is not: it says that the message was not taken.
    """

    name: str
    fault: Callable[[str, Scene], Fault]
    state: str
    taken: bool = False
    mend: Callable[[Scene], Awaitable[None]] | None = None
    patience: float = PATIENCE


def refuse(error: ApiError) -> Callable[[str, Scene], Fault]:
    return lambda when, _: Fault("refuse", when=when, refusal=error)


async def let_in(scene: Scene) -> None:
    await scene.until_paused()
    assert scene.states()[scene.n :] == ["pending"] * (3 - scene.n)
    presence.let_in(scene.box, scene.chat.id)


async def reopen(scene: Scene) -> None:
    await scene.until_paused()
    presence.topic_reopened(scene.box, scene.chat.id, None)


CASES = (
    Case("429", lambda when, _: Fault("flood", when=when, seconds=1), "sent"),
    Case("500", lambda when, _: Fault("error", when=when), "uncertain", taken=True),
    Case("cut", lambda when, _: Fault("drop", when=when), "uncertain", taken=True),
    Case(
        "slow", lambda when, _: Fault("delay", when=when, seconds=3 * LITTLE), "uncertain", taken=True, patience=LITTLE
    ),
    Case("migrated", lambda _, scene: Fault("refuse", refusal=migrated(scene.play.forum.id)), "sent"),
    Case("kicked", refuse(forbidden("bot was kicked from the group chat")), "sent", mend=let_in),
    Case("no rights", refuse(bad_request("not enough rights to send text messages to the chat")), "sent", mend=let_in),
    Case("topic closed", refuse(bad_request("TOPIC_CLOSED")), "sent", mend=reopen),
    Case("topic deleted", refuse(bad_request("message thread not found")), "sent", mend=reopen),
    Case("markup", refuse(bad_request("can't parse entities: Unclosed start tag at byte offset 7")), "sent"),
    Case("too long", refuse(bad_request("message is too long")), "sent"),
    Case("nonsense", refuse(bad_request("BUTTON_DATA_INVALID")), "failed"),
)
BY_NAME = {case.name: case for case in CASES}
ALL = [(case.name, n, when) for case in CASES for n in range(3) for when in ("before", *(["after"] * case.taken))]


async def strike(directory: Path, name: str, n: int, when: str) -> None:
    """Plays one case."""
    case = BY_NAME[name]
    play = Playground()
    with Store.open(f"sqlite:///{directory}/store.db", str) as store:
        desk = Desk(store)
        subscribe(store, play.group.id)
        async with play.serve(), courier(play, store, texts(*PARTS), patience=case.patience) as box:
            scene = Scene(play, desk, box, play.group, n)
            fault = case.fault(when, scene)
            aimed = Fault(fault.outcome, "sendMessage", None, when, fault.seconds, fault.refusal, holding=PARTS[n][:3])
            play.faults.add(aimed)
            if case.mend:
                await case.mend(scene)
            await settled(desk, closed)
            if name == "slow" and when == "before":
                await play.wait_for(lambda e: e.data.get("text") == PARTS[n])  # it comes through after all
            assert play.faults.waiting == []
        check(scene, case, n, when)


def check(scene: Scene, case: Case, n: int, when: str) -> None:
    """The promise: nothing twice, and whatever is missing is said to be."""
    taken = when == "after" or case.name == "slow"
    expected = dict.fromkeys(PARTS, 1)
    if case.name == "too long":
        del expected[PARTS[n]]
        chat = scene.play.messages(scene.chat)
        assert "".join(m["text"] for m in chat) == "".join(PARTS)
        assert len(chat) == 4
    elif case.state != "sent" and not taken:
        expected[PARTS[n]] = 0
    assert arrived(scene.play, *expected) == expected
    assert scene.states()[n] == case.state
    assert all(state == "sent" for m, state in enumerate(scene.states()) if m != n)
    if case.name == "markup":
        assert "".join(m["text"] for m in scene.play.messages(scene.chat)) == "".join(PARTS)


async def away(directory: Path, n: int) -> None:
    """Nobody listens when a part is to be sent: it is tried again until somebody does."""
    play = Playground()
    url = ""
    clock = Fast()
    with Store.open(f"sqlite:///{directory}/store.db", str) as store:
        desk = Desk(store)
        subscribe(store, play.group.id)
        async with play.serve() as url:
            port = int(url.rpartition(":")[2])
            planner = Outbox(store, texts(*PARTS), "planner", clock)
            planner.tick()
            hold(store, n, clock() + timedelta(hours=1))
            box = courier(play, store, texts(*PARTS), url=url, clock=clock)
            await box.__aenter__()
            await settled(desk, lambda states: [s for _, s in states].count("sent") == n)
        hold(store, n, clock())
        await until(lambda: tries(store, n) > 0)
        assert [s for _, s in desk.states()][n] in {"pending", "claimed", "calling"}
        async with play.serve(port):
            await settled(desk, closed)
            await box.__aexit__(None, None, None)
    assert arrived(play, *PARTS) == dict.fromkeys(PARTS, 1)


def hold(store: Store, n: int, until: object) -> None:
    with store.write() as db:
        db.execute(update(part).where(part.c.n == n).values(not_before=until))


def tries(store: Store, n: int) -> int:
    with store.read() as db:
        return db.execute(select(part.c.attempts).where(part.c.n == n)).scalar_one()


@pytest.mark.parametrize(("name", "n", "when"), ALL)
def test_no_part_comes_twice_and_none_is_lost_unsaid(name: str, n: int, when: str, tmp_path: Path) -> None:
    asyncio.run(strike(tmp_path, name, n, when))


@pytest.mark.parametrize("n", range(3))
def test_a_server_that_is_away_gets_every_part_once_it_is_back(n: int, tmp_path: Path) -> None:
    asyncio.run(away(tmp_path, n))
