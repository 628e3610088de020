"""Times and days as people type them: 09:00, 早上9點 工作日, mon,thu 18:30 Asia/Tokyo, 晚報 詹軍豪 半導體."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bot.digest.zones import zone_named
from bot.errors import UserError
from bot.store.tables import Preset

Workdays = Preset | Literal["here"]  # of Taiwan, of the mainland, of the place that the zone names

DAILY, WEEKDAYS, WEEKEND = 0b1111111, 0b0011111, 0b1100000  # bit 0 is Monday
MORNING, EVENING = 8 * 60, 20 * 60  # minutes after midnight
LONGEST = 40  # code points of a word to filter by
MOST_TIMES, MOST_WORDS = 6, 12

# The hours, counted from midnight, that a part of the day can mean; beyond 24 they are those of the next morning.
# An hour as it was typed means the one of h, h + 12 and h + 24 that lies in it: 下午3點 is 15, 凌晨12點 is 24.
_PARTS = {
    "凌晨": (24, 30),
    "清晨": (4, 9),
    "早上|早晨|早": (4, 12),
    "上午": (5, 13),
    "中午": (11, 15),
    "下午|午後|午后": (12, 20),
    "傍晚": (16, 20),
    "晚上|晚間|晚间|晚": (17, 25),
    "深夜|半夜|午夜|夜裡|夜里": (21, 30),
    "am": (24, 36),
    "pm": (12, 24),
}
_DIGITS = {
    char: n
    for n, chars in enumerate(("零〇", "一", "二兩两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_DAYS = {char: n for n, chars in enumerate(("一", "二", "三", "四", "五", "六", "日天")) for char in chars} | {
    name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
_DAY_OR_TO = re.compile("mon|tue|wed|thu|fri|sat|sun|[一二三四五六日天]|to|[到至~-]")

_PART = "|".join(part for part in _PARTS if not part.isascii())
_NUMBER = "[0-9]{1,2}|[零〇一二兩两三四五六七八九十]{1,3}"
# 9:00, 早上 09:30, 6pm, 6:30 p.m.; must not take the 20 of 2024 or the 9:00 of 19:000.
_CLOCK = re.compile(
    rf"(?P<part>{_PART})?\s*(?<![0-9])(?P<hour>[0-9]{{1,2}})(?::(?P<minute>[0-9]{{2}})(?::00)?)?(?![0-9:])"
    r"(?:\s*(?P<half>[ap]\.?m\b\.?))?",
    re.IGNORECASE,
)
# 早上9點, 上午九點半, 下午三點一刻, 晚上8點05分; must not take 9點 out of 三十9點.
_SPOKEN = re.compile(
    rf"(?P<part>{_PART})?\s*(?P<hour>{_NUMBER})\s*[點点時时](?:[鐘钟整正]|(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>{_NUMBER})分?)?"
)
_DAY_ZH = "(?:每[個个]?)?(?:週|周|星期|禮拜|礼拜)[一二三四五六日天]"
_JOIN_ZH = r"\s*(?:[、,和及與与&到至~/-])\s*"
# The 三 of 週一三五 and 週一、三; must not take the 三 of 週一 三井 or 週一、三星.
_BARE_ZH = rf"[一二三四五六日天](?=$|[\s、,和及與与&到至~/-]|[一二三四五六日天]|{_PART}|[0-9])"
_CHINESE = re.compile(rf"{_DAY_ZH}(?:(?:{_JOIN_ZH})?(?:{_DAY_ZH}|{_BARE_ZH}))*")
_DAY_EN = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?(?![a-z])"
_ENGLISH = re.compile(rf"(?:every\s+)?{_DAY_EN}(?:(?:\s*(?:-|~|to\b|,|/|&|and\b)\s*|\s+){_DAY_EN})*", re.IGNORECASE)
_NAMED_DAYS: tuple[tuple[re.Pattern[str], int | Workdays], ...] = (
    (re.compile("每天|每日|天天|daily|every ?day", re.IGNORECASE), DAILY),
    (re.compile("每?[個个]?(?:週末|周末)|weekends?(?![a-z])", re.IGNORECASE), WEEKEND),
    (re.compile("(?:台灣|臺灣|台湾)的?(?:工作日|上班日)"), "tw"),
    (re.compile("(?:大陸|大陆|中國|中国|內地|内地)的?(?:工作日|上班日)"), "cn"),
    (re.compile("每?[個个]?(?:工作日|上班日)|work(?:ing)? ?days?(?![a-z])", re.IGNORECASE), "here"),
    (re.compile("平日|weekdays?(?![a-z])", re.IGNORECASE), WEEKDAYS),
)
_PRESETS = (
    (re.compile("早報|早报|morning(?![a-z])", re.IGNORECASE), MORNING),
    (re.compile("晚報|晚报|evening(?![a-z])", re.IGNORECASE), EVENING),
)
_QUOTED = re.compile('「([^「」]{1,40})」|“([^“”]{1,40})”|"([^"]{1,40})"')
_GAP = re.compile(r"[\s,、;。()]+")
_ZONES = (re.compile(r"[A-Za-z]+ [A-Za-z]+"), re.compile(r"[^\s,、;。()]{1,40}"), re.compile(r"\w{2,6}?(?:時間|时间)"))
# Words that were meant as a time, a day or a zone and are none: 25點, 9:75, mon-fry, 星期八, Asia/Atlantis, UTC+8.
_ODD = re.compile(
    rf"[0-9][:點点時时]|:[0-9]|[0-9]\s*[ap]\.?m\b|星期|禮拜|礼拜|^每?[週周][0-9一二三四五六七八九日天]"
    rf"|^(?:{_PART})(?:[0-9零〇一二兩两三四五六七八九十]|$)"
    r"|^[-~]|^(?:utc|gmt)|^[a-z_]+/[a-z_/+-]+[0-9]*$|^[+-]?[0-9]{1,2}$|^(?:mon|tue|wed|thu|fri|sat|sun)[-~/]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """What was typed behind /subscribe.

    `times` are minutes after local midnight, `days` has bit 0 for Monday to bit 6 for Sunday, `preset` limits them to
    working days, `zone` is an IANA name, `words` are to filter by. What was not typed is empty, 0 or None. `usual` is the
    time that 早報 means where no other is typed.
    """

    times: tuple[int, ...] = ()
    days: int = 0
    preset: Workdays | None = None
    zone: str | None = None
    words: tuple[str, ...] = ()
    usual: int | None = None


_Heard = tuple[When, int] | None
_Rule = Callable[[When, str, int], _Heard]


def understood(typed: str) -> When:
    """The times and days of a digest, every day where none are typed, and what it is filtered by.

    早報 and the working days alone mean a usual time; else the UserError asks for one.
    """
    when = heard(typed)
    times = when.times or ((MORNING,) if when.preset else ())
    if not times:
        raise UserError("when.no_time")
    return replace(when, times=times, days=when.days or DAILY)


def heard(typed: str) -> When:
    """All that was understood, in any order; UserError for what was meant as a time, a day or a zone and is none."""
    text = unicodedata.normalize("NFKC", typed).replace("–", "-").replace("—", "-")
    when, at = When(), _gap(text, 0)
    while at < len(text):
        when, end = next(found for rule in RULES if (found := rule(when, text, at)))
        at = _gap(text, end)
    usual = (when.usual,) if when.usual is not None else ()
    when = replace(when, times=tuple(sorted(set(when.times or usual))), words=tuple(dict.fromkeys(when.words)))
    if len(when.times) > MOST_TIMES or len(when.words) > MOST_WORDS:
        raise UserError("when.too_many", times=MOST_TIMES, words=MOST_WORDS)
    return when


def _gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


# Each rule takes what it understands from `at` on and says where that ends; None where it is not its business.


def _quoted_word(when: When, text: str, at: int) -> _Heard:
    """What stands in quotation marks is a word to filter by, whatever else it could mean: 「東京」."""
    found = _QUOTED.match(text, at)
    return found and (replace(when, words=(*when.words, *filter(None, found.groups()))), found.end())


def _zone(when: When, text: str, at: int) -> _Heard:
    """The longest name of a zone: New York before New; 東京時間 also where the time follows without a blank."""
    for pattern in _ZONES:
        found = pattern.match(text, at)
        zone = zone_named(found.group()) if found and not when.zone else None
        if found and zone:
            return replace(when, zone=zone), found.end()
    return None


def _named_days(when: When, text: str, at: int) -> _Heard:
    for pattern, days in _NAMED_DAYS:
        if found := pattern.match(text, at):
            same = replace(when, days=when.days | days) if isinstance(days, int) else replace(when, preset=days)
            return same, found.end()
    return None


def _week_days(when: When, text: str, at: int) -> _Heard:
    """週一到週五, 周一、三、五, mon-fri, mon,thu; a range may go over Sunday."""
    found = _CHINESE.match(text, at) or _ENGLISH.match(text, at)
    if found is None:
        return None
    days, last, to = 0, 0, False
    for token in _DAY_OR_TO.findall(found.group().lower()):
        if token not in _DAYS:
            to = True
            continue
        day = _DAYS[token]
        first = last if to else day
        days |= sum(1 << (first + n) % 7 for n in range((day - first) % 7 + 1))
        last, to = day, False
    return replace(when, days=when.days | days), found.end()


def _spoken_time(when: When, text: str, at: int) -> _Heard:
    found = _SPOKEN.match(text, at)
    if found is None:
        return None
    minute = 30 if found["half"] else 15 * _number(found["quarter"] or "0") or _number(found["minute"] or "0")
    return _with_time(when, found, found["part"], _number(found["hour"]), minute)


def _clock_time(when: When, text: str, at: int) -> _Heard:
    """A number alone is no time: it has minutes, or a part of the day."""
    found = _CLOCK.match(text, at)
    if found is None or not (found["minute"] or found["part"] or found["half"]):
        return None
    half = (found["half"] or "").lower().replace(".", "")
    return _with_time(when, found, half or found["part"], int(found["hour"]), int(found["minute"] or 0))


def _preset(when: When, text: str, at: int) -> _Heard:
    for pattern, minutes in _PRESETS:
        if found := pattern.match(text, at):
            return replace(when, usual=minutes), found.end()
    return None


def _word(when: When, text: str, at: int) -> tuple[When, int]:
    """All that is left is words to filter by, unless it looks as if it was meant as something else."""
    end = next((gap.start() for gap in _GAP.finditer(text, at)), len(text))
    word = text[at:end]
    if _ODD.search(word):
        raise _odd(word)
    return replace(when, words=(*when.words, word[:LONGEST])), end


RULES: tuple[_Rule, ...] = (
    _quoted_word,
    _zone,
    _named_days,
    _week_days,
    _spoken_time,
    _clock_time,
    _preset,
    _word,
)


def _with_time(when: When, found: re.Match[str], part: str | None, hour: int, minute: int) -> tuple[When, int]:
    start, end = next((span for names, span in _PARTS.items() if part in names.split("|")), (0, 24))
    meant = [hour] if part is None else [hour, hour + 12, hour + 24] if hour <= 12 else [hour, hour + 24]
    fitting = [h % 24 for h in meant if start <= h < end]
    if not fitting or minute > 59:
        raise _odd(found.group())
    return replace(when, times=(*when.times, 60 * fitting[0] + minute)), found.end()


def _odd(piece: str) -> UserError:
    return UserError("when.odd", piece=piece.strip()[:LONGEST])


def _number(text: str) -> int:
    """9, 〇五, 九, 十五, 二十, 三十五; something far too large for what is no number."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digits = [_DIGITS.get(char, 99) for char in (tens or "一" if ten else "") + (ones or "零" if ten else ones)]
    return sum(digit * 10**place for place, digit in enumerate(reversed(digits)))
