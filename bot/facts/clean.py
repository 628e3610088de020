"""From what came in to the article's text: whole pieces of debris are deleted, nothing is put in their place."""

import re
import unicodedata

from bot.facts.markdown import unmarked

# What is left of a link whose front was cut off: `AI target=_blank class=infotextkey>`. The Latin word before the
# attributes is the end of the lost one. Must not match `a > b` or `x=1` in prose: an attribute has white space before it
# and the bracket behind it. All counts are bounded, and a word begins only once, so that time stays linear.
BROKEN_TAG = re.compile(
    r"(?<![\w./:&?#%~+-])[\w./:&?#%~+-]{0,80}"
    r"(?:[ \t]{1,4}[a-z][a-z-]{0,30}=(?:\"[^\"\n<>]{0,300}\"|'[^'\n<>]{0,300}'|[^\s<>\"']{0,300})){1,12}[ \t]{0,4}/?>",
    re.ASCII,
)
# A whole tag or comment. Must not match `3 < 5`: a letter, a slash or `!--` has to follow the bracket at once.
TAG = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,500}|!--[^\n]{0,500}?--)>")
# Entities that stand for white space or nothing; `&amp;` is left, since deleting it would change what is said.
ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|lrm|rlm|#(?:160|8194|8195|8203|8204|8205|12288|65279)|#x(?:a0|200[b-f]|3000|feff));",
    re.IGNORECASE,
)
# An item of a list as some converters number it: ` * _2_ `.
ITEM = re.compile(r"(?<!\S)\* _\d{1,3}_(?:[ \t]|$)", re.MULTILINE)
# 点击进入专题>>, 返回首页>>. Must not match prose: no stop, comma or space may come between.
MORE = re.compile(r"(?:点击|點擊|返回|进入|進入|查看|阅读|閱讀|更多)[^\s。！？，,；：>＞»]{0,20}(?:>{2,4}|＞{2,4}|»)")
DEBRIS = (TAG, BROKEN_TAG, ENTITY, ITEM, MORE)

# Kept among the control and format characters: they lay out the text.
KEPT = "\n\t"


def is_junk(char: str) -> bool:
    """Control and format characters (zero-width, right-to-left marks), lone surrogates and the like: they say nothing."""
    return char not in KEPT and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")


def clean(source: str) -> str:
    """The text of the article: `source` with debris, control characters and surrogates taken out. Linear in its length."""
    text = source.translate({ord(char): None for char in set(source) if is_junk(char)})
    for debris in DEBRIS:
        text = debris.sub("", text)
    return unmarked(text).strip()
