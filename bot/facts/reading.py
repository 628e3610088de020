"""What every kind of fact receives: the article laid out, who is named in it, and who says what."""

from dataclasses import dataclass

from bot.facts.layout import Layout
from bot.facts.names import Names
from bot.facts.speech import Speech


@dataclass(frozen=True, slots=True)
class Reading:
    """The shared views of one article, each computed once."""

    layout: Layout
    names: Names
    speech: Speech
