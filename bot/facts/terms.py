"""The words that a text is found by, whatever script it was written or asked in: 晶片 is found by 芯片.

jieba's cut for search engines (https://github.com/fxsjy/jieba) gives a long word and the words it holds: 人工智能 also
人工 and 智能. The parser has words of its own (words.py), with tags and offsets; these have neither.
"""

from functools import cache
from math import log

import jieba

from bot.facts.display import folded

UNCOUNTED = 5  # times that a word not in the dictionary is taken to have been seen


def terms(text: str) -> list[str]:
    """The words of `text` in order, folded, with repeats; marks and blanks are dropped."""
    return [word for word in _cutter().cut_for_search(folded(text)) if any(map(str.isalnum, word))]


def words(text: str) -> list[str]:
    """The words and the marks between them, each once, long words whole: joined they are `text`, which is folded already."""
    return list(_cutter().cut(text))


def rarity(word: str) -> float:
    """How seldom a word is in Chinese at large, by the dictionary's counts: 的 5, 芯片 11, a word nobody counted 16."""
    return log(_cutter().total / (_cutter().FREQ.get(word, 0) + UNCOUNTED))


def warm() -> None:
    """Loads the dictionary, about a second, so that the first search does not wait for it."""
    _cutter()


@cache
def _cutter() -> jieba.Tokenizer:
    """A tokenizer of our own, loaded from the package: jieba's way is by a file in the common temporary folder, which others can write."""
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
    cutter.initialized = True
    return cutter
