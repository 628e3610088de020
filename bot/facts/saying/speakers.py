"""Who is meant: 他, 该公司, 对方 and short forms resolved to the fullest name that the article gives."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from bot.facts.marks import SPEECH
from bot.facts.naming import nicknames
from bot.facts.saying.ground import Ground, Group
from bot.facts.saying.media import is_medium
from bot.facts.saying.outline import Line
from bot.facts.saying.phrases import Source, SourceKind
from bot.facts.saying.subjects import Placed, Speaker, named, subjects
from bot.facts.words import fold

JOINED = re.compile("[和与及、]")  # between two names
DATELINE = 12  # characters at the head of the body that name the article's own outlet
NEAR = 600  # characters; farther back nobody looks for whom 他们 means
FAR = 5_000  # characters; farther back nobody looks for a name
MARKS = '“”「」『』"＂'
MANY = 200  # speakers or subjects that are looked through, the last ones first


class Voices:
    """Who has spoken and who has been spoken of so far, in order of the text."""

    def __init__(self, ground: Ground, lines: Sequence[Line]) -> None:
        self.ground = ground
        self.heard: list[Placed] = []
        self.subjects = sorted(subjects(ground, lines), key=lambda s: s.at)
        self.medium: Placed | None = None
        self.reported: list[
            tuple[int, int, bool]
        ] = []  # who is a subject in there is not the article's own; a person's words?

    def resolve(self, source: Source) -> Speaker | None:
        """The speaker behind a source phrase, or None where it is nobody's word."""
        return RESOLVERS[source.kind](self, source)

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


def _later(*found: Placed | None) -> Speaker | None:
    """Whoever stands closest before the pronoun."""
    placed = [f for f in found if f is not None]
    return max(placed, key=lambda f: f.at).speaker if placed else None


def _person(voices: Voices, source: Source) -> Speaker | None:
    phrase = voices.text(source)
    if source.name is None:  # a form that the names do not list, such as a surname alone
        phrase, role = _nickname(voices, phrase)
        known = next((p.speaker for p in voices.spoken(source.start, "person") if phrase in p.speaker.name), None)
        return known or _titled(voices, source) or Speaker(phrase, role, "person", source.head)
    if (several := _several(voices, source, "person")) is not None:
        return several
    before = min((phrase.find(form) for form in source.name.forms if form in phrase), default=0)
    full = source.name.full
    if len(full) > 2 and fold(full[-1]) in voices.ground.words["glued"]:  # 李某某都认为
        return Speaker(full[:-1], source.name.role, "person")
    if voices.ground.words.ends(fold(full), "titles") and (bearer := _titled(voices, source)) is not None:
        return bearer
    introduced = source.name.rule == nicknames.RULE  # the cue of a nickname is no role
    return named(source.name, "person", None if introduced else phrase[:before].strip(" 的（(") or None)


def _several(voices: Voices, source: Source, group: Group) -> Speaker | None:
    """王某和李某, 某公司及某大学: names that are joined speak together, from the first on."""
    layout, names = voices.ground.layout, voices.ground.within(source.start, source.end, group)
    between = [(one, other) for one, other in pairwise(names) if one[2] is not other[2]]
    if not between or not all(JOINED.search(layout.folded, one[1], other[0]) for one, other in between):
        return None
    return Speaker(layout.text[names[0][0] : names[-1][1]], None, "human", source.head)


def _nickname(voices: Voices, phrase: str) -> tuple[str, str | None]:
    """网络作家“老猫”: the name in the marks, and what stands before it."""
    at = next((i for i, char in enumerate(phrase) if char in SPEECH), -1)
    return (phrase[at + 1 :].strip(MARKS), phrase[:at] or None) if at >= 0 and phrase[-1] in MARKS else (phrase, None)


def _titled(voices: Voices, source: Source) -> Speaker | None:
    """副总统 or 李副总统 is the last person named whose role ends so: 副总统李某."""
    folded = voices.ground.layout.folded[source.start : source.end]
    people, words = voices.ground.people, voices.ground.words
    office = words.ends(folded, "titles") and folded not in words["courtesies"]
    last = bisect_left(people, source.start, key=lambda row: row[0])
    for _, _, name in reversed(people[max(0, last - MANY) : last]):
        role, called = fold(name.role or ""), fold(name.full)
        if office and role.endswith(folded):
            return named(name, "person")
        if len(folded) > 2 and called[:1] == folded[:1] and (folded[1:] in role or folded[1:] in words["courtesies"]):
            return named(name, "person")
    return None


def _organisation(voices: Voices, source: Source) -> Speaker | None:
    if source.name is None:
        return Speaker(voices.text(source), None, "organisation", source.head)
    return _several(voices, source, "organisation") or named(source.name, "organisation")


def _described(voices: Voices, source: Source) -> Speaker | None:
    if source.kind == "human" and (person := _titled(voices, source)) is not None:
        return person
    folded, text = voices.ground.layout.folded, voices.text(source)
    if len(text) == 1 and folded[source.start - 1 : source.start] == "有":
        text = voices.ground.layout.text[source.start - 1 : source.end]  # 也有人
    return Speaker(text, None, source.kind, source.head)


def _document(voices: Voices, source: Source) -> Speaker | None:
    """政府数据 is the government's word, a bare 报告 that of the last one named; without one, data are nobody's."""
    words, folded = voices.ground.words, voices.ground.layout.folded[source.start : source.end]
    if folded[:1] in words["he"] and folded[1:2] == "的":
        return _he(voices, source)
    if 0 < source.issued < source.end:
        return Speaker(voices.text(source._replace(end=source.issued)), None, "organisation", source.head)
    nobody = source.head in words["nobody"]
    if (
        source.head in words["pieces"]
        and folded != source.head
        and (medium := _medium(voices, source.start)) is not None
    ):
        return medium  # 其中一篇文章
    if folded != source.head:
        return None if source.by_account and nobody else _described(voices, source)
    if folded in words["rumours"]:
        return None
    if folded in words["reports"] or folded in words["pieces"]:
        return _medium(voices, source.start)
    last = next(voices.spoken(source.start, "organisation", "document"), None)
    if last is None:
        return None if nobody else _described(voices, source)
    return last.speaker


def _medium(voices: Voices, at: int) -> Speaker | None:
    """Whose 报道 it is: the medium that was quoted last, or named last, the article's own outlet apart."""
    paragraphs = voices.ground.layout.paragraphs
    subject = next((p for p in voices.spoken_of(at, "organisation") if is_medium(voices.ground, p.speaker.name)), None)
    if voices.medium is not None:
        return _later(voices.medium, subject)
    own = next((p.start for p in paragraphs if p.role == "body"), 0) + DATELINE
    rows = voices.ground.within(max(own, at - FAR), at, "organisation")
    name = next((n for _, _, n in reversed(rows) if is_medium(voices.ground, n.full)), None)
    return named(name, "organisation") if name is not None else None


def _he(voices: Voices, source: Source) -> Speaker | None:
    """The last person who spoke or was a subject, whoever came later; a single person without a name counts."""
    layout = voices.ground.layout
    here = bisect_left(layout.paragraphs, source.start + 1, key=lambda p: p.start) - 1
    starts = (layout.paragraphs[max(0, here)].start, layout.paragraphs[max(0, here - 1)].start)
    described = next((p for p in voices.spoken(source.start, "human") if _is_one(voices, p, *starts)), None)
    found = _later(
        next(voices.spoken(source.start, "person"), None),
        described,
        next((p for p in voices.spoken_of(source.start, "human") if p.at >= starts[1]), None),
        next(voices.spoken_of(source.start, "person"), None),
    )
    if found is not None:
        return found
    mentioned = voices.ground.within(max(0, source.start - FAR), source.start, "person")
    if mentioned:
        return named(mentioned[-1][2], "person")
    last = next(voices.spoken(source.start, "human"), None)
    body = last is not None and voices.ground.words.ends(last.speaker.head, "bodies")
    return last.speaker if last is not None and not body else None


def _is_one(voices: Voices, placed: Placed, here: int, before: int) -> bool:
    """一位投资人, 该公司发言人; in the paragraph that starts `here` anybody but a group, and in the one `before` an expert."""
    words, name, head = voices.ground.words, fold(placed.speaker.name), placed.speaker.head
    if words.ends(head, "bodies"):
        return False
    near = placed.at >= here or (placed.at >= before and words.ends(head, "callings"))
    if near and not any(mark in name for mark in words["plural"]):
        return True
    return any(name.startswith(mark) for mark in words["single"]) or words.ends(head, "spokespeople")


def _they(voices: Voices, source: Source) -> Speaker | None:
    """The last group or body that spoke; a medium hands on what others say."""
    spoken = voices.spoken(source.start, "human", "organisation")
    last = next((p for p in spoken if not is_medium(voices.ground, p.speaker.name)), None)
    return last.speaker if last is not None and source.start - last.at < NEAR else None


def _it(voices: Voices, source: Source) -> Speaker | None:
    """The last organisation that spoke or was a subject; 公司 is no authority and no medium."""
    words = voices.ground.words
    firm = any(word in source.head for word in words["firm"])

    def fits(placed: Placed) -> bool:
        name = fold(placed.speaker.name).strip("》 ")
        return not firm or not (words.ends(name, "authorities") or is_medium(voices.ground, name))

    spoken = next(filter(fits, voices.spoken(source.start, "organisation")), None)
    subject = next(filter(fits, voices.spoken_of(source.start, "organisation")), None)
    mentioned = None
    start = voices.ground.layout.paragraph_at(source.start).start
    if firm and all(p is None or p.at < start for p in (spoken, subject)):
        rows = reversed(voices.ground.within(max(start, source.start - FAR), source.start, "organisation"))
        mentioned = next(filter(fits, (Placed(p, named(name, "organisation")) for p, _, name in rows)), None)
    found = _later(spoken, subject, mentioned)
    return found or (_described(voices, source) if len(source.head) > 1 else None)


def _other(voices: Voices, source: Source) -> Speaker | None:
    """对方 is who last spoke or was spoken of."""
    return _later(
        next(voices.spoken(source.start, "person", "organisation", "human"), None),
        next(voices.spoken_of(source.start, "person"), None),
        next(voices.spoken_of(source.start, "organisation"), None),
    )


def _that(voices: Voices, source: Source) -> Speaker | None:
    """该负责人 is the last speaker described so; 该公司 the last organisation; 该公司CEO as written."""
    words, folded = voices.ground.words, voices.ground.layout.folded[source.start : source.end]
    pointer = max((p for p in words["pointers"] if folded.startswith(p)), key=len, default="")
    head = folded[len(pointer) :]
    for placed in voices.spoken(source.start, "person", "organisation", "human", "document"):
        speaker = placed.speaker
        if head and (head == speaker.head or (speaker.role or "").endswith(head) or speaker.name.endswith(head)):
            return speaker
    human = words.ends(head, "human")
    if pointer in words["several"] and words.ends(head, "bodies") and head not in words["firm"]:
        return _described(voices, source)
    if words.ends(head, "makers") or (any(head.startswith(word) for word in words["firm"]) and not human):
        return _it(voices, source._replace(head=head))
    if words.ends(head, "document"):
        return _document(voices, source._replace(start=source.end - len(source.head)))
    if (
        head == source.head
        and human
        and (last := next(voices.spoken(source.start, "person", "human"), None)) is not None
    ):
        return last.speaker
    if words.ends(head, "bodies"):
        return _it(voices, source)
    return _described(voices, source) if human else None


Resolver = Callable[[Voices, Source], Speaker | None]
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
