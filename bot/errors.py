"""What a user can be told. Everything else is a bug and goes to the error handler.

BotError
├── ConfigError      start-up: a setting, a message or a word list is missing or wrong
└── UserError        a sentence from config/messages, with what it needs to be filled in
    ├── TextRefused  a text that is empty, too long or not an article
    ├── FetchRefused     nothing that can be read came from the web
    │   ├── AddressRefused   an address that is not gone to, today or ever
    │   ├── Unreached        no answer came, or none that was whole: worth another try
    │   └── AnswerRefused    a site's answer that is no page: its status, its kind, its size
    ├── ShelfFull        an article more than the chat's shelf may hold
    └── NotFound     an article, a speaker, a button or a command nobody knows
"""

from typing import ClassVar


class BotError(Exception):
    """The root of what this project raises on purpose."""


class ConfigError(BotError):
    """A setting, a message or a word list is missing or wrong; the sentence says which, and what to do."""


class UserError(BotError):
    """Carries the key of a sentence in config/messages and the values that go into it; `offers` are commands that lead on."""

    offers: ClassVar[tuple[str, ...]] = ("articles", "help")

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}" if values else key)
        self.key = key
        self.values = values


class TextRefused(UserError):
    """A text that cannot become an article: empty, or longer than is taken."""


class FetchRefused(UserError):
    """Nothing that can be read came from the web; `host` and `status`, where there is one, stand in the values."""


class AddressRefused(FetchRefused):
    """An address that is not gone to: oddly written, of another kind than http(s), or not of the public Internet."""


class Unreached(FetchRefused):
    """No answer came within the time, or none that was whole; the same may go well another time."""


class AnswerRefused(FetchRefused):
    """A site answered, but not with a page: an error, a file of another kind, or more than is taken.

    `retry_after` is when it wants to be asked again, in the words of the header of that name; empty where it does not say.
    """

    retry_after = ""


class ShelfFull(UserError):
    """The chat's shelf holds as many articles as it may."""

    offers = ("shelf", "articles")


class NotFound(UserError):
    """Something was asked for that is not there."""
