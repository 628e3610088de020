"""Names that readers know: the lexicon's lists, looked up where a word begins."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.mention import Mention, NameKind
from bot.facts.words import Token

LISTS: tuple[tuple[str, NameKind], ...] = (
    ("people.known", "person"),
    ("products.known", "product"),
    ("media.known", "organisation"),
    ("companies.known", "organisation"),
    ("institutions.known", "organisation"),
)


OFFICES = frozenset("部局院署处会厅委校")
MANY = ("多数", "各国", "多国", "各大", "全球", "主要", "其他", "两国", "欧美", "不少", "许多", "一些", "多家", "有的")
HEADS = frozenset("门员务势面署")  # behind an office they make another word: 交通部门, 党委员, 政治局势
TAILS = frozenset("号版端网系群圈店粉")  # what a word goes on with behind a name: 微信号, 阿里系


class Known(NamedTuple):
    """The kinds of the listed names, the first list's where two hold one; lengths to try by the first two characters."""

    kinds: dict[str, NameKind]
    lengths: dict[str, tuple[int, ...]]


@cache
def known(lexicon: Lexicon) -> Known:
    kinds: dict[str, NameKind] = {}
    for key, kind in LISTS:
        for word in lexicon[key]:
            kinds.setdefault(word, kind)
    lengths: dict[str, set[int]] = {}
    for word in kinds:
        lengths.setdefault(word[:2], set()).add(len(word))
    return Known(kinds, {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()})


def longer(word: str, lexicon: Lexicon) -> Iterator[int]:
    """The lengths of listed names that begin as `word` does and go on behind it."""
    return (size for size in known(lexicon).lengths.get(word[:2], ()) if size > len(word))


def listed(layout: Layout) -> Iterator[Mention]:
    """The longest listed name at each word's beginning or last character; one of two characters has to end with a word."""
    names, folded = known(layout.lexicon), layout.folded
    ends = {token.end for token in layout.tokens}
    reached = 0
    for token in layout.tokens:
        if token.start < reached:
            continue
        own, last = token.start + led_by(token, layout.lexicon), token.end - 1
        for start in (token.start, *(start for start in (own, last) if start > token.start)):
            end = _listed_end(folded, start, names, ends, inside=start not in (token.start, own))
            if end > start >= reached and not (
                _is_sector(folded, start, end, layout.lexicon) or _is_one_of_many(folded, start, end)
            ):
                kind = names.kinds[folded[start:end]]
                yield Mention(start, end, kind, "listed", 1 if kind == "person" else 3)
                reached = end


PLAIN = frozenset(["n", "v", "d", "a", "vn", "ad", "p", "c", "u", "r", "m", "q", "f"])  # words that are no names


def led_by(token: Token, lexicon: Lexicon) -> int:
    """How much of a word is a mark or a country that the tagger left before a company: /|紫牛, 中国|腾讯.

    Not of 中国|商务部 or 美国|威斯康星大学, whose country belongs to the name.
    """
    if len(token.word) == 1 or token.tag in PLAIN:
        return 0
    if not token.word[0].isalnum():
        return 1
    placed = token.tag in ("LOC", "ORG", "nz") and token.word[:2] in _wide(lexicon)
    return 2 * (placed and token.word[2:] in _companies(lexicon))


@cache
def _wide(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["places.wide"])


@cache
def _companies(lexicon: Lexicon) -> frozenset[str]:
    return frozenset((*lexicon["companies.known"], *lexicon["companies.ambiguous"]))


def _is_sector(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a country and a sector are just that: 中国银行|业, 法国电信|运营商."""
    return folded.startswith(_sectors(lexicon), end) and folded[start:end] in _national(lexicon)


def _is_one_of_many(folded: str, start: int, end: int) -> bool:
    """Whether many countries' offices are meant: 多数|央行, 各国|外交部."""
    return folded[end - 1] in "行部局院会" and folded.endswith(MANY, 0, start)


@cache
def _sectors(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(lexicon["organisations.of_a_sector"])


@cache
def _national(lexicon: Lexicon) -> frozenset[str]:
    """The listed names that are a country and a sector: 中国移动."""
    sectors = {*lexicon["organisations.weak"], *lexicon["organisations.generic"], "移动", "联通", "国际航空"}
    return frozenset(place + sector for place in lexicon["places.wide"] for sector in sectors)


def _listed_end(folded: str, start: int, names: Known, ends: set[int], *, inside: bool) -> int:
    """Where the longest listed name ends that begins at `start`; `inside` a word only one of three characters: 请台|积电."""
    for size in names.lengths.get(folded[start : start + 2], ()):
        end = start + size
        word = folded[start:end]
        if len(word) < size or word.isascii() or word not in names.kinds:
            continue  # Latin names are looked up whole, by their own rule
        if end in ends and size > 2 if inside else _bounded(folded, end, word, ends):
            return end
    return start


def _bounded(folded: str, end: int, word: str, ends: set[int]) -> bool:
    """Whether the name ends at `end`. Must not match 百度 in a word of its own, nor 奇虎360 in 奇虎3600."""
    after = folded[end : end + 1]
    if word[-1].isascii():
        return not (after.isascii() and after.isalnum())
    if word[-1] in OFFICES and after in HEADS:
        return False
    return len(word) > 2 or end in ends or (end + 1 in ends and after in TAILS)


@cache
def ambiguous(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["companies.ambiguous"])


@cache
def _common(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon["companies.common"])


@cache
def acts(lexicon: Lexicon) -> tuple[str, ...]:
    return (*lexicon["organisations.acts"], *lexicon["organisations.belongings"])


@cache
def _beside(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(lexicon["companies.beside"])


def doubtful(layout: Layout) -> Iterator[Mention]:
    """Companies called by a common word, 苹果 or 大众: where the tagger says so, or what stands beside them does."""
    common, words = _common(layout.lexicon), ambiguous(layout.lexicon)
    beside, tokens = _beside(layout.lexicon), layout.tokens
    led = ((at, 0 if t.word in words else led_by(t, layout.lexicon)) for at, t in enumerate(tokens))
    found = [(at, own) for at, own in led if tokens[at].word[own:] in words]
    forms = {tokens[at].word for at, _ in found}
    tags = {form: Counter(t.tag for t in tokens if t.word == form) for form in forms}
    for index, own in found:
        token = tokens[index]
        often = tags[token.word]
        tagged = token.tag == "ORG" and token.word[own:] not in common and often["ORG"] * 2 >= often.total()
        if tagged or layout.folded.startswith(beside, token.end) or _among_organisations(layout, index):
            yield Mention(token.start + own, token.end, "organisation", "doubtful", 4)


def _among_organisations(layout: Layout, index: int) -> bool:
    """Whether a list goes on to an organisation on either side: 福特、通用、本田."""
    tokens, kinds = layout.tokens, known(layout.lexicon).kinds
    for step in (-2, 2):
        beside, mark = index + step, index + step // 2
        if 0 <= beside < len(tokens) and tokens[mark].word in "、和与":
            other = tokens[beside]
            if other.tag == "ORG" or kinds.get(other.word) == "organisation":
                return True
    return False


RULES = (listed, doubtful)
