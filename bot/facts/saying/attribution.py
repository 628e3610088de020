"""Which cues stand on their own, who their speakers are, and how the rules are asked: first opinion wins."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.facts.saying.anaphora import resolve
from bot.facts.saying.cues import cues_in
from bot.facts.saying.outline import QUOTE, Line, clause_start, is_comma
from bot.facts.saying.passages import CUE_RULES, is_quoted
from bot.facts.saying.phrases import Source
from bot.facts.saying.predicates import Cue, is_foretold
from bot.facts.saying.quotations import QUOTE_RULES, is_free_standing
from bot.facts.saying.scene import Part, Saying, Scene
from bot.facts.saying.sources import subject_of
from bot.facts.saying.subjects import Speaker
from bot.facts.words import Token

PERSONAL = ("person", "human")
SEMICOLONS = ("；", ";")
POINTING = ("he", "it", "that")  # the same speaker goes on: …，该机构预计…
SPEAKING_FOR_THEMSELVES = ("person", "organisation", "human", "that", "it")


def attributed(scene: Scene) -> Iterator[Part]:
    """All parts of an article, a paragraph at a time: first what has a cue, then the quotations left without one."""
    for _, group in groupby(range(len(scene.lines)), key=lambda index: scene.lines[index].paragraph):
        paragraph = list(group)
        for index in paragraph:
            for saying in sayings(scene, index):
                parts = next((p for rule in CUE_RULES if (p := rule(scene, saying)) is not None), [])
                personal = saying.speaker is None or saying.speaker.kind in PERSONAL
                scene.voices.reported += [(p.start, p.end, personal) for p in parts]
                yield from parts
        for index in paragraph:
            yield from _left_over(scene, index)


def _left_over(scene: Scene, index: int) -> Iterator[Part]:
    for at, item in enumerate(scene.lines[index].items):
        if item.tag == QUOTE and item.start not in scene.taken and is_free_standing(scene, index, at):
            opinions = ((rule, rule(scene, index, at)) for rule in QUOTE_RULES)
            rule, speaker = next(((r, s) for r, s in opinions if s is not None), (None, None))
            if rule is not None and speaker is not None:
                scene.speaks(index, item.start, speaker)
                yield scene.take(item, speaker, rule.__name__)


def sayings(scene: Scene, index: int) -> Iterator[Saying]:
    """The cues of a line that stand on their own, each with its speaker and the items it can bring."""
    line = scene.lines[index]
    kept: list[tuple[Cue, Speaker | None]] = []
    embedded = False
    for bare in cues_in(scene.ground, line):
        found = bare._replace(clause=_with_connective(scene, line, bare.clause))
        turn = _turn(scene, line, kept[-1][0], found) if kept else None
        if kept and turn is None and is_inside(scene, line, kept[-1][0], found, embedded=embedded):
            embedded = embedded or found.manner != "account"  # 他说，根据…的数据，…，他还指出，…
            continue
        embedded = embedded and turn is None
        cue = found if turn is None else found._replace(clause=turn)
        place = line.items[cue.first].start if cue.first < len(line.items) else line.end
        speaker = speaker_of(scene, index, cue, kept)
        if speaker is None and (cue.source is None or cue.source.kind != "he"):
            continue
        if kept and hands_over(kept[-1][0], cue):
            kept.pop()
        kept.append((cue, speaker))
        if speaker is not None:
            scene.voices.hear(place, speaker, reports=cue.reports)
            scene.speaks(index, place, speaker)
    for number, (cue, speaker) in enumerate(kept):
        high = kept[number + 1][0].clause if number + 1 < len(kept) else len(line.items)
        low = cue.behind + (cue.behind < len(line.items) and is_comma(line.items[cue.behind]))
        yield Saying(index, cue, speaker, low, max(low, high), alone=len(kept) == 1)


def speaker_of(scene: Scene, index: int, cue: Cue, kept: Sequence[tuple[Cue, Speaker | None]]) -> Speaker | None:
    """The speaker of a cue; where its subject is left out, that of the cue or the clause before."""
    if cue.source is not None:
        return resolve(scene.voices, cue.source)
    if kept:
        return kept[-1][1]
    if cue.clause > 0:
        source = subject_before(scene, scene.lines[index].items, cue.clause)
        if source is not None and is_foretold(scene.lines[index].items, cue.clause, source, scene.words):
            return None  # 工厂一定会不满，认为…
        if source is None or (cue.manner == "shows" and not _finds_out(scene, source)):
            return None
        return resolve(scene.voices, source)
    before = scene.speakers_of(index)
    return before[-1].speaker if before else None


def _finds_out(scene: Scene, source: Source) -> bool:
    """A body, or people whose trade it is, may find something: 研究人员跟踪了三年，发现…."""
    described = scene.layout.folded[source.start : source.end]
    researchers = source.kind == "human" and scene.words.ends(described, "researchers")
    return researchers or source.kind in ("organisation", "it", "that")


def subject_before(scene: Scene, items: Sequence[Token], clause: int) -> Source | None:
    """The subject of the nearest clause in front of `clause` that has one: 王某仍在收车，但也直言…"""
    end = clause
    while end > 0:
        start = clause_start(items, end - 1)
        source = subject_of(scene.ground, items, start, end)
        if source is not None and (source.kind not in ("thing", "document") or source.head in scene.words["pieces"]):
            return source
        end = start
    return None


def is_inside(scene: Scene, line: Line, outer: Cue, cue: Cue, *, embedded: bool) -> bool:
    """A claim within what somebody else says is no saying of its own: 他说，有人认为….

    A second speaker in the same sentence takes the word only behind a finished clause; whoever hands on another's words
    (据…报道，王某表示) gives it at once.
    """
    if hands_over(outer, cue):
        return False
    if cue.clause <= outer.behind + 1 or embedded:
        return True
    if cue.source is None:
        return not _speaks_on(scene, line, outer, cue)
    announced = cue.manner in ("says", "remarks") or cue.verb in scene.words["announces"]
    if line.items[cue.clause - 1].word in SEMICOLONS and announced and cue.source.kind in SPEAKING_FOR_THEMSELVES:
        return False
    if cue.manner == "holds" and cue.source.kind not in POINTING:
        adds = any(i.word in scene.words["also"] for i in line.items[cue.clause : cue.clause + 2])
        if not adds or (not cue.pause and cue.verb not in scene.words["urges"]):
            return True
    if cue.source.kind == "document" or (cue.manner == "shows" and cue.source.kind != "organisation"):
        return True
    return cue.clause >= 2 and line.items[cue.clause - 2].word in scene.words["unfinished"]


def _with_connective(scene: Scene, line: Line, clause: int) -> int:
    """Where …；(同时，)王某表示 begins."""
    if clause == 0:
        return 0
    before = clause_start(line.items, clause - 1)
    plain = all(i.word in scene.words["adds"] for i in line.items[before : clause - 1])
    return before if plain and 0 < before < clause - 1 else clause


def _turn(scene: Scene, line: Line, outer: Cue, cue: Cue) -> int | None:
    """Where another takes the word behind a semicolon, with a clause about a person first: …；王某受访时摇头，他说，…"""
    if cue.source is None or cue.source.kind not in ("person", "he") or cue.manner not in ("says", "remarks"):
        return None
    stop = next((at for at in range(cue.clause - 1, outer.behind, -1) if line.items[at].word in SEMICOLONS), None)
    if stop is None or stop == cue.clause - 1:
        return None
    source = subject_of(scene.ground, line.items, stop + 1, cue.clause)
    return stop + 1 if source is not None and source.kind == "person" else None


def _speaks_on(scene: Scene, line: Line, outer: Cue, cue: Cue) -> bool:
    """The same speaker goes on with a cue: behind a quotation, or with a verb that takes up the word again."""
    for at in range(outer.behind, cue.first):
        if line.items[at].tag == QUOTE and is_quoted(scene, line.items, outer.behind, at, cue.clause):
            return True
    another = any(i.tag in ("PER", "ORG") for i in line.items[outer.behind + 1 : min(outer.behind + 3, cue.first)])
    adds = bool(cue.pause) and any(i.word in scene.words["resuming"] for i in line.items[cue.clause : cue.first])
    return not another and (adds or cue.verb in scene.words["resumes"])  # not …表示，王某批评…，称…


def hands_over(outer: Cue, cue: Cue) -> bool:
    """据报道 and 某社报道 only hand on what the next source says right behind; 发表声明，称… is one saying."""
    if cue.clause > outer.behind + 1:
        return False
    if cue.source is None:
        return outer.reports or outer.manner == "remarks"
    speaks = cue.manner == "says" or (cue.manner == "remarks" and bool(cue.pause))
    return outer.reports and speaks and cue.source.kind in SPEAKING_FOR_THEMSELVES
