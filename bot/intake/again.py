"""Reads the stored articles again that another version of the parser has read, while the bot answers from what that one found."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog

from bot.errors import TextRefused
from bot.intake.arrivals import Parser
from bot.store.store import Store

log = structlog.get_logger(__name__)


def parse_again(store: Store, parser: Parser, stop: Event) -> int:
    """Parses what is outdated on every shelf, the newest first, until `stop` is set; says how many articles it renewed.

    Several processes may do so on one database. What this version refuses, or fails at, stays as it was read before.
    """
    done = 0
    for known in store.outdated(parser.version):
        if stop.is_set():
            break
        source = store.source(known)
        if source is None:  # removed while we were at the others, or read again by another process
            continue
        try:
            done += store.renew(known, parser(source), parser.version)
        except TextRefused as error:
            log.warning("an article stays as an earlier parser read it", article_id=known.id, why=str(error))
        except Exception:
            if not stop.is_set():
                log.exception("an article could not be read again", article_id=known.id)
    return done


@contextmanager
def reading_again(store: Store, parser: Parser) -> Iterator[None]:
    """Does so in a thread for as long as it is entered."""
    stop = Event()

    def work() -> None:
        if done := parse_again(store, parser, stop):
            log.info("articles were read again by a new parser", articles=done)

    thread = Thread(target=work, name="again")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
