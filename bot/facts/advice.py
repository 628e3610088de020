"""What somebody says should be done: 加大研發投入."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.facts.kind import Kind
from bot.facts.reading import Reading
from bot.facts.statements import Statement, statements, words
from bot.facts.words import Token

LONGEST_RUN = 3  # clauses: what should be done, and how or what for
CALL_REACH = (
    4  # code points between a call (建議) and the words it introduces: a comma, a colon, an addressee's particle
)
UNDER = ("下", "之下", "的")  # behind a call that is a noun: 在白宮要求下
FIRST_WORDS = 14  # tokens in which a modal stands behind its subject


@dataclass(frozen=True, slots=True)
class Advice:
    """The smallest clause that stands alone; `said_by` is its speaker, None for the article itself."""

    start: int
    end: int
    said_by: str | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The statements of one sentence, and whether the sentence before announced a list of things to do."""

    reading: Reading
    statements: Sequence[Statement]
    announced: bool


def step_of_list(line: Line, at: int) -> bool:
    """A point of an announced list that begins with what to do: 首先,加大研發投入;其次,… Not one that tells of a subject: 首先,成本很高."""
    counters = words(line.reading.layout.lexicon, "advice.counters")
    statement = line.statements[at]
    counted = _counted(line, at, counters)
    return counted and line.announced and _begins_with_deed(statement, counters)


def called_for(line: Line, at: int) -> bool:
    """The words behind a call: 他呼籲,政府…; 建議同行…. Not what somebody hopes will come by itself (希望明年回升)."""
    statement = line.statements[at]
    layout = line.reading.layout
    calls = words(layout.lexicon, "advice.calls")
    before = layout.tokens_in(statement.lead - 12 if statement.lead > 12 else 0, statement.start)
    near = [t for t in before if statement.start - t.end <= CALL_REACH]
    if _leads_to_modal(line, at):
        return False
    inside = next(
        (
            t
            for t, then in pairwise(statement.tokens[:4])
            if t.word in calls and t.tag == "v" and then.word not in UNDER
        ),
        None,
    )
    quoted = statement.voice is not None and abs(statement.voice.start - statement.start) <= 2
    if quoted and any(t.word in calls for t in near):
        return True
    return inside is not None and statement.voice is not None and _has_deed(statement, inside.end)


def modal(line: Line, at: int) -> bool:
    """政府應提高補助; 不妨先試; 可以考慮增加數據. Not a condition or a question (如果要, 是否應該), nor a need of things (要消耗大量水)."""
    statement, lexicon = line.statements[at], line.reading.layout.lexicon
    if statement.after in ("？", "?") or statement.tokens[0].word == "是" or _leads_to_modal(line, at):
        return False
    strong, weak, permissions, suggested = (
        words(lexicon, f"advice.{name}") for name in ("modals", "weak_modals", "permissions", "suggested")
    )
    for before, token, behind in _windows(statement):
        if before & words(lexicon, "advice.conditions"):
            continue
        if token.word in permissions and behind.word in suggested:
            return True
        if token.word in strong and (token.word not in weak or _is_asked(line, at, token, behind)):
            return True
    return False


RULES: tuple[Callable[[Line, int], bool], ...] = (step_of_list, called_for, modal)


def find(reading: Reading) -> Iterator[Advice]:
    """The first rule that takes a clause decides; clauses that go on with it belong to it."""
    announced = False
    announcing = words(reading.layout.lexicon, "advice.announcing")
    for _, group in groupby(statements(reading), key=lambda s: s.sentence):
        line = Line(reading, tuple(group), announced)
        yield from _in_sentence(line)
        told = {t.word for s in line.statements for t in s.tokens}
        listing = any(
            _counted(line, at, words(reading.layout.lexicon, "advice.counters")) for at in range(len(line.statements))
        )
        announced = bool(told & announcing) or (announced and listing)


def _in_sentence(line: Line) -> Iterator[Advice]:
    at = 0
    while at < len(line.statements):
        rule = next((rule for rule in RULES if rule(line, at)), None)
        if rule is None:
            at += 1
            continue
        last = _last(line, at)
        first = line.statements[at]
        yield Advice(
            first.start, line.statements[last].end, first.voice.speaker if first.voice else None, rule.__name__
        )
        at = last + 1


def _last(line: Line, first: int) -> int:
    """The last clause of the run: those that say how, what for or what else, up to a semicolon or advice of its own."""
    lexicon = line.reading.layout.lexicon
    ongoing, counters, contrast = (
        words(lexicon, name) for name in ("advice.ongoing", "advice.counters", "clauses.contrast")
    )
    last = first
    for at in range(first + 1, min(first + LONGEST_RUN, len(line.statements))):
        statement, before = line.statements[at], line.statements[at - 1]
        if before.after not in ("，", ",") or statement.voice != line.statements[first].voice:
            break
        begins = statement.tokens[0].word
        goes_on = begins in ongoing or _begins_with_deed(statement, counters)
        if begins in counters | contrast or not goes_on or modal(line, at):
            break
        last = at
    return last


def _windows(statement: Statement) -> Iterator[tuple[set[str], Token, Token]]:
    """Each of the first words that has one behind it, with the two in front and the clause's first."""
    tokens = statement.tokens[: FIRST_WORDS + 1]
    for index, (token, behind) in enumerate(pairwise(tokens)):
        yield {t.word for t in (*tokens[:1], *tokens[max(0, index - 2) : index])} - {token.word}, token, behind


def _is_asked(line: Line, at: int, modal: Token, behind: Token) -> bool:
    """A weak modal counts where a named voice says who should do something: 各業者要與勞工溝通."""
    statement = line.statements[at]
    spoken = statement.voice is not None and statement.voice.speaker is not None
    in_front = next((t for t in reversed(statement.tokens) if t.end <= modal.start and t.tag not in ("d", "ad")), None)
    somebody = in_front is None or in_front.tag in ("n", "nz", "r", "PER", "ORG", "LOC", "vn", "c")
    needs = words(line.reading.layout.lexicon, "advice.needs_of_things")
    return spoken and somebody and behind.word not in needs and _deed(behind.tag)


def _leads_to_modal(line: Line, at: int) -> bool:
    """The clause only says what for: 要跟上,可以…; 考量定義不易,宜緩不宜急. The next one says what to do."""
    if at + 1 == len(line.statements) or line.statements[at].after not in ("，", ","):
        return False
    lexicon = line.reading.layout.lexicon
    leaning = words(lexicon, "advice.purposes")
    first, then = line.statements[at].tokens, line.statements[at + 1].tokens
    modals = words(lexicon, "advice.modals") | words(lexicon, "advice.permissions")
    aims = first[0].word in leaning or any(t.word in leaning for t in first[:3])
    return aims and any(t.word in modals for t in then[:4])


def _counted(line: Line, at: int, counters: frozenset[str]) -> bool:
    """The clause begins with a counter, or the clause before is nothing but one."""
    tokens = line.statements[at].tokens
    if tokens[0].word in counters and len(tokens) > 1:
        return True
    return at > 0 and len(line.statements[at - 1].tokens) == 1 and line.statements[at - 1].tokens[0].word in counters


def _begins_with_deed(statement: Statement, counters: frozenset[str]) -> bool:
    """Its first words are something to do, with no subject in front: 加大投入, 與高校合作."""
    tokens = [t for t in statement.tokens if t.word not in counters and t.tag not in ("w", "d", "ad", "c")]
    return bool(tokens) and (_deed(tokens[0].tag) or tokens[0].tag == "p")


def _has_deed(statement: Statement, behind: int) -> bool:
    """Something is done by somebody behind that offset."""
    return any(t.start >= behind and _deed(t.tag) for t in statement.tokens)


def _deed(tag: str) -> bool:
    return tag in ("v", "vd", "vn", "d", "ad", "p")


KIND = Kind("advice", Advice, find)
