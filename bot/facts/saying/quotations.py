"""Who says a quotation that has no cue. Rules are asked in the order of `QUOTE_RULES`; the first opinion wins."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from bot.facts.saying.anaphora import resolve
from bot.facts.saying.outline import QUOTE, ends_sentence, is_closed, is_comma
from bot.facts.saying.passages import INNER_STOPS, SENTENCE_LIKE, has_predicate
from bot.facts.saying.scene import Scene
from bot.facts.saying.sources import source_before, subject_of
from bot.facts.saying.subjects import Speaker, named
from bot.facts.words import Token

SHORTEST_SENTENCE = 5  # characters
CONJUNCTIONS = frozenset(("因为", "由于", "因", "毕竟"))  # the tagger takes them for other words
NEAR_HEAD = 3  # items in which the subject of a sentence stands


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
        return said and any(i.tag == "PER" for i in items[:NEAR_HEAD]) and has_predicate(scene, items[at])
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
                return resolve(scene.voices, source)
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
            return resolve(scene.voices, source)
        last = next(scene.voices.spoken_of(line.end, "person"), None)  # 走上这条路的人更多，王某就是其中之一。“…”
        if last is not None and last.at >= line.start:
            return last.speaker
        if source is not None and source.kind == "human" and scene.words.ends(source.head, "human"):
            return resolve(scene.voices, source)
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
