"""Files to text: in which encoding one was written, and whether it can be an article."""

import re
from pathlib import PurePath

from bot.errors import TextRefused
from bot.facts.parse import LONGEST_TEXT
from bot.intake.pages import article_text

PAGES = {".html", ".htm", ".xhtml"}

# Nearly all Big5 bytes are also GB 18030, read as rare characters: the reading with more everyday ones is right.
# Of 100 articles, written in either, all were told apart by their first 100 characters.
CHINESE = ("gb18030", "big5hkscs")
EVERYDAY = "的一是不在有人,，。、"
# The encodings that are believed when somebody names them, in doubt: by their labels (encoding.spec.whatwg.org), each in
# the form that holds most. Python knows others that no page is written in (utf-7, unicode_escape).
NAMED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "us-ascii"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
}
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
FRONT = 2_048  # bytes at the beginning of a page, in which it has to say how it is written
DAMAGE = 0.01  # of a text's characters may be broken: pages are cut within one, and templates mix encodings


def read_article(name: str, data: bytes) -> str:
    """The article in a file: the text of a .txt or .md, what a page is about of an .html; or TextRefused.

    Takes UTF-8, UTF-16 (with its mark), GB 18030 and Big5, whatever a page says of itself; lines end in LF.
    """
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if PurePath(name).suffix.lower() not in PAGES:
        return accepted(text)
    found = article_text(text)
    if not found:
        raise TextRefused("refused.no_article")
    return accepted(found)


def accepted(text: str) -> str:
    """The text itself when it can be an article; TextRefused when it is blank, too long, or holds what no text holds."""
    if len(text) > LONGEST_TEXT:
        raise TextRefused("refused.too_long", limit=LONGEST_TEXT, length=len(text))
    if not text.strip():
        raise TextRefused("refused.empty")
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):  # PostgreSQL takes neither
        raise TextRefused("refused.not_text")
    return text


def decoded(data: bytes, declared: str | None = None) -> str:
    """Bytes as text, by the encoding that reads best; TextRefused where none does.

    What is UTF-8 throughout is UTF-8. Else everyday characters decide, and what was `declared` (by a header, or by the page
    itself) only where they do not: the declarations of Chinese pages are often wrong.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    claims = [declared or "", *(match.decode("ascii") for match in DECLARED.findall(data[:FRONT]))]
    named = [NAMED[claim.lower()] for claim in claims if claim.lower() in NAMED]
    texts = [data.decode(encoding, "replace") for encoding in dict.fromkeys([*named, *CHINESE, "utf-8"])]
    whole = [text for text in texts if text.count("\ufffd") <= DAMAGE * len(text)]
    if not whole:
        raise TextRefused("refused.not_text")
    return max(whole, key=lambda text: sum(map(text.count, EVERYDAY)))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise TextRefused("refused.not_text") from None
