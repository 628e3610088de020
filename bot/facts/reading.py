"""What every kind of fact receives: the article laid out, who is named in it, who says what, its statements and their traits."""

from dataclasses import dataclass

from bot.facts.layout import Layout
from bot.facts.names import Names
from bot.facts.speech import Speech
from bot.facts.statements import Statement
from bot.facts.traits import Traits


@dataclass(frozen=True, slots=True)
class Reading:
    """The shared views of one article, each computed once."""

    layout: Layout
    names: Names
    speech: Speech
    statements: tuple[Statement, ...]
    traits: tuple[Traits, ...]
