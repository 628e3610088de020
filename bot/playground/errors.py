"""What the Bot API says when it refuses: the code and the description, word for word, since clients match on them.

Sources: https://core.telegram.org/bots/api#making-requests and the descriptions the open-source server
(github.com/tdlib/telegram-bot-api) and its clients' issue trackers show.
"""

from typing import Any


class ApiError(Exception):
    """A refusal as the client sees it: an HTTP status, a description and Telegram's `parameters`, if any."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def as_json(self) -> dict[str, Any]:
        """The body of the answer (an unsuccessful `Response` in Telegram's words)."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


class PlaygroundError(Exception):
    """A person tried what Telegram's own clients would not let them do; the sentence says what."""


def bad_request(what: str) -> ApiError:
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    return ApiError(409, f"Conflict: {what}")


def too_many_requests(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(chat_id: int) -> ApiError:
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat_id})
