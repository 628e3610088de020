"""The text of a message as Telegram keeps it: trimmed, within the limits, with the entities found in it."""

import re
from collections.abc import Iterable

from bot.playground.errors import bad_request
from bot.playground.markup import Entity, parse_html, utf16_length
from bot.playground.params import Params

MESSAGE_LIMIT = 4096  # UTF-16 units after entity parsing
CAPTION_LIMIT = 1024  # the same, for the words under a document
SOURCE_LIMIT = 32768  # bytes before parsing
ENTITY_LIMIT = 100  # the server forgets the ones behind, without a word

# What Telegram itself marks in a text. A command needs Latin letters (/限制 is none), no word character or slash before
# it (/tmp/x is none) and none behind it (/limits限制 is none).
FINDERS = {
    "bot_command": re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])"),
    "url": re.compile(r"https?://[^\s<>\"，。；：！？、）」』】]+[^\s<>\"，。；：！？、）」』】.,;:!?)\]'}]"),
    "mention": re.compile(r"(?<![\w@/])@[a-zA-Z][a-zA-Z0-9_]{2,31}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#/])#(?!\d+\b)\w{1,256}"),
}


def message_text(params: Params, limit: int, *, field: str = "text") -> tuple[str, list[Entity]]:
    """Text and entities of a request (`field` is text or caption), with the server's refusals."""
    source = params.text(field)
    if len(source.encode("utf-8", "surrogatepass")) > SOURCE_LIMIT:
        raise bad_request("text is too long")
    mode = params.text("parse_mode").lower()
    if mode in ("", "none"):
        text, entities = source, given_entities(params, f"{field}_entities" if field == "caption" else "entities")
    elif mode == "html":
        text, entities = parse_html(source)
    else:  # Markdown is part of Telegram but not of the playground
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text, entities)
    if field == "text" and not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > limit:
        raise bad_request("message is too long" if field == "text" else "message caption is too long")
    return text, with_found(text, entities)


def given_entities(params: Params, field: str) -> list[Entity]:
    entities = params.json(field)
    if not isinstance(entities, list):
        return []
    for entity in entities:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise bad_request("can't parse MessageEntity: object expected")
    return [dict(entity) for entity in entities if entity["length"] > 0]


def trimmed(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at the end, and without spaces and line breaks before the first word or entity."""
    text = text.rstrip()
    length = utf16_length(text)
    kept = []
    for entity in entities:
        entity["length"] = min(entity["length"], length - entity["offset"])
        if entity["length"] > 0:
            kept.append(entity)
    leading = len(text) - len(text.lstrip(" \n"))
    leading = min([leading, *(entity["offset"] for entity in kept)])
    for entity in kept:
        entity["offset"] -= leading
    return text[leading:], kept


def with_found(text: str, entities: list[Entity], *, commands: bool = True) -> list[Entity]:
    """The entities with those that Telegram finds by itself, none overlapping one that was given."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] not in STYLES]
    found = []
    for kind, pattern in FINDERS.items():
        if kind == "bot_command" and not commands:
            continue
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match[0])
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"]))[:ENTITY_LIMIT]


STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"})
