"""A thousand chats due at one minute, against a server that keeps Telegram's limits: none is broken, nobody waits for a digest.

The bot is one process, with the limits it has in earnest, and so is the run: in real time. `make faults` plays a thousand
chats (35 s), tests/chat/test_delivery.py ninety (3 s).
"""

import asyncio
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from bot.playground import Fault, Flood, Playground
from bot.store.store import Store
from tests.chat.live import limits_article
from tests.digest.build import subscribe
from tests.faults.kills import in_state, nine_tomorrow
from tests.faults.worker import Job, now, start, tell

ASKERS = 5  # people who ask for /limits meanwhile, each once a second: what one chat may be answered
HOUR = 3600.0
LIMIT = 30  # messages a second, of all chats together: Flood().overall


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds from the first digest to the last, seconds each command took, and how many calls were answered 429."""

    took: float
    minimum: float
    commands: list[float]
    refused: int

    def p95(self) -> float:
        return statistics.quantiles(self.commands, n=20)[-1]


async def flood(directory: Path, chats: int) -> Result:
    """Half of the chats are groups. One more answers 429 for an hour."""
    play = Playground(flood=Flood())
    database = f"sqlite:///{directory}/store.db"
    askers = [play.world.add_user(f"A{n}") for n in range(ASKERS)]
    ids = [play.world.add_user(f"U{n}").id for n in range(chats // 2)]
    ids += [play.world.add_chat("group", f"G{n}", play.owner, bot_is="member").id for n in range(chats - chats // 2)]
    play.faults.add(Fault("flood", "sendMessage", play.group.id, seconds=HOUR))
    commands: list[float] = []
    async with play.serve() as url:
        with Store.open(database, str) as store:
            store.put_article(limits_article(), shelf=None, stem="sora", parser_version="1")
            for chat in (play.group.id, *ids):
                subscribe(store, chat, since=now(0.0))
            job = Job(play.token, url, database, "bot", nine_tomorrow() - 5.0, parts=1, paced=True, polls=True)
            process = start(job)
            asking = [asyncio.create_task(ask(play, n, commands)) for n in range(ASKERS)]
            try:
                await play.wait_for(lambda e: e.kind == "message" and digest(e.data), patience=60)
                begun = time.monotonic()
                before = len(commands)
                async with asyncio.timeout(chats / 20 + 30):
                    # Looked at seldom and lightly: the server that keeps the limits lives in this process.
                    while await asyncio.to_thread(in_state, store, "sent") < chats:  # noqa: ASYNC110
                        await asyncio.sleep(0.25)
                took = time.monotonic() - begun
                meanwhile = commands[before:]
            finally:
                for task in asking:
                    task.cancel()
                process.terminate()
                await asyncio.to_thread(process.join)
    assert askers
    sent = [c.params["chat_id"] for c in play.calls if c.method == "sendMessage" and c.response and c.response["ok"]]
    assert all(sum(str(chat) == str(one) for one in sent) == 1 for chat in ids[:20])
    refused = [c for c in play.calls if c.response and c.response.get("error_code") == 429]
    assert sum(str(c.params.get("chat_id")) == str(play.group.id) for c in refused) == 1
    # The commands' own answers count against the limit of all chats together.
    return Result(took, (chats + len(meanwhile)) / LIMIT, meanwhile, len(refused) - 1)


def digest(message: dict) -> bool:
    return message.get("text", "").startswith("20")


async def ask(play: Playground, n: int, commands: list[float]) -> None:
    """Asks again a second after the last question, as fast as one chat may be answered."""
    user = play.world.users[sorted(play.world.users)[2 + n]]
    chat = play.world.chats[user.id]
    await asyncio.sleep(n / ASKERS)
    while True:
        begun = time.monotonic()
        await play.ask(chat, "/limits", user=user, patience=60)
        commands.append(time.monotonic() - begun)
        await asyncio.sleep(max(0.0, 1.2 - commands[-1]))


def test_a_thousand_chats_are_served_as_fast_as_telegram_allows_and_commands_do_not_wait(tmp_path: Path) -> None:
    result = asyncio.run(flood(tmp_path, 1000))
    tell(
        f"1,000 chats in {result.took:.1f} s, {result.took / result.minimum:.3f} of the limit's minimum; {result.refused} times 429; "
        f"{len(result.commands)} commands meanwhile, p95 {result.p95() * 1000:.0f} ms"
    )
    assert result.refused == 0
    assert result.took <= 1.1 * result.minimum
    assert result.p95() <= 0.3
