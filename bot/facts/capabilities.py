"""What the subject can do: 能生成長達1分鐘的高清視頻."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.facts.kind import Kind
from bot.facts.reading import Reading
from bot.facts.statements import Statement, words

SHORT = 8  # code points: a clause as short as this only says what an ability is good for (提高效率)
REACH = 4  # words from 該 to the thing it points at: 該視頻生成模型
NEAR = 2  # words in front of an ability that can deny it


@dataclass(frozen=True, slots=True)
class Capability:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The statements of one sentence, and where (offsets in order) the article's things are named or taken up again in it."""

    reading: Reading
    statements: Sequence[Statement]
    subjects: Sequence[int]

    def list(self, name: str) -> frozenset[str]:
        return words(self.reading.layout.lexicon, f"capabilities.{name}")


def able(line: Line, at: int) -> int | None:
    """Sora能生成…; 它可以幫助…. Not what somebody doubts or asks (未必能, 是否能), nor what people may do (企業可以考慮)."""
    statement = line.statements[at]
    for index, token in enumerate(statement.tokens[:-1]):
        if token.word in line.list("abilities") and statement.tokens[index + 1].word not in line.list("no_deeds"):
            denied = any(t.word in line.list("doubts") for t in statement.tokens[max(0, index - NEAR) : index])
            doubted = statement.tokens[0].word in line.list("doubts") or statement.after in ("？", "?")
            return None if denied or doubted or not _of_a_thing(line, at, index) else token.start
    return None


def shown(line: Line, at: int) -> int | None:
    """模型展現了…的連貫性; 實現了…訓練: a verb of showing and, behind it, something that is an ability."""
    statement = line.statements[at]
    for index, token in enumerate(statement.tokens[:-1]):
        if token.word in line.list("showing") and any(
            t.word in line.list("shown") for t in statement.tokens[index + 1 :]
        ):
            denied = any(t.word in line.list("doubts") for t in statement.tokens[:index])
            return None if denied or not _of_a_thing(line, at, index) else token.start
    return None


RULES: tuple[Callable[[Line, int], int | None], ...] = (able, shown)


def find(reading: Reading) -> Iterator[Capability]:
    """The first rule that finds an ability in a clause says where it begins; what goes on with it belongs to it."""
    for _, group in groupby(reading.statements, key=lambda s: s.sentence):
        members = tuple(group)
        if members[0].paragraph.role == "body":
            line = Line(reading, members, ())
            yield from _in_sentence(Line(reading, members, _subjects(line)))


def _in_sentence(line: Line) -> Iterator[Capability]:
    at, last = 0, -2
    while at < len(line.statements):
        rule, start = next(((r.__name__, s) for r in RULES if (s := r(line, at)) is not None), ("", None))
        if start is None and last == at - 1 and _goes_on(line, at):
            rule, start = "goes_on", line.statements[at].start
        if start is not None:
            voice = line.statements[at].voice
            last = _last(line, at)
            yield Capability(start, line.statements[last].end, voice.speaker if voice else None, rule)
            at = last
        at += 1


def _last(line: Line, first: int) -> int:
    """The clause itself, or the next where that only says how or what for."""
    if first + 1 == len(line.statements) or line.statements[first].after not in ("，", ","):
        return first
    following = line.statements[first + 1]
    begins = following.tokens[0]
    able_itself = any(rule(line, first + 1) is not None for rule in RULES)
    short = following.end - following.start < SHORT and begins.tag in ("v", "vd", "ad") and not able_itself
    return first + 1 if begins.word in line.list("ongoing") or short else first


def _goes_on(line: Line, at: int) -> bool:
    """The clause behind an ability, which says another one without saying 能 again: …,還了解…; …,直接為…創造內容."""
    statement, before = line.statements[at], line.statements[at - 1]
    lexicon = line.reading.layout.lexicon
    stop = words(lexicon, "clauses.contrast") | words(lexicon, "clauses.leaning") | line.list("doubts")
    deeds = [t for t in statement.tokens if t.tag not in ("d", "ad", "c", "w")]
    begins = bool(deeds) and deeds[0].tag in ("v", "vd", "p") and deeds[0] is not statement.tokens[0]
    return before.after in ("，", ",", "；", ";") and begins and statement.tokens[0].word not in stop


def _of_a_thing(line: Line, at: int, index: int) -> bool:
    """Whose ability it is: a thing of the article named in the clause in front, or, where no noun stands there, before in the sentence."""
    statement = line.statements[at]
    end = statement.tokens[index].start
    before = bisect_left(line.subjects, end)
    if before and line.subjects[before - 1] >= statement.lead:
        return True
    nouns = [t for t in statement.tokens[:index] if t.tag in ("n", "nz", "r", "PER", "ORG", "vn")]
    return not nouns and before > 0


def _subjects(line: Line) -> tuple[int, ...]:
    """Where products are named, and where 它, 其 or 該模型 takes them up again."""
    first, last = line.statements[0].lead, line.statements[-1].end
    mentions = (m.start for name in line.reading.names.products for m in name.mentions)
    found = {start for start in mentions if first <= start < last}
    sentence = line.reading.layout.tokens_in(first, last)
    for index, token in enumerate(sentence):
        if token.word in line.list("subjects"):
            behind = sentence[index + 1 : index + 1 + REACH]
            if token.word in ("它", "其") or any(t.word in line.list("things") for t in behind):
                found.add(token.start)
    return tuple(sorted(found))


KIND = Kind("capabilities", Capability, find)
