"""What the bot says about itself."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.profile import DEFAULT, Commands, Field, Scope
from bot.playground.state import State
from bot.playground.world import Json

# Code points each text may have, with what the server says when it has more.
TEXT_LIMITS: Mapping[Field, tuple[int, str]] = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "BOT_DESCRIPTION_INVALID"),
    "short_description": (120, "BOT_ABOUT_INVALID"),
}
COMMANDS_LIMIT = 100
COMMAND_LENGTH = 32
DESCRIPTION_LENGTH = 256
# The scopes, with whether they name a chat and a user.
SCOPES = {
    "default": (False, False),
    "all_private_chats": (False, False),
    "all_group_chats": (False, False),
    "all_chat_administrators": (False, False),
    "chat": (True, False),
    "chat_administrators": (True, False),
    "chat_member": (True, True),
}


def get_me(state: State, params: Params) -> Json:  # noqa: ARG001 (the signature of every method)
    return state.world.me.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": state.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(state: State, params: Params) -> bool:
    commands = params.json("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    cleaned = [checked_command(command) for command in commands]
    if len(cleaned) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    keep_commands(state, params, cleaned)
    return True


def checked_command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an Array of BotCommand")
    name, description = str(command.get("command", "")).strip(), str(command.get("description", "")).strip()
    name = name.removeprefix("/")
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > COMMAND_LENGTH:
        raise bad_request(f"command length must not exceed {COMMAND_LENGTH}")
    if not all(char.isascii() and (char.islower() or char.isdigit() or char == "_") for char in name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def delete_my_commands(state: State, params: Params) -> bool:
    keep_commands(state, params, [])
    return True


def keep_commands(state: State, params: Params, commands: Commands) -> None:
    key = scope(state, params), language_code(params)
    state.profile.commands.pop(key, None)
    if commands:
        state.profile.commands[key] = commands
    state.events.add("commands", {})


def get_my_commands(state: State, params: Params) -> Commands:
    return state.profile.commands.get((scope(state, params), language_code(params)), [])


def scope(state: State, params: Params) -> Scope:
    given = params.json("scope")
    if given is None:
        return DEFAULT
    if not isinstance(given, dict) or given.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    of_chat, of_user = SCOPES[given["type"]]
    chat_id = int(given.get("chat_id", 0)) if of_chat else 0
    if of_chat and chat_id not in state.world.chats:
        raise bad_request("chat not found")
    return given["type"], chat_id, int(given.get("user_id", 0)) if of_user else 0


def language_code(params: Params) -> str:
    """Two letters (ISO 639-1) or none: zh, never zh-hant."""
    code = params.text("language_code")
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


def set_text(name: Field, state: State, params: Params) -> bool:
    text = params.text(name).strip()
    limit, refusal = TEXT_LIMITS[name]
    if len(text) > limit:
        raise bad_request(refusal)
    state.profile.texts[name, language_code(params)] = text
    state.events.add("profile", {})
    return True


def get_text(name: Field, state: State, params: Params) -> Json:
    text = state.profile.text(name, language_code(params))
    return {name: text or (state.world.me.first_name if name == "name" else "")}


TEXT_METHODS: Mapping[str, Callable[[State, Params], Any]] = {
    "setMyName": partial(set_text, "name"),
    "getMyName": partial(get_text, "name"),
    "setMyDescription": partial(set_text, "description"),
    "getMyDescription": partial(get_text, "description"),
    "setMyShortDescription": partial(set_text, "short_description"),
    "getMyShortDescription": partial(get_text, "short_description"),
}
