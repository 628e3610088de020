"""Who a verb of saying has for its subject: the phrase that names, describes or points to the source.

The phrase stands right before the verb (财政部长王某也表示), or at the head of its clause where a setting, an addressee or
an object stands between (王某昨天在会上对记者表示).
"""

from collections.abc import Sequence

from bot.facts.saying.ground import Ground, Words
from bot.facts.saying.outline import QUOTE, clause_end
from bot.facts.saying.phrases import JOINTS, NOUNS, PASSED_OVER, Source, SourceKind, classified, in_phrase
from bot.facts.words import Token

SPEAKING: tuple[SourceKind, ...] = ("organisation", "person", "that", "it", "human", "he", "they", "other")

AFTER_SUBJECT = ("v", "d", "ad", "vd", "TIME")
MANNERS = ("v", "vn", "a", "ad", "an", "d", "n")  # before 地
WITH = ("与", "跟", "同")
FARTHEST_TITLE = 4  # items between the head of a clause and the name that the title there belongs to
CLAUSE_FRONT = 3  # items before 据: 但据专家介绍


def source_before(
    ground: Ground, items: Sequence[Token], low: int, high: int, *, reports: bool = False
) -> Source | None:
    """The source that stands in `items[low:high]`, the clause in front of a verb of saying.

    `reports`: the verb is 报道 or its like, whose subject is a medium even where it hands on another's words.
    """
    words = ground.words
    account = next(
        (i for i in range(low, min(low + CLAUSE_FRONT + 1, high)) if items[i].word in words["according"]), None
    )
    if account is not None:
        found = classified(ground, items, *_account(items, account + 1, high, words))
        return found and found._replace(by_account=True)
    if (learnt := _learnt_from(ground, items, low, high)) is not None:
        return learnt
    first, last = _adjacent(items, low, high, words)
    relay = next((i for i in range(first - 1, low - 1, -1) if items[i].word in words["relays"]), None)
    if relay is not None and not reports and first < last:
        return classified(ground, items, relay + 1, last)
    while low < first < last and items[first - 1].tag == "p":  # 王某在会上对记者表示
        first, last = _adjacent(items, low, first - 1, words)
    nearest = classified(ground, items, first, last)
    opening = classified(ground, items, *_opening(items, low, high, words))
    if nearest is None or nearest.kind == "thing":
        return opening or nearest
    return nearest if first == low else _chosen(ground, items, (first, last), nearest, opening, reports=reports)


def subject_of(ground: Ground, items: Sequence[Token], low: int, high: int) -> Source | None:
    """Whom the clauses `items[low:high]` are about: what stands in front of the first verb or adverb."""
    start = low
    while low < high and items[low].tag in ("d", "c"):  # 就连某社也采访了…
        low += 1
    acts = low > start and low < high and items[low].tag == "v" and items[low].word not in ground.words["have"]
    if low >= high or items[low].tag == "p" or acts:
        return None
    verb = next((i for i in range(low + 1, high) if items[i].tag in AFTER_SUBJECT or items[i].word in WITH), high)
    source = source_before(ground, items, low, verb)
    if source is None or source.kind not in ("human", "thing", "document"):
        return source
    for at in range(low + 2, clause_end(items, low) - 1):  # 总部设在北京的某公司成立于…
        if items[at - 1].word == "的" and items[at].tag in ("PER", "ORG", "nz") and items[at + 1].tag in AFTER_SUBJECT:
            return classified(ground, items, at, at + 1)
    return source


def _learnt_from(ground: Ground, items: Sequence[Token], low: int, high: int) -> Source | None:
    """记者从市教育局获悉, 从知情人士处了解到: whoever told it."""
    words = ground.words
    if high >= len(items) or items[high].word not in words["learns"]:
        return None
    start = next((i + 1 for i in range(low, high) if items[i].word in ("从", "自")), high)
    phrase = list(items[start:high])
    if phrase and (side := next((s for s in words["sides"] if phrase[-1].word.endswith(s)), None)) is not None:
        cut = phrase[-1].end - len(side)
        rest = phrase[-1].word.removesuffix(side)
        phrase[-1:] = [phrase[-1]._replace(end=cut, word=rest)] if rest else []
    return classified(ground, phrase, 0, len(phrase))


def _chosen(
    ground: Ground,
    items: Sequence[Token],
    phrase: tuple[int, int],
    nearest: Source,
    opening: Source | None,
    *,
    reports: bool,
) -> Source | None:
    """The phrase right before the verb, unless another word governs it; then the one at the head of the clause."""
    first, last = phrase
    before, words = items[first - 1], ground.words
    if before.word in words["makes"]:  # 让人认为
        return None
    issued = first > 1 and before.word == "的" and items[first - 2].word in words["issues"]  # 某协会此前发布的…报告
    nobodys = nearest.kind == "document" and (nearest.issued == nearest.end or issued)
    if nobodys and opening is not None and opening.end < nearest.start:  # 该公司周一发布的声明
        return opening if opening.kind in SPEAKING else opening._replace(kind="organisation")
    relayed = not reports and (before.word in words["says"] or before.word in words["remarks"])
    relayed = relayed and before.word not in words["mentions"]  # 谈到区块链指出
    if before.tag not in ("p", "v", "vn") or before.word in words["have"] or relayed:
        return nearest
    elsewhere = (
        opening is not None and opening.kind in ("person", "he") and (opening.name is not None or not nearest.name)
    )
    if nearest.kind == "person" and before.tag != "p" and not elsewhere:
        return nearest  # a title that the tagger takes for a verb: 召集人李某
    if opening is not None and opening.kind != "thing":
        return opening
    behind = next((i + 1 for i in range(last - 1, first, -1) if items[i].word == "的"), first)
    return classified(ground, items, behind, last) if behind > first or before.tag != "p" else None  # 出席会议的部长


def _account(items: Sequence[Token], low: int, high: int, words: Words) -> tuple[int, int]:
    """All of 据…, up to the verb, without the adverbs at its end."""
    while high > low and (items[high - 1].tag in ("d", "ad", "c") or items[high - 1].word in words["localisers"]):
        high -= 1
    return low, high


def _adjacent(items: Sequence[Token], low: int, high: int, words: Words) -> tuple[int, int]:
    """The noun phrase that ends where the adverbs before the verb begin; empty where none stands there."""
    last = high
    while last > low and _is_adverbial(items[last - 1], words):
        manner = items[last - 1].word == "地" and last - 2 > low and items[last - 2].tag in MANNERS
        last -= 2 if manner else 1  # 自嘲地说
    if last == low or items[last - 1].word in words["localisers"] or not in_phrase(items[last - 1]):
        return last, last
    first = last
    insiders = items[last - 1].word in words["insiders"]
    while first > low and (in_phrase(items[first - 1]) or (insiders and items[first - 1].word in words["knowing"])):
        first -= 1
        if first > low and items[first - 1].word + items[first].word in words["agents"]:
            first -= 1
    while first < last and (
        items[first].word in JOINTS or (items[first].tag == QUOTE and not low == first == last - 1)
    ):
        first += 1
    return first, last


def _is_adverbial(item: Token, words: Words) -> bool:
    return (item.tag in PASSED_OVER and item.word != "的") or item.tag == "a" or item.word in words["thus"]


def _opening(items: Sequence[Token], low: int, high: int, words: Words) -> tuple[int, int]:
    """The first noun phrase of the clause, or the one that ends in its first person."""
    first = low
    while first < high and (items[first].tag in PASSED_OVER or items[first].tag == "w"):
        first += 1
    last = first
    while last < high and in_phrase(items[last]):
        last += 1
    person = next((i for i in range(last, min(last + FARTHEST_TITLE, high)) if items[i].tag == "PER"), None)
    if (
        person is not None
        and items[first].tag != "r"
        and all(i.tag in NOUNS or i.tag in ("v", "a", "f") for i in items[last:person])
    ):
        titled = all(i.tag != "PER" for i in items[first:last])
        last = person + 1 if titled else last  # 研究院执行副院长李某: a title that the tagger takes for a verb
    while last > first and (items[last - 1].word in JOINTS or items[last - 1].tag == QUOTE):
        last -= 1
    if last > first and items[last - 1].word not in words["localisers"]:
        return first, last
    person = next((i for i in range(low, high) if items[i].tag == "PER"), None)
    if person is None or (person > low and items[person - 1].tag == "p"):
        return first, first
    first = person  # 位于台北的某所主任王某接受采访时说
    while first > low and in_phrase(items[first - 1]):
        first -= 1
    return first, person + 1
