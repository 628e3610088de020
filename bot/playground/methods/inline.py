"""answerInlineQuery, and the results in it checked as Telegram checks them (https://core.telegram.org/bots/api#inline-mode)."""

import re
from typing import Any

from bot.playground.errors import ApiError, bad_request
from bot.playground.keyboard import reply_markup
from bot.playground.params import Params
from bot.playground.state import State
from bot.playground.text import MESSAGE_LIMIT, message_text
from bot.playground.world import Json

INLINE_LIFETIME = 10.0  # seconds an inline query waits for its answer
RESULTS_LIMIT = 50
ID_LIMIT = 64  # bytes of a result's id, and of an offset
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]+")


def answer_inline_query(state: State, params: Params) -> bool:
    button = checked_results_button(params)
    results = params.json("results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > RESULTS_LIMIT:
        raise bad_request("too many inline query results specified")
    checked = [checked_result(result) for result in results]
    query = state.inline.get(params.text("inline_query_id"))
    if query is None or query.answer is not None or state.now() - query.asked_at > INLINE_LIFETIME:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(params.text("next_offset").encode()) > ID_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.answer = {"results": checked, "next_offset": params.text("next_offset"), "button": button}
    state.events.add("offered", {"query_id": query.id, **query.answer})
    return True


def checked_result(result: Any) -> Json:
    """What a client shows of a result, and under `message` the fields of the message that is posted."""
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: inline query result must be an object")
    if result.get("type") != "article":  # the others are part of Telegram but not of the playground
        raise bad_request(f'type "{result.get("type")}" is unsupported for the inline query result')
    if not 1 <= len(str(result.get("id", "")).encode()) <= ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or not content.get("message_text"):
        raise bad_request("can't parse inline query result: message_text must be non-empty")
    try:
        text, entities = message_text(Params({**content, "text": content["message_text"]}), MESSAGE_LIMIT)
        markup = reply_markup(Params(result))
    except ApiError as error:
        what = error.description.removeprefix("Bad Request: ")
        raise bad_request(f"can't parse inline query result: {what}") from None
    return {
        "id": str(result["id"]),
        "title": result["title"],
        "description": result.get("description", ""),
        "message": {"text": text, "entities": entities, "reply_markup": markup},
    }


def checked_results_button(params: Params) -> Json | None:
    """The button over the results that leads to the private chat."""
    button = params.json("button")
    if button is None:
        return None
    if not isinstance(button, dict) or not button.get("text") or ("start_parameter" in button) == ("web_app" in button):
        raise bad_request("can't parse inline query results button JSON object")
    if "start_parameter" in button and not button["start_parameter"]:
        raise bad_request("can't use empty start_parameter")
    if len(button.get("start_parameter", "x")) > ID_LIMIT:
        raise bad_request("too long start_parameter specified")
    if not START_PARAMETER.fullmatch(button.get("start_parameter", "x")):
        raise bad_request("unallowed characters in start_parameter are used")
    return button
