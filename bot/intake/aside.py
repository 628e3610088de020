"""A process beside the bot for what takes a processor long: reading what feeds bring must not slow down replies.

A thread would not do: parsing holds Python's lock, and a reply that needs it a dozen times waits each time.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import ParamSpec, Self, TypeVar

from bot.facts.article import Article
from bot.intake.arrivals import Parser

NICE = 10  # how far behind whatever answers people
SHORT = 5_000  # code points: a long report, read in some two tenths of a second
LOOK = 2.0  # seconds between two looks whether the bot is still there

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Aside:
    """A parser, and more, in a process that begins when it is first needed. Any number of threads may use it.

    `load` makes the parser there, so it has to survive pickling, as have the arguments and results of what is done.
    """

    def __init__(self, load: Callable[[], Parser], version: str) -> None:
        self.version = version
        self._load = load
        self._pool: ProcessPoolExecutor | None = None
        self._turn = threading.Lock()

    def __call__(self, source: str) -> Article:
        return self.do(_parsed, source)

    def do(self, work: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What `work` returns or raises; it is done once more where the process was killed meanwhile."""
        pool = self._opened()
        try:
            return pool.submit(work, *args, **kwargs).result()
        except BrokenProcessPool:
            return self._opened(instead_of=pool).submit(work, *args, **kwargs).result()

    def close(self) -> None:
        """Ends the process as soon as it has done what it is doing."""
        with self._turn:
            if self._pool:
                self._pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self, instead_of: ProcessPoolExecutor | None = None) -> ProcessPoolExecutor:
        with self._turn:
            if self._pool is None or self._pool is instead_of:
                # Not forked: the bot has threads, and a fork takes their locks along as they are.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, context, _begin, (self._load, os.getpid()))
            return self._pool


@dataclass(frozen=True, slots=True)
class ByLength:
    """Reads short texts here, at once, and long ones aside, where they hold up no reply."""

    here: Parser
    aside: Parser
    most: int = SHORT

    @property
    def version(self) -> str:
        return self.here.version

    def __call__(self, source: str) -> Article:
        return (self.here if len(source) <= self.most else self.aside)(source)


def _begin(load: Callable[[], Parser], bot: int) -> None:
    """In the process: takes a back seat, and leaves the end to the bot."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both, and the bot sees to it
    os.nice(NICE)
    _Here.load = load
    threading.Thread(target=_follow, args=(bot,), daemon=True).start()


class _Here:
    """What the process has: the parser, from the first text on."""

    load: Callable[[], Parser]
    parser: Parser | None = None


def _parsed(source: str) -> Article:
    _Here.parser = _Here.parser or _Here.load()
    return _Here.parser(source)


def _follow(bot: int) -> None:
    """Ends the process when the bot was killed and could not."""
    while os.getppid() == bot:
        time.sleep(LOOK)
    os._exit(0)
