"""Processes killed (SIGKILL) in the middle of delivering: each part at most once, and what is missing is said to be uncertain.

`make faults` kills two hundred times; tests/chat/test_delivery.py a few.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.playground import Playground
from bot.store.store import Store
from bot.store.tables import part, run
from tests.chat.live import until
from tests.digest.build import Desk, subscribe
from tests.faults.worker import Job, now, start, tell

DAY = timedelta(days=1)
ASLEEP = 100.0  # seconds, longer than a lease, by which the clock of the next process is ahead
CHATS = 50


def people(play: Playground, count: int) -> list[int]:
    return [play.world.add_user(f"U{n}").id for n in range(count)]


def nine_tomorrow() -> float:
    """Seconds from now to the next 09:00 in Taipei."""
    here = now(0.0)
    nine = here.replace(hour=1, minute=0, second=0, microsecond=0)
    return ((nine if nine > here else nine + DAY) - here).total_seconds()


def in_state(store: Store, state: str) -> int:
    with store.read() as db:
        return db.execute(select(func.count()).where(part.c.state == state)).scalar_one()


def calling(store: Store, owner: str) -> set[int]:
    """The parts that a process was in the middle of sending when it was killed."""
    with store.read() as db:
        return set(db.execute(select(part.c.id).where(part.c.state == "calling", part.c.owner == owner)).scalars())


def still_open(store: Store) -> int:
    return sum(in_state(store, state) for state in ("pending", "claimed", "calling"))


def judge(play: Playground, store: Store, in_flight: set[int], total: int) -> int:
    """Checks the promise, and returns how many parts are uncertain."""
    calls = [(call.params["chat_id"], call.params["text"]) for call in play.calls if call.method == "sendMessage"]
    taken = Counter((int(chat), text) for chat, text in calls)
    assert not [key for key, count in taken.items() if count > 1], "a part came twice"
    with store.read() as db:
        rows = db.execute(select(part.c.chat_id, part.c.html, part.c.state)).all()
        uncertain = set(db.execute(select(part.c.id).where(part.c.state == "uncertain")).scalars())
        assert db.execute(select(func.count()).select_from(run)).scalar_one() * 3 == len(rows)
    assert len(rows) == total
    states = Counter(state for _, _, state in rows)
    assert set(states) <= {"sent", "uncertain"}
    assert all(taken[chat, text] == 1 for chat, text, state in rows if state == "sent")
    assert uncertain <= in_flight
    return len(uncertain)


async def kill_often(directory: Path, days: int, kills_a_day: int, seed: int = 4) -> tuple[int, int]:
    """Every day a digest of three parts is due in fifty chats; its processes are killed, the last one may finish."""
    chance = random.Random(seed)
    play = Playground()
    database = f"sqlite:///{directory}/store.db"
    chats = people(play, CHATS)
    in_flight: set[int] = set()
    async with play.serve() as url:
        with Store.open(database, str) as store:
            for chat in chats:
                subscribe(store, chat, since=now(0.0))
            ahead = nine_tomorrow()
            for day in range(days):
                for _ in range(kills_a_day):
                    job = Job(play.token, url, database, f"{day} {ahead}", ahead)
                    process = start(job)
                    await at_random(play, chance)
                    process.kill()
                    await asyncio.to_thread(process.join)
                    in_flight |= calling(store, job.owner)
                    ahead += ASLEEP
                process = start(Job(play.token, url, database, f"{day} last", ahead))
                wanted = (day + 1) * CHATS
                await until(lambda wanted=wanted: planned(store) == wanted and not still_open(store))
                process.kill()
                await asyncio.to_thread(process.join)
                ahead += 86_400 - ASLEEP * kills_a_day
            return len(in_flight), judge(play, store, in_flight, days * CHATS * 3)


def planned(store: Store) -> int:
    with store.read() as db:
        return db.execute(select(func.count()).select_from(run)).scalar_one()


async def at_random(play: Playground, chance: random.Random) -> None:
    """Somewhere between a process's first call (getMe) and the end of its work."""
    before = len(play.calls)
    await until(lambda: len(play.calls) > before)
    await asyncio.sleep(chance.uniform(0.0, 0.5))


async def share(database: str, chats: int, *, killed: bool) -> dict[str, int]:
    """Two processes deliver from one PostgreSQL; `killed`: one of them dies in the middle. How many parts each has sent."""
    play = Playground()
    ids = people(play, chats)
    async with play.serve() as url:
        with Store.open(database, str) as store:
            for chat in ids:
                subscribe(store, chat, since=now(0.0))
            ahead = nine_tomorrow()
            jobs = [Job(play.token, url, database, name, ahead, lease=2.0) for name in ("one", "two")]
            one, two = (start(job) for job in jobs)
            in_flight: set[int] = set()
            if killed:
                await until(lambda: in_state(store, "sent") > chats // 2)
                one.kill()
                await asyncio.to_thread(one.join)
                in_flight = calling(store, "one")
            begun = time.monotonic()
            while planned(store) < chats or still_open(store):
                assert time.monotonic() - begun < 120
                await asyncio.sleep(0.2)
            for process in (one, two):
                process.kill()
                await asyncio.to_thread(process.join)
            judge(play, store, in_flight, chats * 3)
            return dict(Desk(store).owners())


def test_two_hundred_kills_lose_nothing_unsaid_and_repeat_nothing(tmp_path: Path) -> None:
    in_flight, uncertain = asyncio.run(kill_often(tmp_path, days=50, kills_a_day=4))
    tell(f"200 kills, {50 * CHATS * 3} parts: {in_flight} in flight at a kill, {uncertain} uncertain, none twice")


def test_two_processes_share_five_hundred_chats(postgresql: Callable[[], str]) -> None:
    sent = asyncio.run(share(postgresql(), 500, killed=False))
    tell(f"500 chats, two processes: {sent}")
    assert min(sent["one"], sent["two"]) > 150


def test_one_process_finishes_what_a_killed_one_left(postgresql: Callable[[], str]) -> None:
    sent = asyncio.run(share(postgresql(), 500, killed=True))
    tell(f"500 chats, one of two processes killed: {sent}")
    assert sent["two"] > sent["one"] > 0
