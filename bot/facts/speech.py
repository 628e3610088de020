"""Who says what in an article: the stretches that are attributed to a source, and how far each source's voice carries."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bot.facts.attribution import Part, Scene, attributed
from bot.facts.layout import Layout
from bot.facts.names import Names


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
    said = [
        Utterance(p.start, p.end, p.end, p.kind, p.speaker.name if p.speaker else None, p.speaker.role if p.speaker else None, p.rule)
        for p in parts
    ]
    return Speech(tuple(replace(u, voice_end=end) for u, end in zip(said, voice_ends(scene, said), strict=True)))


def disjoint(parts: Iterable[Part]) -> list[Part]:
    """Parts in order, none over another: what begins later, or is quoted word for word, cuts what was reported.

    reported  |--------------------|          |-------------|
    direct            |-----|           or         reported |-------|
    kept      |-------|-----|                 |-------------|-------|
    """
    kept: list[Part] = []
    for part in sorted(parts, key=lambda p: (p.start, -p.end)):
        if kept and part.start < kept[-1].end:
            if kept[-1].kind == "direct" or part.start - kept[-1].start < 2:
                continue
            kept[-1] = kept[-1]._replace(end=part.start)
        kept.append(part)
    return kept


def voice_ends(scene: Scene, said: list[Utterance]) -> list[int]:
    """How far each speaker goes on: through the sentences of the paragraph that have no cue of their own.

    Reported speech carries on until the next utterance, until the speaker is spoken of by name, or to the end of the
    paragraph; beyond it only where the next paragraph goes on with a list (其次, …).
    """
    ends = []
    for index, utterance in enumerate(said):
        following = said[index + 1].start if index + 1 < len(said) else len(scene.layout.text)
        ends.append(scene.voice_end(utterance.start, utterance.end, utterance.kind, following))
    return ends
