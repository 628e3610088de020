"""Models with a number behind a Chinese name: 麒麟9000S, 骁龙865, 长征五号."""

import re
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.naming.mention import Mention

# The number of a model, with letters: 9000S, 865. Must not match 5G, 28nm, 2023年.
NUMBER = re.compile(r"(?<![0-9A-Za-z.])[0-9]{1,5}[A-Za-z]{0,3}(?: (?:Pro|Max|Plus|Ultra|Mini|SE))*(?![0-9A-Za-z.%年月日时分秒个名家万亿元岁度号位次人倍天届])")
NAMES = frozenset(("nz", "n", "ORG", "LOC", "PER", "nw"))


def models(layout: Layout) -> Iterator[Mention]:
    """A listed or proper name of at most four characters with such a number at once behind it."""
    for index, token in enumerate(layout.tokens):
        if token.tag in ("nz", "PER", "nw") and 2 <= len(token.word) <= 4 and not token.word.isascii():
            match = NUMBER.match(layout.text, token.end)
            if match is not None and index + 1 < len(layout.tokens):
                yield Mention(token.start, match.end(), "product", "model", 3)


RULES = (models,)
