"""What people are called by instead of their name: 冯先生 and 王某, handles, pen names."""

import re
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import HAN, words

# @北大AI鱼博士. Must not match an address: a letter or digit before the @.
HANDLE = re.compile(r"(?<![A-Za-z0-9.])@(?P<name>[\w一-鿿·-]{2,24})")
LONGEST_PEN_NAME = 6  # characters


def short_forms(layout: Layout) -> Iterator[Mention]:
    """A family name with an address: 冯先生, 王某; it has to begin a word."""
    begins = {token.start for token in layout.tokens}
    for match in words(layout.lexicon).short_form.finditer(layout.folded):
        if match.start() in begins:
            yield Mention(match.start(), match.end(), "person", "addressed", 6)


def handles(layout: Layout) -> Iterator[Mention]:
    """A name behind an @, up to the mark or the verb of speech that ends it."""
    verbs = [v for v in words(layout.lexicon).verbs if len(v) > 1 or v in "说称"]
    for match in HANDLE.finditer(layout.folded):
        if match["name"].isascii():
            continue  # a bare account: @someone
        spoken = [at for verb in verbs if (at := match["name"].find(verb, 2)) > 0]
        end = match.start("name") + min(spoken, default=len(match["name"]))
        yield Mention(match.start("name"), end, "person", "handle", 0)


def pen_names(layout: Layout) -> Iterator[Mention]:
    """A short marked name behind what its bearer is: 作家「夏木」. Must not match what he says: nouns and names only."""
    cues = tuple(layout.lexicon["people.pen_names"])
    for mark in layout.marks:
        if mark.opener not in '“「『"' or not 2 <= mark.end - mark.start <= LONGEST_PEN_NAME:
            continue
        named = all(t.tag in ("PER", "n", "nz", "nw", "nr") for t in layout.tokens_in(mark.start, mark.end))
        if (
            named
            and layout.folded.endswith(cues, 0, mark.start - 1)
            and HAN.fullmatch(layout.folded, mark.start, mark.end)
        ):
            yield Mention(mark.start, mark.end, "person", "pen name", 1)


RULES = (short_forms, handles, pen_names)
