"""Words the article attributes to a source: 他表示,這的確是爆炸性進展。"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Quote:
    """Said words, without their quotation marks, and who said them by the fullest name the article gives."""

    start: int
    end: int
    kind: Literal["direct", "reported"]
    speaker: str | None
    role: str | None
    rule: str = ""


def find(reading: Reading) -> Iterable[Quote]:
    """Every utterance of the article."""
    return (Quote(u.start, u.end, u.kind, u.speaker, u.role, u.rule) for u in reading.speech.utterances)


KIND = Kind("quotes", Quote, find)
