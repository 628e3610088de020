"""Processes that deliver, or are the whole bot, and may be killed. They come from a fork server that has imported all."""

import asyncio
import logging
import multiprocessing
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from typing import Any

import structlog

from bot.chat.application import build_application, build_courier, running, until_stopped
from bot.chat.limiter import TELEGRAM, Rates
from bot.chat.show import Show
from bot.digest.due import Slot
from bot.digest.outbox import Draft, Outbox, Policy
from bot.facts.display import folded
from bot.store.outbox import Message
from bot.store.store import Store
from bot.store.subscriptions import Subscription
from tests.chat.live import desk_of


@dataclass(frozen=True, slots=True)
class Job:
    """What a process does. `ahead`: seconds its clock is ahead of the machine's; `paced`: by Telegram's own limits."""

    token: str
    url: str
    database: str
    owner: str
    ahead: float = 0.0
    lease: float = 90.0
    parts: int = 3
    paced: bool = False
    polls: bool = False


def text_of(slot: Slot, n: int) -> str:
    return f"{slot.day} {slot.minute} {n}"


def now(ahead: float) -> datetime:
    return datetime.fromtimestamp(time.time() + ahead, UTC)


def outbox(job: Job, store: Store) -> Outbox:
    def compose(_asked: Subscription, slot: Slot, _now: datetime) -> Draft:
        return Draft(tuple(Message(text_of(slot, n)) for n in range(job.parts)))

    policy = Policy(lease=timedelta(seconds=job.lease))
    return Outbox(store, compose, job.owner, lambda: now(job.ahead), policy=policy)


async def work(job: Job) -> None:
    rates: Rates | None = TELEGRAM if job.paced else None
    with Store.open(job.database, folded) as store:
        box, desk = outbox(job, store), desk_of(store)
        options: dict[str, Any] = {"api_url": job.url, "rates": rates}
        if job.polls:
            application = build_application(job.token, desk, store, box=box, **options)
        else:
            application = build_courier(job.token, Show(desk, store, "zh-hant"), box, **options)
        async with running(application):
            await until_stopped()


def main(job: Job) -> None:
    logging.disable()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(work(job))


def tell(figures: str) -> None:
    """A line for whoever runs `make faults`."""
    sys.stdout.write(f"{figures}\n")


def start(job: Job) -> BaseProcess:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.worker"])
    process = context.Process(target=main, args=(job,), daemon=True)
    process.start()
    return process
