"""Where an organisation is named: what the tagger finds, cut to the name, and what its ending builds."""

from collections import Counter
from collections.abc import Iterator

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import acts, known
from bot.facts.naming.makeup import Words, ending, is_generic, is_placed, words
from bot.facts.naming.mention import Mention
from bot.facts.words import Token

NOMINAL = frozenset(("n", "nz", "vn", "an", "a", "ORG", "LOC", "PER", "nw", "j", "b"))
LONGEST_BODY = 7  # words of an organisation's name
SHORT_BODY = 3  # characters; shorter ones before a title may be a place or a common word
JOINING = ("与", "及", "和", "暨")
JOINED = 3  # words behind it up to the ending
PLAIN = frozenset(("n", "vn", "an", "a"))
SCHOOLS = ("大学", "学院", "科学院", "社科院")
FOUNDING = (
    "设立",
    "建立",
    "创立",
    "创办",
    "联合",
    "合作",
    "参与",
    "拥有",
    "所属",
    "位于",
    "旗下",
    "举办",
    "领导",
    "负责",
    "今",
    "昨",
    "近",
    "目前",
    "日前",
)
SUBSIDIARY = (
    "关联公司",
    "子公司",
    "母公司",
    "姐妹公司",
    "兄弟公司",
    "旗下公司",
    "旗下",
    "官媒",
    "国企",
    "央企",
    "智库",
    "巨头",
)


def cut(word: str, lexicon: Lexicon) -> tuple[int, int]:
    """The part of a tagged organisation that is its name: 阿里巴巴关联公司(蚂蚁集团), (智易东方证券)CEO."""
    lists, start, end = words(lexicon), word.rfind("、") + 1, len(word.rstrip())
    start += next((len(verb) for verb in lists.verbs if word.startswith(verb, start)), 0)
    for cue in (*SUBSIDIARY, "公司"):
        at = word.rfind(cue, 0, end - 2)
        named = cue != "公司" or (word[:at] not in known(lexicon).kinds and not word.endswith(lists.bodies))
        if at >= 0 and end - at - len(cue) >= 2 and named:
            start = max(start, at + len(cue))
    kinds = known(lexicon).kinds
    known_at = next((at for at in range(start + 1, end - 2) if kinds.get(word[at:end]) == "organisation"), start)
    if known_at > start and not is_placed(word[start:known_at], lexicon):
        return known_at, end
    head = _head(word[start:end], lexicon)
    part = word[start:end].endswith(lists.loose) or _is_part(word[start:end], head, lists)
    if head and not ending(word[start:end], lexicon) and not part:
        return start, start + head
    title = next((t for t in lists.titles if word[start:end].endswith(t) and end - start - len(t) >= 2), "")
    end -= len(title)
    for suffix in (*lists.moments, "子公司", "关联公司", "总部", "旗下", "方面", "官方", "总公司", "记者", "股价"):
        if word[start:end].endswith(suffix) and end - start - len(suffix) >= 2:
            end -= len(suffix)
    return start, end


def _head(word: str, lexicon: Lexicon) -> int:
    """The length of the longest listed name that `word` begins with."""
    return next((size for size in range(len(word), 1, -1) if word[:size] in known(lexicon).kinds), 0)


def _is_part(word: str, head: int, lists: Words) -> bool:
    """Whether it is a body of the listed one that it begins with: 某大学|海洋法中心; not 腾讯|系."""
    return 0 < head < len(word) - 1 and word.endswith(lists.bodies)


def tagged(layout: Layout) -> Iterator[Mention]:
    """What the tagger takes for an organisation, cut to its name, where its ending or its surroundings bear it out."""
    lists, lexicon = words(layout.lexicon), layout.lexicon
    counts = Counter(token.word for token in layout.tokens if token.tag == "ORG")
    others = Counter(token.word for token in layout.tokens if token.tag in ("n", "a", "v", "an", "vn", "d"))
    for index, token in enumerate(layout.tokens):
        if token.word.isascii() or not (
            token.tag == "ORG" or (token.tag in ("n", "nz") and "公司" in token.word[2:-2])
        ):
            continue
        first, last = cut(token.word, lexicon)
        word = token.word[first:last]
        if last - first < 2 or is_generic(word, lexicon) or not any("一" <= c <= "鿿" for c in word):
            continue
        built = ending(word, lexicon)
        if not built and word.endswith(("市", "县", "镇", "乡", "村")):
            continue
        if word in lists.never or word in lists.titles or (word[0].isdigit() and not built):
            continue
        if not built and others[token.word] >= counts[token.word]:
            continue  # 强力|政府: as often a common word
        whole = built or _is_part(word, _head(word, lexicon), lists)
        borne = whole or counts[token.word] > 1 or _is_short_name(word, lists) or _ends_listed(word, lexicon)
        if borne or _stands_as_body(layout, index, lists):
            yield Mention(token.start + first, token.start + last, "organisation", "tagged", 3 if whole else 4)


def _is_short_name(word: str, lists: Words) -> bool:
    """A word of two or three characters, or one that ends in 局 or 社 and the like, and no place with something behind it."""
    if len(word) > 3:
        place = next((p for size in (4, 3, 2) if (p := word[:size]) in lists.places), "")
        return word.endswith(lists.loose) and len(word) - len(place) > 2
    return not any(word.startswith(place) for place in lists.places) or word.endswith(lists.loose)


def _ends_listed(word: str, lexicon: Lexicon) -> bool:
    """A listed name with its place before it: 香港|交银国际."""
    return any(word[at:] in known(lexicon).kinds for at in range(len(word) - 1))


def _stands_as_body(layout: Layout, index: int, lists: Words) -> bool:
    """What organisations do behind it, somebody's title, 公司 and its like before it, or another organisation in a list."""
    tokens, token = layout.tokens, layout.tokens[index]
    before = tokens[index - 1] if index else None
    if layout.folded.startswith(acts(layout.lexicon), token.end) or (before and before.word in lists.heralds):
        return True
    titled = index + 2 < len(tokens) and tokens[index + 2].tag == "PER" and len(token.word) > SHORT_BODY
    if titled and tokens[index + 1].word.endswith(lists.titles):
        return True
    return any(
        0 <= index + step < len(tokens)
        and tokens[index + step].tag == "ORG"
        and tokens[index + step // 2].word in "、和与及"
        for step in (-2, 2)
    )


def built(layout: Layout) -> Iterator[Mention]:
    """From something proper on to an ending: 北京大学|数字|金融|研究中心, 全国|外送|产业|工会, 经济部|统计处."""
    tokens, lists, folded = layout.tokens, words(layout.lexicon), layout.folded
    index = 0
    while index < len(tokens):
        start = tokens[index].start
        joined = folded[max(0, start - 1) : start] == " "
        end = _built_end(tokens, index, layout.lexicon) if _begins(tokens[index], lists, joined) else index
        if end > index:
            word = folded[start : tokens[end].end]
            first, last = cut(word, layout.lexicon)
            if not is_generic(word[first:last], layout.lexicon):
                yield Mention(start + first, start + last, "organisation", "built", 2)
                index = end
        index += 1


def _begins(token: Token, lists: Words, joined: bool) -> bool:
    """Something proper, or what begins a country's own bodies; a Latin word that is `joined` to one before it is neither."""
    if token.word in lists.national:
        return True
    if token.tag == "nz":
        proper = token.word.isascii() and not token.word.islower()
        return proper and not joined and token.word not in lists.plain and len(token.word) > 1
    return token.tag in ("ORG", "LOC", "PER") and len(token.word) > 1 and token.word not in lists.never


def _built_end(tokens: tuple[Token, ...], first: int, lexicon: Lexicon) -> int:
    """The index of the last word of the body that begins at `first`, or `first` where none does."""
    lists, end, odd = words(lexicon), first, False
    own = tokens[first].tag == "ORG" or tokens[first].word in known(lexicon).kinds
    proper = tokens[first].tag in ("ORG", "PER", "nz") or tokens[first].word not in lists.places | lists.national
    for index in range(first + 1, min(first + LONGEST_BODY, len(tokens))):
        token = tokens[index]
        suffix = ending(token.word, lexicon)
        if _joins(tokens, first, index, lists):
            continue
        if own and token.word == "会" and tokens[index - 1].word.endswith("委"):
            return index  # 立法院财委|会
        if not (token.tag in NOMINAL or token.word == suffix):
            if odd or not _parts_of_a_school(tokens[first], token, lexicon):
                break
            odd = True
            continue
        if token.word.endswith(lists.titles) and not token.word.endswith(lists.members):
            break
        if not suffix:
            continue
        at_once = suffix in ("公司", "集团") and index == first + 1
        if suffix not in lists.weak or at_once or (proper and not own and _borne_out(tokens, first, index, lists)):
            end = index
    return end


def _joins(tokens: tuple[Token, ...], first: int, index: int, lists: Words) -> bool:
    """Whether 与 or its like joins two plain words of one name: 某大学|新闻|与|传播|学院; not what it joins to another name."""
    if tokens[index].word not in JOINING or index == first + 1:
        return False
    before = tokens[index - 1]
    plain = before.tag in PLAIN and not before.word.endswith((*lists.titles, *lists.bodies))
    behind = tokens[index + 1 : index + 1 + JOINED]
    last = next((n for n, t in enumerate(behind) if t.word.endswith(lists.joined)), len(behind))
    return plain and last < len(behind) and all(t.tag in PLAIN for t in behind[: last + 1])


def _parts_of_a_school(school: Token, token: Token, lexicon: Lexicon) -> bool:
    """Whether a verb or a time may be a word of an institute's name, behind its university: 某大学|未来|研究所."""
    odd = token.tag in ("v", "TIME", "d") and len(token.word) > 1
    return odd and school.word.endswith(SCHOOLS) and not token.word.startswith((*acts(lexicon), *FOUNDING))


def _borne_out(tokens: tuple[Token, ...], first: int, last: int, lists: Words) -> bool:
    """Whether a title follows, so that it is somebody's house, or it stands in a list: 公孙策公关|合伙人, 圣邦、南芯半导体."""
    before = tokens[first - 1].word if first else ""
    after = tokens[last + 1].word if last + 1 < len(tokens) else ""
    return after.endswith(lists.titles) or "、" in (before, after)


RULES = (tagged, built)
