"""How fast /limits is answered, against a bare PTB bot that sends the same message, on the same playground.

The playground and the people who ask are this process; each bot is a process of its own. Every chat asks again as soon
as it is answered, with WINDOW questions open, so that a bot that answers out of order is found out.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.playground.playground import Playground
from bot.playground.world import Chat

TITLE = "Replies: /limits over 50 private chats, flood limits off, two questions open a chat"
CHATS, WINDOW = 50, 2
WARM, COUNTED = 2.0, 6.0  # seconds
ROUNDS = 2  # the bots take turns, and the better round of each counts: the machine has other work too
AIM = "aim: ratio 0.8 or more without latency, 200/s or more with 80 ms"


@dataclass(slots=True)
class Asker:
    """One chat: what it asked and waits for, as (message id, when)."""

    chat: Chat
    open: deque[tuple[int, float]] = field(default_factory=deque)


@dataclass(frozen=True, slots=True)
class Result:
    """Replies a second, seconds a reply took, milliseconds of CPU the bot spent on one, and replies out of order."""

    rate: float
    waits: list[float]
    cpu: float
    disorder: int

    def row(self, name: str) -> str:
        cuts = statistics.quantiles(self.waits, n=100)
        order = "in order" if not self.disorder else f"{self.disorder} OUT OF ORDER"
        return (
            f"{name:<34}{self.rate:7.0f}/s   p50 {cuts[49] * 1000:6.1f} ms   p99 {cuts[98] * 1000:6.1f} ms   "
            f"{self.cpu:5.2f} ms CPU   {order}"
        )


def run() -> None:
    for latency in (0.0, 0.08):
        print(f"{latency * 1000:.0f} ms a call")
        rounds = [[asyncio.run(measure(kind, latency)) for kind in ("bare", "ours")] for _ in range(ROUNDS)]
        bare, ours = (max(results, key=lambda result: result.rate) for results in zip(*rounds, strict=True))
        print(bare.row("  bare PTB, 32 at once"))
        print(ours.row("  ours"))
        print(f"  ratio {ours.rate / bare.rate:.2f}, by CPU {bare.cpu / ours.cpu:.2f}")
    print(AIM)


async def measure(kind: str, latency: float) -> Result:
    """One bot under load."""
    play = Playground(latency=latency)
    askers = {}
    for n in range(CHATS):
        user = play.world.add_user(f"U{n}", "zh-hant", f"user{n}")
        askers[user.id] = Asker(play.world.chats[user.id])
    async with play.serve() as url, bot_process(kind, url, play.token) as pid:
        await play.ask(askers[next(iter(askers))].chat, "/limits", patience=30)
        return await load(play, askers, pid)


async def load(play: Playground, askers: dict[int, Asker], pid: int) -> Result:
    waits: list[float] = []
    disorder = 0
    after = play.state.events.last

    def ask(asker: Asker) -> None:
        said = play.say(asker.chat, "/limits", user=play.world.users[asker.chat.id])
        asker.open.append((said["message_id"], time.perf_counter()))

    for asker in askers.values():
        for _ in range(WINDOW):
            ask(asker)
    start = time.perf_counter()
    begin = end = cpu_seconds(pid)
    counting, since = False, start
    async for event in play.state.events.follow(after):
        message = event.data
        if event.kind != "message" or message["from"]["id"] != play.world.me.id:
            continue
        now = time.perf_counter()
        if not counting and now - start > WARM:
            counting, begin = True, cpu_seconds(pid)
            waits.clear()
            since = now
        asker = askers[message["chat"]["id"]]
        number, asked = asker.open.popleft()
        disorder += message["reply_to_message"]["message_id"] != number
        waits.append(now - asked)
        if counting and now - since > COUNTED:
            end = cpu_seconds(pid)
            break
        ask(asker)
    return Result(len(waits) / COUNTED, waits, (end - begin) * 1000 / len(waits), disorder)


def cpu_seconds(pid: int) -> float:
    """CPU the process has used so far, from /proc; 0 where there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100


@asynccontextmanager
async def bot_process(kind: str, url: str, token: str) -> AsyncIterator[int]:
    """A bot in a process of its own, stopped at the end."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.replies", kind, url, token)
    try:
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def serve(kind: str, url: str, token: str) -> None:
    """The bot's own process."""
    from bot import app
    from bot.chat.application import build_application, running, until_stopped
    from bot.settings import Settings

    settings = Settings.read()
    with (
        tempfile.TemporaryDirectory() as directory,
        app.open_desk(settings, f"sqlite:///{directory}/bench.db", app.bundled(settings)) as (desk, store),
    ):
        if kind == "ours":
            async with running(build_application(token, desk, store, api_url=url, rates=None)):
                await until_stopped()
        else:
            await echo(url, token, desk, store)


async def echo(url: str, token: str, desk: Any, store: Any) -> None:
    """PTB and nothing else: every message is answered with the page our bot would send."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, MessageHandler, filters

    from bot.answers.reply import Step
    from bot.chat import deliver
    from bot.chat.application import until_stopped
    from bot.chat.around import Around
    from bot.chat.show import Show
    from bot.chat.updates import Place

    place = Place(1, "private", None, 1, "zh-hant", admin=False)
    shown = Show(desk, store, "zh-hant").step(place, Step("/limits"), Around(""))
    markup = deliver.keyboard(shown.keyboard)  # the very one our bot sends

    async def answer(update: Update, _context: Any) -> None:
        await update.message.reply_html(shown.html, reply_markup=markup, do_quote=True)

    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").concurrent_updates(32)
    application = builder.build()
    application.add_handler(MessageHandler(filters.ALL, answer))
    async with application:
        await application.updater.start_polling()
        await application.start()
        await until_stopped()
        await application.updater.stop()
        await application.stop()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:4]))
