"""How far a speaker's voice carries beyond the sentence of the cue."""

from bisect import bisect_left, bisect_right

from bot.facts.saying.scene import Part, Scene


def voice_end(scene: Scene, part: Part, following: int) -> int:
    """Where the voice that speaks `part` falls silent, at the latest at `following`, where the next part begins.

    What is reported goes on through the sentences of the paragraph that have no cue of their own, until the article
    speaks of the speaker by name again or objects to what a body says; beyond the paragraph only where the next one goes on with what was begun.
    Quoted words are nobody's beyond their marks.
    """
    if part.kind == "direct":
        return part.end
    paragraphs = scene.layout.paragraphs
    at = max(0, bisect_right(paragraphs, part.start, key=lambda p: p.start) - 1)
    stop = paragraphs[at].end
    while stop < following and at + 1 < len(paragraphs) and _goes_on(scene, part, stop, at + 1):
        at += 1
        stop = paragraphs[at].end
    stop = min(stop, following)
    return max(part.end, min(_named_again(scene, part, stop), _countered(scene, part, stop)))


def _goes_on(scene: Scene, part: Part, end: int, paragraph: int) -> bool:
    """The paragraph goes on with a list that the speaker began, or with what a person said last."""
    where, folded, words = scene.layout.paragraphs[paragraph], scene.layout.folded, scene.words
    if where.role != "body":
        return False
    if _opens(folded, where.start, words["list_goes_on"]):
        return True
    said = folded[part.start : end]
    begun = said.endswith(("：", ":")) or any(word in said for word in words["list_begins"])
    if begun and _opens(folded, where.start, words["adds"]):
        return True
    personal = part.speaker is not None and part.speaker.kind == "person"
    return personal and _opens(folded, where.start, words["links"])


def _opens(folded: str, start: int, openings: frozenset[str]) -> bool:
    return any(folded.startswith(word, start) for word in openings)


def _named_again(scene: Scene, part: Part, stop: int) -> int:
    """Where the next sentence begins whose first words are the speaker's name; `stop` where none does."""
    subjects = scene.voices.subjects
    for index in range(bisect_left(subjects, part.end, key=lambda s: s.at), len(subjects)):
        placed = subjects[index]
        if placed.at >= stop:
            break
        named = part.speaker is not None and placed.speaker.name == part.speaker.name
        if named and scene.lines[_line_at(scene, placed.at)].start == placed.at:
            return placed.at
    return stop


def _countered(scene: Scene, part: Part, stop: int) -> int:
    """Where a sentence begins with 但 behind the statement of a body or a group: the article's own objection."""
    if part.speaker is None or part.speaker.kind not in ("organisation", "human"):
        return stop
    for index in range(_line_at(scene, part.end), len(scene.lines)):
        line = scene.lines[index]
        if line.start >= stop:
            break
        if line.start >= part.end and line.items[0].word in scene.words["counters"]:
            return line.start
    return stop


def _line_at(scene: Scene, at: int) -> int:
    return max(0, bisect_right(scene.lines, at, key=lambda line: line.start) - 1)
