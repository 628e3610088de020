"""What can be told of a clause whatever one looks for in it: its words, how it opens, where it stands, how long it is.

A trait is a string. All are there or not there, so that the weight of one reads as what it adds.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.facts.layout import Layout
from bot.facts.statements import Statement, words

Traits = frozenset[str]

CONTENT = frozenset(["n", "nz", "nw", "vn", "ORG", "PER"])
OPEN = frozenset(["v", "a", "n", "d", "vn", "ad", "an", "c", "p", "xc", "r", "f"])
PREDICATES = frozenset(["v", "a", "vn", "ad"])
VERBS = frozenset(["v", "vd"])
NAMED = frozenset(
    ["PER", "ORG", "LOC", "TIME", "m", "nz", "nw"]
)  # told by their tag, or a weight would learn a subject
TELLING = frozenset(["PER", "ORG", "TIME", "LOC", "m", "a", "r", "q"])
NEGATIONS = frozenset(["不", "不太", "不够", "没", "没有", "未", "无", "并不", "不再", "不能", "不是", "不那么"])
DEGREES = frozenset(
    ["太", "过", "极", "很", "相当", "非常", "比较", "较", "更", "最", "越来越", "愈来愈", "越", "过于", "过度", "极其"]
)
STOPS = frozenset("，；：、。")
EARLY = 3  # words at the head of a clause that are told as such
SUBJECT = 3  # words in front of the first verb whose tags are told
FURTHEST = 12  # words of a clause that are looked at for how it opens
MOST_TALKED = 12  # nouns of an article that count as what it is about


def traits(layout: Layout, statements: Sequence[Statement]) -> tuple[Traits, ...]:
    """The traits of every statement."""
    title, talked = _title_words(layout), _most_talked(layout)
    out = []
    for statement in statements:
        content = {t.word for t in statement.tokens}
        made = _of_words(layout, statement) | _of_order(statement) | _of_place(layout, statement)
        made.update(f"title{n}" for n in range(1, 1 + min(2, len(content & title))))
        made.update(f"about{n}" for n in range(1, 1 + min(2, len(content & talked))))
        out.append(frozenset(made))
    return tuple(out)


def _of_words(layout: Layout, statement: Statement) -> set[str]:
    """The words themselves, their tags, negation and degree, and what they do to the clauses around."""
    lexicon, tokens = layout.lexicon, statement.tokens
    made = {f"has {t.word}" for t in tokens if t.tag in OPEN} | {f"tag {t.tag}" for t in tokens if t.tag in TELLING}
    for token, following in pairwise(tokens):
        if token.word in NEGATIONS and following.tag in OPEN:
            made.add(f"not {following.tag}")
        if token.word in DEGREES and following.tag in ("a", "ad", "an"):
            made.add(f"degree {token.word}")
    opening = tokens[0].word
    for name in ("contrast", "leaning", "following"):
        if opening in words(lexicon, f"clauses.{name}"):
            made.add(f"opens {name}")
    first = next((t.word for t in tokens if t.start >= statement.start), opening)
    for name in ("leaning", "following"):
        if first in words(lexicon, f"clauses.{name}"):
            made.add(f"first {name}")
    if not any(t.tag in PREDICATES for t in tokens):
        made.add("no predicate")
    says = words(lexicon, "speech.says") | words(lexicon, "speech.holds")
    if tokens[-1].word in says:
        made.add("ends saying")
    if any(t.word in says for t in tokens):
        made.add("saying")
    if any(t.word in words(lexicon, "clauses.announcing") for t in tokens[-3:]):
        made.add("announces")
    return made


def _of_order(statement: Statement) -> set[str]:
    """How it opens, what stands in front of its first verb, its first two verbs, and which words follow each other."""
    tokens = [t for t in statement.tokens if t.start >= statement.start][:FURTHEST] or statement.tokens[:1]
    made = {f"early {t.word}" for t in tokens[:EARLY] if t.tag in OPEN}
    made.add(f"first tag {tokens[0].tag}")
    front = next((at for at, t in enumerate(tokens) if t.tag in VERBS), len(tokens))
    made.add("pre " + ("-".join(t.tag for t in tokens[:front]) if front <= SUBJECT else "long"))
    verbs = [t.word for t in tokens if t.tag in VERBS][:2]
    made.update(f"verb1 {verb}" for verb in verbs[:1])
    made.update("verbs " + "_".join(verbs) for _ in verbs[1:])
    plain = [t.tag if t.tag in NAMED else t.word for t in statement.tokens]
    made.update(f"{a}_{b}" for a, b in pairwise(plain))
    return made


def _of_place(layout: Layout, statement: Statement) -> set[str]:
    """Where the statement stands, how long it is, who says it."""
    length = statement.end - statement.start
    made = {"bias", f"role {statement.paragraph.role}"}
    made.update(
        f"{side} {mark}" for side, mark in (("before", statement.before), ("after", statement.after)) if mark in STOPS
    )
    made.update(f"shorter than {n}" for n in (6, 10, 16) if length < n)
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
