"""What is typed behind /search: words, and filters such as from:詹軍豪 kind:限制 since:7d in:半導體."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.errors import UserError
from bot.facts.display import folded
from bot.store.finding import Wanted


class BadFilter(UserError):
    """A filter that cannot be read, or that has nothing behind its colon."""


# What may stand before the colon, folded below.
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "by": ("from", "by", "來自", "來源", "誰說"),
    "kind": ("kind", "類型", "類別", "種類"),
    "since": ("since", "自", "自從", "從"),
    "sector": ("in", "行業", "產業", "領域"),
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    "quotes": ("quote", "引述", "語錄", "引語", "引言", "發言"),
    "limits": ("limit", "限制", "局限", "短板", "缺點", "風險"),
    "capabilities": ("capability", "能力", "功能", "優點"),
    "industries": ("industry", "行業", "產業", "領域"),
    "advice": ("建議", "對策"),
    "people": ("person", "人物", "人名"),
    "organisations": ("organisation", "organization", "organizations", "機構", "組織", "公司"),
    "products": ("product", "產品", "作品"),
    "figures": ("figure", "數字", "數據", "數值"),
}
_DAYS: Mapping[int, tuple[str, ...]] = {
    1: ("d", "day", "days", "天", "日"),
    7: ("w", "week", "weeks", "週", "星期", "個星期", "禮拜"),
    30: ("m", "month", "months", "月", "個月"),
    365: ("y", "year", "years", "年"),
}
_AGO: Mapping[str, int] = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1, "前天": 2}
FURTHEST = 36_500  # days back: whoever asks for more wants everything


def _by_name(names: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return {folded(name): key for key, listed in names.items() for name in (key, *listed)}


_FILTER_OF = {folded(name): key for key, listed in _FILTERS.items() for name in listed}
_KIND_OF = _by_name(_KINDS)
_DAYS_OF = {folded(name): days for days, listed in _DAYS.items() for name in listed}
_AGO_OF = {folded(name): days for name, days in _AGO.items()}

# A word before a colon, and what stands behind it: one word, or several in quotation marks. Must not match 3:0, 08:30, https://….
_FILTER = re.compile(r'(?<!\S)(?P<name>[^\W\d]+)[:：](?!//)\s*(?:["“「](?P<marked>[^"”」]*)["”」]|(?P<value>\S*))')
_SPAN = re.compile(r"(\d{1,5})\s*(\D+)")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


@dataclass(frozen=True, slots=True)
class Query:
    """`wanted` folded, as the store looks for it; `words` and `by` as they were typed, for the bot's own sentences."""

    wanted: Wanted
    words: str
    by: str = ""


def parse(text: str, today: date) -> Query:
    """The query in a text; BadFilter where a filter says nothing, or nothing we know. `today` is the chat's."""
    wanted = Wanted()
    rest: list[str] = []
    end = 0
    for match in _FILTER.finditer(text):
        name = _FILTER_OF.get(folded(match["name"]))
        if name is None and not match["name"].isascii():
            continue  # 標題:副題 is what somebody looks for
        if name is None:
            raise BadFilter("search.no_filter", asked=match["name"])
        value = (match["value"] if match["marked"] is None else match["marked"]).strip()
        if not value:
            raise BadFilter("search.empty_filter", asked=match["name"])
        wanted = _READERS[name](wanted, value, today)
        rest.append(text[end : match.start()])
        end = match.end()
    words = " ".join("".join((*rest, text[end:])).split())
    return Query(replace(wanted, words=tuple(dict.fromkeys(folded(words).split()))), words)


def _read_by(wanted: Wanted, value: str, _: date) -> Wanted:
    return replace(wanted, by=folded(value))


def _read_kind(wanted: Wanted, value: str, _: date) -> Wanted:
    kind = _KIND_OF.get(folded(value))
    if kind is None:
        raise BadFilter("search.no_kind", asked=value)
    return replace(wanted, kind=kind)


def _read_since(wanted: Wanted, value: str, today: date) -> Wanted:
    return replace(wanted, since=_day(folded(value), today))


def _read_sector(wanted: Wanted, value: str, _: date) -> Wanted:
    return replace(wanted, sector=folded(value))


_READERS: Mapping[str, Callable[[Wanted, str, date], Wanted]] = {
    "by": _read_by,
    "kind": _read_kind,
    "since": _read_since,
    "sector": _read_sector,
}


def _day(value: str, today: date) -> date:
    """7d, 2 週, 今天, 2024-02-01, 2024年2月, 2024: the first day of what is meant."""
    if value in _AGO_OF:
        return today - timedelta(days=_AGO_OF[value])
    span, written = _SPAN.fullmatch(value), _DATE.fullmatch(value)
    if span and (days := _DAYS_OF.get(span[2])) and not (written and days == 365):
        return today - timedelta(days=min(int(span[1]) * days, FURTHEST))
    try:
        if written:
            return date(int(written[1]), int(written[2] or 1), int(written[3] or 1))
    except ValueError:  # 2024-02-31
        pass
    raise BadFilter("search.no_day", asked=value)
