"""Whom an article speaks of: the names that stand where the subject of a clause does."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from bot.facts.names import Name
from bot.facts.saying.ground import Ground, Group
from bot.facts.saying.outline import COMMAS, QUOTE, TITLE, Line
from bot.facts.saying.phrases import JOINTS, LONGEST_TERM, NOUNS, PASSED_OVER, QUALIFIERS, SourceKind, in_phrase
from bot.facts.words import Token, fold

PHRASE = PASSED_OVER | NOUNS | QUALIFIERS
OPENS_CLAUSE = COMMAS | {"的"}
SETTINGS = ("TIME", "c", "w")  # before a subject
ENDS_SUBJECT = ("v", "d", "ad", "p", "TIME")
CAPITALS = frozenset(ascii_uppercase)


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
        if (somebody := _somebody(ground, line)) is not None:
            yield somebody
        heads, before = True, ""
        for item in line.items:
            named_so = _bears_title(ground, item, before)
            goes_on = item.word == "是" and before == "的"  # 引起关注的是某公司
            before = item.word
            if item.word in OPENS_CLAUSE or goes_on:
                heads = True
            elif named_so and item.tag != "PER" and not ground.within(item.start, item.end, "person"):
                name = ground.layout.text[item.start : item.end]
                yield Placed(item.start, Speaker(name, None, "person"))  # 用户Sam
            elif (heads or named_so) and _can_name(item):
                yield from _names_in(ground, item)
            elif heads and item.tag not in PHRASE and item.word not in JOINTS:
                heads = False


def _somebody(ground: Ground, line: Line) -> Placed | None:
    """Who the sentence is about, if it is a single person without a name: 一名送餐员当街自焚."""
    items = line.items
    first = next((n for n, i in enumerate(items) if i.tag not in SETTINGS), len(items))
    last = next((n for n in range(first, len(items)) if items[n].tag in ENDS_SUBJECT or items[n].word in COMMAS), first)
    if first == last or not all(in_phrase(i) for i in items[first:last]):
        return None
    start, end, head = items[first].start, items[last - 1].end, items[last - 1].word
    folded = ground.layout.folded[start:end]
    if not any(mark in folded for mark in ground.words["single"]) or not ground.words.ends(head, "callings"):
        return None
    return Placed(start, Speaker(ground.layout.text[start:end], None, "human", head))


def _bears_title(ground: Ground, item: Token, before: str) -> bool:
    """创办人王某, 用户Sam: a person, or a foreign name that the tagger does not know, behind what people are called."""
    foreign = item.tag not in ("ORG", "nz") and item.word[0] in CAPITALS and item.word.istitle()
    return (item.tag == "PER" or foreign) and ground.words.ends(before, "human")


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
