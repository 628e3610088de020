"""Telegram's HTML: escaping, measuring, and cutting it where every part stays valid (core.telegram.org/bots/api#html-style)."""

import html as entities
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.answers.reply import Html
from bot.facts.article import Fact

_TOKEN = re.compile(r"</[^>]+>|<[^>]+>|&[a-z#0-9]+;|.", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_CUTS = ("\n。！？!?", "；;，,、：:", " \u3000")  # where a text may be cut, best first
_CLOSING = "」』”’\"'）)》〉】"  # belongs to the sentence before it
_Letter = tuple[str, tuple[tuple[int, str], ...]]  # a character as HTML, and the tags open around it: (serial, tag)


def esc(text: str) -> Html:
    """The text as HTML; half a surrogate pair, which no message can carry, becomes U+FFFD."""
    return Html(entities.escape(whole(text), quote=False))


def whole(text: str) -> str:
    """The text with U+FFFD for half surrogate pairs, which JSON lets through and UTF-8 does not."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def bold(inner: Html) -> Html:
    return Html(f"<b>{inner}</b>")


def link(inner: Html, url: str) -> Html:
    return Html(f'<a href="{entities.escape(whole(url))}">{inner}</a>')


def blockquote(inner: Html) -> Html:
    return Html(f"<blockquote>{inner}</blockquote>")


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """The parts that are not empty, with `between` (plain text) between them."""
    return Html(esc(between).join(part for part in parts if part))


def marked(text: str, marks: Iterable[Fact], start: int = 0) -> Html:
    """The text with the marked spans bold and underlined; `start` is where the text stands in what the marks count in."""
    inside = bytearray(len(text))
    for mark in marks:
        for at in range(max(mark.start - start, 0), min(mark.end - start, len(text))):
            inside[at] = 1
    runs = groupby(range(len(text)), key=lambda at: inside[at])
    return Html("".join(_mark(esc("".join(text[at] for at in run)), on=bool(on)) for on, run in runs))


def _mark(inner: Html, *, on: bool) -> str:
    return f"<b><u>{inner}</u></b>" if on else inner


def clipped(text: str, limit: int) -> str:
    """The text on one line of at most `limit` code points, … for what is left out."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def plain(html: str) -> str:
    """What is read of the HTML."""
    return entities.unescape(_TAG.sub("", html))


def utf16(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(html: Html, limit: int) -> list[Html]:
    """The HTML in parts that are valid alone and at most `limit` UTF-16 units long once parsed, cut behind a sentence where one ends."""
    if utf16(plain(html)) <= limit:
        return [html]
    letters, parts = list(_letters(html)), []
    while letters:
        end = _end(letters, limit)
        parts.append(_written(letters[:end]))
        letters = letters[end:]
    return [part for part in parts if plain(part).strip()]


def _is_tag(token: str) -> bool:
    return len(token) > 1 and token.startswith("<")


def _letters(html: str) -> Iterator[_Letter]:
    open_tags: list[tuple[int, str]] = []
    for serial, token in enumerate(_TOKEN.findall(html)):
        if not _is_tag(token):
            yield token, tuple(open_tags)
        elif token.startswith("</"):
            open_tags.pop()
        else:
            open_tags.append((serial, token))


def _written(letters: Sequence[_Letter]) -> Html:
    out: list[str] = []
    around: tuple[tuple[int, str], ...] = ()
    for letter, tags in (*letters, ("", ())):
        shared = next(
            (i for i, (a, b) in enumerate(zip(around, tags, strict=False)) if a != b), min(len(around), len(tags))
        )
        out += [f"</{re.split(r'[ >]', tag[1:])[0]}>" for _, tag in reversed(around[shared:])]
        out += [tag for _, tag in tags[shared:]]
        out.append(letter)
        around = tags
    return Html("".join(out).strip())


def _end(letters: Sequence[_Letter], limit: int) -> int:
    """How many letters the next part takes: to the last good place in the second half of the room, else all the room."""
    text = [entities.unescape(letter) for letter, _ in letters[: limit + 1]]
    room = taken = 0
    for letter in text:
        taken += utf16(letter)
        if taken > limit:
            break
        room += 1
    if room == len(text):
        return room
    for cuts in _CUTS:
        for end in range(room, room // 2, -1):
            if text[end - 1] in cuts and text[end] not in _CLOSING:
                return end
            if text[end - 1] in _CLOSING and text[end - 2] in cuts and text[end] not in _CLOSING:
                return end
    return max(room, 1)
