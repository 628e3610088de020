"""What kind of source a noun phrase is: somebody named, described or pointed to, a body, a document, or a mere thing."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.facts.names import Name
from bot.facts.naming import nicknames
from bot.facts.saying.ground import Ground
from bot.facts.saying.outline import QUOTE, TITLE
from bot.facts.words import Token

SourceKind = Literal["person", "organisation", "human", "document", "he", "they", "it", "other", "that", "thing"]
PRONOUNS: tuple[SourceKind, ...] = ("he", "they", "it", "other")
NOUNS = frozenset(("n", "nz", "nw", "nr", "ns", "nt", "s", "PER", "ORG", "LOC", "vn", "an", TITLE))
PROPER = ("PER", "ORG", "LOC")
NAMELIKE = ("ORG", "nz", "nw", TITLE)
QUALIFIERS = frozenset(("a", "m", "q", "r", "b"))
PASSED_OVER = frozenset(("d", "ad", "c", "vd", "TIME", "xc", "u"))
JOINTS = frozenset(
    ("等", "的", "、", "·", "和", "与", "及", "兼", "暨", "@", "-", "/", "&", "及其", "以及", "或", "若干", "之")
)
CLOSING = '」』”"》〉'
FORMER = frozenset(("前", "原"))  # 海港公司的前工程师
LONGEST_TERM = 12  # characters with the marks; a longer quotation is no part of a name: 网站“企查查”数据


class Source(NamedTuple):
    """The phrase at `start, end` of the text; `name` where it is or holds a name; `head` its last word.

    `by_account`: 据…, behind which may stand who really speaks. `issued`: of a document, where the name of who issued it
    ends; `end` where nobody is named.
    """

    start: int
    end: int
    kind: SourceKind
    head: str
    name: Name | None = None
    by_account: bool = False
    issued: int = 0


def in_phrase(item: Token) -> bool:
    """The item can be a part of the phrase that names somebody."""
    if item.tag == QUOTE:
        return item.end - item.start <= LONGEST_TERM
    return item.tag in NOUNS or item.word in FORMER or item.tag in QUALIFIERS or item.word in JOINTS


def classified(ground: Ground, items: Sequence[Token], first: int, last: int) -> Source | None:
    """What kind of source the phrase `items[first:last]` is; None where it is empty."""
    if first >= last:
        return None
    if last - first > 2 and items[last - 1].word in ground.words["spoken"] and items[last - 2].word == "的":
        last -= 2  # 援引王某的话
    phrase = items[first:last]
    if all(i.tag in ("a", "b", "q") for i in phrase) or (phrase[-1].tag == "m" and len(phrase[-1].word) == 1):
        return None
    start, end, head = phrase[0].start, phrase[-1].end, phrase[-1].word
    return next(s for rule in CLASSES if (s := rule(ground, phrase, Source(start, end, "thing", head))) is not None)


def _pronoun(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    kind = next((k for k in PRONOUNS if len(phrase) == 1 and source.head in ground.words[k]), None)
    return source._replace(kind=kind) if kind is not None else None


def _pointer(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    pointed = phrase[0].word in ground.words["pointers"] or source.head.startswith("该")
    pointed = pointed and not (phrase[-1].tag in PROPER and any(i.word == "的" for i in phrase))  # 该公司的所在地上海
    return source._replace(kind="that") if pointed else None


def _known_as(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    """网名为“海风”的李某课程学员: the bearer of the nickname, whatever else the description names."""
    known = next((n for _, _, n in ground.within(source.start, source.end, "person") if n.rule == nicknames.RULE), None)
    described = ground.words.ends(source.head, "human") or phrase[-1].tag == "PER"
    return source._replace(kind="person", name=known) if known is not None and described else None


def _person(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    people = ground.within(source.start, source.end, "person")
    if people:
        rest = ground.layout.folded[people[-1][1] : source.end].removeprefix("的")
        if is_made_of(rest, ground.words["titles"]) or rest in ground.words["document"]:
            return source._replace(kind="person", name=people[-1][2])
    return source._replace(kind="person") if phrase[-1].tag == "PER" else None


def _nickname(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    """网络作家“老猫”, or “老猫” alone: a person who goes by what stands in the marks."""
    alone = len(phrase) == 1 or ground.words.ends(phrase[-2].word, "human")
    return source._replace(kind="person") if phrase[-1].tag == QUOTE and alone else None


def _organisation(ground: Ground, _phrase: Sequence[Token], source: Source) -> Source | None:
    bodies = ground.within(source.start, source.end, "organisation")
    if not bodies:
        return None
    rest = ground.layout.folded[bodies[-1][1] : source.end]
    whole = ground.words.ends(source.head, "document") or is_made_of(rest, ground.words["empty"])
    return source._replace(kind="organisation", name=bodies[-1][2]) if whole else None


def _document(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    if not ground.words.ends(source.head.rstrip(CLOSING), "document"):  # 「人口普查年鑑」
        return None
    issuers = [i.end for i in phrase[:-1] if i.tag in NAMELIKE or ground.words.ends(i.word, "bodies")]
    return source._replace(kind="document", issued=issuers[-1] if issuers else source.end)


def _human(ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    country = phrase[-1].tag == "LOC" and (len(phrase) == 1 or phrase[0].word in ground.words["pointers"])
    described = ground.words.ends(source.head, "human") or ground.words.ends(source.head, "bodies")
    return source._replace(kind="human") if country or described else None


def _of_a_body(ground: Ground, _phrase: Sequence[Token], source: Source) -> Source | None:
    """国务院专题会议: whatever else a body's name leads."""
    bodies = ground.within(source.start, source.end, "organisation")
    leads = bool(bodies) and bodies[0][0] - source.start <= 1
    return source._replace(kind="organisation", name=bodies[0][2]) if leads else None


def _thing(_ground: Ground, phrase: Sequence[Token], source: Source) -> Source | None:
    return source._replace(kind="organisation" if phrase[-1].tag in ("ORG", "nz", TITLE) else "thing")


CLASSES = (_pronoun, _pointer, _known_as, _person, _nickname, _organisation, _document, _human, _of_a_body, _thing)


def is_made_of(rest: str, allowed: frozenset[str]) -> bool:
    """What stands behind a name adds nobody: 教授, 方面, (Jane Doe), or nothing; not 高管."""
    rest = rest.strip(" 》〉”」』*")
    if rest[:1] in ("（", "("):
        rest = rest.rpartition("）" if "）" in rest else ")")[2]
    while rest:
        size = next((n for n in range(min(len(rest), 4), 0, -1) if rest[:n] in allowed), 0)
        if not size:
            return False
        rest = rest[size:].lstrip()
    return True
