"""Models with a number behind a Chinese name: 麒麟9000S, 骁龙865, 长征五号."""

import re
from collections.abc import Iterator
from functools import cache

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.mention import Mention
from bot.facts.units import grammar_of

# The number of a model, with letters: 9000S, 865. Must not match 5G, 28nm, 2023年.
NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])[0-9]{1,5}[A-Za-z]{0,3}(?: (?:Pro|Max|Plus|Ultra|Mini|SE))*(?![0-9A-Za-z.%年月日时分秒个名家万亿元岁度号位次人倍天届点多余几吨米亿字件股种项条款])"
)


GENERATION = re.compile(r"[1-9]G")


# Name and number in one word: 麒麟9000S. Must not match 第5代 or 5G手机.
WHOLE = re.compile(r"[一-鿿]{2,5}(?P<number>[0-9]{1,5}[A-Za-z]{1,3}|[0-9]{3,5})")


# The number of a car behind its maker: 标致(308). Must not match a year or an amount: 福特2020, 吉普300辆.
CAR = re.compile(r"(?!19|20)[1-9][0-9]{2,3}(?![0-9A-Za-z.,%])")


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


def cars(layout: Layout) -> Iterator[Mention]:
    """A maker of cars with such a number at once behind it."""
    makers, amount = _makers(layout.lexicon), grammar_of(layout.lexicon).amount
    for token in layout.tokens:
        if token.word in makers and (number := CAR.match(layout.folded, token.end)) is not None:
            counted = amount.match(layout.folded, token.end)
            if counted is None or counted["unit"] is None:
                yield Mention(token.start, number.end(), "product", "car", 2)


@cache
def _makers(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["companies.cars"])


RULES = (models, cars)
