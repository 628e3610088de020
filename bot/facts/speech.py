"""Who says what in an article: the stretches that are attributed to a source, and how far each source's voice carries."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.facts.layout import Layout
from bot.facts.names import Names
from bot.facts.saying.attribution import attributed
from bot.facts.saying.scene import Part, Scene
from bot.facts.saying.voice import voice_end

SHORTEST_REST = 2  # characters of what is reported that are worth keeping before a quotation


@dataclass(frozen=True, slots=True)
class Utterance:
    """Said words at `start, end`, without their marks. The speaker goes on, without a new cue, up to `voice_end`."""

    start: int
    end: int
    voice_end: int
    kind: Literal["direct", "reported"]
    speaker: str | None
    role: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Speech:
    """All utterances in order of the text."""

    utterances: tuple[Utterance, ...]

    def voice_at(self, at: int) -> Utterance | None:
        """The utterance whose words or whose speaker's continuing voice `at` lies in; None is the article itself."""
        index = bisect_right(self.utterances, at, key=lambda u: u.start) - 1
        if index >= 0 and at < max(self.utterances[index].end, self.utterances[index].voice_end):
            return self.utterances[index]
        return None


def find(layout: Layout, names: Names) -> Speech:
    """Everything said in the body of an article."""
    scene = Scene(layout, names)
    parts = disjoint(attributed(scene))
    starts = [part.start for part in parts] + [len(layout.text)]
    return Speech(
        tuple(_utterance(scene, part, following) for part, (_, following) in zip(parts, pairwise(starts), strict=True))
    )


def _utterance(scene: Scene, part: Part, following: int) -> Utterance:
    name, role = (part.speaker.name, part.speaker.role) if part.speaker is not None else (None, None)
    return Utterance(part.start, part.end, voice_end(scene, part, following), part.kind, name, role, part.rule)


def disjoint(parts: Iterable[Part]) -> list[Part]:
    """Parts in order, none over another: what is reported ends where the next part begins; in quoted words nothing does.

    found  |----reported-----|        |-----direct-----|
                 |----any---------|       |----any---------|
    kept   |-----|----any---------|   |-----direct-----|
    """
    kept: list[Part] = []
    for part in sorted(parts, key=lambda p: (p.start, -p.end)):
        if kept and part.start < kept[-1].end:
            if kept[-1].kind == "direct" or part.start - kept[-1].start < SHORTEST_REST:
                continue
            kept[-1] = kept[-1]._replace(end=part.start)
        kept.append(part)
    return kept
