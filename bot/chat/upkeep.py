"""What is done once a day for as long as the bot runs: the job that does it, in the same queue as the tick."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from telegram.ext import Application, CallbackContext

UPKEEP = "upkeep"
DAY = timedelta(days=1)

Work = Callable[[], object]
_App = Application[Any, Any, Any, Any, Any, Any]


def once_a_day(application: _App, work: Work) -> None:
    """Does the work, in a thread, a day from now and every day after."""
    if application.job_queue is None:
        raise ValueError("an Application without a JobQueue has no days")

    async def run(_: CallbackContext[Any, Any, Any, Any]) -> None:
        await asyncio.to_thread(work)

    # Late is better than not at all, and one at a time is enough.
    options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    application.job_queue.run_repeating(run, DAY, name=UPKEEP, job_kwargs=options)
