"""The playground as tests, benchmarks and `python -m bot playground` use it: a Bot API, and people who act in it."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect

from bot.playground.botapi import BotApi, Call
from bot.playground.errors import PlaygroundError
from bot.playground.events import Event
from bot.playground.faults import Faults
from bot.playground.flood import Flood, Gate
from bot.playground.methods.chats import change_bot
from bot.playground.page.routes import page_routes
from bot.playground.people import add_topic, ask_inline, found_entities, migrate, offered, origin, post_as, set_topic
from bot.playground.server import LOOPBACK, nobody_there, serving
from bot.playground.state import Query, State
from bot.playground.text import trimmed
from bot.playground.world import GENERAL, Chat, Json, Language, Member, User, World

BOT_ID = 70_001
BOT_NAME, BOT_USERNAME = "要點", "YaodianPlaygroundBot"
PATIENCE = 30.0  # seconds to wait for the bot before giving up


class Playground:
    """One bot's Telegram, in memory.

    `flood` None switches the flood limits off; `latency` is seconds each call takes longer. `token` None makes one up.
    `commands_in_channels` says whether channel posts carry bot_command entities: Telegram does not always set them.
    `now` is the clock of everything in it, in seconds since the epoch.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        flood: Flood | None = None,
        latency: float = 0.0,
        commands_in_channels: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(24)}"
        me = User(int(self.token.partition(":")[0]), BOT_NAME, BOT_USERNAME, is_bot=True)
        self.world = World(me)
        self.state = State(self.world, commands_in_channels, now)
        self.api = BotApi(self.state, self.token, Gate(flood, now) if flood else None, latency)
        self.url = ""
        # Sets the clock of whoever gave `now` so many seconds ahead; None: nobody's.
        self.forward_clock: Callable[[float], Awaitable[None]] | None = None
        self.settle()
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"])  # no DNS rebinding
        self.app = Starlette(
            routes=[*self.api.routes(), *page_routes(self)],
            middleware=[hosts],
            exception_handlers={ClientDisconnect: nobody_there},
        )

    def settle(self) -> None:
        """The first inhabitants: you, who own everything, a second user, and a chat of each kind."""
        self.owner = self.world.add_user("你", "zh-hant", "you")
        self.guest = self.world.add_user("小美", "zh-hans", "xiaomei")
        self.private = self.world.chats[self.owner.id]
        self.group = self.world.add_chat("group", "測試群組", self.owner, bot_is="member")
        self.forum = self.world.add_chat("supergroup", "測試論壇", self.owner)
        self.channel = self.world.add_chat("channel", "測試頻道", self.owner)
        self.channel.username = "playground_channel"
        for chat in (self.group, self.forum, self.channel):
            chat.members[self.guest.id] = Member("member")
        for name in ("新聞", "摘要"):
            add_topic(self.state, self.forum, name, by=self.owner)

    @asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncIterator[str]:
        """Serves the Bot API and the page on loopback and yields the address (http://127.0.0.1:8080)."""
        self.state.updates.closed = self.state.events.closed = False
        async with serving(self.app, port, on_stop=self._close) as number:
            self.url = f"http://{LOOPBACK}:{number}"
            yield self.url

    def _close(self) -> None:
        self.state.updates.close()
        self.state.events.close()

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def calls(self) -> list[Call]:
        """Every call the bot made, oldest first."""
        return self.api.calls

    @property
    def faults(self) -> Faults:
        return self.api.faults

    def messages(self, chat: Chat, thread: int | None = None) -> list[Json]:
        """The messages of a chat, or of one topic of it (General: 1), oldest first."""
        found = list(chat.messages.values())
        return found if thread is None else [m for m in found if m.get("message_thread_id", GENERAL) == thread]

    # What people do. `user` is the owner where none is named.

    def say(
        self,
        chat: Chat,
        text: str,
        *,
        user: User | None = None,
        thread: int | None = None,
        reply_to: Json | None = None,
        anonymous: bool = False,
    ) -> Json:
        """Somebody types a text; `anonymous`: an administrator as the group."""
        text, _ = trimmed(text, [])
        if not text:
            raise PlaygroundError("there is nothing to send")
        fields = {"text": text, "entities": found_entities(self.state, chat, text)}
        return post_as(self.state, chat, user, thread, reply_to, anonymous=anonymous, **fields)

    def send_document(
        self,
        chat: Chat,
        name: str,
        content: bytes,
        *,
        mime_type: str = "text/plain",
        caption: str = "",
        user: User | None = None,
        thread: int | None = None,
        anonymous: bool = False,
    ) -> Json:
        """Somebody sends a file, with words under it if they like."""
        document = self.world.add_file(name, mime_type, content).as_document()
        fields = {
            "document": document,
            "caption": caption,
            "caption_entities": found_entities(self.state, chat, caption),
        }
        return post_as(self.state, chat, user, thread, None, anonymous=anonymous, **fields)

    def forward(self, message: Json, chat: Chat, *, user: User | None = None, thread: int | None = None) -> Json:
        """Somebody forwards a message; its origin stays that of the first author."""
        kept = ("text", "entities", "document", "caption", "caption_entities")
        fields = {name: message[name] for name in kept if name in message}
        return post_as(self.state, chat, user, thread, None, forward_origin=origin(message), **fields)

    def edit(self, message: Json, text: str) -> Json:
        """Its author changes the text of a message."""
        chat = self.world.chats[message["chat"]["id"]]
        if message["message_id"] in self.state.own.get(chat.id, ()):
            raise PlaygroundError("only the bot edits its own messages")
        current = chat.messages[message["message_id"]]
        edited = current | {
            "text": text,
            "entities": found_entities(self.state, chat, text),
            "edit_date": int(self.state.now()),
        }
        if not edited["entities"]:
            del edited["entities"]
        self.state.replace(chat, edited)
        self.state.tell(chat, "edited_channel_post" if chat.type == "channel" else "edited_message", edited)
        return edited

    def press(self, message: Json, data: str, *, user: User | None = None) -> str:
        """Somebody presses the button with this callback data; returns the id of the callback query."""
        user = user or self.owner
        chat = self.world.chats[message["chat"]["id"]]
        current = chat.messages.get(message["message_id"], {})
        rows = current.get("reply_markup", {}).get("inline_keyboard", [])
        if not any(button.get("callback_data") == data for row in rows for button in row):
            raise PlaygroundError("there is no such button any more")
        if not chat.member(user.id).is_inside:
            raise PlaygroundError("only members of the chat press its buttons")
        query = Query(str(4_000_000_000 + len(self.state.queries)), self.state.now())
        self.state.queries[query.id] = query
        self.state.events.add(
            "pressed", {"query_id": query.id, "chat_id": chat.id, "message_id": message["message_id"]}
        )
        payload = {
            "id": query.id,
            "from": user.as_json(),
            "message": current,
            "chat_instance": str(chat.id),
            "data": data,
        }
        self.state.tell(chat, "callback_query", payload)
        return query.id

    def post_offer(
        self,
        chat: Chat,
        query_id: str,
        result_id: str,
        *,
        user: User | None = None,
        thread: int | None = None,
        anonymous: bool = False,
    ) -> Json:
        """Somebody picks a result of inline mode, and it is posted as theirs."""
        fields = offered(self.state, user or self.owner, query_id, result_id)
        return post_as(self.state, chat, user, thread, None, anonymous=anonymous, **fields)

    def set_bot(self, chat: Chat, member: Member, *, by: User | None = None) -> None:
        """Somebody adds, removes, promotes, restricts, blocks (Member("kicked") in private) or unblocks the bot."""
        change_bot(self.state, chat, member, by=by or self.owner)

    def close_topic(self, chat: Chat, topic: int, *, by: User | None = None) -> None:
        set_topic(self.state, chat, chat.topics[topic], closed=True, by=by or self.owner)

    def reopen_topic(self, chat: Chat, topic: int, *, by: User | None = None) -> None:
        set_topic(self.state, chat, chat.topics[topic], closed=False, by=by or self.owner)

    def delete_topic(self, chat: Chat, topic: int) -> None:
        """Nobody is told: Telegram has no word for it."""
        del chat.topics[topic]
        for message in [m for m in chat.messages.values() if m.get("message_thread_id") == topic]:
            del chat.messages[message["message_id"]]

    def migrate(self, group: Chat, *, by: User | None = None) -> Chat:
        """A group becomes a supergroup."""
        return migrate(self.state, group, by=by or self.owner)

    def set_language(self, user: User, language: Language) -> None:
        user.language = language
        self.state.events.add("profile", {})

    # What tests wait for.

    async def polled(self) -> None:
        """Returns as soon as the bot has asked for updates."""
        await self.state.updates.polled()

    async def wait_for(self, fits: Callable[[Event], bool], *, after: int = 0, patience: float = PATIENCE) -> Event:
        """The first event behind number `after` that fits; TimeoutError says what the bot called last."""
        try:
            async with asyncio.timeout(patience), aclosing(self.state.events.follow(after)) as events:
                async for event in events:
                    if fits(event):
                        return event
        except TimeoutError:
            last = [(call.method, call.response) for call in self.calls[-3:]]
            raise TimeoutError(f"nothing fitting came within {patience:g} s; the last calls were {last}") from None
        raise PlaygroundError("the playground was closed")

    async def ask(self, chat: Chat, text: str, *, patience: float = PATIENCE, **who: Any) -> Json:
        """Says a text and returns the bot's next new message in the same chat and topic (`who` as for `say`)."""
        before = self.state.events.last
        said = self.say(chat, text, **who)

        def answers(event: Event) -> bool:
            message = event.data
            return (
                event.kind == "message"
                and message["message_id"] in self.state.own.get(chat.id, ())
                and message["chat"]["id"] == chat.id
                and message.get("message_thread_id") == said.get("message_thread_id")
            )

        return (await self.wait_for(answers, after=before, patience=patience)).data

    async def ask_inline(
        self, text: str, *, user: User | None = None, chat: Chat | None = None, offset: str = ""
    ) -> Json:
        """Types a text behind the bot's name and returns what is offered: query_id, results, next_offset, button."""
        before, user = self.state.events.last, user or self.owner
        query = ask_inline(self.state, user, chat or self.world.chats[user.id], text, offset)
        told = await self.wait_for(lambda e: e.kind == "offered" and e.data["query_id"] == query.id, after=before)
        return told.data

    async def press_and_wait(self, message: Json, data: str, *, user: User | None = None) -> Json:
        """Presses a button and returns what the bot answered: query_id, text, show_alert."""
        before = self.state.events.last
        query = self.press(message, data, user=user)
        answered = await self.wait_for(lambda e: e.kind == "answered" and e.data["query_id"] == query, after=before)
        return answered.data
