"""What can be told of a clause by looking at it and around it: the names of the features that a scorer weighs.

A feature is a string. With a cue's list and word they come from config/lexicon, the rest is named here. All are there
or not there, so that a weight reads as what it adds.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.facts.hits import Hit, hits
from bot.facts.layout import Layout
from bot.facts.reading import Reading
from bot.facts.statements import Statement, words

Features = set[str]

# Lists of a topic that only shade what another word says.
SHADES = frozenset(["plain", "deny", "relief", "good", "causes", "hedge"])
CONTENT = frozenset(["n", "nz", "nw", "vn", "ORG", "PER"])
OPEN = frozenset(["v", "a", "n", "d", "vn", "ad", "an", "c", "p", "xc", "r", "f"])
PREDICATES = frozenset(["v", "a", "vn", "ad"])
TELLING = frozenset(["PER", "ORG", "TIME", "LOC", "m", "a", "r", "q"])
NEGATIONS = frozenset(["不", "不太", "不够", "没", "没有", "未", "无", "并不", "不再", "不能", "不是", "不那么"])
DEGREES = frozenset(
    ["太", "过", "极", "很", "相当", "非常", "比较", "较", "更", "最", "越来越", "愈来愈", "越", "过于", "过度", "极其"]
)
NEAR, FAR = 3, 10  # code points between a negation, or a remedy, and the cue it undoes
SHARES = 20  # an article's share of telling statements is told in twentieths
MOST_TALKED = 12  # nouns of an article that count as what it is about


def cues_of(found: Sequence[Hit], statements: Sequence[Statement]) -> list[list[Hit]]:
    """The hits of a topic by statement; both are in order of the text."""
    out, at = [], 0
    for statement in statements:
        while at < len(found) and found[at].start < statement.lead:
            at += 1
        first = at
        while at < len(found) and found[at].end <= statement.end:
            at += 1
        out.append(list(found[first:at]))
    return out


def features(reading: Reading, statements: Sequence[Statement], topic: str) -> list[Features]:
    """The features of every statement for the topic whose cues are in config/lexicon/`topic`.toml."""
    layout = reading.layout
    by_statement = cues_of(hits(layout, topic), statements)
    title, talked = _title_words(layout), _most_talked(layout)
    out = []
    for statement, cues in zip(statements, by_statement, strict=True):
        made = _of_cues(layout, statement, cues) | _of_words(layout, statement) | _of_place(layout, statement)
        tokens = {t.word for t in statement.tokens}
        made.update(f"title{n}" for n in range(1, 1 + min(2, len(tokens & title))))
        made.update(f"about{n}" for n in range(1, 1 + min(2, len(tokens & talked))))
        if "cue" in made and "about1" in made:
            made.add("cue about")
        out.append(made)
    _of_neighbours(statements, out)
    _of_company(statements, out)
    return out


def _of_cues(layout: Layout, statement: Statement, cues: Sequence[Hit]) -> Features:
    """Which cues, how many, where, and whether something before them undoes them (避免…風險, 不會造成失業潮)."""
    made: Features = set()
    lists = {name for cue in cues for name in cue.lists}
    kinds, count = set(), 0
    for index, cue in enumerate(cues):
        carrying = [name for name in cue.lists if name not in SHADES]
        if not carrying:
            made.update(f"shade {name}" for name in cue.lists)
            continue
        undone = _is_undone(layout, cue, cues[:index])
        made.update(f"{undone}list {name}" for name in carrying)
        if undone:
            continue
        kinds.update(carrying)
        count += 1
        place = "inside"
        described = any(a.start == cue.start and a.tag == "a" and b.tag == "n" for a, b in pairwise(statement.tokens))
        if described or layout.folded.startswith("的", cue.end):  # 複雜場景, 低迷的營收
            place = "modifier"
        elif statement.end - cue.end <= 2:
            place = "end"
        made.add(f"cue {place}")
        before = {name for earlier in cues[:index] for name in earlier.lists}
        if "causes" in before:
            made.add("cue caused")
        if "plain" in cue.lists:
            made.update(("plain", f"plain {place}"))
            made.update(
                f"plain {shade}" for shade in ("causes", "hedge") if shade in (before if shade == "causes" else lists)
            )
    if count:
        made.update(f"cue with {shade}" for shade in ("causes", "hedge", "good", "deny", "relief") if shade in lists)
        made.update(name for name, least in (("cue", 1), ("cues", 2), ("many cues", 3)) if count >= least)
        if kinds == {"effect"}:
            made.add("only an effect")
        if len(kinds) > 1:
            made.add("cues of two lists")
        if "plain" not in made:
            made.add("only faint cues")
        made.add("cue said" if statement.voice else "cue told")
    return made


def _is_undone(layout: Layout, cue: Hit, earlier: Sequence[Hit]) -> str:
    """The mark for a cue that a negation or a remedy stands shortly before; not one that only modifies it (不小的差距)."""
    for other in earlier:
        between = layout.folded[other.end : cue.start]
        denied = "deny" in other.lists and len(between) <= NEAR and "的" not in between
        if denied or ("relief" in other.lists and len(between) <= FAR):
            return "no "
    return ""


def _of_words(layout: Layout, statement: Statement) -> Features:
    """The words themselves, their tags, negation and degree, and how the statement opens."""
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


def _of_place(layout: Layout, statement: Statement) -> Features:
    """Where the statement stands, how long it is, who says it."""
    length = statement.end - statement.start
    made = {"bias", f"role {statement.paragraph.role}", f"before {statement.before}", f"after {statement.after}"}
    made.update(f"shorter than {n}" for n in (6, 10, 16) if length < n)
    if length > 30:
        made.add("long")
    if layout.text[statement.end : statement.end + 1] in ("？", "?"):
        made.add("question")
    made.add(f"voice {statement.voice.kind if statement.voice else 'article'}")
    return made


def _of_neighbours(statements: Sequence[Statement], made: Sequence[Features]) -> None:
    """Adds what stands before and behind each statement. Only features that are there before are looked at."""
    own = [frozenset(f & {"cue", "opens contrast", "opens leaning", "ends saying", "saying"}) for f in made]
    for index, statement in enumerate(statements):
        for step in (-2, -1, 1, 2):
            at = index + step
            if not 0 <= at < len(statements):
                continue
            same = statements[at].sentence == statement.sentence
            if "cue" in own[at]:
                made[index].add(f"{step:+} cue{' in sentence' if same else ''}")
            if same and abs(step) == 1:
                made[index].update(f"{step:+} {name}" for name in own[at] - {"cue"})
        if (index and statement.before == "：" and "cue" in own[index - 1]) or (
            index and "listed" in made[index - 1] and statements[index - 1].sentence == statement.sentence
        ):
            made[index].add("listed")


def _of_company(statements: Sequence[Statement], made: Sequence[Features]) -> None:
    """Adds how many statements of the paragraph, and which share of the article's, hold a cue that is enough by itself."""
    plain = ["plain" in its for its in made]
    paragraphs = Counter(s.paragraph for s, its in zip(statements, plain, strict=True) if its)
    share = SHARES * sum(plain) // max(1, len(plain))
    article = {f"article over {n}/{SHARES}" for n in range(1, 1 + min(share, 7))}
    for statement, its, own in zip(statements, made, plain, strict=True):
        its.update(article)
        its.update(f"paragraph over {n}" for n in range(min(4, paragraphs[statement.paragraph] - own)))


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
