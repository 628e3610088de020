"""Whether a form of a name means the same as the full one."""

import re
from functools import cache, lru_cache

from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known
from bot.facts.naming.persons import DOTS, family_of

REMEMBERED = 4096  # names whose shape is kept, since each is compared with many
DAUGHTERS = frozenset(("云", "数科", "金服"))  # what makes a company of its own of a listed one: 腾讯云
PARTS = re.compile(f"[{DOTS} -]")


@cache
def _set(lexicon: Lexicon, *keys: str) -> frozenset[str]:
    return frozenset(word for key in keys for word in lexicon[key])


@cache
def _tuple(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon[key], key=len, reverse=True))


def same(kind: str, short: str, full: str, lexicon: Lexicon) -> bool:
    """Whether `short` names what `full` names; both folded."""
    if short == full:
        return True
    if kind == "person":
        return same_person(short, full, lexicon)
    return same_body(short, full, lexicon) if kind == "organisation" else same_product(short, full)


def same_person(short: str, full: str, lexicon: Lexicon) -> bool:
    """奥尔森 is 埃里克·奥尔森, 冯先生 and 老冯 and 冯某 are 冯兴亚, 兴亚 is too; Goller is Jochen Goller."""
    parts = [part for part in PARTS.split(full) if part]
    if len(parts) > 1:
        return short.casefold() in (part.casefold() for part in parts) or (len(short) > 2 and short in full)
    if not short.isascii() and len(short) >= 2 and (full.startswith(short) or full.endswith(short)):
        return True
    family = family_of(full, lexicon)
    if not family or len(full) > 4:
        return False
    address = short.removeprefix(family)
    addressed = address != short and address.startswith(("某", *_tuple(lexicon, "people.honorifics")))
    return addressed or (short[0] in _set(lexicon, "people.familiar") and short[1:] == family)


def same_body(short: str, full: str, lexicon: Lexicon) -> bool:
    """Whether one of the ways in which organisations' names are shortened leads from `full` to `short`."""
    if len(short) < 2:
        return False
    listed = known(lexicon).kinds
    if short in listed and full in listed and full.startswith(short):
        return full.removeprefix(short) in _set(lexicon, "organisations.endings") - DAUGHTERS
    bare = _without_places(full, lexicon)
    return any(
        way(short, name, lexicon) for name in {full, bare} for way in (_beginning, _end, _other_ending, _letters)
    )


@lru_cache(maxsize=REMEMBERED)
def _without_places(word: str, lexicon: Lexicon) -> str:
    """The name without the country, province and city before it: (中国)证监会, (中国浙江杭州)蚂蚁集团."""
    places = _set(lexicon, "places.places")
    while head := next((word[:size] for size in (4, 3, 2) if word[:size] in places and len(word) > size + 1), ""):
        word = word.removeprefix(head)
    return word


def _beginning(short: str, full: str, lexicon: Lexicon) -> bool:
    """蚂蚁 of 蚂蚁集团, 北大 of 北大研究中心; not 国务院 of 国务院研究中心, a body of its own, nor 中国 of 中国银行."""
    rest = full.removeprefix(short)
    if rest == full or short in _set(lexicon, "places.places"):
        return False
    if rest in _set(lexicon, "organisations.endings") or short.endswith(("大学", "学院")):
        return True
    return not rest.endswith(_tuple(lexicon, "organisations.bodies"))


def _end(short: str, full: str, _lexicon: Lexicon) -> bool:
    """证监会 of 中国证监会; not 政府 of 法国政府."""
    return full.endswith(short) and not short.endswith("政府")


def _other_ending(short: str, full: str, lexicon: Lexicon) -> bool:
    """广汽公司 for 广汽集团, where either ending says no more than company; not 中原银行 for 中原地产, nor 恒大集团 for 恒大新能源汽车."""
    stem = _stem(short, lexicon)
    if not stem or full.removeprefix(stem) not in _set(lexicon, "organisations.endings"):
        return False
    return any(name.endswith(_tuple(lexicon, "organisations.legal")) for name in (short, full))


@lru_cache(maxsize=REMEMBERED)
def _stem(word: str, lexicon: Lexicon) -> str:
    """The name without the ending that says what it is, or nothing where that leaves none: (广汽)公司, 中国银行."""
    last = next((e for e in _tuple(lexicon, "organisations.endings") if word.endswith(e)), "")
    stem = word.removesuffix(last)
    return stem if last and len(stem) > 1 and stem not in _set(lexicon, "places.places") else ""


def _letters(short: str, full: str, lexicon: Lexicon) -> bool:
    """中国市监总局 of 中国国家市场监督管理总局: its characters in their order, the first and the last among them."""
    listed = known(lexicon).kinds
    if short.endswith("委"):
        short += "员会"
    if len(short) < 3 or short.endswith("政府") or (short in listed and full in listed):
        return False
    rest = iter(full)
    return short[0] == full[:1] and short[-1] == full[-1:] and all(char in rest for char in short)


def same_product(short: str, full: str) -> bool:
    """Mate 60 is Mate 60 Pro, 华为Mate 60 is Mate 60; iPhone is not iPhoneX."""
    low, high = short.casefold(), full.casefold()
    if low == high or (len(low) > 2 and (high.startswith(low + " ") or high.endswith(" " + low))):
        return True
    return len(low) > 3 and low[0].isascii() and high.endswith(low) and not high[-len(low) - 1].isascii()
