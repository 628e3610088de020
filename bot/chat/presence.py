"""Where the bot may write: told by Telegram when it is put out, let in, or a topic is closed, and kept with the digests."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import Application, CallbackContext, ChatMemberHandler, MessageHandler, filters

from bot.digest import presence
from bot.digest.outbox import Outbox

Context = CallbackContext[Any, Any, Any, Any]

_SERVICE = (
    filters.StatusUpdate.MIGRATE | filters.StatusUpdate.FORUM_TOPIC_CLOSED | filters.StatusUpdate.FORUM_TOPIC_REOPENED
)


def attend(application: Application[Any, Any, Any, Any, Any, Any], box: Outbox) -> None:
    """Hangs the handlers in."""
    application.add_handler(ChatMemberHandler(partial(on_standing, box), ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(_SERVICE, partial(on_service, box)))


async def on_standing(box: Outbox, update: Update, _: Context) -> None:
    """The bot's standing in a chat has changed."""
    change = update.my_chat_member
    if change:
        act = presence.let_in if may_write(change.new_chat_member, change.chat.type) else presence.put_out
        await asyncio.to_thread(act, box, change.chat.id)


async def on_service(box: Outbox, update: Update, _: Context) -> None:
    """A group became a supergroup, or a topic was closed or opened again."""
    act = _act(update.message) if update.message else None
    if act:
        await asyncio.to_thread(act, box)


def may_write(member: ChatMember, chat_type: str) -> bool:
    """Whether somebody of this standing may send messages to a chat; in channels that is a right of its own."""
    if isinstance(member, ChatMemberAdministrator):
        return chat_type != ChatType.CHANNEL or bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.can_send_messages
    return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.MEMBER} and chat_type != ChatType.CHANNEL


def _act(message: Message) -> Callable[[Outbox], None] | None:
    thread = message.message_thread_id if message.is_topic_message else None
    if message.migrate_to_chat_id:
        return partial(presence.migrated, old=message.chat.id, new=message.migrate_to_chat_id)
    if message.forum_topic_closed:
        return partial(presence.topic_closed, chat_id=message.chat.id, thread_id=thread)
    if message.forum_topic_reopened:
        return partial(presence.topic_reopened, chat_id=message.chat.id, thread_id=thread)
    return None  # the supergroup's own word that it was a group: the group has said so already
