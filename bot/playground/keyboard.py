"""The buttons under a message, checked as Telegram checks them."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.markup import checked_url
from bot.playground.params import Params

DATA_LIMIT = 64  # bytes of callback_data
BUTTON_LIMIT = 100  # buttons of one message
# What a button can do; one of them must be there.
ACTIONS = ("callback_data", "url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat", "web_app")


def reply_markup(params: Params) -> dict[str, Any] | None:
    """The inline keyboard of a request, None when there is none (an empty one takes the buttons away)."""
    if not params.text("reply_markup"):
        return None
    markup = params.json("reply_markup")
    if markup is None:
        raise bad_request("can't parse reply keyboard markup JSON object")
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    for button in buttons:
        check_button(button)
    if len(buttons) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": [row for row in rows if row]} if buttons else None


def check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(action in button for action in ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and checked_url(str(button["url"])) is None:
        raise bad_request("BUTTON_URL_INVALID")
