"""What Telegram sends, reduced to what the answers need: a command, where it was said, and by whom."""

import re
from dataclasses import dataclass
from typing import cast

from telegram import CallbackQuery, Message, MessageEntity, MessageOriginChannel, Update
from telegram.constants import ChatType as TelegramChat

from bot.answers.add import LONG, SHORTEST
from bot.answers.commands import parse_line
from bot.answers.messages import script_of
from bot.answers.reply import Request, Step
from bot.store.chats import Chat
from bot.store.tables import ChatType, Language

# What getUpdates is asked for. Edited messages are not: an answer is given once.
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)

LINKS: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]
TELEGRAM = re.compile(r"\w+://(?:[\w-]+\.)?(?:t\.me|telegram\.me|telegram\.dog)(?:[/:?#]|$)|tg:", re.IGNORECASE)
# What a question is known by where people also just talk. Must not match 謝謝, 好的.
ASKS = re.compile(r"[?？]|[誰谁哪啥嗎吗]|什[麼么麽]|多少|怎|如何|[為为]何|何[時时]|[幾几][個个天年月次位家]")

SIMPLIFIED = ("zh-hans", "zh-cn", "zh-sg", "zh-my")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said and an answer goes.

    `thread_id` is the forum topic, None in the General topic, whose id (1) Telegram refuses. `user_id` is None where a
    chat speaks: in channels, and for anonymous admins. `admin` says that the place itself proves the speaker an admin.
    """

    chat_id: int
    chat_type: ChatType
    thread_id: int | None
    user_id: int | None
    language_code: str | None
    admin: bool


def place_of(message: Message) -> Place:
    """Where the message stands and who wrote it."""
    sender = message.sender_chat
    # Who posts as the chat itself is one of its admins: a channel's posters, and anonymous admins of a group.
    # Their `from` is a stand-in (1087968824, GroupAnonymousBot) that proves nothing.
    as_chat = message.chat.type == TelegramChat.CHANNEL or (sender is not None and sender.id == message.chat.id)
    user = None if sender else message.from_user
    return Place(
        chat_id=message.chat.id,
        chat_type=cast("ChatType", message.chat.type),
        thread_id=message.message_thread_id if message.is_topic_message else None,
        user_id=user.id if user else None,
        language_code=user.language_code if user else None,
        admin=as_chat,
    )


def place_of_press(query: CallbackQuery) -> Place | None:
    """Where a button was pressed and by whom; None for a button that stands in no chat we know (inline messages)."""
    message = query.message
    if message is None:
        return None
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(
        chat_id=message.chat.id,
        chat_type=cast("ChatType", message.chat.type),
        thread_id=topic,
        user_id=query.from_user.id,
        language_code=query.from_user.language_code,
        admin=False,
    )


def line_of(update: Update, username: str) -> tuple[Message, str, str] | None:
    """The message that is a command to this bot, the command's canonical name and its arguments; None for all else.

    Alone with the bot nothing needs a command: what is sent or forwarded to be read is added to the shelf, any other text is
    a question. In a group, a question is what answers one of the bot's own messages and asks something.
    """
    message = update.message or update.channel_post
    if message is None or message.is_automatic_forward:
        return None  # a channel's post arrives again in its discussion group: it was answered in the channel
    if message.via_bot and message.via_bot.username == username:
        return None  # what we offered in inline mode, and somebody posted
    private = message.chat.type == TelegramChat.PRIVATE
    origin = message.forward_origin if private else None
    if isinstance(origin, MessageOriginChannel):  # what to do with a short post: set up its channel
        return (message, "add", "") if is_article(message) else (message, "subscribe", str(origin.chat.id))
    text = words_of(message)
    if text and (parsed := parse_line(text, username, private)):
        return message, *parsed
    if private and is_article(message):
        return message, "add", ""
    return (message, "ask", text) if is_question(message, username, private) else None


def words_of(message: Message) -> str:
    return message.text or message.caption or ""


def links_of(message: Message) -> tuple[str, ...]:
    """The addresses in a message, also those behind words; Telegram marks them. Not those that lead back into Telegram.

    What only looks like an address (OpenAI.com) is one where nothing else is said.
    """
    found = []
    for entity, words in {**message.parse_entities(LINKS), **message.parse_caption_entities(LINKS)}.items():
        url = entity.url or words
        if "://" not in url:
            if words != words_of(message).strip():
                continue
            url = f"http://{url}"
        if not TELEGRAM.match(url):
            found.append(url)
    return tuple(dict.fromkeys(found))


def is_long(message: Message) -> bool:
    """Long enough to be an article: what is forwarded was written to be read, what is typed may be a question."""
    return len(words_of(message)) >= (SHORTEST if message.forward_origin else LONG)


def is_article(message: Message) -> bool:
    """Whether something without a command was sent to be read: a file, a link, a long text."""
    return message.document is not None or is_long(message) or bool(links_of(message))


def is_question(message: Message, username: str, private: bool) -> bool:
    """Whether something without a command asks us: alone with the bot any words do, but no path, no address, nobody else's."""
    text = words_of(message).strip()
    if message.forward_origin:
        return False
    if private:
        links = {**message.parse_entities(LINKS), **message.parse_caption_entities(LINKS)}.values()
        return any(map(str.isalnum, text)) and not text.startswith(("/", "／")) and text not in links
    replied = message.reply_to_message
    author = replied.from_user if replied else None
    return author is not None and author.username == username and ASKS.search(text) is not None


def request_of(
    place: Place, command: str, args: str, chat: Chat, default: Language, *, step: Step | None = None
) -> Request:
    """The request; `chat` is what the chat has set, `default` the language of groups and channels that have set none."""
    language = chat.language or _spoken(place, default)
    return Request(
        chat_id=place.chat_id,
        chat_type=place.chat_type,
        command=command,
        args=args,
        language=language,
        script=chat.script or script_of(language),
        user_id=place.user_id,
        thread_id=place.thread_id,
        article_id=step.article_id if step else None,
        page=step.page if step else 1,
        back=step.back if step else None,
    )


def language_of(code: str | None, default: Language) -> Language:
    """The language for an IETF tag as Telegram gives it (zh-hans, zh-TW, en-US); `default` where there is none."""
    if not code:
        return default
    tag = code.lower().replace("_", "-")
    if tag.startswith(SIMPLIFIED):
        return "zh-hans"
    return "zh-hant" if tag.split("-")[0] == "zh" else "en"


def _spoken(place: Place, default: Language) -> Language:
    """In private the user's language; what a group or a channel reads does not depend on who asks."""
    return language_of(place.language_code, default) if place.chat_type == "private" else default
