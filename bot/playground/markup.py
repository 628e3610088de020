"""Telegram's HTML: text with tags in, plain text and entities out.

The subset and its rules: https://core.telegram.org/bots/api#html-style. Offsets and lengths of the entities are
UTF-16 code units of the plain text; offsets in error messages are UTF-8 bytes of the source, as the real server counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import ApiError, bad_request

Entity = dict[str, Any]

# Tag -> entity type; a, code, pre, span and blockquote need a look at their attributes.
TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
END = "\0"  # what stands behind the last character; counts as a space, so that scans stop there
SPACES = " \t\r\n\v" + END
# &lt; and &#x4e00; the semicolon may be missing; any other name (&nbsp;) stays as it is.
CHARACTER_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[a-zA-Z]*));?")
LONGEST_REFERENCE = 10  # characters of a numeric reference, the semicolon not counted
HIGHEST_CODE_POINT = 0x10FFFF


def utf16_length(text: str) -> int:
    """The length in UTF-16 code units, Telegram's unit."""
    return len(text) + sum(char > "\uffff" for char in text)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities, or ApiError with Telegram's wording."""
    scan = _Scan(source)
    while scan.at < len(source):
        if source[scan.at] == "<":
            scan.close_tag() if scan.peek(1) == "/" else scan.open_tag()
        elif source[scan.at] == "&":
            char, scan.at = character_at(source, scan.at)
            scan.write(char)
        else:
            end = next((i for i in range(scan.at, len(source)) if source[i] in "<&"), len(source))
            scan.write(source[scan.at : end])
            scan.at = end
    if scan.open:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{scan.open[-1].tag}"')
    return "".join(scan.written), sorted(scan.entities, key=lambda e: (e["offset"], -e["length"]))


def cannot_parse(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


def character_at(source: str, at: int) -> tuple[str, int]:
    """The character a reference at `at` stands for and where the text goes on; a lone & stands for itself."""
    match = CHARACTER_REFERENCE.match(source, at)
    if match is None:
        return "&", at + 1
    if match["name"] is not None:
        char = CHARACTERS.get(match["name"])
        return (char, match.end()) if char else ("&", at + 1)
    code = int(match["hex"] or "0", 16) if match["hex"] is not None else int(match["decimal"] or "0")
    too_long = len(match[0].removesuffix(";")) >= LONGEST_REFERENCE
    if not 0 < code < HIGHEST_CODE_POINT or too_long or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), match.end()


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end: where its text begins, and the attribute that matters to it."""

    tag: str
    argument: str
    offset: int
    begin: int


@dataclass(slots=True)
class _Scan:
    """How far the source is read, and what came out so far."""

    source: str
    at: int = 0
    written: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def peek(self, ahead: int = 0) -> str:
        return self.source[self.at + ahead] if self.at + ahead < len(self.source) else END

    def ended(self) -> bool:
        return self.at >= len(self.source)

    def write(self, text: str) -> None:
        self.written.append(text)
        self.units += utf16_length(text)

    def skip(self, *, until: str) -> str:
        begin = self.at
        while self.peek() not in until and not self.ended():
            self.at += 1
        return self.source[begin : self.at]

    def skip_spaces(self) -> None:
        while self.peek() in SPACES and not self.ended():
            self.at += 1

    def byte_offset(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def open_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.skip(until=SPACES + ">").lower()
        if self.ended():
            raise cannot_parse(f"Unclosed start tag at byte offset {self.byte_offset(begin)}")
        if tag not in TAGS:
            raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self.byte_offset(begin)}')
        argument = ""
        for name, value in self.attributes(tag, begin):
            argument = wanted(tag, name, value) or argument
        if tag == "span" and not argument:
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte_offset(begin)}')
        self.open.append(_Open(tag, argument, self.units, len(self.written)))

    def attributes(self, tag: str, begin: int) -> Iterator[tuple[str, str]]:
        """The attributes of a start tag; afterwards the scan stands behind its >."""
        while True:
            self.skip_spaces()
            if self.peek() == ">":
                self.at += 1
                return
            name = self.skip(until=SPACES + "=>/\"'")
            if not name:
                raise cannot_parse(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte_offset(begin)}')
            self.skip_spaces()
            value = ""
            if self.peek() == "=":
                self.at += 1
                self.skip_spaces()
                if not self.ended():
                    value = self.value()
                    if self.ended():
                        raise cannot_parse(f"Unclosed start tag at byte offset {self.byte_offset(begin)}")
            if self.ended():
                raise cannot_parse(f'Unclosed start tag "{tag}" at byte offset {self.byte_offset(begin)}')
            yield name, value

    def value(self) -> str:
        """An attribute's value, in quotes of either kind or bare (letters, digits, full stops and hyphens)."""
        quote = self.peek()
        if quote not in "\"'":
            begin = self.at
            while self.peek().isascii() and (self.peek().isalnum() or self.peek() in ".-"):
                self.at += 1
            if self.peek() not in SPACES + ">":
                raise cannot_parse(f"Unexpected end of name token at byte offset {self.byte_offset(begin)}")
            return self.source[begin : self.at].lower()
        self.at += 1
        chars = []
        while self.peek() != quote and not self.ended():
            if self.peek() == "&":
                char, self.at = character_at(self.source, self.at)
            else:
                char, self.at = self.peek(), self.at + 1
            chars.append(char)
        self.at += not self.ended()
        return "".join(chars)

    def close_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise cannot_parse(f"Unexpected end tag at byte offset {self.byte_offset(begin)}")
        self.at += 2
        tag = self.skip(until=SPACES + ">").lower()
        self.skip_spaces()
        if self.peek() != ">":
            raise cannot_parse(f"Unclosed end tag at byte offset {self.byte_offset(begin)}")
        self.at += 1
        opened = self.open.pop()
        if tag not in ("", opened.tag):
            raise cannot_parse(
                f'Unmatched end tag at byte offset {self.byte_offset(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        if self.units > opened.offset:
            self.add_entity(opened)

    def add_entity(self, opened: _Open) -> None:
        entity: Entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": self.units - opened.offset}
        last = self.entities[-1] if self.entities else None
        around = last is not None and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        if opened.tag == "a":
            url = checked_url(opened.argument or "".join(self.written[opened.begin :]))
            if url is None:
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "pre" and around and last is not None and last.get("language"):
            last["type"] = "pre"  # <pre><code class="language-python"> is one entity
            return
        self.entities.append(entity)


def wanted(tag: str, name: str, value: str) -> str:
    """What an attribute says to its tag, empty when Telegram ignores it."""
    if (tag, name) == ("a", "href"):
        return value
    if (tag, name) == ("blockquote", "expandable"):
        return "expandable"
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name, value) == ("span", "class", "tg-spoiler"):
        return "spoiler"
    return ""


def checked_url(url: str) -> str | None:
    """The address as Telegram keeps it: a scheme in front, a slash behind a bare host; None for what is no address."""
    match = re.fullmatch(r"(?:(https?|tg|ton)://)?([^\s/?#]+)([^\s]*)", url.strip(), re.IGNORECASE)
    if match is None:
        return None
    scheme, host, rest = (match[1] or "http").lower(), match[2], match[3]
    if scheme not in ("tg", "ton") and "." not in host and not host.startswith("localhost"):
        return None
    return f"{scheme}://{host}{rest}" if rest or scheme in ("tg", "ton") else f"{scheme}://{host}/"
