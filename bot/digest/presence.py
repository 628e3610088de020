"""What becomes of a chat's digests and feeds when the bot is put out of it, or of a topic, and let in again.

Settings are kept. What was missed meanwhile is made up for within the grace, and is not sent when it is older.
"""

from bot.digest.due import Timetable
from bot.digest.outbox import Outbox
from bot.store import chats, feeds, subscriptions
from bot.store.engine import Transaction
from bot.store.subscriptions import Subscription


def put_out(box: Outbox, chat_id: int) -> None:
    """The bot may not write here any more."""
    with box.store.write() as db:
        subscriptions.pause(db, chat_id, "out", box.now())
        feeds.pause(db, chat_id, "out", box.now())


def let_in(box: Outbox, chat_id: int) -> None:
    """The bot may write here (again)."""
    with box.store.write() as db:
        _resume(box, db, subscriptions.paused(db, chat_id, "out"))
        feeds.let_in(db, chat_id, box.now())


def topic_closed(box: Outbox, chat_id: int, thread_id: int | None) -> None:
    with box.store.write() as db:
        subscriptions.pause_topic(db, chat_id, thread_id, box.now())


def topic_reopened(box: Outbox, chat_id: int, thread_id: int | None) -> None:
    with box.store.write() as db:
        closed = subscriptions.paused(db, chat_id, "topic")
        _resume(box, db, tuple(asked for asked in closed if asked.thread_id == thread_id))


def migrated(box: Outbox, old: int, new: int) -> None:
    """A group has become a supergroup, under another id."""
    with box.store.write() as db:
        chats.migrate(db, old, new)


def _resume(box: Outbox, db: Transaction, paused: tuple[Subscription, ...]) -> None:
    since = box.now() - box.policy.grace
    for asked in paused:
        # A pause can be shorter than it takes until the next slot: then that stays what it was.
        next_at = max(asked.next_at, Timetable.of(asked, box.works).next_at(since))
        subscriptions.resume(db, asked.chat_id, asked.id, next_at)
