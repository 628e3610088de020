"""Transliterated names of several parts: 克里斯托弗·米姆斯, 埃文斯-普瑞查德, J·K·罗琳."""

import re
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import DOTS, HAN, words
from bot.facts.words import Token

# What joins the parts of a name. Must not match the hyphen of GPT-4 or of a compound without Chinese on both sides.
JOINT = re.compile(f"[{DOTS}]|(?<=[一-鿿])[-–.](?=[一-鿿])")
LONGEST_PART = 8  # characters of one part
LONGEST_HERALD = 6  # characters of what makes the name a firm's


def dotted(layout: Layout) -> Iterator[Mention]:
    """From the beginning of the first part to the end of the last, as the tagger saw them or as they are spelt."""
    heralds, reached = tuple(layout.lexicon["organisations.heralds"]), 0
    for match in JOINT.finditer(layout.folded):
        if match.start() < reached:
            continue
        whole = _whole(layout, match.start())
        if whole is not None:
            yield _called(layout, whole.start, whole.end, heralds)
            reached = whole.end
            continue
        start = _start_of_part(layout, match.start(), reached)
        end = _end_of_parts(layout, match.start())
        dash = match[0] in "-–." and frozenset(DOTS).isdisjoint(layout.folded[match.end() : end])  # 让-吕克·布瓦
        if (
            start < match.start() - dash
            and match.end() + dash < end
            and not layout.folded[start:end].replace(match[0], "").isascii()
        ):
            yield _called(layout, start, end, heralds)
            reached = end


def _called(layout: Layout, start: int, end: int, heralds: tuple[str, ...]) -> Mention:
    """A person, or a firm behind 制造商 or its like: 飞机制造商(诺斯罗普·格鲁曼)."""
    firm = layout.folded.endswith(heralds, max(0, start - LONGEST_HERALD), start)
    return Mention(start, end, "organisation" if firm else "person", "dotted", 1)


def _whole(layout: Layout, joint: int) -> Token | None:
    """The word that the tagger took for a person, joint and all."""
    around = layout.tokens_in(max(0, joint - 3 * LONGEST_PART), joint + 3 * LONGEST_PART)
    return next((t for t in around if t.tag == "PER" and t.start < joint < t.end - 1 and t.word[-1].isalpha()), None)


def _spells(char: str, beside: str, characters: frozenset[str]) -> bool:
    """Whether `char` goes on with a part that holds `beside`: letters with letters, Chinese characters with their like."""
    if beside.isascii() and beside.isalpha():
        return char.isascii() and (char.isalpha() or char in ".'")
    return char in characters


def _start_of_part(layout: Layout, joint: int, reached: int) -> int:
    """Where the part before `joint` begins: as far as it is spelt like one, and at the beginning of a word."""
    folded, characters = layout.folded, words(layout.lexicon).transliterating
    start = joint
    while start > max(reached, joint - LONGEST_PART) and _spells(folded[start - 1], folded[joint - 1], characters):
        start -= 1
    around = layout.tokens_in(max(0, joint - 2 * LONGEST_PART), joint + 3 * LONGEST_PART)
    return min((t.start for t in around if start <= t.start < joint), default=start)


def _end_of_parts(layout: Layout, joint: int) -> int:
    """Where the last part ends that `joint` or a joint behind it begins."""
    folded, characters, end = layout.folded, words(layout.lexicon).transliterating, joint
    if folded[joint + 1 : joint + 2] in words(layout.lexicon).surnames and not HAN.match(folded, joint + 2):
        return joint + 2  # 艾丹·周（…）
    while end + 1 < len(folded) and (folded[end] in DOTS or (folded[end] in "-–." and folded[end + 1] in characters)):
        part = end + 1
        while part < len(folded) and part - end <= LONGEST_PART and _spells(folded[part], folded[end + 1], characters):
            part += 1
        if part == end + 1:
            break
        end = part
    whole = [t.end for t in layout.tokens_in(joint - LONGEST_PART, end + LONGEST_PART) if joint + 1 < t.end <= end]
    return max(whole, default=end)


RULES = (dotted,)
