"""`python -m bot deliver`, as it is started beside the bot: digests go out, and nobody is asked for updates."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.facts.display import folded
from bot.playground import Playground
from bot.store import subscriptions
from bot.store.store import Store
from bot.store.subscriptions import Wish
from tests.build import an_article


def test_a_process_that_delivers_sends_what_is_due_and_ends_when_told(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/store.db"
    play = Playground()
    since = datetime.now(UTC) - timedelta(minutes=2)
    due = since + timedelta(minutes=1)
    with Store.open(database, folded) as store:
        wish = Wish(play.private.id, (due.hour * 60 + due.minute,), "UTC")
        with store.write() as db:
            subscriptions.add(db, wish, now=since, next_at=due.replace(second=0, microsecond=0))
        store.put_article(an_article("模型的限制\n時長限制在一分鐘。"), shelf=None, stem="news", parser_version="1")

    async def scene() -> None:
        async with play.serve() as url:
            environment = os.environ | {"BOT_TOKEN": play.token, "BOT_API_URL": url, "BOT_DATABASE_URL": database}
            process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "deliver", env=environment)
            try:
                await play.wait_for(lambda e: "模型的限制" in e.data.get("text", ""), patience=60)
            finally:
                process.send_signal(signal.SIGTERM)
                assert await process.wait() == 0

    asyncio.run(scene())
    assert {call.method for call in play.calls} == {"getMe", "sendMessage"}
