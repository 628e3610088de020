"""An article while its sayings are being told apart: what the rules read, and what they have found so far."""

from bisect import insort
from typing import Literal, NamedTuple

from bot.facts.layout import Layout
from bot.facts.names import Names
from bot.facts.saying.ground import ground
from bot.facts.saying.heard import Voices
from bot.facts.saying.outline import Line, outline
from bot.facts.saying.predicates import Cue
from bot.facts.saying.subjects import Placed, Speaker
from bot.facts.words import Token


class Part(NamedTuple):
    """A stretch of words and who says them; `speaker` None: somebody whom the article does not name."""

    start: int
    end: int
    kind: Literal["direct", "reported"]
    speaker: Speaker | None
    rule: str


class Saying(NamedTuple):
    """A cue in line `line` whose speaker is known; what it brings can stand in `items[low:high]` of the line."""

    line: int
    cue: Cue
    speaker: Speaker | None
    low: int
    high: int
    alone: bool  # the only cue of its line


class Scene:
    """The lines of an article, its voices, and which quotations are taken."""

    def __init__(self, layout: Layout, names: Names) -> None:
        self.layout = layout
        self.ground = ground(layout, names)
        self.words = self.ground.words
        self.lines: list[Line] = outline(layout, names)
        self.voices = Voices(self.ground, self.lines)
        self.taken: set[int] = set()  # where quotations begin that have a speaker or are terms in what is reported
        self.speakers: dict[int, list[Placed]] = {}  # by paragraph, in order of the text

    def inner(self, item: Token) -> str:
        """The words of a quotation without its marks."""
        return self.layout.folded[item.start + 1 : item.end - 1]

    def take(self, item: Token, speaker: Speaker | None, rule: str) -> Part:
        """The quotation as said by `speaker`."""
        self.taken.add(item.start)
        return Part(item.start + 1, item.end - 1, "direct", speaker, rule)

    def speaks(self, line: int, at: int, speaker: Speaker) -> None:
        """Remembers who speaks in the paragraph of the line."""
        insort(self.speakers.setdefault(self.lines[line].paragraph, []), Placed(at, speaker), key=lambda p: p.at)

    def speakers_of(self, line: int) -> list[Placed]:
        """Who speaks in the paragraph of the line, as far as is known, in order of the text."""
        return self.speakers.get(self.lines[line].paragraph, [])
