"""Who has spoken and who has been spoken of, in order of the text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.facts.saying.ground import Ground
from bot.facts.saying.outline import Line
from bot.facts.saying.phrases import Source, SourceKind
from bot.facts.saying.subjects import Placed, Speaker, subjects

MANY = 200  # speakers or subjects that are looked through, the last ones first


class Voices:
    """Who has spoken and who has been spoken of so far, in order of the text."""

    def __init__(self, ground: Ground, lines: Sequence[Line]) -> None:
        self.ground = ground
        self.heard: list[Placed] = []
        self.subjects = sorted(subjects(ground, lines), key=lambda s: s.at)
        self.things = frozenset(start for start, _, name in ground.bodies if name.kind == "product")
        self.medium: Placed | None = None
        self.reported: list[
            tuple[int, int, bool]
        ] = []  # who is a subject in there is not the article's own; a person's words?

    def hear(self, at: int, speaker: Speaker, *, reports: bool) -> None:
        """Remembers that `speaker` spoke at `at`; one that `reports` is the medium that 报道 without a name will mean."""
        self.heard.append(Placed(at, speaker))
        if reports and speaker.kind == "organisation":
            self.medium = Placed(at, speaker)

    def spoken(self, at: int, *kinds: SourceKind) -> Iterator[Placed]:
        """Who spoke before `at`, the last one first."""
        return (p for p in islice(reversed(self.heard), MANY) if p.at < at and p.speaker.kind in kinds)

    def spoken_of(self, at: int, kind: SourceKind) -> Iterator[Placed]:
        """Who stands at the head of a clause of the article's own before `at`, the last one first.

        Of persons those count too whom a body speaks of: 他 behind what a paper reports is in the report.
        """
        last = bisect_left(self.subjects, at, key=lambda s: s.at)
        for placed in reversed(self.subjects[max(0, last - MANY) : last]):
            inside = any(
                start <= placed.at < end and (personal or kind != "person")
                for start, end, personal in self.reported[-4:]
            )
            if placed.speaker.kind == kind and not inside:
                yield placed

    def text(self, source: Source) -> str:
        return self.ground.layout.text[source.start : source.end].strip(" 　《》〈〉,，")


def later(*found: Placed | None) -> Speaker | None:
    """Whoever stands closest before the pronoun."""
    placed = [f for f in found if f is not None]
    return max(placed, key=lambda f: f.at).speaker if placed else None
