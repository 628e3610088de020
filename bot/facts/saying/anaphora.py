"""Who is meant by what points back: 他, 该公司, 对方, a bare 报告. `resolve` answers for sources of any kind."""

from bisect import bisect_left
from collections.abc import Callable

from bot.facts.saying.heard import Voices, later
from bot.facts.saying.media import is_medium
from bot.facts.saying.phrases import Source, SourceKind
from bot.facts.saying.speakers import described, organisation, person
from bot.facts.saying.subjects import Placed, Speaker, named
from bot.facts.words import fold

DATELINE = 12  # characters at the head of the body that name the article's own outlet
NEAR = 600  # characters; farther back nobody looks for whom 他们 means
FAR = 5_000  # characters; farther back nobody looks for a name


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
        return None if source.by_account and nobody else described(voices, source)
    if folded in words["rumours"]:
        return None
    if folded in words["reports"] or folded in words["pieces"]:
        return _medium(voices, source.start)
    last = next(voices.spoken(source.start, "organisation", "document"), None)
    if last is None:
        return None if nobody else described(voices, source)
    return last.speaker


def _medium(voices: Voices, at: int) -> Speaker | None:
    """Whose 报道 it is: the medium that was quoted last, or named last, the article's own outlet apart."""
    paragraphs = voices.ground.layout.paragraphs
    subject = next((p for p in voices.spoken_of(at, "organisation") if is_medium(voices.ground, p.speaker.name)), None)
    if voices.medium is not None:
        return later(voices.medium, subject)
    own = next((p.start for p in paragraphs if p.role == "body"), 0) + DATELINE
    rows = voices.ground.within(max(own, at - FAR), at, "organisation")
    name = next((n for _, _, n in reversed(rows) if is_medium(voices.ground, n.full)), None)
    return named(name, "organisation") if name is not None else None


def _he(voices: Voices, source: Source) -> Speaker | None:
    """The last person who spoke or was a subject, whoever came later; a single person without a name counts."""
    layout = voices.ground.layout
    here = bisect_left(layout.paragraphs, source.start + 1, key=lambda p: p.start) - 1
    starts = (layout.paragraphs[max(0, here)].start, layout.paragraphs[max(0, here - 1)].start)
    nameless = next((p for p in voices.spoken(source.start, "human") if _is_one(voices, p, *starts)), None)
    found = later(
        next(voices.spoken(source.start, "person"), None),
        nameless,
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
    """The last organisation that spoke or was a subject; 公司 is no authority and no medium, 该行 no product."""
    words = voices.ground.words
    firm = any(word in source.head for word in words["firm"])

    def fits(placed: Placed) -> bool:
        name = fold(placed.speaker.name).strip("》 ")
        if placed.at in voices.things and source.head != "它":
            return False  # 该行 is no 比特币
        return not firm or not (words.ends(name, "authorities") or is_medium(voices.ground, name))

    spoken = next(filter(fits, voices.spoken(source.start, "organisation")), None)
    subject = next(filter(fits, voices.spoken_of(source.start, "organisation")), None)
    mentioned = None
    start = voices.ground.layout.paragraph_at(source.start).start
    if firm and all(p is None or p.at < start for p in (spoken, subject)):
        rows = reversed(voices.ground.within(max(start, source.start - FAR), source.start, "organisation"))
        mentioned = next(filter(fits, (Placed(p, named(name, "organisation")) for p, _, name in rows)), None)
    found = later(spoken, subject, mentioned)
    return found or (described(voices, source) if len(source.head) > 1 else None)


def _other(voices: Voices, source: Source) -> Speaker | None:
    """对方 is who last spoke or was spoken of."""
    return later(
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
        return described(voices, source)
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
    return described(voices, source) if human else None


Resolver = Callable[[Voices, Source], Speaker | None]
RESOLVERS: dict[SourceKind, Resolver] = {
    "person": person,
    "organisation": organisation,
    "human": described,
    "thing": described,
    "document": _document,
    "he": _he,
    "they": _they,
    "it": _it,
    "other": _other,
    "that": _that,
}


def resolve(voices: Voices, source: Source) -> Speaker | None:
    """The speaker behind a source phrase, or None where it is nobody's word."""
    return RESOLVERS[source.kind](voices, source)
