"""What an answer says as Markdown, for files that are read elsewhere (https://spec.commonmark.org/0.31.2/)."""

import html as entities
import re
from collections.abc import Iterator
from itertools import groupby

from bot.answers.reply import Html

_TAG = re.compile(r"(</?\w[^>]*>)")
_HREF = re.compile(r'href="([^"]*)"')
# Whatever may begin emphasis, code, a link, a tag or an entity. Must not match the marks of Chinese texts.
_SPECIAL = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)")
# At the start of a line also what would make it a heading, a list or a rule.
_OPENING = re.compile(r"^(\s*)(?:([#+=-])|(\d{1,9})([.)]))", re.MULTILINE)
# Emphasis holds only where a letter or a figure stands next to its marks: **「青石」**是 would show the asterisks.
_EDGES = re.compile(r"([\W_]*)(.*?)([\W_]*)", re.DOTALL)
_Run = tuple[str, bool, str]  # a piece of text, whether it is bold, and where it leads


def escaped(text: str) -> str:
    """The text so that Markdown shows exactly its characters."""
    return _OPENING.sub(_shown_opening, _SPECIAL.sub(r"\\\g<0>", text))


def markdown(html: Html) -> str:
    """Telegram HTML of ours as Markdown, on lines of its own; bold, links and quotations stay."""
    parts = re.split(r"</?blockquote[^>]*>", html)
    shown = [_quotation(part) if n % 2 else _inline(part.strip("\n")) for n, part in enumerate(parts)]
    return "\n\n".join(part for part in shown if part)


def indented(text: str, margin: str) -> str:
    """The text as it stands inside a list item whose first line is already set in."""
    return re.sub(r"\n(?!\n)", f"\n{margin}", text)


def _quotation(html: str) -> str:
    return "> " + _inline(html).replace("\n", "\n> ")


def _inline(html: str) -> str:
    pieces = []
    for (is_bold, href), run in groupby(_runs(html), key=lambda run: run[1:]):
        text = "".join(piece for piece, _, _ in run)
        words = _bold(text) if is_bold else _SPECIAL.sub(r"\\\g<0>", text)
        pieces.append(f"[{words}](<{href}>)" if href else words)
    return _OPENING.sub(_shown_opening, "".join(pieces)).replace("\n", "  \n")  # two blanks keep the line's end


def _runs(html: str) -> Iterator[_Run]:
    depth, href = 0, ""
    for piece in _TAG.split(html):
        if not _TAG.fullmatch(piece):
            if piece:
                yield entities.unescape(piece), depth > 0, href
        elif piece in ("<b>", "</b>"):
            depth += 1 if piece == "<b>" else -1
        elif piece.startswith("<a "):
            link = _HREF.search(piece)
            href = re.sub(r"[<>\\\s]", "", entities.unescape(link[1])) if link else ""
        elif piece == "</a>":
            href = ""


def _bold(text: str) -> str:
    match = _EDGES.fullmatch(text)
    before, middle, after = (_SPECIAL.sub(r"\\\g<0>", part) for part in (match.groups() if match else ("", text, "")))
    return f"{before}**{middle}**{after}" if middle else before + after


def _shown_opening(match: re.Match[str]) -> str:
    blank, mark, number, point = match.groups()
    return f"{blank}\\{mark}" if mark else f"{blank}{number}\\{point}"
