"""What the bot tells about itself: its menus of commands and its name and descriptions, by language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.world import Chat, User

Field = Literal["name", "description", "short_description"]
Scope = tuple[str, int, int]  # the type of a BotCommandScope, and the chat and the user it is about, 0 for none
Commands = list[dict[str, Any]]

DEFAULT: Scope = ("default", 0, 0)


@dataclass(slots=True)
class Profile:
    """`commands` by scope and two-letter language, `texts` by field and language; "" is for every other language."""

    commands: dict[tuple[Scope, str], Commands] = field(default_factory=dict)
    texts: dict[tuple[Field, str], str] = field(default_factory=dict)

    def text(self, name: Field, language: str) -> str:
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def menu(self, chat: Chat, user: User) -> Commands:
        """What the user's Telegram shows in the chat: the narrowest scope wins, and in it the user's language."""
        for scope in scopes(chat, user):
            for language in (user.language[:2], ""):
                if found := self.commands.get((scope, language)):
                    return found
        return []


def scopes(chat: Chat, user: User) -> Iterator[Scope]:
    """The order of https://core.telegram.org/bots/api#determining-list-of-commands."""
    if chat.type == "private":
        yield from (("chat", chat.id, 0), ("all_private_chats", 0, 0))
    elif chat.type != "channel":  # a channel has no menu of its own
        admin = chat.member(user.id).is_admin
        yield ("chat_member", chat.id, user.id)
        if admin:
            yield ("chat_administrators", chat.id, 0)
        yield ("chat", chat.id, 0)
        if admin:
            yield ("all_chat_administrators", 0, 0)
        yield ("all_group_chats", 0, 0)
    yield DEFAULT
