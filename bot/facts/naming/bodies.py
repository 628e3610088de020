"""Where an organisation is named: what the tagger finds, cut to the name, and what its ending builds."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import acts, known
from bot.facts.naming.mention import Mention
from bot.facts.words import Token

NOMINAL = frozenset(("n", "nz", "vn", "an", "a", "ORG", "LOC", "PER", "nw", "s", "j", "b"))
LONGEST_BODY = 7  # words of an organisation's name
LONGEST_GENERIC = 24  # characters; longer ones are taken for names
SUBSIDIARY = ("关联公司", "子公司", "母公司", "姐妹公司", "兄弟公司", "旗下公司", "旗下", "官媒", "国企", "央企", "智库", "巨头")


class Words(NamedTuple):
    """The lists that build and refuse organisations."""

    strong: tuple[str, ...]
    weak: frozenset[str]
    generic: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]
    national: frozenset[str]
    titles: tuple[str, ...]
    heralds: tuple[str, ...]
    plain: frozenset[str]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        tuple(sorted(lexicon["organisations.strong"], key=len, reverse=True)),
        frozenset(lexicon["organisations.weak"]),
        frozenset(lexicon["organisations.generic"]),
        frozenset(lexicon["places.places"]),
        frozenset(lexicon["organisations.never"]),
        frozenset(lexicon["organisations.national"]),
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["organisations.heralds"]),
        frozenset(lexicon["latin.plain"]),
    )


def ending(word: str, lexicon: Lexicon) -> str:
    """The longest ending of an organisation that `word` ends with, or nothing."""
    return next((end for end in words(lexicon).strong if word.endswith(end)), "")


def is_generic(word: str, lexicon: Lexicon) -> bool:
    """Made of places and describing words alone, before its ending: 美国科技咨询公司, 大公司, 德国."""
    lists = words(lexicon)
    stem = word.removesuffix(ending(word, lexicon))
    if word in lists.never or word in lists.places:
        return True
    if len(stem) > LONGEST_GENERIC or (stem in lists.places and ending(word, lexicon) not in lists.weak):
        return False
    reached = {0}
    for at in range(len(stem)):
        if at in reached:
            reached.update(
                at + size
                for size in range(1, 7)
                if stem[at : at + size] in lists.generic or stem[at : at + size] in lists.places
            )
    return len(stem) in reached


def cut(word: str, lexicon: Lexicon) -> tuple[int, int]:
    """The part of a tagged organisation that is its name: 阿里巴巴关联公司(蚂蚁集团), (智易东方证券)CEO."""
    lists, start, end = words(lexicon), 0, len(word.rstrip())
    for cue in (*SUBSIDIARY, "公司"):
        at = word.rfind(cue, 0, end - 2)
        if at >= 0 and end - at - len(cue) >= 2 and (cue != "公司" or is_generic(word[:at] + cue, lexicon)):
            start = max(start, at + len(cue))
    title = next((t for t in lists.titles if word[start:end].endswith(t) and end - start - len(t) >= 2), "")
    end -= len(title)
    for tail in ("总部", "旗下", "方面", "官方", "总公司", "记者", "股价"):
        if word[start:end].endswith(tail) and end - start - len(tail) >= 2:
            end -= len(tail)
    return start, end


def tagged(layout: Layout) -> Iterator[Mention]:
    """What the tagger takes for an organisation, cut to its name, where its ending or its surroundings bear it out."""
    lists, lexicon = words(layout.lexicon), layout.lexicon
    counts = Counter(token.word for token in layout.tokens if token.tag == "ORG")
    for index, token in enumerate(layout.tokens):
        if token.tag != "ORG" or token.word.isascii():
            continue
        first, last = cut(token.word, lexicon)
        word = token.word[first:last]
        if last - first < 2 or is_generic(word, lexicon) or not any("一" <= c <= "鿿" for c in word):
            continue
        built = ending(word, lexicon)
        if word[0].isdigit() and not built:
            continue
        surer = word in known(lexicon).kinds or built or counts[token.word] > 1 or _stands_as_body(layout, index, lists)
        yield Mention(token.start + first, token.start + last, "organisation", "tagged", 4 if surer else 7)


def _stands_as_body(layout: Layout, index: int, lists: Words) -> bool:
    """What organisations do behind it, or 公司 and its like before it, or another organisation in a list."""
    tokens, token = layout.tokens, layout.tokens[index]
    before = tokens[index - 1] if index else None
    if layout.folded.startswith(acts(layout.lexicon), token.end) or (before and before.word in lists.heralds):
        return True
    return any(
        0 <= index + step < len(tokens) and tokens[index + step].tag == "ORG" and tokens[index + step // 2].word in "、和与及"
        for step in (-2, 2)
    )


def built(layout: Layout) -> Iterator[Mention]:
    """From something proper on to an ending: 北京大学|数字|金融|研究中心, 全国|外送|产业|工会, 经济部|统计处."""
    tokens, lists = layout.tokens, words(layout.lexicon)
    index = 0
    while index < len(tokens):
        end = _built_end(tokens, index, layout.lexicon) if _begins(tokens[index], lists) else index
        if end > index:
            word = layout.folded[tokens[index].start : tokens[end].end]
            if not is_generic(word, layout.lexicon):
                yield Mention(tokens[index].start, tokens[end].end, "organisation", "built", 2)
                index = end
        index += 1


def _begins(token: Token, lists: Words) -> bool:
    """Something proper, or what begins a country's own bodies."""
    if token.word in lists.national:
        return True
    if token.tag == "nz":
        return token.word.isascii() and token.word not in lists.plain and len(token.word) > 1
    return token.tag in ("ORG", "LOC", "PER") and len(token.word) > 1 and token.word not in lists.never


def _built_end(tokens: tuple[Token, ...], first: int, lexicon: Lexicon) -> int:
    """The index of the last word of the body that begins at `first`, or `first` where none does."""
    lists, end = words(lexicon), first
    own = tokens[first].tag in ("ORG",) or tokens[first].word in known(lexicon).kinds
    proper = tokens[first].tag in ("ORG", "PER", "nz") or tokens[first].word not in lists.places | lists.national
    for index in range(first + 1, min(first + LONGEST_BODY, len(tokens))):
        token = tokens[index]
        suffix = ending(token.word, lexicon)
        if token.start != tokens[index - 1].end or not (token.tag in NOMINAL or token.word == suffix):
            break
        if token.word.endswith(lists.titles) and not token.word.endswith(("律师", "会计师", "专家", "学者", "记者", "消费者", "作家", "农民")):
            break
        if not suffix:
            continue
        if suffix not in lists.weak or (suffix in ("公司", "集团") and index == first + 1) or (proper and not own and _titled(tokens, index, lists)):
            end = index
    return end


def _titled(tokens: tuple[Token, ...], index: int, lists: Words) -> bool:
    """Whether a title follows, so that what stands before it is somebody's house: 公孙策公关|合伙人."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and after.word.endswith(lists.titles)


def governments(layout: Layout) -> Iterator[Mention]:
    """A place's or a president's government: 台湾|政府, 拜登|政府."""
    for before, token in zip(layout.tokens, layout.tokens[1:], strict=False):
        if token.word == "政府" and before.tag in ("LOC", "PER") and before.end == token.start:
            yield Mention(before.start, token.end, "organisation", "government", 1)


RULES = (tagged, built, governments)
