"""The whole state of one playground, and the two things everything else does with it: post a message, tell the bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import bad_request, forbidden, migrated
from bot.playground.events import Events
from bot.playground.params import Params
from bot.playground.profile import Profile
from bot.playground.updates import Updates
from bot.playground.world import Chat, Json, Member, User, World

QUERY_LIFETIME = 15.0  # seconds a pressed button waits for answerCallbackQuery


@dataclass(slots=True)
class Query:
    """A pressed button: when (seconds since the epoch), and what the bot answered."""

    id: str
    pressed_at: float
    answer: Json | None = None


@dataclass(slots=True)
class InlineQuery:
    """What somebody typed behind the bot's name: when (seconds since the epoch), and what the bot offered."""

    id: str
    user: User
    asked_at: float
    answer: Json | None = None


@dataclass(slots=True)
class State:
    """`now` is the clock of messages, flood limits and queries, in seconds since the epoch."""

    world: World
    commands_in_channels: bool
    now: Callable[[], float] = time.time
    events: Events = field(default_factory=Events)
    updates: Updates = field(default_factory=Updates)
    profile: Profile = field(default_factory=Profile)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_mode: bool = True  # what @BotFather's /setinline switches
    inline: dict[str, InlineQuery] = field(default_factory=dict)
    own: dict[int, set[int]] = field(default_factory=dict)  # by chat: the messages the bot sent

    def post(self, chat: Chat, **fields: Any) -> Json:
        """A new message in the chat; fields that are None are left out."""
        message: Json = {
            "message_id": self.world.next_message_id(chat),
            "date": int(self.now()),
            "chat": self.world.chat_json(chat),
            **{name: value for name, value in fields.items() if value not in (None, [], "")},
        }
        chat.messages[message["message_id"]] = message
        self.events.add("message", message)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        """A new version of a message; the old object stays what it was for those who hold it."""
        chat.messages[message["message_id"]] = message
        self.events.add("edited", message)
        return message

    def tell(self, chat: Chat, kind: str, payload: Json) -> None:
        """Queues an update, unless the bot is not in that chat."""
        if self.bot_in(chat).is_inside:
            self.updates.push(kind, payload)

    def bot_in(self, chat: Chat) -> Member:
        return chat.member(self.world.me.id)

    def chat(self, params: Params, *, write: bool = False) -> Chat:
        """The chat a call names, if the bot may see it (and, with `write`, is let in)."""
        if not params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.world.chat_named(params.text("chat_id")) or self.world.chats.get(params.chat_id() or 0)
        if chat is None:
            raise bad_request("chat not found")
        if write and chat.migrated_to:
            raise migrated(chat.migrated_to)
        status = self.bot_in(chat).status
        if chat.type == "private":
            if write and status == "kicked":
                raise forbidden("bot was blocked by the user")
        elif status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif status == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def message(self, chat: Chat, params: Params, what: str) -> Json:
        """The message a call names; `what` is Telegram's word for it (message to edit)."""
        message = chat.messages.get(params.integer("message_id"))
        if message is None:
            raise bad_request(f"{what} not found")
        return message

    def may_edit(self, chat: Chat, message: Json) -> bool:
        """The bot edits its own messages, and in a channel every post if it has the right."""
        own = message["message_id"] in self.own.get(chat.id, ())
        return own or (chat.type == "channel" and self.bot_in(chat).may("can_edit_messages"))
