"""What organisations' names are made of: their endings, the plain words that make none, and the places before them."""

from functools import cache, lru_cache
from typing import NamedTuple

from bot.facts.lexicon import Lexicon
from bot.facts.naming.listed import known
from bot.facts.naming.persons import looks_like_a_name, transliterated

LONGEST_GENERIC = 24  # characters; longer ones are taken for names
LONGEST_ENDING = 6  # characters
REMEMBERED = 8192  # words whose ending is kept: several rules ask for that of every word


class Words(NamedTuple):
    """The lists that build and refuse organisations."""

    strong: frozenset[str]
    weak: frozenset[str]
    generic: frozenset[str]
    places: frozenset[str]
    never: frozenset[str]
    loose: tuple[str, ...]
    national: frozenset[str]
    titles: tuple[str, ...]
    members: tuple[str, ...]
    bodies: tuple[str, ...]
    heralds: tuple[str, ...]
    plain: frozenset[str]
    verbs: tuple[str, ...]
    wide: frozenset[str]
    countries: tuple[str, ...]
    initials: frozenset[str]
    seated: frozenset[str]
    spoken: frozenset[str]
    moments: tuple[str, ...]
    joined: tuple[str, ...]


@cache
def words(lexicon: Lexicon) -> Words:
    return Words(
        frozenset(lexicon["organisations.strong"]),
        frozenset(lexicon["organisations.weak"]),
        frozenset((*lexicon["organisations.generic"], *lexicon["latin.plain"])),
        frozenset(lexicon["places.places"]),
        frozenset((*lexicon["organisations.never"], *lexicon["companies.common"])),
        tuple(lexicon["organisations.loose"]),
        frozenset(lexicon["organisations.national"]),
        tuple(lexicon["roles.titles"]),
        tuple(lexicon["organisations.members"]),
        tuple(lexicon["organisations.bodies"]),
        tuple(lexicon["organisations.heralds"]),
        frozenset(lexicon["latin.plain"]),
        tuple(verb for verb in lexicon["people.verbs"] if len(verb) > 1),
        frozenset(lexicon["places.wide"]),
        tuple(sorted(lexicon["places.wide"], key=len, reverse=True)),
        frozenset(lexicon["places.initials"]),
        frozenset(lexicon["organisations.seated"]),
        frozenset(lexicon["organisations.spoken"]),
        tuple(lexicon["organisations.moments"]),
        (*lexicon["organisations.associations"], "学院", "学系", "大学"),
    )


@lru_cache(maxsize=REMEMBERED)
def ending(word: str, lexicon: Lexicon) -> str:
    """The longest ending of an organisation that `word` ends with, or nothing."""
    strong = words(lexicon).strong
    return next((word[at:] for at in range(max(0, len(word) - LONGEST_ENDING), len(word)) if word[at:] in strong), "")


def is_generic(word: str, lexicon: Lexicon) -> bool:
    """Made of places and describing words alone, before its ending: 美国科技咨询公司, 大公司, 德国; not 德国政府."""
    lists = words(lexicon)
    last = ending(word, lexicon)
    stem = word.removesuffix(last)
    if word in lists.never or word in lists.places or word in lists.generic:
        return True
    if last == "政府":
        return stem.endswith("非") or not (
            any(stem.startswith(place) for place in lists.places)
            or stem.endswith(("市", "省", "县", "州", "国"))
            or governs(stem, lexicon)
        )
    letters = len(stem) == 2 and set(stem) <= lists.generic and stem not in lists.generic | lists.places
    if last and last not in lists.weak and (stem in lists.initials or letters):
        return False  # 美国防部, 中大商学院
    if not lists.spoken.isdisjoint(word):
        return True
    if len(stem) > LONGEST_GENERIC:
        return False
    reached, in_places, local = {0}, False, False
    for at in range(len(stem)):
        if at in reached:
            for size in range(1, 7):
                piece = stem[at : at + size]
                if piece in lists.places or piece in lists.generic:
                    reached.add(at + size)
                    in_places = in_places or piece in lists.places
                    local = local or (piece in lists.places and piece not in lists.wide)
    named = in_places and last and (last not in lists.weak or (local and last in lists.seated))
    return len(stem) in reached and not named


def governs(stem: str, lexicon: Lexicon) -> bool:
    """Whether a government is called after this person: (特朗普)政府, (蔡英文)政府; not 强力政府."""
    person = known(lexicon).kinds.get(stem) == "person" or (len(stem) > 1 and transliterated(stem, lexicon))
    return person or (len(stem) == 3 and looks_like_a_name(stem, lexicon))


def is_placed(word: str, lexicon: Lexicon) -> bool:
    """Whether it is a place or a body, so that what follows is its own: (中国)央行, (北京大学)附属医院; not (官方公号)金融时报."""
    lists = words(lexicon)
    placed = word in lists.national or word in lists.initials or word.startswith(tuple(lists.places))
    return placed or bool(ending(word, lexicon))
