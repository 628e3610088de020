"""From what came in to the article's text: whole pieces of debris are deleted, nothing is put in their place."""

import re
import unicodedata

# What is left of a link whose front was cut off: `AI target=_blank class=infotextkey>`. The Latin word before the
# attributes is the end of the lost attribute. Must not match `a > b` or `x=1` in prose: one attribute at least must be
# followed by the closing bracket.
BROKEN_TAG = re.compile(
    r"[\w./:&?#%~+-]*(?:[ \t]+[a-z][a-z-]*=(?:\"[^\"\n<>]*\"|'[^'\n<>]*'|[^\s<>\"']*))+[ \t]*/?>", re.ASCII
)
# A whole tag or comment. Must not match `3 < 5`: a letter, a slash or `!--` has to follow the bracket at once.
TAG = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,500}|!--[^\n]{0,500}?--)>")
# Entities that stand for white space or nothing; `&amp;` is left, since deleting it would change what is said.
ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|#160|#8203|#65279);", re.IGNORECASE)
# Emphasis marks of Markdown around a whole line: **阿里巴巴“誠懇”接受處罰**.
STRONG_LINE = re.compile(r"^(\*\*|__)(?=\S)|(?<=\S)(\*\*|__)[ \t]*$", re.MULTILINE)
DEBRIS = (BROKEN_TAG, TAG, ENTITY, STRONG_LINE)

# Kept among the control and format characters: they lay out the text.
KEPT = "\n\t"


def is_junk(char: str) -> bool:
    """Control and format characters (zero-width, right-to-left marks), lone surrogates and the like: they say nothing."""
    return char not in KEPT and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")


def clean(source: str) -> str:
    """The text of the article: `source` with debris, control characters and surrogates taken out. Linear in its length."""
    junk = {ord(c): None for c in set(source) if is_junk(c)}
    text = source.translate(junk)
    for debris in DEBRIS:
        text = debris.sub("", text)
    return text.strip("\n\t 　")
