"""The rules by which words are attributed to a source, first opinion wins."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from bot.facts.cues import Cue, cues_in
from bot.facts.layout import Layout
from bot.facts.names import Names
from bot.facts.outline import QUOTE, Line, clause_end, clause_start, ends_sentence, is_comma, outline
from bot.facts.sources import PASSED_OVER, Roll, Source, source_before, words_of
from bot.facts.speakers import Speaker, Voices
from bot.facts.words import Token

SHORT_PIECE = 4  # quoted pieces up to so many characters stay inside what is reported
SHORTEST_REPORT = 3  # characters
SHORTEST_PIECE = 5  # characters beside a quotation; less is a connective
SENTENCE_LIKE = 10
INNER_STOPS = frozenset("，。！？；,!?;…")


class Part(NamedTuple):
    """A stretch of words and who says them."""

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


class Scene:
    """An article while its sayings are being told apart."""

    def __init__(self, layout: Layout, names: Names) -> None:
        self.layout = layout
        self.words = words_of(layout.lexicon)
        self.roll = Roll(names)
        self.lines = outline(layout, names)
        self.voices = Voices(layout, self.roll, self.lines)
        self.taken: set[int] = set()  # where quotations begin that have a speaker or are terms in what is reported
        self.spoken: list[tuple[int, int, Speaker | None]] = []  # (line, offset of the cue, speaker)

    def inner(self, item: Token) -> str:
        """The words of a quotation without its marks."""
        return self.layout.folded[item.start + 1 : item.end - 1]

    def direct(self, item: Token, speaker: Speaker | None, rule: str) -> Part:
        self.taken.add(item.start)
        return Part(item.start + 1, item.end - 1, "direct", speaker, rule)

    def voice_end(self, start: int, end: int, kind: str, following: int) -> int:
        """Where the voice that speaks at `start, end` falls silent, at the latest at `following`."""
        if kind == "direct":
            return end
        paragraphs = self.layout.paragraphs
        at = next((i for i, p in enumerate(paragraphs) if p.start <= start < p.end), 0)
        stop = paragraphs[at].end
        while stop < following and at + 1 < len(paragraphs) and self._goes_on(at + 1):
            at += 1
            stop = paragraphs[at].end
        return max(end, min(stop, following))

    def _goes_on(self, paragraph: int) -> bool:
        where = self.layout.paragraphs[paragraph]
        opening = self.layout.folded[where.start : where.start + 4]
        return where.role == "body" and any(opening.startswith(w) for w in self.words["goes_on"])


def attributed(scene: Scene) -> Iterator[Part]:
    """All parts of an article, a paragraph at a time: first what has a cue, then the quotations left without one."""
    first = 0
    while first < len(scene.lines):
        last = first
        while last < len(scene.lines) and scene.lines[last].paragraph == scene.lines[first].paragraph:
            last += 1
        for index in range(first, last):
            for saying in sayings(scene, index):
                parts = next((p for rule in CUE_RULES if (p := rule(scene, saying)) is not None), [])
                scene.voices.said += [(p.start, p.end) for p in parts]
                yield from parts
        for index in range(first, last):
            for at, item in enumerate(scene.lines[index].items):
                if item.tag == QUOTE and item.start not in scene.taken and is_free_standing(scene, index, at):
                    for rule in QUOTE_RULES:
                        speaker = rule(scene, index, at)
                        if speaker is not None:
                            scene.spoken.append((index, item.start, speaker))
                            yield scene.direct(item, speaker, rule.__name__)
                            break
        first = last


def sayings(scene: Scene, index: int) -> Iterator[Saying]:
    """The cues of a line that stand on their own, each with its speaker and the items it can bring."""
    line = scene.lines[index]
    kept: list[tuple[Cue, Speaker | None]] = []
    embedded = False
    for cue in cues_in(scene.layout, scene.roll, line):
        if kept and is_inside(scene, line, kept[-1][0], cue, embedded=embedded):
            embedded = True
            continue
        place = line.items[cue.first].start if cue.first < len(line.items) else line.end
        speaker = speaker_of(scene, index, cue, kept, place)
        if speaker is None and (cue.source is None or cue.source.kind != "he"):
            continue
        if kept and hands_over(line, kept[-1][0], cue):
            kept.pop()
        kept.append((cue, speaker))
        if speaker is not None:
            scene.voices.hear(place, speaker)
        scene.spoken.append((index, place, speaker))
    for number, (cue, speaker) in enumerate(kept):
        high = kept[number + 1][0].clause if number + 1 < len(kept) else len(line.items)
        low = cue.behind + (cue.behind < len(line.items) and is_comma(line.items[cue.behind]))
        yield Saying(index, cue, speaker, low, max(low, high))


def speaker_of(scene: Scene, index: int, cue: Cue, kept: Sequence[tuple[Cue, Speaker | None]], place: int) -> Speaker | None:
    """The speaker of a cue; where its subject is left out, that of the cue or the clause before."""
    if cue.source is not None:
        return scene.voices.resolve(cue.source, place)
    if kept:
        return kept[-1][1]
    if cue.clause > 0:
        source = subject_before(scene, scene.lines[index].items, cue.clause)
        if source is None or (cue.manner == "shows" and source.kind not in ("organisation", "it", "that")):
            return None
        return scene.voices.resolve(source, place)
    before = [s for line, _, s in scene.spoken if scene.lines[line].paragraph == scene.lines[index].paragraph]
    return before[-1] if before else None


def subject_before(scene: Scene, items: Sequence[Token], clause: int) -> Source | None:
    """The subject of the nearest clause in front of `clause` that has one: 王某仍在收车，但也直言…"""
    end = clause
    while end > 0:
        start = clause_start(tuple(items), end - 1)
        verb = next((i for i in range(start, end) if items[i].tag in ("v", "d", "ad", "TIME") and i > start), end)
        if items[start].tag != "p":
            source = source_before(scene.layout, scene.roll, items, start, verb)
            if source is not None and source.kind not in ("thing", "document"):
                return source
        end = start
    return None


def is_inside(scene: Scene, line: Line, outer: Cue, cue: Cue, *, embedded: bool) -> bool:
    """A claim within what somebody else says is no saying of its own: 他说，有人认为….

    A second speaker in the same sentence takes the word only behind a finished clause; whoever hands on another's words
    (据…报道，王某表示) gives it at once.
    """
    if hands_over(line, outer, cue):
        return False
    if cue.clause <= outer.behind + 1 or embedded:
        return True
    if cue.manner == "holds" and not any(i.word in scene.words["also"] for i in line.items[cue.clause : cue.clause + 2]):
        return True
    if cue.source is None:  # the same speaker goes on
        quoted = any(i.tag == QUOTE and i.start in scene.taken for i in line.items[outer.behind : cue.first])
        return not quoted and cue.verb not in scene.words["resumes"]
    if cue.source.kind == "document" or (cue.manner == "shows" and cue.source.kind != "organisation"):
        return True
    before = line.items[cue.clause - 2].word if cue.clause >= 2 else ""
    return before in ("在于", "是", "为", "因为", "由于", "例如", "比如")


def hands_over(line: Line, outer: Cue, cue: Cue) -> bool:
    """据报道 or 某社报道 only hands on what the next source says right behind it."""
    reports = outer.verb in ("报道", "报导", "报道称", "报导称") or (outer.source is not None and outer.source.by_account)
    strong = cue.source is not None and cue.source.kind in ("person", "organisation", "human", "that", "it") and cue.manner in ("says", "remarks")
    return reports and strong and cue.clause <= outer.behind + 1


def quotation_in_front(scene: Scene, saying: Saying) -> list[Part] | None:
    """“…”，王某说。 “…。”王某说，…"""
    found = quotation_before(scene, saying)
    if found is None:
        return None
    parts = [scene.direct(found, saying.speaker, "quotation_in_front")]
    line = scene.lines[saying.line]
    first, second = [*(i.word for i in line.items[saying.low : saying.low + 2]), "", ""][:2]
    if first in scene.words["apposition"] or (first in scene.words["he"] and second in scene.words["apposition"] | {"是"}):
        return parts
    return parts + list(passages(scene, saying, "behind_quotation"))


def quotation_before(scene: Scene, saying: Saying) -> Token | None:
    """The quotation that ends right before the source: in the same sentence, or as the sentence before."""
    items, cue = scene.lines[saying.line].items, saying.cue
    if cue.manner in ("account", "colon", "shows") or cue.source is None:
        return None
    at = cue.clause
    source_at = next((i for i in range(at, cue.first) if items[i].start >= cue.source.start), at)
    if any(i.tag not in PASSED_OVER and i.tag != QUOTE for i in items[at:source_at]) and items[at].tag != QUOTE:
        source_at = at
    quote = items[at] if items[at].tag == QUOTE else None
    if quote is None and at >= 2 and items[at - 2].tag == QUOTE:
        quote, at = items[at - 2], at - 2
    if quote is not None:
        opens = at == 0 or is_comma(items[at - 1]) or at <= 1
        return quote if quote.start not in scene.taken and opens and len(scene.inner(quote)) > 1 else None
    if at == 0 and saying.line > 0:
        before = scene.lines[saying.line - 1]
        last = before.items[-1]
        same = before.paragraph == scene.lines[saying.line].paragraph
        thus = any(i.word in scene.words["thus"] for i in items[: cue.behind])
        if last.tag == QUOTE and last.start not in scene.taken and (same or thus):
            return last
    if at > 0 and saying.line > 0 and any(i.word in scene.words["thus"] for i in items[: cue.behind]):
        last = scene.lines[saying.line - 1].items[-1]
        return last if last.tag == QUOTE and last.start not in scene.taken else None
    return None


def words_in_front(scene: Scene, saying: Saying) -> list[Part] | None:
    """产能会提高，王某说。: a cue that ends the sentence, behind plain words."""
    line, cue = scene.lines[saying.line], saying.cue
    rest = line.items[saying.low : saying.high]
    if any(i.tag != "w" for i in rest) or saying.high < len(line.items) or cue.clause < 2 or cue.source is None:
        return None
    start, end = line.start, line.items[cue.clause - 1].start
    if end - start < SENTENCE_LIKE or cue.manner not in ("says", "remarks"):
        return None
    return [Part(start, end, "reported", saying.speaker, "words_in_front")]


def words_behind(scene: Scene, saying: Saying) -> list[Part] | None:
    """王某表示，…: what follows the cue up to the end of the sentence, quotations apart."""
    parts = list(passages(scene, saying, "words_behind"))
    return parts or None


CueRule = Callable[[Scene, Saying], list[Part] | None]
CUE_RULES: tuple[CueRule, ...] = (quotation_in_front, words_in_front, words_behind)


def passages(scene: Scene, saying: Saying, rule: str) -> Iterator[Part]:
    """What a cue brings, cut into what is quoted word for word and what is reported."""
    line = scene.lines[saying.line]
    high = before_turn(scene, line, saying)
    items = line.items
    start = saying.low
    for at in range(saying.low, high):
        if items[at].tag != QUOTE:
            continue
        if is_quoted(scene, items, saying.low, at, high):
            yield from reported(scene, items[start:at], saying.speaker, rule)
            yield scene.direct(items[at], saying.speaker, rule)
            start = at + 1
        else:
            scene.taken.add(items[at].start)
    if saying.cue.manner != "colon":
        yield from reported(scene, items[start:high], saying.speaker, rule, whole=start == saying.low)


def reported(
    scene: Scene, items: Sequence[Token], speaker: Speaker | None, rule: str, *, whole: bool = False
) -> Iterator[Part]:
    """The plain words, unless they are less than a clause; from the first word to the stop."""
    words = [i for i in items if i.tag != "w" or i.word not in "，,；;：:。、"]
    if not words or words[-1].end - words[0].start < (SHORTEST_REPORT if whole else SHORTEST_PIECE):
        return
    end = items[-1].end
    if is_comma(items[-1]) or items[-1].word == "、":
        end = items[-1].start
    if words[0].word in ("的", "等", "之") and end - words[0].start < SENTENCE_LIKE:
        return
    yield Part(words[0].start, end, "reported", speaker, rule)


def before_turn(scene: Scene, line: Line, saying: Saying) -> int:
    """尽管王某曾表示，…，但…: what is conceded ends where the article turns."""
    items = line.items
    if not any(i.word in scene.words["concessions"] for i in items[saying.cue.clause : saying.cue.first]):
        return saying.high
    for at in range(saying.low + 1, saying.high):
        if is_comma(items[at - 1]) and (items[at].word in scene.words["turns"]):
            return at - 1
    return saying.high


def is_quoted(scene: Scene, items: Sequence[Token], low: int, at: int, high: int) -> bool:
    """Whether a marked passage within what a cue brings is quoted word for word: no term, no short piece."""
    inner = scene.inner(items[at])
    closed = at + 1 >= len(items) or items[at + 1].word[0] in "，。；！？,;!?…" or ends_sentence(scene.layout.folded, items[at])
    if not any(c in INNER_STOPS for c in inner) and not closed:
        return False
    whole = not any(i.tag not in ("w", "c", "d") for i in items[low:at])
    if whole and closed:
        return len(inner) > SHORT_PIECE or at + 1 >= high or items[at + 1].word[0] in "。！？"
    if len(inner) <= SHORT_PIECE:
        return False
    if any(c in INNER_STOPS for c in inner) and len(inner) >= SENTENCE_LIKE:
        return True
    return closed and has_predicate(scene, items[at])


def has_predicate(scene: Scene, item: Token) -> bool:
    """A verb or an adverb stands in the quotation: no mere noun phrase."""
    return any(t.tag in ("v", "d", "vd", "ad", "xc") for t in scene.layout.tokens_in(item.start + 1, item.end - 1))


def is_free_standing(scene: Scene, index: int, at: int) -> bool:
    """A quotation without a cue that reads as a sentence and stands as one: no term, title or slogan."""
    items = scene.lines[index].items
    inner = scene.inner(items[at])
    if len(inner) < SENTENCE_LIKE // 2:
        return False
    ended = ends_sentence(scene.layout.folded, items[at])
    opens = ended or at == 0 or is_comma(items[at - 1]) or items[at - 1].tag == QUOTE
    closes = ended or at + 1 == len(items) or items[at + 1].word[0] in "，。；！？,;!?…"
    return opens and closes and (ended or (len(inner) >= SENTENCE_LIKE and any(c in INNER_STOPS for c in inner)))


def named_in_front(scene: Scene, index: int, at: int) -> Speaker | None:
    """引发网友称奇，“…”: whoever the clause before the quotation speaks of."""
    items = scene.lines[index].items
    for i in range(at - 1, -1, -1):
        if items[i].tag in ("PER", "r") or items[i].word in scene.words["audience"]:
            source = source_before(scene.layout, scene.roll, items, i, i + 1)
            if source is not None and source.kind in ("person", "human", "he", "they"):
                return scene.voices.resolve(source, items[at].start)
    return None


def speaks_on(scene: Scene, index: int, at: int) -> Speaker | None:
    """The last speaker of the paragraph goes on."""
    start = scene.lines[index].items[at].start
    paragraph = scene.lines[index].paragraph
    found = [(place, s) for line, place, s in scene.spoken if scene.lines[line].paragraph == paragraph and place < start]
    return max(found, key=lambda f: f[0])[1] if found else None


def speaks_next(scene: Scene, index: int, at: int) -> Speaker | None:
    """The next speaker of the paragraph has begun already."""
    start = scene.lines[index].items[at].start
    paragraph = scene.lines[index].paragraph
    found = [(place, s) for line, place, s in scene.spoken if scene.lines[line].paragraph == paragraph and place > start]
    return min(found, key=lambda f: f[0])[1] if found else None


def subject_next(scene: Scene, index: int, at: int) -> Speaker | None:
    """“…”在北京工作的王某不再买车: whoever the next sentence of the paragraph is about."""
    if index + 1 >= len(scene.lines) or scene.lines[index + 1].paragraph != scene.lines[index].paragraph:
        return None
    line = scene.lines[index + 1]
    people = scene.roll.within(line.start, line.end, "person")
    return Speaker(people[0][2].full, people[0][2].role, "person") if people else None


def spoke_last(scene: Scene, index: int, at: int) -> Speaker | None:
    """A paragraph that opens with a quotation goes on with the speaker of the one before."""
    paragraph = scene.lines[index].paragraph
    found = [s for line, _, s in scene.spoken if scene.lines[line].paragraph < paragraph <= scene.lines[line].paragraph + 2]
    return found[-1] if found else None


QuoteRule = Callable[[Scene, int, int], Speaker | None]
QUOTE_RULES: tuple[QuoteRule, ...] = (named_in_front, speaks_on, speaks_next, subject_next, spoke_last)
