"""What stands over a text about it, as front matter: its headline, who published and wrote it, and when.

    ---
    title: 港口擴建延後
    outlet: 某某日報
    author: 王小明
    date: 2024-02-16
    ---

Markdown files come with such a block, and so does the text of a web page here: its head says what its body often leaves out.
The block belongs to an article's source and not to its text.
"""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

# Lines of `key: value`, list items and blank lines between two rules. Must not match prose between two rules, since a line
# of it has no word and colon in front.
BLOCK = re.compile(
    r"\s*---[ \t]*\n((?:(?:\w[\w .-]{0,30}:(?:[ \t][^\n]*)?|[ \t]*-[ \t][^\n]*|[ \t]*)\n){1,60}+)---[ \t]*(?:\n|\Z)"
)
LINE = re.compile(r"([\w .-]+):[ \t]+(\S[^\n]*)")
DATE = re.compile(r"((?:19|20)\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)")

KEYS = {
    "title": ("title", "headline", "標題", "标题"),
    "outlet": ("outlet", "source", "publisher", "site", "來源", "来源"),
    "author": ("author", "authors", "byline", "作者"),
    "published": ("date", "published", "pubdate", "日期"),
}


class Imprint(NamedTuple):
    """`published` is an ISO date (2024-02-16)."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None

    def over(self, text: str) -> str:
        """The text with the imprint as front matter, which `read` reads again."""
        if not any(self):
            return text
        lines = [f"{KEYS[name][0]}: {_quoted(value)}" for name, value in self._asdict().items() if value]
        return "\n".join(["---", *lines, "---", text])


def read(source: str) -> tuple[Imprint, str]:
    """The imprint that stands over a text, an empty one where there is none, and the text below it."""
    match = BLOCK.match(source)
    if match is None:
        return Imprint(), source
    values = {key.strip().lower(): _plain(value.strip()) for key, value in LINE.findall(match[1])}
    found = {name: _first(values, keys) for name, keys in KEYS.items()}
    if not any(found.values()):
        return Imprint(), source
    date = DATE.match(found["published"] or "")
    found["published"] = f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else None
    return Imprint(**found), source[match.end() :]


def _first(values: dict[str, str], keys: Iterable[str]) -> str | None:
    return next((values[key] for key in keys if values.get(key)), None)


def _quoted(value: str) -> str:
    line = " ".join(value.split())
    return json.dumps(line, ensure_ascii=False) if line[:1] in "\"'[" else line


def _plain(value: str) -> str:
    """A value without YAML's quotes; of a list the items, with 、 between them."""
    if value.startswith("[") and value.endswith("]"):
        return "、".join(_plain(item.strip()) for item in value[1:-1].split(",") if item.strip())
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            return value.strip('"')
    return value[1:-1].replace("''", "'") if len(value) > 1 and value[0] == value[-1] == "'" else value
