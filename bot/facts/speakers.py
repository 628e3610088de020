"""Who is meant: 他, 该公司, 对方 and short forms resolved to the fullest name that the article gives."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.names import Name
from bot.facts.outline import QUOTE, Line, is_comma
from bot.facts.sources import JOINTS, LONGEST_TERM, NOUNS, PASSED_OVER, QUALIFIERS, Roll, Source, SourceKind, words_of


class Speaker(NamedTuple):
    """A source by its fullest name or its description as written."""

    name: str
    role: str | None
    kind: SourceKind
    head: str = ""


class Subject(NamedTuple):
    """A name at the head of a clause: whom the next 他 or 该公司 is likely to mean."""

    at: int
    kind: str
    name: Name


class Voices:
    """Who has spoken and who has been spoken of so far, in order of the text."""

    def __init__(self, layout: Layout, roll: Roll, lines: Sequence[Line]) -> None:
        self.layout = layout
        self.roll = roll
        self.words = words_of(layout.lexicon)
        self.heard: list[tuple[int, Speaker]] = []
        self.subjects = list(_subjects(roll, lines))
        self.said: list[tuple[int, int]] = []  # reported stretches: whoever is a subject in them is not the article's

    def resolve(self, source: Source, at: int) -> Speaker | None:
        """The speaker behind a source phrase at `at`, or None where it is nobody's word."""
        return RESOLVERS[source.kind](self, source, at)

    def hear(self, at: int, speaker: Speaker) -> None:
        """Remembers that `speaker` spoke at `at`."""
        self.heard.append((at, speaker))

    def last(self, kinds: tuple[str, ...], at: int) -> tuple[int, Speaker] | None:
        """The last speaker of one of the kinds before `at`."""
        return next(((p, s) for p, s in reversed(self.heard) if p < at and s.kind in kinds), None)

    def subject(self, kind: str, at: int) -> tuple[int, Speaker] | None:
        """The last name of a kind at the head of a clause of the article's own before `at`."""
        for subject in reversed(self.subjects):
            inside = any(start <= subject.at < end for start, end in self.said[-4:])
            if subject.at < at and subject.kind == kind and not inside:
                return subject.at, named(subject.name, "person" if kind == "person" else "organisation")
        return None

    def text(self, source: Source) -> str:
        return self.layout.text[source.start : source.end].strip(" 　《》〈〉,，")


def named(name: Name, kind: SourceKind, role: str | None = None) -> Speaker:
    return Speaker(name.full, name.role or role, kind)


def _subjects(roll: Roll, lines: Sequence[Line]) -> list[Subject]:
    out = []
    for line in lines:
        fresh = True
        for item in line.items:
            if is_comma(item):
                fresh = True
            elif fresh and (item.tag in ("PER", "ORG", "nz", "title") or (item.tag == QUOTE and len(item.word) <= LONGEST_TERM)):
                for kind in ("person", "organisation"):
                    found = roll.within(item.start, item.end, kind)
                    out += [Subject(start, kind, name) for start, _, name in found[-1:]]
            elif item.word == "的":
                fresh = True  # 曾任市长的王某
            elif item.tag not in PASSED_OVER and item.tag not in NOUNS | QUALIFIERS and item.word not in JOINTS:
                fresh = False
    return sorted(out, key=lambda s: s.at)


def _person(voices: Voices, source: Source, at: int) -> Speaker | None:
    phrase = voices.text(source)
    if source.name is None:  # a form that the names do not list, such as a surname alone
        known = next((s for _, s in reversed(voices.heard) if s.kind == "person" and phrase in s.name), None)
        return known or Speaker(phrase, None, "person", source.head)
    fore = min((phrase.find(form) for form in source.name.forms if form in phrase), default=0)
    return named(source.name, "person", phrase[:fore].strip(" 的（(") or None)


def _organisation(voices: Voices, source: Source, at: int) -> Speaker | None:
    if source.name is None:
        return Speaker(voices.text(source), None, "organisation", source.head)
    return named(source.name, "organisation")


def _described(voices: Voices, source: Source, at: int) -> Speaker | None:
    return Speaker(voices.text(source), None, source.kind, source.head)


def _document(voices: Voices, source: Source, at: int) -> Speaker | None:
    """A bare 报告 or 数据 is the last one that was named; without one, data are nobody's word."""
    text = voices.layout.folded[source.start : source.end]
    if source.issued and source.issued != source.end:
        return Speaker(voices.text(source._replace(end=source.issued)), None, "organisation", source.head)
    if source.by_account and source.head in voices.words["nobody"]:
        return None
    if text != source.head:
        return _described(voices, source, at)
    if source.head in ("报道", "报导"):
        bodies = (n for _, _, n in reversed(voices.roll.within(0, at, "organisation")))
        medium = next((n for n in bodies if voices.words.ends(n.full.strip("》"), "media")), None)
        return named(medium, "organisation") if medium is not None else None
    last = voices.last(("organisation", "document"), at)
    if last is not None:
        return last[1]
    return None if text in voices.words["nobody"] else _described(voices, source, at)


def _he(voices: Voices, source: Source, at: int) -> Speaker | None:
    """The last person who spoke or was a subject, whoever came later."""
    described = next(((p, s) for p, s in reversed(voices.heard) if p < at and s.kind == "human" and is_one(s)), None)
    found = [f for f in (voices.last(("person",), at), described, voices.subject("person", at)) if f is not None]
    if found:
        return max(found, key=lambda f: f[0])[1]
    mentioned = voices.roll.within(0, at, "person")
    if mentioned:
        return named(mentioned[-1][2], "person")
    last = voices.last(("human",), at)
    return last[1] if last else None


def is_one(speaker: Speaker) -> bool:
    """一位投资人, 该公司发言人: a single person without a name."""
    return speaker.name[:2] in ("一位", "一名", "某位", "某名", "另一", "這位", "这位", "該名", "该名") or speaker.head.endswith(("负责人", "发言人"))


def _they(voices: Voices, source: Source, at: int) -> Speaker | None:
    last = voices.last(("human", "they", "organisation"), at)
    return last[1] if last else None


def _it(voices: Voices, source: Source, at: int) -> Speaker | None:
    """The last organisation that spoke or was a subject; a bare 公司 without one is what it says."""
    found = [f for f in (voices.last(("organisation",), at), voices.subject("organisation", at)) if f is not None]
    if found:
        return max(found, key=lambda f: f[0])[1]
    return _described(voices, source, at) if len(source.head) > 1 else None


def _other(voices: Voices, source: Source, at: int) -> Speaker | None:
    """对方 is who last spoke or was asked."""
    places = (
        voices.last(("person", "organisation", "human"), at),
        voices.subject("person", at),
        voices.subject("organisation", at),
    )
    found = [f for f in places if f is not None]
    return max(found, key=lambda f: f[0])[1] if found else None


def _that(voices: Voices, source: Source, at: int) -> Speaker | None:
    """该负责人 is the last speaker described so; 该公司 the last organisation; else as written."""
    folded = voices.layout.folded[source.start : source.end]
    head = next((folded[len(p) :] for p in sorted(voices.words["pointers"], key=len, reverse=True) if folded.startswith(p)), folded)
    for place, speaker in reversed(voices.heard):
        if place < at and head and head in (speaker.head, *((speaker.role or "")[-len(head) :], speaker.name[-len(head) :])):
            return speaker
    if voices.words.ends(head, "document"):
        return _document(voices, source._replace(start=source.end - len(source.head)), at)
    if head == source.head or folded == source.head:
        if folded in voices.words["it"] or ("该" + head) in voices.words["it"]:
            return _it(voices, source, at)
        last = voices.last(("person", "human"), at)
        if last is not None and voices.words.ends(head, "human"):
            return last[1]
    if voices.words.ends(head, "bodies"):
        return _it(voices, source, at)
    return _described(voices, source, at) if voices.words.ends(head, "human") else None


Resolver = Callable[[Voices, Source, int], Speaker | None]
RESOLVERS: dict[SourceKind, Resolver] = {
    "person": _person,
    "organisation": _organisation,
    "human": _described,
    "thing": _described,
    "document": _document,
    "he": _he,
    "they": _they,
    "it": _it,
    "other": _other,
    "that": _that,
}
