"""Markdown's marks taken out of a text: what they mark stays, and nothing is put in their place.

Its own patterns and no parser: many a text is only half Markdown, a mark beside a Chinese quotation mark is none to
CommonMark (「**「港口」**擴建」), and what is left has to be the text's own characters. https://spec.commonmark.org/
"""

import re

STOP = "，。、；：！？,.;:!?"
# An image: ![圖](https://…/1.jpg), ![圖][1].
IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\](?:\([^()\n]{1,500}\)|\[[^\[\]\n]{0,50}\])")
# What an inline link leads to: an address, a path or a place on the page, and a title. Must not match the (x) of a[1](x).
TARGET = r"\([ \t]*<?(?:https?://|mailto:|\.{0,2}/|#)(?:[^()\s]|\([^()\s]{0,100}\)){0,500}>?(?:[ \t]+(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?[ \t]*\)"
LINK = re.compile(r"(?<!\\)\[([^\[\]\n]{0,200})\]" + TARGET)
# [1]: https://… "title" on a line of its own, and what refers to it: [市府公告][1].
DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]\n]{1,50})\]:[ \t]+<?(?:https?://|\.{0,2}/|#)\S{0,500}(?:[ \t]+[\"'(][^\n]{0,200})?$",
    re.MULTILINE,
)
REFERENCE = re.compile(r"(?<!\\)\[([^\[\]\n]{1,200})\]\[([^\[\]\n]{0,50})\]")
FOOTNOTE = re.compile(r"\[\^[\w-]{1,20}\](?:: ?)?")

# What stays of a piece is its first group. Must not match 2**3**4, f(*a, *b), 張**、李** or snake_case_names: a mark that
# opens stands before something else than a space or a stop, and one that closes not before a letter that goes on.
EMPHASIS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\\\w*])\*\*\*(?![\s*{STOP}])([^*\n]{{1,300}})(?<!\s)\*\*\*(?!\*)",
        rf"(?<![\\*0-9A-Za-z])\*\*(?![\s*{STOP}])([^*\n]{{1,300}})(?<!\s)\*\*(?![*0-9A-Za-z])",
        rf"(?<![\\_\w])__(?![\s_{STOP}])([^\n]{{1,300}}?)(?<!\s)__(?![_\w])",
        rf"(?<![\\*0-9A-Za-z])\*(?![\s*{STOP}])([^*\n]{{1,300}})(?<!\s)\*(?![*0-9A-Za-z])",
        rf"(?<![\\_\w])_(?![\s_{STOP}])([^_\n]{{1,300}})(?<!\s)_(?![_\w])",
        rf"(?<!~)~~(?![\s~{STOP}])([^~\n]{{1,300}})(?<!\s)~~(?!~)",
        r"(?<![\\`])`([^`\n]{1,300})`(?!`)",
    )
)
LINES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[ \t]*(?:```|~~~)[^\n`]{0,50}$",  # a fence
        r"^ {0,3}(?:=(?:[ \t]*=){2,}|-(?:[ \t]*-){2,}|\*(?:[ \t]*\*){2,}|_(?:[ \t]*_){2,})[ \t]*$",  # a rule, or a line under a heading
        r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?)?[ \t]*$",  # the line under a table's head
        r"^[ \t]*\|[ \t]*(?=[^\n]*\|[ \t]*$)|(?<=\S)[ \t]*\|[ \t]*$",  # a table's edges
        r"^ {0,3}(?:>[ \t]+|>$)+",  # a quotation; must not match >50%的人
        r"^ {0,3}#{1,6}(?:[ \t]+|$)",  # a heading; must not match #話題
        r"(?<=\S)[ \t]+#{1,6}[ \t]*$",  # its end
        r"^[ \t]{0,12}[*+-][ \t]+(?=\S)",  # an item
    )
)
# An emphasis around all of a line whose words hold more marks.
WHOLE_LINE = re.compile(r"^(\*\*|__)(?=\S)([^\n]*\S)\1[ \t]*$", re.MULTILINE)
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|<>~-])")


def unmarked(text: str) -> str:
    """The text without the marks. Linear in its length: every count is bounded."""
    text = FOOTNOTE.sub("", LINK.sub(r"\1", IMAGE.sub("", text)))
    if names := {name.lower() for name in DEFINITION.findall(text)}:
        text = REFERENCE.sub(
            lambda match: match[1] if (match[2] or match[1]).lower() in names else match[0], DEFINITION.sub("", text)
        )
    for line in LINES:
        text = line.sub("", text)
    for emphasis in EMPHASIS:
        text = emphasis.sub(r"\1", text)
    return ESCAPE.sub("", WHOLE_LINE.sub(r"\2", text))
