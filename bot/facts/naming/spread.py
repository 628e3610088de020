"""Mentions that no rule saw: every other place where a form of a found name stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.naming.listed import ambiguous
from bot.facts.naming.mention import Mention, Stretches
from bot.facts.naming.merging import Group
from bot.facts.naming.sameness import PARTS

OFFICES = ("长", "员", "师", "官", "家")
SURE = 4  # characters of a form that needs no words to bound it


def spread(layout: Layout, groups: list[Group], skipped: Stretches) -> None:
    """Adds to each group where else its forms stand, inside no other mention and, where it is short, bounded by words.

    Common words that name a company, and titles of works, mean something else without what stands beside them.
    The last part of a name of several parts is a form too: 莫里克 of 伊森·莫里克.
    """
    owners: dict[str, Group] = {}
    doubtful = ambiguous(layout.lexicon)
    for group in groups:
        for form in (*group.forms, *_last_part(group)):
            if form not in doubtful and any(m.rule != "work" for m in group.mentions):
                owners.setdefault(form, group)
    taken = sorted((m.start, m.end) for g in groups for m in g.mentions)
    starts, ends_taken = [start for start, _ in taken], [end for _, end in taken]
    begins, ends = {t.start for t in layout.tokens}, {t.end for t in layout.tokens}
    for start, end in _places(layout.folded, owners):
        free = bisect_left(starts, end) <= bisect_right(ends_taken, start)
        begun = start in begins or (owners[layout.folded[start:end]].kind == "person" and _titled(layout.folded, start))
        bounded = end - start >= SURE or (begun and end in ends)
        if free and bounded and not skipped.hold(start):
            group = owners[layout.folded[start:end]]
            group.mentions.append(Mention(start, end, group.kind, "spread", 9))
    for group in groups:
        group.mentions.sort()


def _titled(folded: str, at: int) -> bool:
    """The tagger may glue the end of a title to a name: 执行 长余(嘉文)."""
    return folded[at - 1 : at] in OFFICES


def _last_part(group: Group) -> Iterator[str]:
    parts = PARTS.split(group.full) if group.kind == "person" else []
    if len(parts) > 1 and len(parts[-1]) > 1:
        yield parts[-1]


def _places(folded: str, forms: dict[str, Group]) -> Iterator[tuple[int, int]]:
    """Where a form stands, the longest at each place. Must not take a Latin form out of a longer word."""
    lengths: dict[str, set[int]] = {}
    for form in forms:
        lengths.setdefault(form[:2], set()).add(len(form))
    longest_first = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}
    at = 0
    while at < len(folded):
        for size in longest_first.get(folded[at : at + 2], ()):
            end = at + size
            if end <= len(folded) and folded[at:end] in forms and not _within_a_word(folded, at, end):
                yield at, end
                at = end - 1
                break
        at += 1


def _within_a_word(folded: str, start: int, end: int) -> bool:
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return (folded[start].isascii() and before.isascii() and before.isalnum()) or (
        folded[end - 1].isascii() and after.isascii() and after.isalnum()
    )
