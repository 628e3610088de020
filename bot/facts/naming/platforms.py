"""Where a platform and its company have one name, what stands beside each mention says which is meant: 在脸书发文, 脸书宣布."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.latin_kinds import kind_of
from bot.facts.naming.listed import acts, ambiguous
from bot.facts.naming.mention import Mention, NameKind

AROUND = 8  # characters looked at on either side
# 在脸书(发文), 透过脸书(表示). Must not match 在脸书工作, where it is the company.
WITHIN = re.compile(r"(?:在|于|透过|通过|经由|经|利用|上)[ 　“「『]?$")
BETWEEN = re.compile(r"[ ”」』]*(?:(?:随后|随即|此前|日前|近日|今天|昨天|当天|也|则|还|曾|已|方面|及其|和其|的)(?=.))*")
ABOVE = re.compile(r"上(?![市周半季游升涨调述海])")  # 在微博上; not 脸书上市


class Words(NamedTuple):
    """Which names are both, and what gives each away."""

    both: frozenset[str]
    using: tuple[str, ...]
    things: tuple[str, ...]
    done_there: tuple[str, ...]
    houses: tuple[str, ...]
    acts: tuple[str, ...]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        frozenset(name.casefold() for name in (*lexicon["products.platforms"], *lexicon["platforms.names"])),
        tuple(lexicon["platforms.using"]),
        tuple(lexicon["platforms.things"]),
        tuple(lexicon["platforms.done_there"]),
        tuple(lexicon["organisations.heralds"]),
        acts(lexicon),
    )


def used(layout: Layout) -> Iterator[Mention]:
    """A common word that is a platform's name, where it is used like one: 在快手上."""
    doubtful = words(layout.lexicon).both & ambiguous(layout.lexicon)
    for token in layout.tokens:
        if token.word in doubtful and _kind(layout, token.start, token.end) == "product":
            yield Mention(token.start, token.end, "product", "used", 4)


def services(layout: Layout) -> Iterator[Mention]:
    """What a company runs under its own name and the plain noun of it: Novapay电子钱包, 谷歌地图; not 谷歌地图册."""
    nouns = _services(layout.lexicon)
    for match in nouns.finditer(layout.folded):
        owner, last = layout.token_at(match.start() - 1), layout.token_at(match.end() - 1)
        whole = last.end == match.end() and owner.end in (match.start(), last.end)
        if whole and kind_of(layout.folded[owner.start : match.start()], layout.lexicon) == "organisation":
            yield Mention(owner.start, match.end(), "product", "service", 2)


@cache
def _services(lexicon: Lexicon) -> re.Pattern[str]:
    longest_first = sorted(lexicon["platforms.services"], key=len, reverse=True)
    return re.compile("(?<=.)(?:" + "|".join(longest_first) + ")")


def told_apart(layout: Layout, mentions: list[Mention]) -> list[Mention]:
    """The mentions with the kind that their own surroundings say; where these say nothing, a company goes with most others."""
    both = words(layout.lexicon).both
    said: dict[str, Counter[NameKind]] = {}
    for mention, name in _named(layout, mentions):
        if name in both and (kind := _kind(layout, mention.start, mention.end)) is not None:
            said.setdefault(name, Counter())[kind] += 1
    out = []
    for mention, name in _named(layout, mentions):
        if name not in said:
            out.append(mention)
            continue
        tally = said[name]
        usual = max(tally, key=lambda kind: (tally[kind], kind == mention.kind))
        kept = mention.kind if mention.kind == "product" else usual
        out.append(mention._replace(kind=_kind(layout, mention.start, mention.end) or kept))
    return out


def _named(layout: Layout, mentions: list[Mention]) -> Iterator[tuple[Mention, str]]:
    return ((m, layout.folded[m.start : m.end].casefold()) for m in mentions)


def _kind(layout: Layout, start: int, end: int) -> NameKind | None:
    """What the name at `start, end` is taken for by what stands at once beside it."""
    lists, folded = words(layout.lexicon), layout.folded
    before = folded[max(0, start - AROUND) : start]
    after = BETWEEN.sub("", folded[end : end + AROUND], count=1)
    within = WITHIN.search(before) is not None and after.startswith(lists.done_there)
    if within or ABOVE.match(after) or after.startswith(lists.things) or before.endswith(lists.using):
        return "product"
    if before.endswith(lists.houses) or after.startswith(lists.acts):
        return "organisation"
    return None


RULES = (used, services)
