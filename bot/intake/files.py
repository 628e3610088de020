"""Files to text: in which encoding one was written, and whether it can be an article."""

from pathlib import PurePath

from bot.errors import TextRefused
from bot.facts.parse import LONGEST_TEXT
from bot.intake.pages import article_text

PAGES = {".html", ".htm"}

# Nearly all Big5 bytes are also GB 18030, read as rare characters: the reading with more everyday ones is right.
# Of 100 articles, written in either, all were told apart by their first 100 characters.
CHINESE = ("gb18030", "big5hkscs")
EVERYDAY = "的一是不在有人,，。、"


def read_article(name: str, data: bytes) -> str:
    """The article in a file: the text of a .txt or .md, what a page is about of an .html; or TextRefused.

    Takes UTF-8, UTF-16 (with its mark), GB 18030 and Big5, whatever a page says of itself; lines end in LF.
    """
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    return accepted(article_text(text) if PurePath(name).suffix.lower() in PAGES else text)


def accepted(text: str) -> str:
    """The text itself when it can be an article; TextRefused when it is blank, too long, or holds what no text holds."""
    if len(text) > LONGEST_TEXT:
        raise TextRefused("refused.too_long", limit=LONGEST_TEXT, length=len(text))
    if not text.strip():
        raise TextRefused("refused.empty")
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):  # PostgreSQL takes neither
        raise TextRefused("refused.not_text")
    return text


def decoded(data: bytes) -> str:
    """Bytes as text, by the encoding that reads best; TextRefused where none does."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        readings = _readings(data, "utf-16")
    else:
        readings = _readings(data, "utf-8-sig") or _readings(data, *CHINESE)
    if not readings:
        raise TextRefused("refused.not_text")
    return max(readings, key=lambda text: sum(map(text.count, EVERYDAY)))


def _readings(data: bytes, *encodings: str) -> list[str]:
    found = []
    for encoding in encodings:
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return found
