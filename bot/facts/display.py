"""An article's words in the reader's script, and names so that both scripts look the same."""

import threading
import unicodedata

from opencc import OpenCC

from bot.facts.article import Script

_TO: dict[Script, str] = {"hant": "s2tw", "hans": "tw2s"}
_mine = threading.local()


def shown(text: str, script_of_article: Script, script_of_chat: Script) -> str:
    """The text in the chat's script: untouched where that is its own, else character for character, so that offsets stay.

    Never by phrases: `s2twp` turns 視頻 into 影片, which is not what was said. 视频 → 視頻.
    """
    if script_of_article == script_of_chat:
        return text
    return _same_length(text, _TO[script_of_chat])


def simplified(text: str) -> str:
    """The bot's own Taiwanese sentences for Simplified readers, phrases included: 軟體 → 软件. The length may change."""
    return _convert(text, "tw2sp")


def folded(text: str) -> str:
    """A name or word as it is compared: one width, one case, one script, mainland words. 周鴻祎 = 周鸿祎. No offsets survive."""
    return simplified(unicodedata.normalize("NFKC", text).casefold()).strip()


def _same_length(text: str, config: str) -> str:
    converted = _convert(text, config)
    if len(converted) == len(text):
        return converted
    letters = ((letter, _convert(letter, config)) for letter in text)
    return "".join(other if len(other) == 1 else letter for letter, other in letters)


def _convert(text: str, config: str) -> str:
    """OpenCC reads C strings in UTF-8: a NUL would end the text, and half a surrogate pair is no UTF-8; both stay as they are."""
    converter = _converter(config)
    try:
        return "\0".join(converter.convert(part) for part in text.split("\0"))
    except UnicodeEncodeError:
        return "".join(
            letter if "\ud800" <= letter <= "\udfff" or letter == "\0" else converter.convert(letter) for letter in text
        )


def _converter(config: str) -> OpenCC:
    """One converter a thread, since OpenCC does not say that they can be shared."""
    if not hasattr(_mine, config):
        setattr(_mine, config, OpenCC(config))
    converter: OpenCC = getattr(_mine, config)
    return converter
