"""Organisations that only their surroundings give away: 能源公司(曜石电力)宣布, (声域科技)创办人, (配音员公会)担心."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import acts, known
from bot.facts.naming.makeup import ending, is_generic
from bot.facts.naming.mention import Mention
from bot.facts.naming.persons import HAN
from bot.facts.words import Token

LONGEST = 8  # characters of a name that is known by its surroundings alone
MADE_OF = frozenset(("n", "nz", "nw", "vn", "a", "an", "ORG", "PER", "LOC", "j"))
MOST_PIECES = 3  # words that the tagger cuts a name into
FAR = 5_000  # characters; farther on nobody looks whether it is named again
PLAIN = frozenset(("n", "vn", "an", "a"))
JOINING = ("与", "及", "暨")


class Words(NamedTuple):
    """The lists of what gives organisations away."""

    heralds: tuple[str, ...]
    belongings: tuple[str, ...]
    acts: tuple[str, ...]
    vague: frozenset[str]
    associations: frozenset[str]
    titles: tuple[str, ...]
    leaders: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        tuple(lexicon["organisations.heralds"]),
        tuple(lexicon["organisations.belongings"]),
        acts(lexicon),
        frozenset(lexicon["organisations.vague"]),
        frozenset(lexicon["organisations.associations"]),
        tuple(lexicon["roles.titles"]),
        frozenset(lexicon["organisations.leaders"]),
    )


def heralded(layout: Layout) -> Iterator[Mention]:
    """A name between 公司 or its like and what companies do or have: 助听器厂商(聆科)周三发表, 品牌商(净屋)未回应."""
    lists, tokens = words(layout.lexicon), layout.tokens
    for index, token in enumerate(tokens[:-1]):
        if token.tag not in PLAIN | {"ORG"} or not token.word.endswith(lists.heralds):
            continue
        first, last = index + 1, index + 1
        while last < len(tokens) and tokens[last].tag in MADE_OF and not tokens[last].word.startswith(lists.belongings):
            if last > first and layout.folded.startswith(lists.acts, tokens[last].start):
                break
            last += 1
        name = layout.folded[tokens[first].start : tokens[last - 1].end] if last > first else ""
        if known(layout.lexicon).kinds.get(name, "organisation") != "organisation":
            continue
        if 2 <= len(name) <= LONGEST and _made_like_one(tokens[first:last], layout.lexicon) and _goes_on(layout, last):
            yield Mention(tokens[first].start, tokens[last - 1].end, "organisation", "heralded", 3)


def _made_like_one(parts: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Something proper, single characters that make no word, or an ending: 聆科, 净|屋, 曜石|电力; not 高层, 新产品."""
    name = "".join(part.word for part in parts)
    lists = words(lexicon)
    if is_generic(name, lexicon) or name.endswith((*lists.titles, *lists.heralds)) or name.isascii():
        return False
    if len(parts) == 1:
        return parts[0].tag in ("PER", "ORG", "nz")
    return all(len(part.word) == 1 for part in parts) or (len(parts) == 2 and bool(ending(parts[-1].word, lexicon)))


def _goes_on(layout: Layout, index: int) -> bool:
    """Whether a verb of companies, a time, a 的 or what companies have comes next."""
    if index >= len(layout.tokens):
        return False
    token, lists = layout.tokens[index], words(layout.lexicon)
    return (
        token.tag in ("TIME", "d", "p")
        or token.word == "的"
        or layout.folded.startswith((*lists.acts, *lists.belongings), token.start)
    )


def housed(layout: Layout) -> Iterator[Mention]:
    """A word or two and an ending before what only companies have: (声域|科技)创办人."""
    lists, tokens = words(layout.lexicon), layout.tokens
    for index, token in enumerate(tokens):
        suffix = ending(token.word, layout.lexicon)
        if not suffix or suffix in lists.vague or not layout.folded.startswith(lists.belongings, token.end):
            continue
        first = index if token.word != suffix and not is_generic(token.word, layout.lexicon) else index - 1
        if (
            first < 0
            or tokens[first].tag not in MADE_OF
            or (first and tokens[first - 1].tag in PLAIN and not tokens[first - 1].word.endswith(lists.heralds))
        ):
            continue
        name = layout.folded[tokens[first].start : token.end]
        if len(name) > len(suffix) + 1 and not is_generic(name, layout.lexicon):
            yield Mention(tokens[first].start, token.end, "organisation", "housed", 5)


def associations(layout: Layout) -> Iterator[Mention]:
    """Plain words and 公会 or its like behind a mark or 的 and before what it does: (产业发展研究中心)今天公布."""
    lists, tokens = words(layout.lexicon), layout.tokens
    for index, token in enumerate(tokens):
        if token.tag == "PER" or not _ends_one(tokens, index, layout.lexicon):
            continue
        first = index
        while first and index - first < LONGEST and _goes_back(tokens, first, lists):
            first -= 1
        if first and not _opens(tokens[max(0, first - 2) : first]):
            continue
        start, end = tokens[first].start, token.end
        if end - start > 3 and not is_generic(layout.folded[start:end], layout.lexicon) and _acts(layout, end, lists):
            yield Mention(start, end, "organisation", "association", 5)


def _goes_back(tokens: tuple[Token, ...], first: int, lists: Words) -> bool:
    """Whether the word before `first` may be one of the name's; what joins two plain words may: 灾害|与|安全|研究中心."""
    before = tokens[first - 1]
    if before.word in JOINING and first > 1:
        joined = tokens[first - 2], tokens[first]
        return all(t.tag in PLAIN and not t.word.endswith((*lists.titles, *lists.heralds)) for t in joined)
    return before.tag in MADE_OF - {"PER"}


def _ends_one(tokens: tuple[Token, ...], index: int, lexicon: Lexicon) -> bool:
    """Whether a word, or it with the one before, is an ending of such bodies: 公会, 分析|中心."""
    known_as, word = words(lexicon).associations, tokens[index].word
    return ending(word, lexicon) in known_as or (index > 0 and tokens[index - 1].word + word in known_as)


def _opens(before: tuple[Token, ...]) -> bool:
    """Whether a body's name can begin behind these words: a mark, the end of a line, or what it belongs to, 微软|的."""
    last = before[-1]
    owned = last.word == "的" and len(before) > 1 and before[0].tag == "ORG"
    return owned or last.tag == "w" or last.word.endswith("\n")


def _acts(layout: Layout, end: int, lists: Words) -> bool:
    """Whether it does something next, a time or an adverb between, or somebody's title follows, 的 between."""
    after = layout.tokens_in(end, end + 10)
    if len(after) > 1 and after[0].word == "的" and after[1].word.endswith(lists.titles):
        return True
    return any(
        token.tag == "v" or token.word.endswith(lists.titles) or layout.folded.startswith(lists.acts, token.start)
        for count, token in enumerate(after[:3])
        if all(t.tag in ("TIME", "d", "c", "p") for t in after[:count])
    )


def led(layout: Layout) -> Iterator[Mention]:
    """What somebody leads, cut by the tagger into words that make no phrase, and named again: (南城|香)创始人王某."""
    lists, tokens, folded = words(layout.lexicon), layout.tokens, layout.folded
    for index in range(1, len(tokens) - 1):
        if tokens[index].word not in lists.leaders or tokens[index + 1].tag != "PER":
            continue
        first = index
        while index - first < MOST_PIECES and first and tokens[first - 1].tag in MADE_OF:
            first -= 1
        pieces, name = tokens[first:index], folded[tokens[first].start : tokens[index].start]
        odd = any(len(t.word) == 1 or t.tag in ("LOC", "PER", "nz", "nw") for t in pieces)
        if not (odd and 2 <= len(name) <= LONGEST and HAN.fullmatch(name)) or name in known(layout.lexicon).kinds:
            continue
        plain = is_generic(name, layout.lexicon) or name.endswith((*lists.titles, *lists.heralds, *lists.belongings))
        if not plain and folded.find(name, tokens[index].end, tokens[index].end + FAR) >= 0:
            yield Mention(pieces[0].start, tokens[index].start, "organisation", "led", 5)


RULES = (heralded, housed, associations, led)
