"""Inline mode: @bot and a name in any chat. Telegram does not say which chat that is, so nothing of its shelf is offered.

https://core.telegram.org/bots/api#inlinequery, #answerinlinequery; @BotFather's /setinline switches it on.
"""

import asyncio
from typing import Any

import structlog
from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackContext

from bot.answers.inline import Offer
from bot.answers.markup import clipped
from bot.chat.deliver import NO_PREVIEW
from bot.chat.show import Show
from bot.chat.updates import Place

Context = CallbackContext[Any, Any, Any, Any]

log = structlog.get_logger(__name__)

CACHED = 5  # seconds that Telegram may give the same person the same answer: a shelf changes
ASKED = 24  # code points of what was asked for on the button


async def on_inline(show: Show, update: Update, _: Context) -> None:
    """Offers facts of the asker's own shelf; where there are none, the way to the private chat."""
    query = update.inline_query
    if query is None:
        return
    start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 9 else 0
    offered, more = await asyncio.to_thread(show.offers, place_of_query(query), query.query, start)
    button = None if offered or start else await asyncio.to_thread(_to_private_chat, show, query)
    try:
        await query.answer(
            [_result(offer, number) for number, offer in enumerate(offered, start)],
            cache_time=CACHED,
            is_personal=True,
            next_offset=str(more or ""),
            button=button,
        )
    except BadRequest as error:  # who types on has asked anew: Telegram forgets the query before
        log.info("an inline query was answered too late", error=error.message)


def place_of_query(query: InlineQuery) -> Place:
    """Wherever it is typed it is about the private chat, which has its user's id."""
    user = query.from_user
    return Place(user.id, "private", None, user.id, user.language_code, admin=False)


def _result(offer: Offer, number: int) -> InlineQueryResultArticle:
    content = InputTextMessageContent(offer.html, ParseMode.HTML, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(str(number), offer.title, content, description=offer.description)


def _to_private_chat(show: Show, query: InlineQuery) -> InlineQueryResultsButton:
    asked = clipped(query.query, ASKED)
    label = show.sentence(place_of_query(query), "inline.nothing" if asked else "inline.empty", asked=asked)
    return InlineQueryResultsButton(label, start_parameter="inline")
