"""Mentions that no rule saw: every other place where a form of a found name stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.naming.mention import Mention
from bot.facts.naming.merging import Group
from bot.facts.naming.sameness import PARTS

SURE = 4  # characters of a form that needs no words to bound it


def spread(layout: Layout, groups: list[Group], skipped: list[tuple[int, int]]) -> None:
    """Adds to each group where else its forms stand, inside no other mention and, where it is short, bounded by words.

    The last part of a name of several parts is a form too: 莫里克 of 伊森·莫里克.
    """
    owners: dict[str, Group] = {}
    for group in groups:
        for form in (*group.forms, *_last_part(group)):
            owners.setdefault(form, group)
    if not owners:
        return
    taken = sorted((m.start, m.end) for g in groups for m in g.mentions)
    taken_starts, taken_ends = [s for s, _ in taken], [e for _, e in taken]
    begins, ends = {t.start for t in layout.tokens}, {t.end for t in layout.tokens}
    for match in _pattern(owners).finditer(layout.folded):
        start, end = match.span()
        overlapped = bisect_left(taken_starts, end) > bisect_right(taken_ends, start)
        bounded = end - start >= SURE or (start in begins and end in ends)
        if overlapped or not bounded or any(s <= start < e for s, e in skipped):
            continue
        group = owners[match[0]]
        group.mentions.append(Mention(start, end, group.kind, "spread", 9))
    for group in groups:
        group.mentions.sort()


def _last_part(group: Group) -> Iterator[str]:
    parts = PARTS.split(group.full) if group.kind == "person" else []
    if len(parts) > 1 and len(parts[-1]) > 1:
        yield parts[-1]


def _pattern(forms: dict[str, Group]) -> re.Pattern[str]:
    """The longest form at each place. Must not match a Latin form inside a longer word."""
    rows = [
        re.escape(form) + ("(?![A-Za-z0-9])" if form[-1].isascii() else "")
        for form in sorted(forms, key=len, reverse=True)
    ]
    return re.compile("|".join(rows))
