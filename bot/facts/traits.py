"""What can be told of a clause whatever one looks for in it: its words, where it stands, how long it is, who says it.

A trait is a string. All are there or not there, so that the weight of one reads as what it adds.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.facts.layout import Layout
from bot.facts.lexicon import Lexicon
from bot.facts.statements import Statement, words

Traits = set[str]

CONTENT = frozenset(["n", "nz", "nw", "vn", "ORG", "PER"])
OPEN = frozenset(["v", "a", "n", "d", "vn", "ad", "an", "c", "p", "xc", "r", "f"])
VERBS = frozenset(["v", "vd"])
PREDICATES = frozenset(["v", "a", "vn", "ad"])
NAMED = frozenset(
    ["PER", "ORG", "LOC", "TIME", "m", "nz", "nw"]
)  # told by their tag, or a weight would learn a subject
TELLING = frozenset(["PER", "ORG", "TIME", "LOC", "m", "a", "r", "q"])
NEGATIONS = frozenset(["不", "不太", "不够", "没", "没有", "未", "无", "并不", "不再", "不能", "不是", "不那么"])
DEGREES = frozenset(
    ["太", "过", "极", "很", "相当", "非常", "比较", "较", "更", "最", "越来越", "愈来愈", "越", "过于", "过度", "极其"]
)
STOPS = frozenset("，；：、。")
SHARED = ("has ", "opens ", "ends saying", "saying", "announces")  # what is told of the clauses beside it
TITLE, ABOUT = ("title1", "title2"), ("about1", "about2")
SUBJECT = 3  # words in front of the first verb whose tags are told
MOST_TALKED = 12  # nouns of an article that count as what it is about


def traits(layout: Layout, statements: Sequence[Statement]) -> tuple[Traits, ...]:
    """The traits of every statement."""
    title, talked, lists = _title_words(layout), _most_talked(layout), _lists(layout.lexicon)
    out = []
    for statement in statements:
        content = {t.word for t in statement.tokens}
        made = _of_words(lists, statement) | _of_place(layout, statement)
        made.update(TITLE[: len(content & title)])
        made.update(ABOUT[: len(content & talked)])
        out.append(made)
    beside(statements, out, SHARED)
    return tuple(out)


def beside(statements: Sequence[Statement], made: Sequence[set[str]], shared: tuple[str, ...]) -> None:
    """Adds to each what the clauses before (-1) and behind (+1) in its sentence have of the `shared`, told by how they begin."""
    own = [[name for name in its if name.startswith(shared)] for its in made]
    for at, (left, right) in enumerate(pairwise(statements)):
        if left.sentence == right.sentence:
            made[at].update([f"+1 {name}" for name in own[at + 1]])
            made[at + 1].update([f"-1 {name}" for name in own[at]])


class Lists(NamedTuple):
    """The word lists that traits are told by."""

    opens: Sequence[tuple[str, frozenset[str]]]
    first: Sequence[tuple[str, frozenset[str]]]
    says: frozenset[str]
    announcing: frozenset[str]


@cache
def _lists(lexicon: Lexicon) -> Lists:
    named = {name: words(lexicon, f"clauses.{name}") for name in ("contrast", "leaning", "following")}
    return Lists(
        [(f"opens {name}", found) for name, found in named.items()],
        [(f"first {name}", named[name]) for name in ("leaning", "following")],
        words(lexicon, "speech.says") | words(lexicon, "speech.holds"),
        words(lexicon, "clauses.announcing"),
    )


def _of_words(lists: Lists, statement: Statement) -> set[str]:
    """The words, which follow each other, their tags, negation and degree, and what they do to the clauses around."""
    tokens = statement.tokens
    own = [t for t in tokens if t.start >= statement.start] or tokens
    made = {f"has {t.word}" for t in tokens if t.tag in OPEN} | {f"tag {t.tag}" for t in tokens if t.tag in TELLING}
    for token, following in pairwise(tokens):
        if token.word in NEGATIONS and following.tag in OPEN:
            made.add(f"not {following.tag}")
        if token.word in DEGREES and following.tag in ("a", "ad", "an"):
            made.add(f"degree {token.word}")
    made.update([name for name, found in lists.opens if tokens[0].word in found])
    made.update([name for name, found in lists.first if own[0].word in found])
    told = (
        ("no predicate", PREDICATES.isdisjoint([t.tag for t in tokens])),
        ("ends saying", tokens[-1].word in lists.says),
        ("saying", not lists.says.isdisjoint([t.word for t in tokens])),
        ("announces", not lists.announcing.isdisjoint([t.word for t in tokens[-3:]])),
    )
    made.update([name for name, true in told if true])
    front = next((at for at, t in enumerate(own[: SUBJECT + 1]) if t.tag in VERBS), None)
    made.add(f"first tag {own[0].tag}")
    made.add("no verb in front" if front is None else f"in front of the verb {'-'.join(t.tag for t in own[:front])}")
    plain = [t.tag if t.tag in NAMED else t.word for t in tokens]
    made.update([f"{a}_{b}" for a, b in pairwise(plain)])
    return made


def _of_place(layout: Layout, statement: Statement) -> set[str]:
    """Where the statement stands, how long it is, who says it."""
    length = statement.end - statement.start
    made = {"bias", f"role {statement.paragraph.role}"}
    around = (("before", statement.before), ("after", statement.after))
    made.update([f"{side} {mark}" for side, mark in around if mark in STOPS])
    made.update([f"shorter than {n}" for n in (6, 10, 16) if length < n])
    if length > 30:
        made.add("long")
    if layout.text[statement.end : statement.end + 1] in ("？", "?"):
        made.add("question")
    made.add(f"voice {statement.voice.kind if statement.voice else 'article'}")
    return made


def _title_words(layout: Layout) -> frozenset[str]:
    """The content words of the headline, or of the first line where there is none."""
    lines = layout.paragraphs
    line = next((p for p in lines if p.role == "headline"), lines[0] if lines else None)
    tokens = layout.tokens_in(line.start, line.end) if line else ()
    return frozenset(t.word for t in tokens if t.tag in CONTENT and len(t.word) > 1)


def _most_talked(layout: Layout) -> frozenset[str]:
    """The nouns and names the article uses most."""
    counts = Counter(t.word for t in layout.tokens if t.tag in CONTENT and len(t.word) > 1)
    return frozenset(word for word, _ in counts.most_common(MOST_TALKED))
