"""Which words a cue brings, and who says a quotation that has none. Rules are asked in the order of the tuples."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from bot.facts.saying.outline import QUOTE, ends_sentence, is_closed, is_comma, is_stop
from bot.facts.saying.phrases import JOINTS, NOUNS, PASSED_OVER, QUALIFIERS
from bot.facts.saying.predicates import is_nickname
from bot.facts.saying.scene import Part, Saying, Scene
from bot.facts.saying.sources import source_before, subject_of
from bot.facts.saying.subjects import Speaker, named
from bot.facts.words import Token

SHORT_TERM = 4  # characters; marked pieces up to so many stay inside what is reported
SHORTEST_REPORT = 3  # characters
SHORTEST_REST = 5  # characters beside a quotation; less is a connective
SHORTEST_JUDGEMENT = 7  # characters of a noun phrase that is no term
COPULAS = frozenset(("是", "就是", "像", "等于"))
SENTENCE_LIKE = 10  # characters; with a pause inside, so many are no term
SHORTEST_SENTENCE = 5  # characters
PREDICATES = ("v", "d", "vd", "ad", "xc")
PHRASE = NOUNS | QUALIFIERS | PASSED_OVER
INNER_STOPS = frozenset("，。！？；,!?;…")
CONJUNCTIONS = frozenset(("因为", "由于", "因", "毕竟"))  # the tagger takes them for other words
NEAR_HEAD = 3  # items in which the subject of a sentence stands
LOOSE = frozenset("，,；;：:。、")


def quotation_in_front(scene: Scene, saying: Saying) -> list[Part] | None:
    """“…”，王某说。 “…。”王某说，…"""
    found = _quotation_before(scene, saying)
    if found is None:
        return None
    parts = [scene.take(found, saying.speaker, "quotation_in_front")]
    if not _tells_who(scene, saying):
        parts += _passages(scene, saying, "quotation_in_front")
    return parts


def _quotation_before(scene: Scene, saying: Saying) -> Token | None:
    """The free quotation that ends right before the source: in the same sentence, or as the sentence before."""
    items, cue, at = scene.lines[saying.line].items, saying.cue, saying.cue.clause
    if cue.manner in ("account", "colon", "shows") or cue.source is None:
        return None
    for place in (at, at - 2):  # “…”王某说; “…”，王某说
        if place >= 0 and items[place].tag == QUOTE:
            opens = place <= 1 or is_comma(items[place - 1])
            return _free(scene, items[place]) if opens and not (place == at and is_nickname(items, at)) else None
    if saying.line == 0:
        return None
    before = scene.lines[saying.line - 1]
    thus = any(i.word in scene.words["thus"] for i in items[: cue.behind])
    near = at == 0 and before.paragraph == scene.lines[saying.line].paragraph
    return _free(scene, before.items[-1]) if thus or near else None


def _free(scene: Scene, item: Token) -> Token | None:
    free = item.tag == QUOTE and item.start not in scene.taken and len(scene.inner(item)) > 1
    return item if free else None


def _tells_who(scene: Scene, saying: Saying) -> bool:
    """Behind the cue stands who the speaker is instead of more words: …，他说，他是某所的研究员."""
    items, words = scene.lines[saying.line].items, scene.words
    opening = [i.word for i in items[saying.low : saying.low + 2]]
    if not opening or opening[0] not in words["he"]:
        return bool(opening) and opening[0] in words["apposition"]
    return len(opening) > 1 and (opening[1] == "是" or opening[1] in words["apposition"])


def words_in_front(scene: Scene, saying: Saying) -> list[Part] | None:
    """产能会提高，王某说。: a cue that ends the sentence, behind plain words."""
    line, cue = scene.lines[saying.line], saying.cue
    if cue.clause < 2 or cue.source is None or cue.manner not in ("says", "remarks") or not saying.alone:
        return None
    ends = all(i.tag == "w" for i in line.items[saying.low :])
    plain = all(i.tag in PHRASE or i.word in JOINTS for i in line.items[cue.clause : cue.first])
    start, end = line.start, line.items[cue.clause - 1].start
    if not ends or not plain or end - start < SENTENCE_LIKE:
        return None
    return [Part(start, end, "reported", saying.speaker, "words_in_front")]


def words_behind(scene: Scene, saying: Saying) -> list[Part] | None:
    """王某表示，…: what follows the cue up to the end of the sentence, quotations apart."""
    return list(_passages(scene, saying, "words_behind")) or None


CueRule = Callable[[Scene, Saying], list[Part] | None]
CUE_RULES: tuple[CueRule, ...] = (quotation_in_front, words_in_front, words_behind)


def _passages(scene: Scene, saying: Saying, rule: str) -> Iterator[Part]:
    """What a cue brings, cut into what is quoted word for word and what is reported."""
    items, high = scene.lines[saying.line].items, _before_turn(scene, saying)
    start = saying.low
    for at in range(saying.low, high):
        if items[at].tag != QUOTE:
            continue
        if is_quoted(scene, items, saying.low, at, high):
            yield from _reported(items[start:at], saying.speaker, rule, SHORTEST_REST)
            yield scene.take(items[at], saying.speaker, rule)
            start = at + 1
        else:
            scene.taken.add(items[at].start)
    if saying.cue.manner != "colon":
        shortest = SHORTEST_REPORT if start == saying.low else SHORTEST_REST
        yield from _reported(items[start:high], saying.speaker, rule, shortest)


def _reported(items: Sequence[Token], speaker: Speaker | None, rule: str, shortest: int) -> Iterator[Part]:
    """The plain words from the first one to the stop, unless they are less than a clause."""
    words = [i for i in items if i.tag != "w" or i.word not in LOOSE]
    if not words or words[-1].end - words[0].start < shortest:
        return
    behind = len(items)
    while is_comma(items[behind - 1]) or items[behind - 1].word == "、":
        behind -= 1
    end = items[behind - 1].end
    if words[0].word not in JOINTS or end - words[0].start >= SENTENCE_LIKE:
        yield Part(words[0].start, end, "reported", speaker, rule)


def _before_turn(scene: Scene, saying: Saying) -> int:
    """尽管王某曾表示，…，但…: what is conceded ends where the article turns."""
    items, words = scene.lines[saying.line].items, scene.words
    for at in range(saying.low + 1, saying.high):
        if is_comma(items[at - 1]) and items[at].word in words["turns"] and _withholds(scene, items, at):
            return at - 1
    if any(i.word in words["concessions"] for i in items[saying.cue.clause : saying.cue.first]):
        for at in range(saying.low + 1, saying.high):
            if is_comma(items[at - 1]) and items[at].word in words["turns"]:
                return at - 1
    return saying.high


def _withholds(scene: Scene, items: Sequence[Token], at: int) -> bool:
    """但没有透露细节, 但并未具体说明: a negation and then a verb of telling."""
    words = [i.word for i in items[at + 1 : at + 5]]
    denied = next((n for n, word in enumerate(words) if word in scene.words["blockers"]), len(words))
    return any(word in scene.words["withholds"] for word in words[denied + 1 :])


def is_quoted(scene: Scene, items: Sequence[Token], low: int, at: int, high: int) -> bool:
    """Whether a marked passage in what a cue brings is quoted word for word: no term, no short piece."""
    inner = scene.inner(items[at])
    paused = any(c in INNER_STOPS for c in inner)
    closed = is_closed(items, at) or ends_sentence(scene.layout.folded, items[at])
    first = all(i.tag in ("w", "c", "d") for i in items[low:at])
    if first and closed:
        return len(inner) > SHORT_TERM or at + 1 >= high or is_stop(items[at + 1])
    if len(inner) <= SHORT_TERM:
        return False
    judged = len(inner) >= SHORTEST_JUDGEMENT and items[at - 1].word in COPULAS  # 这将是“一场漫长的灾难”
    return (paused and len(inner) >= SENTENCE_LIKE) or (closed and (judged or _has_predicate(scene, items[at])))


def _has_predicate(scene: Scene, item: Token) -> bool:
    """A verb or an adverb stands in the quotation: no mere noun phrase."""
    words = scene.layout.tokens_in(item.start + 1, item.end - 1)
    return any(t.tag in PREDICATES for t in words) or (bool(words) and words[-1].tag == "a")


def _has_verb(scene: Scene, item: Token) -> bool:
    return any(t.tag == "v" for t in scene.layout.tokens_in(item.start + 1, item.end - 1))


def is_free_standing(scene: Scene, index: int, at: int) -> bool:
    """A quotation without a cue that reads as a sentence and stands as one: no term, title or slogan."""
    items = scene.lines[index].items
    inner = scene.inner(items[at])
    if len(inner) < SHORTEST_SENTENCE:
        return False
    if ends_sentence(scene.layout.folded, items[at]):
        return True
    if not (_opens(items, at) and _closes(items, at)):
        return False
    said = at > 0 and _has_verb(scene, items[at])
    if len(inner) < SENTENCE_LIKE:  # 王某想起当时，“自己直接哭了出来”，…
        return said and any(i.tag == "PER" for i in items[:NEAR_HEAD]) and _has_predicate(scene, items[at])
    return said or any(c in INNER_STOPS for c in inner)


def _opens(items: Sequence[Token], at: int) -> bool:
    """The quotation begins its clause, behind a conjunction or another quotation too: 因为“…”, “…”、“…”."""
    if at == 0 or is_comma(items[at - 1]) or items[at - 1].tag in (QUOTE, "c"):
        return True
    return items[at - 1].word in CONJUNCTIONS or (items[at - 1].word == "、" and at > 1 and items[at - 2].tag == QUOTE)


def _closes(items: Sequence[Token], at: int) -> bool:
    """Nothing of the clause follows but another quotation."""
    if is_closed(items, at):
        return True
    return items[at + 1].word == "、" and at + 2 < len(items) and items[at + 2].tag == QUOTE


def named_in_front(scene: Scene, index: int, at: int) -> Speaker | None:
    """引来网友惊叹，“…”: whoever the words in front of the quotation speak of."""
    items = scene.lines[index].items
    for i in range(at - 1, -1, -1):
        before = items[i - 1] if i > 0 else None
        made = before is not None and before.word in scene.words["makes"]  # 这句话让他下定决心，“…”
        governed = before is not None and not made and (before.tag in ("p", "v") or before.word == "、")
        if (items[i].tag in ("PER", "r") and not governed) or items[i].word in scene.words["audience"]:
            source = source_before(scene.ground, items, i, i + 1)
            if source is not None and (source.kind in ("human", "he") or source.name is not None):
                return scene.voices.resolve(source)
    return None


def speaks_on(scene: Scene, index: int, at: int) -> Speaker | None:
    """The last speaker of the paragraph goes on."""
    speakers = scene.speakers_of(index)
    last = bisect_left(speakers, scene.lines[index].items[at].start, key=lambda p: p.at)
    return speakers[last - 1].speaker if last > 0 else None


def speaks_next(scene: Scene, index: int, at: int) -> Speaker | None:
    """The next speaker of the paragraph has begun already."""
    speakers = scene.speakers_of(index)
    following = bisect_left(speakers, scene.lines[index].items[at].start, key=lambda p: p.at)
    return speakers[following].speaker if at == 0 and following < len(speakers) else None


def subject_last(scene: Scene, index: int, at: int) -> Speaker | None:
    """王某不同意。“…”: whom the sentences before in the paragraph were about, the last one first."""
    paragraph = scene.lines[index].paragraph
    while at == 0 and index > 0 and scene.lines[index - 1].paragraph == paragraph:
        index -= 1
        line = scene.lines[index]
        source = subject_of(scene.ground, line.items, 0, len(line.items))
        if source is not None and source.kind in ("person", "he"):
            return scene.voices.resolve(source)
        last = next(scene.voices.spoken_of(line.end, "person"), None)  # 走上这条路的人更多，王某就是其中之一。“…”
        if last is not None and last.at >= line.start:
            return last.speaker
        if source is not None and source.kind == "human" and scene.words.ends(source.head, "human"):
            return scene.voices.resolve(source)
    return None


def subject_next(scene: Scene, index: int, _at: int) -> Speaker | None:
    """“…”在北京工作的王某不再买车: whoever the next sentence of the paragraph is about."""
    if index + 1 >= len(scene.lines) or scene.lines[index + 1].paragraph != scene.lines[index].paragraph:
        return None
    line = scene.lines[index + 1]
    people = scene.ground.within(line.start, line.end, "person")
    return named(people[0][2], "person") if people else None


def spoke_last(scene: Scene, index: int, at: int) -> Speaker | None:
    """A paragraph that opens with a quotation goes on with the speaker of the one before."""
    paragraph = scene.lines[index].paragraph
    if at > 0 or (index > 0 and scene.lines[index - 1].paragraph == paragraph):
        return None
    before = scene.speakers.get(paragraph - 1) or scene.speakers.get(paragraph - 2)
    return before[-1].speaker if before else None


def goes_on(scene: Scene, index: int, at: int) -> Speaker | None:
    """Sentences in marks of their own behind plain ones: the person that spoke in the paragraph before."""
    items, before = scene.lines[index].items, scene.speakers.get(scene.lines[index].paragraph - 1)
    alone = at == 0 and ends_sentence(scene.layout.folded, items[at])
    return before[-1].speaker if alone and before and before[-1].speaker.kind == "person" else None


QuoteRule = Callable[[Scene, int, int], Speaker | None]
QUOTE_RULES: tuple[QuoteRule, ...] = (
    named_in_front,
    speaks_on,
    speaks_next,
    subject_last,
    subject_next,
    spoke_last,
    goes_on,
)
