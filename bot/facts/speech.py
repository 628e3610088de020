"""Who says what in an article: the stretches that are attributed to a source, and how far each source's voice carries."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal


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
