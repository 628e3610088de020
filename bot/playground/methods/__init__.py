"""The methods of the Bot API that the playground knows, in one table."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.playground.methods import chats, inline, messages, profile, updates
from bot.playground.params import Params
from bot.playground.state import State

Method = Callable[[State, Params], Any | Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    "getMe": profile.get_me,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendDocument": messages.send_document,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": messages.answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "getFile": messages.get_file,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "leaveChat": chats.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    **profile.TEXT_METHODS,
}

# Method names are written in any case.
CANONICAL: Mapping[str, str] = {name.lower(): name for name in METHODS}
