"""A country's government and its ministries: 台湾政府, 特朗普政府, 韩国保健福祉部."""

from collections.abc import Iterator
from itertools import pairwise

from bot.facts.layout import Layout
from bot.facts.naming.bodies import NOMINAL
from bot.facts.naming.makeup import governs, is_generic, words
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import looks_like_a_name, transliterated

OFFICES = ("部", "省", "厅", "署", "局")
# The same characters elsewhere: 德国南部, 美国总部, 法国当局, 日本各省.
NO_OFFICE = frozenset("东西南北中内外上下全总局分支干腹头底背各当结布部反节")
LONGEST_MIDDLE = 4  # words between the country and its office
SHORTEST = 3  # characters of an office's name


def governments(layout: Layout) -> Iterator[Mention]:
    """A place's or a president's government: 台湾|政府, 拜登|政府, 特朗普政府."""
    for token in layout.tokens:
        if token.tag == "ORG" and token.word.endswith("政府") and governs(token.word[:-2], layout.lexicon):
            yield Mention(token.start, token.end, "organisation", "government", 1)
    for before, token in pairwise(layout.tokens):
        if token.word != "政府" or before.end != token.start:
            continue
        person = before.tag in ("PER", "ORG") and (
            (len(before.word) > 2 and looks_like_a_name(before.word, layout.lexicon))
            or transliterated(before.word, layout.lexicon)
        )
        if person or (before.tag == "LOC" and not is_generic(before.word + "政府", layout.lexicon)):
            yield Mention(before.start, token.end, "organisation", "government", 1)


def ministries(layout: Layout) -> Iterator[Mention]:
    """From a country over nouns to 部 or its like: 韩国保健|福祉|部, 日本经济|产业省. Must not match 德国南部."""
    tokens, lists = layout.tokens, words(layout.lexicon)
    for index, token in enumerate(tokens):
        if token.tag not in ("LOC", "ORG") or not token.word.startswith(lists.countries):
            continue
        for last in range(index + 1, min(index + LONGEST_MIDDLE + 1, len(tokens))):
            if tokens[last].tag not in NOMINAL or "\n" in tokens[last - 1].word:
                break
            name = layout.folded[token.start : tokens[last].end]
            country = next(c for c in lists.countries if name.startswith(c))
            office = name.removeprefix(country)
            if office.endswith(OFFICES) and len(office) >= SHORTEST and office[-2] not in NO_OFFICE:
                yield Mention(token.start, tokens[last].end, "organisation", "ministry", 2)
                break


RULES = (governments, ministries)
