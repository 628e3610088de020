"""How long a tick takes with 10,000 subscriptions: none of them due, and all of them due at once."""

import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot.answers.digest import drafter
from bot.app import bundled, open_desk
from bot.digest.due import Timetable
from bot.digest.outbox import Outbox
from bot.settings import Settings
from bot.store.store import Store
from bot.store.subscriptions import EVERY_DAY
from bot.store.tables import subscription
from tests.build import an_article

TITLE = "Digests: ticks with 10,000 subscriptions on SQLite"
SUBSCRIPTIONS = 10_000
IDLE = 50  # ticks with nothing due
NINE = datetime(2027, 1, 4, 1, tzinfo=UTC)  # 09:00 in Taipei
AIM = "aim: 20 ms or less with nothing due; 300 parts a second or more, ten times what Telegram takes of all chats"


def run() -> None:
    clock = [NINE - timedelta(hours=1)]
    settings = Settings.read()
    with (
        tempfile.TemporaryDirectory() as directory,
        open_desk(settings, f"sqlite:///{directory}/bench.db", bundled(settings), lambda: clock[0]) as (desk, store),
    ):
        subscribe_all(store, clock[0])
        box = Outbox(store, drafter(desk, "zh-hant"), "bench", lambda: clock[0])
        waits = [timed(box) for _ in range(IDLE)]
        print(f"nothing due        p50 {statistics.median(waits) * 1000:6.1f} ms   most {max(waits) * 1000:6.1f} ms")
        # What every tick costs at least: one commit that the disk keeps.
        floor = statistics.median(commit(store, n) for n in range(IDLE))
        print(f"  ratio {statistics.median(waits) / floor:.2f} of one commit ({floor * 1000:.1f} ms)")
        clock[0] = NINE - timedelta(minutes=1)
        store.put_article(an_article("模型的限制\n時長限制在一分鐘。"), shelf=None, stem="news", parser_version="1")
        clock[0] = NINE
        seconds = timed(box)
        print(f"all due            {SUBSCRIPTIONS / seconds:6.0f} parts/s planned and composed ({seconds:.1f} s)")
        print(f"  ratio {SUBSCRIPTIONS / seconds / 30:.1f} of the 30 a second that Telegram takes")
    print(AIM)


def timed(box: Outbox) -> float:
    begun = time.perf_counter()
    box.tick()
    return time.perf_counter() - begun


def commit(store: Store, n: int) -> float:
    begun = time.perf_counter()
    store.tell("bench", str(n))
    return time.perf_counter() - begun


def subscribe_all(store: Store, now: datetime) -> None:
    next_at = Timetable((540,), EVERY_DAY, ZoneInfo("Asia/Taipei")).next_at(now)
    common = {
        "times": (540,),
        "days": EVERY_DAY,
        "zone": "Asia/Taipei",
        "kinds": (),
        "words": (),
        "length": "normal",
        "silent": False,
        "empty": "nothing",
        "created_at": now,
        "read_until": now,
        "next_at": next_at,
    }
    with store.write() as db:
        db.execute(insert(subscription), [{"chat_id": n, **common} for n in range(1, SUBSCRIPTIONS + 1)])
