"""Other forms of a name in the bracket behind it: 帕克（Kevin Parker）, TSMC（台湾积体电路制造公司，简称台积电）."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.naming.makeup import ending
from bot.facts.naming.mention import Mention

# A bracket at once behind a name. Must not match one with a bracket or a line's end inside.
BRACKET = re.compile(r"[”」』》〉\"]?[ ]?[（(]([^（）()\n]{1,80})[）)]")
PIECE = re.compile(r"[^，,；;、/]+")
CALLED = re.compile(
    r"(?:以下)?(?:简称|又称|又名|也称|亦称|或称|下称|英文名|英文|英语|英|原名|前称|现名|旧称|本名|真名|即|全称|全名|台译|港译|又译|或译)[为作是：: ]*"
)
LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9 .&'-]{2,}")
SAYING = re.compile("[是的了在]")  # a bracket that tells something is no form of the name
MARKS = ' “”"「」『』《》〈〉'


class Gloss(NamedTuple):
    """The form at `start, end` for the mention before it."""

    mention: Mention
    start: int
    end: int


def glosses(layout: Layout, mentions: list[Mention]) -> Iterator[Gloss]:
    """A piece of the bracket that a cue calls a form, that is a Latin name, or that is a name of the same kind."""
    at_start = {m.start: m for m in mentions}
    for mention in mentions:
        bracket = BRACKET.match(layout.folded, mention.end)
        if bracket is None:
            continue
        latin = LATIN_NAME.fullmatch(layout.folded, mention.start, mention.end)
        for piece in PIECE.finditer(layout.folded, *bracket.span(1)):
            start, end = _stripped(layout.folded, *piece.span())
            cue = CALLED.match(layout.folded, start, end)
            start, end = _stripped(layout.folded, cue.end() if cue else start, end)
            form, inside = layout.folded[start:end], at_start.get(start)
            alike = inside is not None and inside.end == end and inside.kind == mention.kind
            written_out = latin is not None and ending(form, layout.lexicon) and not SAYING.search(form)
            if len(form) > 1 and (cue or alike or written_out or LATIN_NAME.fullmatch(form)):
                yield Gloss(mention, start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip(MARKS)), start + len(piece.rstrip(MARKS))
