"""Which words a cue brings, in front of it or behind. Rules are asked in the order of `CUE_RULES`."""

from collections.abc import Callable, Iterator, Sequence

from bot.facts.saying.outline import QUOTE, clause_end, ends_sentence, is_closed, is_comma, is_stop
from bot.facts.saying.phrases import JOINTS, NOUNS, PASSED_OVER, QUALIFIERS, in_phrase
from bot.facts.saying.predicates import is_nickname
from bot.facts.saying.scene import Part, Saying, Scene
from bot.facts.saying.subjects import Speaker
from bot.facts.words import Token

SHORT_TERM = 4  # characters; marked pieces up to so many stay inside what is reported
SHORTEST_REPORT = 3  # characters
SHORTEST_REST = 5  # characters beside a quotation; less is a connective
SHORTEST_JUDGEMENT = 7  # characters of a noun phrase that is no term
COPULAS = frozenset(("是", "就是", "像", "等于"))
SENTENCE_LIKE = 10  # characters; with a pause inside, so many are no term
PREDICATES = ("v", "d", "vd", "ad", "xc")
PHRASE = NOUNS | QUALIFIERS | PASSED_OVER
INNER_STOPS = frozenset("，。！？；,!?;…")
NEAR_HEAD = 4  # items in which 对此 follows whom a clause is about
ASKING = ("？", "?")
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
    asks = saying.cue.reports and scene.lines[saying.line].items[-1].word in ASKING  # 据某报报道，涨价会停吗？
    return None if asks else list(_passages(scene, saying, "words_behind")) or None


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
            if not _is_fragment(scene, items, start, at):
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


def _is_fragment(scene: Scene, items: Sequence[Token], start: int, at: int) -> bool:
    """由于缺货，“…” and 拖慢生产的短缺状况，“…”: one clause before the quotation, whose main clause is in the marks."""
    end, words = at - 1, scene.words
    if end <= start or not is_comma(items[end]) or clause_end(items, start) != end:
        return False
    clause = [i for i in items[start:end] if i.tag not in ("TIME", "c") or i.word in words["subordinates"]]
    if clause and clause[0].word in words["subordinates"]:
        return not any(i.word in words["correlates"] for i in clause)
    if not any(i.tag in PREDICATES for i in clause):
        return not any(i.tag == "a" for i in clause)
    of = max((n for n, i in enumerate(clause) if i.word == "的"), default=len(clause))
    return clause[0].tag == "v" and 0 < of < len(clause) - 1 and all(in_phrase(i) for i in clause[of:])


def _before_turn(scene: Scene, saying: Saying) -> int:
    """尽管王某曾表示，…，但…: what is conceded ends where the article turns."""
    items, words = scene.lines[saying.line].items, scene.words
    for at in range(saying.low + 1, saying.high):
        turns = items[at].word in words["turns"] and _withholds(scene, items, at)
        if is_comma(items[at - 1]) and (turns or _reacts(items, at, saying.high)):
            return at - 1
    if any(i.word in words["concessions"] for i in items[saying.cue.clause : saying.cue.first]):
        for at in range(saying.low + 1, saying.high):
            if is_comma(items[at - 1]) and items[at].word in words["turns"]:
                return at - 1
    return saying.high


def _reacts(items: Sequence[Token], at: int, high: int) -> bool:
    """李某对此表示赞同: a clause in which another reacts to what was said."""
    near = "".join(i.word for i in items[at + 1 : min(at + NEAR_HEAD, high)])
    return items[at].tag in ("PER", "ORG") and "对此" in near


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
    return (paused and len(inner) >= SENTENCE_LIKE) or (closed and (judged or has_predicate(scene, items[at])))


def has_predicate(scene: Scene, item: Token) -> bool:
    """A verb or an adverb stands in the quotation: no mere noun phrase."""
    words = scene.layout.tokens_in(item.start + 1, item.end - 1)
    return any(t.tag in PREDICATES for t in words) or (bool(words) and words[-1].tag == "a")
