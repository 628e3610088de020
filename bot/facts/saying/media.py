"""Which names are media: whose 报道 it can be."""

from functools import cache

from bot.facts.lexicon import Lexicon
from bot.facts.saying.ground import Ground
from bot.facts.words import fold


def is_medium(ground: Ground, name: str) -> bool:
    """By the end of its name, or by name: 经济学人."""
    bare = fold(name).strip("《》 ")
    return ground.words.ends(bare, "media") or bare in _listed(ground.layout.lexicon)


@cache
def _listed(lexicon: Lexicon) -> frozenset[str]:
    return frozenset((*lexicon["media.known"], *lexicon["media.marked"]))
