"""Models with a number behind a Chinese name: 麒麟9000S, 骁龙865, 长征五号."""

import re
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.naming.mention import Mention

# The number of a model, with letters: 9000S, 865. Must not match 5G, 28nm, 2023年.
NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])[0-9]{1,5}[A-Za-z]{0,3}(?: (?:Pro|Max|Plus|Ultra|Mini|SE))*(?![0-9A-Za-z.%年月日时分秒个名家万亿元岁度号位次人倍天届点多余几吨米亿字件股种项条款])"
)


GENERATION = re.compile(r"[1-9]G")


# Name and number in one word: 麒麟9000S. Must not match 第5代 or 5G手机.
WHOLE = re.compile(r"[一-鿿]{2,5}(?P<number>[0-9]{1,5}[A-Za-z]{1,3}|[0-9]{3,5})")


def models(layout: Layout) -> Iterator[Mention]:
    """A listed or proper name of at most four characters with such a number at once behind it."""
    for index, token in enumerate(layout.tokens):
        whole = WHOLE.fullmatch(token.word) if token.tag in ("nz", "n", "nw", "ORG") else None
        if whole is not None and not GENERATION.fullmatch(whole["number"]):
            yield Mention(token.start, token.end, "product", "model", 3)
        elif token.tag in ("nz", "PER", "nw", "n") and 2 <= len(token.word) <= 4 and not token.word.isascii():
            match = NUMBER.match(layout.text, token.end)
            if token.word.endswith(("币", "元")) or (match is not None and GENERATION.fullmatch(match[0])):
                continue
            if match is not None and (token.tag != "n" or match[0][-1].isalpha()) and index + 1 < len(layout.tokens):
                yield Mention(token.start, match.end(), "product", "model", 3)


RULES = (models,)
