"""Where a person is named: Chinese, Japanese and Korean names, single foreign ones, handles, 冯先生 and 王某."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known, longer
from bot.facts.naming.mention import Mention
from bot.facts.words import Token

DOTS = "·•‧・．"
HAN = re.compile(r"[一-鿿㐀-䶿]+")
LONGEST_PLACE = 7  # characters
PLACE_GLOSS = re.compile(r"[（(][A-ZÀ-Þ][a-zß-ɏ]+[）)]")  # a person's holds two words or more, mostly
COUPLES = ("夫妇", "夫妻", "两人", "二人", "兄弟", "两家", "配")  # behind two family names: 潘张夫妇
# What cannot be the last character of a given name although a tagger cut there.
NO_GIVEN = "摄说称的了在是则也就将曾和与及对向表指认等副总兼亦还又已被让给把从到为着过之"


class Words(NamedTuple):
    """The lists that make and refuse persons."""

    surnames: frozenset[str]
    compound: frozenset[str]
    japanese: frozenset[str]
    transliterating: frozenset[str]
    never: frozenset[str]
    titles: tuple[str, ...]
    verbs: tuple[str, ...]
    word_surnames: frozenset[str]
    place_nouns: tuple[str, ...]
    places: frozenset[str]
    short_form: re.Pattern[str]


@cache
def words(lexicon: Lexicon) -> Words:
    surnames, compound = lexicon["people.surnames"], lexicon["people.compound_surnames"]
    doubtful = frozenset(lexicon["people.word_surnames"])
    family = "|".join([*compound, "[" + "".join(s for s in surnames if s not in doubtful) + "]"])
    honorific = "|".join(sorted(lexicon["people.honorifics"], key=len, reverse=True))
    return Words(
        frozenset(surnames),
        frozenset(compound),
        frozenset(lexicon["people.japanese_surnames"]),
        frozenset("".join(lexicon["people.transliterating"])),
        frozenset(lexicon["people.never"]),
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["people.verbs"]),
        doubtful,
        tuple(lexicon["people.place_nouns"]),
        frozenset(lexicon["places.places"]),
        # 冯先生, 王某, 李某某, A某: the family name alone and an address. Must not match the 王 in 国王先生: see short_forms.
        re.compile(rf"(?:{family})(?:某{{1,2}}(?![种些个人一])|{honorific})|(?<![A-Za-z])[A-Z]某(?![种些个人一])"),
    )


def family_of(word: str, lexicon: Lexicon) -> str:
    """The family name that a Chinese or Japanese name begins with, or nothing."""
    lists = words(lexicon)
    if word[:2] in lists.compound:
        return word[:2]
    for size in (3, 2):
        if len(word) > size and word[:size] in lists.japanese:
            return word[:size]
    return word[0] if word[:1] in lists.surnames else ""


def looks_like_a_name(word: str, lexicon: Lexicon) -> bool:
    """A family name with one or two characters behind it, three behind two; 林郑月娥 has two family names."""
    lists, family = words(lexicon), family_of(word, lexicon)
    given = len(word) - len(family)
    return (
        bool(family)
        and HAN.fullmatch(word) is not None
        and (1 <= given <= 2 or (given == 3 and word[1] in lists.surnames) or (len(family) > 1 and given == 3))
    )


def transliterated(word: str, lexicon: Lexicon) -> bool:
    """Spelt with the characters that foreign names are spelt with."""
    return len(word) >= 2 and all(char in words(lexicon).transliterating for char in word)


def tagged(layout: Layout) -> Iterator[Mention]:
    """What the tagger takes for a person, mostly, and that is made like a name or stands like one."""
    lists, listed = words(layout.lexicon), known(layout.lexicon).kinds
    tags: dict[str, Counter[str]] = {}
    for token in layout.tokens:
        tags.setdefault(token.word, Counter())[token.tag] += 1
    for index, token in enumerate(layout.tokens):
        if token.tag != "PER":
            continue
        start, end = _trimmed(layout, token, lists, tags)
        word = layout.folded[start:end]
        if len(word) < 2 or word in lists.never or word in listed or not HAN.match(word):
            continue
        if layout.folded.startswith(lists.place_nouns, end) or word in lists.places or word[-1] in "姓某氏副说称":
            continue
        if layout.folded.startswith(COUPLES, end) and len(word) == 2 and set(word) <= lists.surnames:
            continue
        if tags[token.word]["PER"] * 2 < tags[token.word].total() and not _stands_as_person(layout, index):
            continue
        if any(layout.folded[start : start + size] in lists.places for size in range(len(word) + 1, LONGEST_PLACE)):
            continue  # 巴尔|的摩
        if any(layout.folded[start : start + size] in listed for size in longer(word, layout.lexicon)):
            continue  # 罗兵|咸永道
        stands, spelt = _stands_as_person(layout, index), transliterated(word, layout.lexicon)
        if not stands and ((spelt and _stands_as_thing(layout, index)) or _is_placed(layout, index)):
            continue
        if any(dot in word for dot in DOTS) or looks_like_a_name(word, layout.lexicon):
            yield Mention(start, end, "person", "tagged", 2)
        elif stands or (spelt and tags[token.word]["PER"] == tags[token.word].total()):
            yield Mention(start, end, "person", "foreign", 4)


def _trimmed(layout: Layout, token: Token, lists: Words, tags: Mapping[str, Counter[str]]) -> tuple[int, int]:
    """The token without white space and without a verb stuck to it: 王大同(说)."""
    start, end = token.start, token.end
    while end > start and not layout.folded[end - 1].isalnum():
        end -= 1
    word = layout.folded[start:end]
    if len(word) > 2 and word[-1] == "摄":
        return start, end - 1
    if len(word) == 3 and word.endswith(("说", "称")) and "PER" in tags.get(word[:2], ()):
        return start, end - 1
    if len(word) > 3 and not any(dot in word for dot in DOTS):
        verb = next((v for v in lists.verbs if word.endswith(v) and len(word) - len(v) >= 2), "")
        end -= len(verb)
        if verb and layout.folded[end - 1] in "笑怒直坦" and end - start > 3:
            end -= 1
    return start, end


def _stands_as_person(layout: Layout, index: int) -> bool:
    """A title before it, or a verb of speech or an address behind it."""
    lists, token = words(layout.lexicon), layout.tokens[index]
    before = layout.tokens[index - 1] if index else None
    titled = before is not None and before.end == token.start and before.word.endswith(lists.titles)
    return (
        titled or layout.folded.startswith(lists.verbs, token.end) or layout.folded.startswith(lists.titles, token.end)
    )


def _stands_as_thing(layout: Layout, index: int) -> bool:
    """A country right before it or a number right behind, and no bracket that tells: 法国|雷恩, 雷曼|163英寸."""
    after = layout.folded[layout.tokens[index].end : layout.tokens[index].end + 1]
    return after.isdecimal() or (_behind_a_place(layout, index) and after not in ("（", "("))


def _is_placed(layout: Layout, index: int) -> bool:
    """A country right before it and one Latin word in the bracket behind it: 巴西|贝庆（Betim）."""
    return PLACE_GLOSS.match(layout.folded, layout.tokens[index].end) is not None and _behind_a_place(layout, index)


def _behind_a_place(layout: Layout, index: int) -> bool:
    token, before = layout.tokens[index], layout.tokens[index - 1] if index else None
    return before is not None and before.tag == "LOC" and before.end == token.start


def titled(layout: Layout) -> Iterator[Mention]:
    """A name of Chinese make between a title and a verb or mark, where the tagger saw common words: 教授时建中表示."""
    lists, folded, tokens = words(layout.lexicon), layout.folded, layout.tokens
    for index, token in enumerate(tokens[:-1]):
        if not (token.tag in ("n", "ORG", "nz", "vn") and token.word.endswith(lists.titles)):
            continue
        if tokens[index + 1].tag in ("PER", "w", "ORG", "LOC", "TIME"):
            continue
        for size in (3, 2, 4):
            end = token.end + size
            word = folded[token.end : end]
            if size == 4 and word[:2] not in lists.compound:
                continue
            if word[0] in lists.word_surnames or word[1:].startswith(lists.verbs):
                break
            if looks_like_a_name(word, layout.lexicon) and _cut_at(tokens, index, end) and _closes(layout, end, lists):
                yield Mention(token.end, end, "person", "titled", 3)
                break


def _cut_at(tokens: tuple[Token, ...], index: int, end: int) -> bool:
    """Whether a word ends at `end`, made up of more than one: 时|建|中, no whole word 时装秀."""
    for count, token in enumerate(tokens[index + 1 : index + 5]):
        if token.end == end:
            return count > 0 or token.tag == "PER"
    return False


def _closes(layout: Layout, end: int, lists: Words) -> bool:
    return layout.folded.startswith(lists.verbs, end) or layout.folded[end : end + 1] in tuple("，,。（(：:、在对向于")


def stretched(layout: Layout) -> Iterator[Mention]:
    """A name that the tagger cut short: 黄德|几 指出; 朱岳|中 wherever it stands."""
    folded, lists = layout.folded, words(layout.lexicon)
    followers, known_names = _followers(layout), known(layout.lexicon).kinds.keys()
    for token, after in pairwise(layout.tokens):
        if token.tag == "PER" and token.word in lists.japanese:
            yield from _given(layout, token, lists)
        if token.tag != "PER" or token.end - token.start != 2 or after.start != token.end:
            continue
        if not looks_like_a_name(token.word, layout.lexicon) or token.word in lists.compound | known_names:
            continue
        char = folded[token.end]
        always = followers[token.word][char] > 1 and len(followers[token.word]) == 1
        always = always and (len(after.word) == 1 or after.tag != "n")  # 黄蓝|公投
        alone = after.end - after.start == 1 and _closes(layout, after.end, lists)
        if folded.startswith(lists.place_nouns, token.end):
            continue
        if (
            (always or alone)
            and HAN.match(char)
            and char not in NO_GIVEN
            and not folded.startswith(lists.titles, token.end)
        ):
            yield Mention(token.start, token.end + 1, "person", "stretched", 1)


def _given(layout: Layout, family: Token, lists: Words) -> Iterator[Mention]:
    """A Japanese family name with one to three characters behind it, up to a verb of speech: 高桥|健|一 表示."""
    for end in range(family.end + 1, family.end + 4):
        given = layout.folded[family.end : end]
        if not HAN.fullmatch(given) or any(char in NO_GIVEN for char in given):
            return
        if layout.folded.startswith(lists.verbs, end):
            yield Mention(family.start, end, "person", "stretched", 1)
            return


def _followers(layout: Layout) -> dict[str, Counter[str]]:
    """What stands behind each two characters that the tagger took for a person, wherever they stand."""
    folded = layout.folded
    followers = {t.word: Counter[str]() for t in layout.tokens if t.tag == "PER" and t.end - t.start == 2}
    for at in range(len(folded) - 1):
        if (tally := followers.get(folded[at : at + 2])) is not None:
            tally[folded[at + 2 : at + 3]] += 1
    return followers


RULES = (tagged, titled, stretched)
