"""How long replies take while a thousand feeds are looked at, against the same bot with none due, in the same run.

Three processes: the playground and the people who ask are this one; the bot, and the web site with the feeds, have one
each. Somebody asks every INTERVAL seconds, whether or not the last answer has come.
"""

import asyncio
import contextlib
import random
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.playground.playground import Playground
from bot.playground.world import User
from tests import web
from tests.site import RSS, a_page, an_rss, put

TITLE = "Feeds: 1,000 looked at in one loop while /limits is asked 10 times a second"
FEEDS, ENTRIES = 1000, 20
CHANGED, NEW = 2, 10  # every so many feeds have changed since the last look; have a new article
CHATS, INTERVAL = 50, 0.1
IDLE = 10.0  # seconds of asking with nothing due, before and after
AIM = "aim: p95 of replies while feeds are looked at at most twice that of the same bot with none due"
WORDS = (
    ("沈若溪", "林予安", "周可為", "陳立衡", "王思遠", "趙以寧", "高明遠", "許知行"),
    ("總經理", "首席科學家", "發言人", "教授", "分析師", "副部長"),
    ("表示", "昨天說", "指出", "擔心", "在會上強調", "否認", "透露", "認為"),
    (
        "電池工廠的產能",
        "半導體設備的交期",
        "視頻生成模型的時長限制",
        "醫療影像的準確率",
        "物流的成本",
        "教育市場的需求",
    ),
    ("在第三季減少了", "還不足以支撐", "受到出口限制影響，損失", "明年可望增加到", "比去年同期多出", "需要再投入"),
)


def run() -> None:
    asyncio.run(measure())
    print(AIM)


async def measure() -> None:
    play = Playground()
    users = [play.world.add_user(f"U{n}", "zh-hant", f"user{n}") for n in range(CHATS)]
    async with play.serve() as url, child("site") as site:
        address = await line(site)
        async with child("bot", url, play.token, address) as bot:
            await until(bot, "ready")
            await play.ask(play.world.chats[users[0].id], "/limits", patience=60)
            asking = Asking(play, users)
            idle = await asking.during(asyncio.sleep(IDLE))
            begun = time.perf_counter()
            looking = await asking.during(look(bot))
            seconds = time.perf_counter() - begun
            idle += await asking.during(asyncio.sleep(IDLE))
    print(row("none due", idle))
    print(row(f"{FEEDS} due at once", looking))
    rate = f"{FEEDS / seconds:.0f} feeds/s, {FEEDS // NEW} new articles among them, in {seconds:.0f} s"
    print(f"  ratio of p95 {p95(looking) / p95(idle):.2f}; {rate}")


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks /limits in one chat after another."""

    play: Playground
    users: list[User]

    async def during(self, something: Awaitable[object]) -> list[float]:
        """How many seconds each answer took that was asked for while something was going on."""
        waits: list[float] = []
        waiting: dict[tuple[int, int], float] = {}
        hearing = asyncio.create_task(self._hear(waiting, waits, self.play.state.events.last))
        asking = asyncio.create_task(self._ask(waiting))
        await something
        asking.cancel()
        while waiting:  # noqa: ASYNC110  a measurement: nothing may be hung into the bot's own way
            await asyncio.sleep(0.01)
        hearing.cancel()
        return waits

    async def _ask(self, waiting: dict[tuple[int, int], float]) -> None:
        at, n = time.perf_counter(), 0
        while True:
            user = self.users[n % len(self.users)]
            said = self.play.say(self.play.world.chats[user.id], "/limits", user=user)
            waiting[user.id, said["message_id"]] = time.perf_counter()
            at, n = at + INTERVAL, n + 1
            await asyncio.sleep(max(0.0, at - time.perf_counter()))

    async def _hear(self, waiting: dict[tuple[int, int], float], waits: list[float], after: int) -> None:
        async for event in self.play.state.events.follow(after):
            message = event.data
            if event.kind == "message" and message["from"]["id"] == self.play.world.me.id:
                asked = waiting.pop((message["chat"]["id"], message["reply_to_message"]["message_id"]))
                waits.append(time.perf_counter() - asked)


async def look(bot: Process) -> None:
    """Makes every feed due, and waits until each was looked at."""
    assert bot.stdin
    bot.stdin.write(b"go\n")
    await until(bot, "done")


def p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[94]


def row(name: str, waits: list[float]) -> str:
    cuts = [f"p{q} {statistics.quantiles(waits, n=100)[q - 1] * 1000:6.1f} ms" for q in (50, 95, 99)]
    return f"{name:<18}{'   '.join(cuts)}   {len(waits)} replies"


@asynccontextmanager
async def child(*args: str) -> AsyncIterator[Process]:
    """A process that runs what stands below, stopped at the end."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.feeds", *args, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def line(process: Process) -> str:
    assert process.stdout
    return (await process.stdout.readline()).decode().strip()


async def until(process: Process, word: str) -> None:
    """Reads on until it says the word; what else it prints is its log."""
    while (found := await line(process)) != word:
        if not found:
            raise RuntimeError(f"it ended before it said {word}")


# The web site's own process


def serve_site() -> None:
    """`/n` is a feed as it was when it was followed, `/n/later` as it is at the next look."""
    with web.site() as site:
        for n in range(FEEDS):
            old = [entry(site, n, m) for m in range(ENTRIES)]
            put(site, f"/{n}", an_rss(*old, title=f"來源{n}"), RSS, etag=f'"{n}"')
            new = []
            if n % NEW == 0:
                link = put(site, f"/{n}/new", a_page(f"{n}號的新文章", *news(n)))
                new = [{"title": f"{n}號的新文章", "link": link}]
            put(site, f"/{n}/later", an_rss(*new, *old, title=f"來源{n}之後"), RSS, etag=f'"{n} later"')
        print(site.url, flush=True)
        sys.stdin.read()


def entry(site: web.Site, n: int, m: int) -> dict[str, str]:
    link = f"{site.url}/{n}/{m}"
    return {"title": f"第{n}號來源的第{m}條", "link": link, "guid": link, "description": "一段摘要。" * 40}


def news(n: int) -> list[str]:
    """Some 2,000 characters that no other article has."""
    chance = random.Random(n)
    return ["".join(sentence(chance) for _ in range(4)) for _ in range(12)]


def sentence(chance: random.Random) -> str:
    name, role, verb, thing, rest = (chance.choice(words) for words in WORDS)
    return f"{name}{role}{verb}，{thing}{rest}{chance.randrange(100, 999)}億元。"


# The bot's own process


async def serve_bot(url: str, token: str, site: str) -> None:
    """The bot, in whose every chat one feed is followed and none is due until it is told to go."""
    from dataclasses import replace

    from sqlalchemy import func, select, update

    from bot import app
    from bot.chat.application import build_application, running, until_stopped
    from bot.intake.fetch import Fetcher
    from bot.settings import Settings
    from bot.store import feeds
    from bot.store.tables import feed

    settings = Settings.read()
    with (
        tempfile.TemporaryDirectory() as directory,
        app.open_desk(settings, f"sqlite:///{directory}/bench.db", app.bundled(settings)) as (desk, store),
        Fetcher(allow={"127.0.0.1"}) as fetcher,
    ):
        assert desk.watch
        watch = replace(desk.watch, fetcher=fetcher)
        for n in range(FEEDS):
            opened = watch.open(f"{site}/{n}")
            wish, keys = opened.wish(n + 1, None, None), [entry.key for entry in opened.contents.entries]
            with store.write() as db:
                feeds.add(db, wish, keys, now=desk.now(), next_at=desk.now() + timedelta(days=1))
        later = feed.c.url + "/later"

        def go() -> None:
            with store.write() as db:
                db.execute(update(feed).where(feed.c.chat_id % CHANGED == 1).values(url=later))
                db.execute(update(feed).values(next_at=desk.now()))

        def left() -> int:
            with store.read() as db:
                return db.execute(select(func.count()).where(feed.c.next_at < desk.now())).scalar_one()

        async with running(build_application(token, replace(desk, watch=watch), store, api_url=url, rates=None)):
            print("ready", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            await asyncio.to_thread(go)
            while await asyncio.to_thread(left):  # noqa: ASYNC110  the same
                await asyncio.sleep(0.2)
            with store.read() as db:
                taken = db.execute(select(func.sum(feed.c.taken))).scalar_one()
            assert taken == FEEDS // NEW, f"{taken} articles came in"
            print("done", flush=True)
            await until_stopped()


if __name__ == "__main__":
    if sys.argv[1] == "site":
        serve_site()
    else:
        asyncio.run(serve_bot(*sys.argv[2:5]))
