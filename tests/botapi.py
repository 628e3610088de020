"""Telegram's own specification as a measure: does a request, a reply or an update have the shape the Bot API says?

`tests/botapi.json` is the structure only (names, types, what is required) of the methods this project calls and of
every type they can reach. To renew it from a machine-readable copy of https://core.telegram.org/bots/api in the form of
https://github.com/PaulSonOfLars/telegram-bot-api-spec:

    python -m tests.botapi PATH/TO/api.json
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("botapi.json")
METHODS = (
    *("getMe", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"),
    *("sendMessage", "sendDocument", "sendChatAction", "editMessageText", "editMessageReplyMarkup", "deleteMessage"),
    *(
        "answerCallbackQuery",
        "answerInlineQuery",
        "getFile",
        "getChat",
        "getChatMember",
        "getChatAdministrators",
        "leaveChat",
    ),
    *("setMyCommands", "getMyCommands", "deleteMyCommands", "setMyName", "getMyName"),
    *("setMyDescription", "getMyDescription", "setMyShortDescription", "getMyShortDescription"),
)
PRIMITIVES: Mapping[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
}
ARRAY = "Array of "
# The description of a discriminating field says: always “creator”, must be default.
CONSTANT = re.compile(r"(?:always|must be) [“\"]?(\w+)[”\"]?\.?$")


def check_request(method: str, params: Mapping[str, Any]) -> list[str]:
    """What is wrong with the parameters of a call, as sent: strings where a form has them, JSON values elsewhere."""
    shape = spec()["methods"].get(method)
    if shape is None:
        return [f"{method} is no method of the specification kept here"]
    typed = {name: typed_value(shape["fields"].get(name, []), value) for name, value in params.items()}
    return list(check_fields(shape, typed, method))


def check_reply(method: str, result: Any) -> list[str]:
    """What is wrong with the `result` of a successful call."""
    return check_value(spec()["methods"][method]["returns"], result, method)


def check_update(update: Any) -> list[str]:
    """What is wrong with an update."""
    return check_value(["Update"], update, "Update")


def check_calls(calls: Iterable[Any]) -> list[str]:
    """What is wrong with the calls in a playground's log: the requests that were granted, and every result."""
    granted = [call for call in calls if call.response is not None and call.response["ok"]]
    return [
        wrong
        for call in granted
        for wrong in (*check_request(call.method, call.params), *check_reply(call.method, call.response["result"]))
    ]


@cache
def spec() -> dict[str, Any]:
    return json.loads(PATH.read_text("utf-8"))


def typed_value(types: Iterable[str], value: Any) -> Any:
    """A form's string as the JSON value it stands for, if one of the types needs another than a string."""
    if not isinstance(value, str) or ("String" in types and "Integer" not in types):
        return value
    try:
        typed = json.loads(value)
    except ValueError:
        return value
    return value if "String" in types and not isinstance(typed, int) else typed


def check_value(types: list[str], value: Any, where: str) -> list[str]:
    """The complaints against a value that must be of one of the types; of several types those of the nearest one."""
    complaints = [check_type(name, value, where) for name in types]
    return min(complaints, key=len, default=[])


def check_type(name: str, value: Any, where: str) -> list[str]:
    if name.startswith(ARRAY):
        inner = [name.removeprefix(ARRAY)]
        if isinstance(value, list):
            return [wrong for i, item in enumerate(value) for wrong in check_value(inner, item, f"{where}[{i}]")]
    elif name in PRIMITIVES:
        if isinstance(value, PRIMITIVES[name]) and isinstance(value, bool) == (name == "Boolean"):
            return []
    elif name == "InputFile":  # in a log of calls a file is its name and size
        if isinstance(value, dict) and value.keys() == {"file_name", "size"}:
            return []
    elif "subtypes" in spec()["types"][name]:
        return check_value(spec()["types"][name]["subtypes"], value, where)
    elif isinstance(value, dict):
        return list(check_fields(spec()["types"][name], value, where))
    return [f"{where}: {value!r} is no {name}"]


def check_fields(shape: Mapping[str, Any], value: Mapping[str, Any], where: str) -> Iterable[str]:
    for name in shape.get("required", []):
        if name not in value:
            yield f"{where}.{name} is missing"
    for name, constant in shape.get("constants", {}).items():
        if value.get(name) != constant:
            yield f"{where}.{name} is {value.get(name)!r}, not {constant!r}"
    for name, item in value.items():
        if name not in shape.get("fields", {}):
            yield f"{where}.{name} is unknown"
        else:
            yield from check_value(shape["fields"][name], item, f"{where}.{name}")


def reduce(api: Mapping[str, Any]) -> dict[str, Any]:
    """The structure of METHODS and of all types they can reach."""
    methods = {name: {"returns": api["methods"][name]["returns"], **fields(api["methods"][name])} for name in METHODS}
    types: dict[str, Any] = {}
    to_do = ["Update", *(name for shape in methods.values() for name in named(shape))]
    while to_do:
        name = to_do.pop()
        if name in api["types"] and name not in types:
            subtypes = api["types"][name].get("subtypes")
            types[name] = {"subtypes": subtypes} if subtypes else fields(api["types"][name], constants=True)
            to_do += named(types[name])
    return {"version": api["version"], "methods": methods, "types": dict(sorted(types.items()))}


def fields(shape: Mapping[str, Any], *, constants: bool = False) -> dict[str, Any]:
    listed = shape.get("fields", [])
    reduced: dict[str, Any] = {"fields": {field["name"]: field["types"] for field in listed}}
    if required := [field["name"] for field in listed if field["required"]]:
        reduced["required"] = required
    found = {field["name"]: CONSTANT.search(field["description"]) for field in listed if field["types"] == ["String"]}
    if constants and any(found.values()):
        reduced["constants"] = {name: match[1] for name, match in found.items() if match}
    return reduced


def named(shape: Mapping[str, Any]) -> list[str]:
    """The types a method or type mentions, arrays taken off."""
    lists = [shape.get("returns", []), shape.get("subtypes", []), *shape.get("fields", {}).values()]
    return [name.replace(ARRAY, "") for types in lists for name in types]


def dumps(reduced: Mapping[str, Any]) -> str:
    """JSON with a line for each method and type, so that a renewal shows what changed."""
    parts = [f' "version": {json.dumps(reduced["version"])}']
    for part in ("methods", "types"):
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(shape)}" for name, shape in reduced[part].items())
        parts.append(f' "{part}": {{\n{lines}\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    PATH.write_text(dumps(reduce(json.loads(Path(sys.argv[1]).read_text("utf-8")))), "utf-8")
