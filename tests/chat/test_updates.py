from typing import Any

import pytest
from telegram import CallbackQuery, Message, Update

from bot.answers.reply import Step
from bot.chat.updates import Place, language_of, line_of, links_of, place_of, place_of_press, request_of
from bot.store.chats import Chat
from bot.store.tables import Language

ME = {"id": 1, "is_bot": True, "first_name": "Yaodian", "username": "YaoBot"}
MEI = {"id": 7, "is_bot": False, "first_name": "Mei", "language_code": "zh-hans"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
ALONE = {"id": 7, "type": "private", "first_name": "Mei"}
GROUP = {"id": -5, "type": "supergroup", "title": "Desk"}
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}


def message(**fields: Any) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": ALONE, "from": MEI, **fields}


def update(kind: str, **fields: Any) -> Update:
    return Update.de_json({"update_id": 1, kind: message(**fields)}, None)


@pytest.mark.parametrize(
    ("given", "command"),
    [
        (update("message", text="/limits"), ("limits", "")),
        (update("message", text="限制"), ("limits", "")),  # a bare Chinese name, alone with the bot
        (update("message", text="/quotes 周鴻祎"), ("quotes", "周鴻祎")),
        (update("message", caption="/limits"), ("limits", "")),
        (update("channel_post", chat=CHANNEL, text="/limits"), ("limits", "")),
        (update("message", chat=GROUP, text="/limits@YaoBot"), ("limits", "")),
        (update("message", chat=GROUP, text="限制"), None),  # in a group it is talk
        (update("message", chat=GROUP, text="/limits@OtherBot"), None),
        (update("message", text="/tmp/x"), None),  # noqa: S108  a path is no command
        (update("message"), None),  # a sticker, say
        # An edited command was answered when it was first sent.
        (update("edited_message", text="/limits"), None),
        (update("edited_channel_post", chat=CHANNEL, text="/limits"), None),
        # A channel's post as it arrives in the discussion group: answered in the channel.
        (update("message", chat=GROUP, sender_chat=CHANNEL, is_automatic_forward=True, text="/limits"), None),
    ],
)
def test_a_command_is_found_in_new_messages_only(given: Update, command: tuple[str, str] | None) -> None:
    found = line_of(given, "YaoBot")
    assert (found and found[1:]) == command


def replies(to: dict[str, Any], text: str, **fields: Any) -> Update:
    return update("message", text=text, reply_to_message=message(**{"from": to}), **fields)


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        (update("message", text="誰說的？"), True),
        (update("message", text="周鴻祎"), True),  # alone with the bot any words ask
        (update("message", text="/誰說的？"), False),  # a command that nobody knows
        (update("message", text="👍"), False),
        (update("message", chat=GROUP, text="誰說的？"), False),  # talk
        (replies(ME, "誰說的？", chat=GROUP), True),
        (replies(ME, "再說一次 why?", chat=GROUP), True),
        (replies(ME, "要停工幾天", chat=GROUP), True),  # without a mark
        (replies(ME, "謝謝", chat=GROUP), False),
        (replies(MEI, "誰說的？", chat=GROUP), False),
        (update("channel_post", chat=CHANNEL, text="誰說的？"), False),
    ],
)
def test_a_question_needs_no_command(given: Update, asks: bool) -> None:
    found = line_of(given, "YaoBot")
    assert (found is not None and found[1] == "ask") == asks


def marked(text: str, *links: str, **fields: Any) -> dict[str, Any]:
    """A message with entities as Telegram sends them: `[words](address)` hides an address, other links show themselves."""
    entities = []
    for link in links:
        words, _, url = link.partition("](")
        words = words.removeprefix("[")
        found = {"offset": text.index(words), "length": len(words)}
        entities.append({**found, "type": "text_link", "url": url[:-1]} if url else {**found, "type": "url"})
    return {"text": text, "entities": entities, **fields}


BY_MEI = {"forward_origin": {"type": "user", "date": 1, "sender_user": MEI}}
BY_NEWS = {"forward_origin": {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 3}}
FROM_BOT = {
    "reply_to_message": message(
        chat=GROUP, **{"from": {"id": 9, "is_bot": True, "first_name": "要點", "username": "YaoBot"}}
    )
}
FROM_MEI = {"reply_to_message": message(chat=GROUP)}
FILE = {"document": {"file_id": "f", "file_unique_id": "u"}}


@pytest.mark.parametrize(
    ("fields", "command"),
    [
        (marked("https://x.tw/a", "https://x.tw/a"), ("add", "")),
        (marked("港口擴建延後 https://x.tw/a", "https://x.tw/a"), ("add", "")),  # as apps share it
        (marked("x.tw/a", "x.tw/a"), ("add", "")),
        (marked("OpenAI.com 說了什麼？", "OpenAI.com"), ("ask", "OpenAI.com 說了什麼？")),  # only looks like an address
        (marked("看這裡", "[這裡](https://x.tw/a)"), ("add", "")),
        (
            marked("看 https://t.me/news/3", "https://t.me/news/3"),
            ("ask", "看 https://t.me/news/3"),
        ),  # leads back into Telegram
        (marked("/add https://x.tw/a", "https://x.tw/a"), ("add", "https://x.tw/a")),
        (marked("https://x.tw/a", "https://x.tw/a", chat=GROUP), None),  # in a group it is talk
        (FILE, ("add", "")),
        ({**FILE, "caption": "/limits"}, ("limits", "")),
        ({**FILE, "caption": "你看"}, ("add", "")),
        ({**FILE, "chat": GROUP}, None),
        ({"text": "文" * 200}, ("add", "")),
        ({"text": "文" * 199}, ("ask", "文" * 199)),  # may be a question
        ({"text": "你好"}, ("ask", "你好")),
        ({"text": "誰？", **FROM_BOT, "chat": GROUP}, ("ask", "誰？")),
        ({"text": "Sora有哪些短板", **FROM_BOT, "chat": GROUP}, ("ask", "Sora有哪些短板")),
        ({"text": "謝謝", **FROM_BOT, "chat": GROUP}, None),  # talk
        ({"text": "誰？", **FROM_MEI, "chat": GROUP}, None),  # put to somebody else
        ({"text": "誰？", "chat": GROUP}, None),
        ({"text": "文" * 200, "chat": GROUP}, None),
        ({"text": "文" * 40, **BY_MEI}, ("add", "")),
        ({"text": "文" * 39, **BY_MEI}, None),
        ({"caption": "文" * 40, **BY_NEWS}, ("add", "")),
        ({"text": "短短的貼文", **BY_NEWS}, ("subscribe", "-1009")),
        ({"text": "/limits", **BY_NEWS}, ("subscribe", "-1009")),  # what somebody else's post says is no command
        (marked("貼文", "[貼文](https://x.tw/a)", **BY_NEWS), ("add", "")),
        (marked("訂閱", "[訂閱](https://t.me/news)", **BY_NEWS), ("subscribe", "-1009")),
    ],
)
def test_alone_with_the_bot_some_things_need_no_command(
    fields: dict[str, Any], command: tuple[str, str] | None
) -> None:
    found = line_of(update("message", **fields), "YaoBot")
    assert (found and found[1:]) == command


def test_links_are_found_once_and_in_their_order() -> None:
    text = "見 https://x.tw/b、這裡 與 https://x.tw/a 和 https://x.tw/b"
    fields = marked(text, "https://x.tw/b", "[這裡](https://x.tw/c)", "https://x.tw/a")
    assert links_of(Message.de_json(message(**fields), None)) == ("https://x.tw/b", "https://x.tw/c", "https://x.tw/a")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, Place(7, "private", None, 7, "zh-hans", admin=False)),
        ({"chat": GROUP}, Place(-5, "supergroup", None, 7, "zh-hans", admin=False)),
        # A topic is one only where Telegram says so: replies in a plain group carry a thread id too.
        ({"chat": GROUP, "message_thread_id": 9, "is_topic_message": True},
         Place(-5, "supergroup", 9, 7, "zh-hans", admin=False)),
        ({"chat": GROUP, "message_thread_id": 9}, Place(-5, "supergroup", None, 7, "zh-hans", admin=False)),
        # An anonymous admin posts as the group; the stand-in for the user is nobody.
        ({"chat": GROUP, "from": ANONYMOUS, "sender_chat": GROUP}, Place(-5, "supergroup", None, None, None, admin=True)),
        # Somebody who posts as a channel of theirs is no admin of the group.
        ({"chat": GROUP, "from": ANONYMOUS, "sender_chat": CHANNEL},
         Place(-5, "supergroup", None, None, None, admin=False)),
        # The stand-in's id alone proves nothing.
        ({"chat": GROUP, "from": ANONYMOUS}, Place(-5, "supergroup", None, 1087968824, None, admin=False)),
        ({"chat": CHANNEL, "sender_chat": CHANNEL, "from": None}, Place(-1009, "channel", None, None, None, admin=True)),
    ],
)  # fmt: skip
def test_where_a_message_stands_and_who_wrote_it(fields: dict[str, Any], place: Place) -> None:
    assert place_of(Message.de_json({k: v for k, v in message(**fields).items() if v is not None}, None)) == place


@pytest.mark.parametrize(
    ("under", "place"),
    [
        ({"message": message(chat=CHANNEL)}, Place(-1009, "channel", None, 7, "zh-hans", admin=False)),
        ({"message": message(chat=GROUP, message_thread_id=9, is_topic_message=True)},
         Place(-5, "supergroup", 9, 7, "zh-hans", admin=False)),
        # Too old for Telegram to tell more of it than this.
        ({"message": {"message_id": 1, "date": 0, "chat": GROUP}},
         Place(-5, "supergroup", None, 7, "zh-hans", admin=False)),
        ({"inline_message_id": "x"}, None),
    ],
)  # fmt: skip
def test_who_presses_a_button_is_a_person_even_in_a_channel(under: dict[str, Any], place: Place | None) -> None:
    query = {"id": "1", "from": MEI, "chat_instance": "1", "data": "x", **under}
    assert place_of_press(CallbackQuery.de_json(query, None)) == place


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh_SG", "zh-hans"),
        ("zh-hant", "zh-hant"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh", "zh-hant"),
        ("en-US", "en"),
        ("ja", "en"),
        ("zhx", "en"),  # not Chinese
        (None, "zh-hant"),  # the default
        ("", "zh-hant"),
    ],
)
def test_the_language_of_a_users_app(code: str | None, language: Language) -> None:
    assert language_of(code, "zh-hant") == language


PRIVATE = Place(7, "private", None, 7, "zh-hans", admin=False)
IN_GROUP = Place(-5, "supergroup", 9, 7, "zh-hans", admin=False)


@pytest.mark.parametrize(
    ("place", "chat", "expected"),
    [
        (PRIVATE, Chat(7), ("zh-hans", "hans")),  # the user's own
        (PRIVATE, Chat(7, language="en"), ("en", "hant")),  # what the chat has set goes before
        (PRIVATE, Chat(7, language="en", script="hans"), ("en", "hans")),
        (IN_GROUP, Chat(-5), ("zh-hant", "hant")),  # in a group it does not depend on who asks
        (IN_GROUP, Chat(-5, language="zh-hans"), ("zh-hans", "hans")),
    ],
)
def test_the_language_of_an_answer(place: Place, chat: Chat, expected: tuple[str, str]) -> None:
    request = request_of(place, "limits", "", chat, "zh-hant")
    assert (request.language, request.script) == expected


def test_a_button_brings_its_article_and_its_way_back() -> None:
    back = Step("/limits", 2, 3)
    request = request_of(IN_GROUP, "source", "1-2", Chat(-5), "en", step=Step("/source 1-2", 1, 3, back))
    assert (request.article_id, request.back, request.thread_id, request.user_id) == (3, back, 9, 7)
