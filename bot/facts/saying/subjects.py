"""Whom an article speaks of: the names that stand where the subject of a clause does."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.facts.names import Name
from bot.facts.saying.ground import Ground, Group
from bot.facts.saying.outline import QUOTE, TITLE, Line, is_comma
from bot.facts.saying.phrases import JOINTS, LONGEST_TERM, NOUNS, PASSED_OVER, QUALIFIERS, SourceKind
from bot.facts.words import Token, fold


class Speaker(NamedTuple):
    """A source by its fullest name or its description as written; `head` is the last word of a description, folded."""

    name: str
    role: str | None
    kind: SourceKind
    head: str = ""


class Placed(NamedTuple):
    """A speaker, or one spoken of, at a place in the text."""

    at: int
    speaker: Speaker


def named(name: Name, kind: Group, role: str | None = None) -> Speaker:
    return Speaker(name.full, name.role or role, kind)


def subjects(ground: Ground, lines: Sequence[Line]) -> Iterator[Placed]:
    """Names in the first noun phrase of a clause, and people behind a title (创办人王某) or 的 (曾任市长的王某)."""
    for line in lines:
        heads, before = True, ""
        for item in line.items:
            foreign = item.tag not in ("ORG", "nz") and item.word[:1].isascii() and item.word.istitle()
            titled = (item.tag == "PER" or foreign) and ground.words.ends(before, "human")
            goes_on = item.word == "是" and before == "的"  # 引起关注的是某公司
            before = item.word
            if is_comma(item) or item.word == "的" or goes_on:
                heads = True
            elif titled and foreign and not ground.within(item.start, item.end, "person"):
                name = ground.layout.text[item.start : item.end]
                yield Placed(item.start, Speaker(name, None, "person"))  # 用户Sam
            elif (heads or titled) and _can_name(item):
                yield from _names_in(ground, item)
            elif item.tag not in PASSED_OVER | NOUNS | QUALIFIERS and item.word not in JOINTS:
                heads = False


def _can_name(item: Token) -> bool:
    return item.tag in ("PER", "ORG", "nz", TITLE) or (item.tag == QUOTE and len(item.word) <= LONGEST_TERM)


def _names_in(ground: Ground, item: Token) -> Iterator[Placed]:
    groups: tuple[Group, ...] = ("person", "organisation")
    found = [(rows[-1], group) for group in groups if (rows := ground.within(item.start, item.end, group))]
    for (start, _, name), group in found:
        yield Placed(start, named(name, group))
    if item.tag == "PER" and not found:  # a person that the names do not list
        full = next((n for _, _, n in ground.people if _abbreviates(item.word, n)), None)
        called = ground.layout.text[item.start : item.end]
        yield Placed(item.start, named(full, "person") if full is not None else Speaker(called, None, "person"))


def _abbreviates(word: str, name: Name) -> bool:
    """A surname alone, or with the beginning of the title behind it: 李, 李副(总统)."""
    return fold(name.full)[:1] == word[:1] and word[1:] in fold(name.role or "")
