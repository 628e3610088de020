"""How a person's message comes about: who may write where, as whom, and what Telegram adds to it."""

from typing import Any

from bot.playground.errors import PlaygroundError
from bot.playground.markup import Entity
from bot.playground.methods.messages import in_topic, quoted
from bot.playground.state import InlineQuery, State
from bot.playground.text import with_found
from bot.playground.world import GENERAL, GROUP_ANONYMOUS_BOT, Chat, Json, Member, Topic, User

ICON_COLOR = 0x6FB9F0  # the blue that Telegram gives a topic by default


def post_as(
    state: State,
    chat: Chat,
    user: User | None,
    thread: int | None,
    reply_to: Json | None,
    *,
    anonymous: bool = False,
    **fields: Any,
) -> Json:
    """Posts what a person sends (`user` None: whoever the chat belongs to) and tells the bot."""
    user = user or state.world.users.get(chat.id) or state.world.creator(chat)
    topic = chat.topics.get(thread or GENERAL)
    if topic is None and thread not in (None, GENERAL):
        raise PlaygroundError("there is no such topic")
    check_may_post(chat, state.bot_in(chat), user, topic, anonymous=anonymous)
    # In a topic Telegram makes every message that answers none an answer to the one that opened the topic.
    reply_to = reply_to or (chat.messages.get(topic.id) if topic else None)
    message = state.post(
        chat,
        **sender(state, chat, user, anonymous=anonymous),
        **in_topic(chat, thread or GENERAL),
        reply_to_message=quoted(reply_to),
        **fields,
    )
    state.tell(chat, "channel_post" if chat.type == "channel" else "message", message)
    return message


def sender(state: State, chat: Chat, user: User, *, anonymous: bool = False) -> Json:
    """The fields that say who wrote: a channel's posts are the channel's, an anonymous administrator's the group's."""
    if chat.type == "channel":
        return {"sender_chat": state.world.chat_json(chat)}
    if anonymous:
        return {"from": GROUP_ANONYMOUS_BOT, "sender_chat": state.world.chat_json(chat)}
    return {"from": user.as_json()}


def ask_inline(state: State, user: User, chat: Chat, text: str, offset: str) -> InlineQuery:
    """Sends the bot what a person types behind its name in a chat."""
    if not state.inline_mode:
        raise PlaygroundError("the bot has no inline mode")
    query = InlineQuery(str(5_000_000_000 + len(state.inline)), user, state.now())
    state.inline[query.id] = query
    kind = "sender" if chat.type == "private" else chat.type
    asked = {"id": query.id, "from": user.as_json(), "query": text, "offset": offset, "chat_type": kind}
    state.updates.push("inline_query", asked)
    return query


def offered(state: State, user: User, query_id: str, result_id: str) -> Json:
    """The message of a result that the bot offered this person."""
    query = state.inline.get(query_id)
    results = query.answer["results"] if query and query.answer and query.user is user else []
    found = next((result["message"] for result in results if result["id"] == result_id), None)
    if found is None:
        raise PlaygroundError("there is no such offer")
    return {**found, "via_bot": state.world.me.as_json()}


def found_entities(state: State, chat: Chat, text: str) -> list[Entity]:
    """What Telegram marks in a text that a person typed."""
    return with_found(text, [], commands=chat.type != "channel" or state.commands_in_channels)


def add_topic(state: State, chat: Chat, name: str, *, by: User) -> Topic:
    """Opens a topic; its number is that of the message that says so."""
    chat.is_forum = True
    created = {"name": name, "icon_color": ICON_COLOR}
    message = state.post(chat, **sender(state, chat, by), forum_topic_created=created)
    number = message["message_id"]
    state.replace(chat, message | in_topic(chat, number))
    chat.topics[number] = Topic(number, name)
    return chat.topics[number]


def set_topic(state: State, chat: Chat, topic: Topic, *, closed: bool, by: User) -> None:
    """Closes a topic or opens it again; the bot is told."""
    topic.closed = closed
    said: Json = {"forum_topic_closed": {}} if closed else {"forum_topic_reopened": {}}
    message = state.post(chat, **sender(state, chat, by), **in_topic(chat, topic.id), **said)
    state.tell(chat, "message", message)


def migrate(state: State, group: Chat, *, by: User) -> Chat:
    """Turns a group into a supergroup, under another id; the bot is told in both."""
    chat = state.world.add_chat("supergroup", group.title, by)
    chat.members = dict(group.members)
    message = state.post(group, **sender(state, group, by), migrate_to_chat_id=chat.id)
    state.tell(group, "message", message)
    group.migrated_to = chat.id
    message = state.post(chat, **sender(state, chat, by), migrate_from_chat_id=group.id)
    state.tell(chat, "message", message)
    state.events.add("chat", {"chat_id": chat.id, "status": state.bot_in(chat).status})
    return chat


def check_may_post(chat: Chat, bot_member: Member, user: User, topic: Topic | None, *, anonymous: bool) -> None:
    """PlaygroundError for what Telegram's own clients would not let a person do."""
    member = chat.member(user.id)
    if chat.migrated_to:
        raise PlaygroundError("this group has become a supergroup")
    if not member.is_inside:
        raise PlaygroundError("only members of the chat write in it")
    if chat.type == "private" and bot_member.status == "kicked":
        raise PlaygroundError("the bot is blocked")
    if not member.is_admin and (anonymous or chat.type == "channel" or (topic is not None and topic.closed)):
        raise PlaygroundError("only administrators do this")
    if anonymous and chat.type not in ("group", "supergroup"):
        raise PlaygroundError("only in groups do administrators stay anonymous")


def origin(message: Json) -> Json:
    """The MessageOrigin of a forwarded message: a channel, a group that its anonymous administrators spoke for, or a user."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    sender = message.get("sender_chat")
    if sender and sender["type"] == "channel":
        return {"type": "channel", "date": message["date"], "chat": sender, "message_id": message["message_id"]}
    if sender:
        return {"type": "chat", "date": message["date"], "sender_chat": sender}
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}
