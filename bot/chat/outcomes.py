"""What became of a message that was sent, told from what PTB raises. The one module that knows httpx's errors apart.

PTB wraps them: `TimedOut` is one type for all time-outs and, like `BadRequest`, a `NetworkError`; what happened stands in
`__cause__`. Where nothing proves that Telegram has not taken the message, the outcome is UNKNOWN.
https://core.telegram.org/bots/api#making-requests
"""

from datetime import timedelta

import httpx
from telegram import Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from bot.answers.markup import cut
from bot.answers.reply import Html
from bot.chat.limiter import seconds_of
from bot.digest.outbox import Outcome, Result

HALF = 2000  # UTF-16 units: half of what a message holds, for one that was measured wrongly
# No connection came about, so no byte of the request has left.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
# Telegram's words for a 400, in lower case; the first that is found decides.
REFUSALS: tuple[tuple[str, Outcome], ...] = (
    ("can't parse entities", Outcome.BAD_MARKUP),
    ("message is too long", Outcome.TOO_LONG),
    ("message_too_long", Outcome.TOO_LONG),
    ("topic_closed", Outcome.TOPIC_GONE),
    ("topic_deleted", Outcome.TOPIC_GONE),
    ("message thread not found", Outcome.TOPIC_GONE),
    ("not enough rights", Outcome.SHUT_OUT),
    ("need administrator rights", Outcome.SHUT_OUT),
    ("have no rights to send", Outcome.SHUT_OUT),
    ("chat_write_forbidden", Outcome.SHUT_OUT),
    ("chat not found", Outcome.SHUT_OUT),
    ("peer_id_invalid", Outcome.SHUT_OUT),
)


def arrived(message: Message) -> Result:
    return Result(Outcome.SENT, message_id=message.message_id)


def failed(error: Exception, html: str) -> Result:
    """What `error` says about the message; `html` is what it held."""
    said = str(error) or repr(error.__cause__ or error)
    match error:
        case RetryAfter():
            return Result(Outcome.FLOODED, said, wait=timedelta(seconds=seconds_of(error)))
        case ChatMigrated():
            return Result(Outcome.MIGRATED, said, chat_id=error.new_chat_id)
        case Forbidden():
            return Result(Outcome.SHUT_OUT, said)
        case InvalidToken():
            return Result(Outcome.UNREACHED, "the token is refused")
        case BadRequest():
            lower = said.lower()
            outcome = next((outcome for words, outcome in REFUSALS if words in lower), Outcome.REFUSED)
            return Result(outcome, said, pieces=tuple(cut(Html(html), HALF)) if outcome is Outcome.TOO_LONG else ())
    return Result(Outcome.UNREACHED if isinstance(error.__cause__, NOT_SENT) else Outcome.UNKNOWN, said)
