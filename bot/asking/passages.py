"""An article's sentences as answers are looked for among them: each with its signs, its surroundings and who says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.asking.question import KINDS, pairs, signs
from bot.facts.article import Article, Span
from bot.facts.display import folded
from bot.facts.layout import Sentence, sentences_of
from bot.facts.lexicon import Lexicon
from bot.facts.structure import structure

HE = re.compile(r"[他她](?!们|人|国)")
SILENT = ("byline", "caption", "link", "notice")  # lines that answer nothing


@dataclass(frozen=True, slots=True)
class Ground:
    """What the passages of one article share: its words, folded. `names` are those of people, organisations, products and speakers, `roles` by name."""

    title: str
    text: str
    signs: frozenset[str]
    pairs: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    roles: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A sentence at `start, end` of its article's text, in code points; all words in it are folded.

    `place` counts the article's sentences. `kinds` are those of the facts it holds, `amounts` the figures in it.
    """

    start: int
    end: int
    place: int
    paragraph: int
    role: str
    text: str
    signs: frozenset[str]
    pairs: frozenset[str]
    heading: str
    speakers: tuple[str, ...]
    sayers: str
    amounts: tuple[tuple[str, str], ...]
    kinds: frozenset[str]
    ground: Ground
    around: "Around" = field(repr=False)


@dataclass(slots=True)
class Around:
    """The passages beside one, the signs of its paragraph, and whom it means by 他; filled in once all are known."""

    before: Passage | None = None
    after: Passage | None = None
    paragraph: frozenset[str] = frozenset()
    meant: str = ""


def passages(article: Article, lexicon: Lexicon) -> tuple[Passage, ...]:
    """The sentences of the article's own lines, in order."""
    paragraphs = structure(article.text, lexicon).paragraphs
    told = [s for s in sentences_of(article.text, paragraphs) if paragraphs[s.paragraph].role not in SILENT]
    ground = _ground(article, told)
    out = [_passage(article, ground, place, s, paragraphs[s.paragraph].role) for place, s in enumerate(told)]
    by_paragraph: dict[int, frozenset[str]] = {}
    for passage in out:
        by_paragraph[passage.paragraph] = by_paragraph.get(passage.paragraph, frozenset()) | passage.signs
    for place, passage in enumerate(out):
        passage.around.before = out[place - 1] if place else None
        passage.around.after = out[place + 1] if place + 1 < len(out) else None
        passage.around.paragraph = by_paragraph[passage.paragraph]
    _mean(out, ground)
    return tuple(out)


def _mean(told: list[Passage], ground: Ground) -> None:
    """他 is whoever was spoken of first in the last sentence that names somebody; not where the sentence names him before."""
    last = ""
    for passage in told:
        named = {at: name for name in ground.people if name and (at := passage.text.find(name)) >= 0}
        first = min(named, default=len(passage.text))
        if (he := HE.search(passage.text)) and he.start() < first:
            passage.around.meant = last
        last = named.get(first, last)


def _ground(article: Article, told: list[Sentence]) -> Ground:
    words = [folded(article.text[s.start : s.end]) for s in told]
    people = frozenset(_named(article, "people", "name")) | frozenset(_named(article, "quotes", "speaker"))
    others = (*_named(article, "organisations", "name"), *_named(article, "products", "name"))
    roles: dict[str, tuple[str, ...]] = {}
    for kind, key in (("people", "name"), ("quotes", "speaker")):
        for fact in article.facts.get(kind, ()):
            name, role = getattr(fact, key), getattr(fact, "role", None)
            if name and role and folded(role) not in roles.get(folded(name), ()):
                roles[folded(name)] = (*roles.get(folded(name), ()), folded(role))
    return Ground(
        title=folded(article.title),
        text="\n".join(words),
        signs=frozenset(sign for text in words for sign in signs(text)),
        pairs=frozenset(pair for text in words for pair in pairs(text)),
        names=people.union(others),
        people=people,
        roles=roles,
    )


def _named(article: Article, kind: str, key: str) -> Iterator[str]:
    return (folded(name) for fact in article.facts.get(kind, ()) if (name := getattr(fact, key)))


def _passage(article: Article, ground: Ground, place: int, sentence: Sentence, role: str) -> Passage:
    text = folded(article.text[sentence.start : sentence.end])
    section = next((s for s in reversed(article.sections) if s.start <= sentence.start), None)
    quotes: list[Any] = list(_touching(article, "quotes", sentence))
    speakers = tuple(dict.fromkeys(folded(q.speaker) for q in quotes if q.speaker))
    amounts: list[Any] = [f for f in _touching(article, "figures", sentence) if f in Span(sentence.start, sentence.end)]
    return Passage(
        start=sentence.start,
        end=sentence.end,
        place=place,
        paragraph=sentence.paragraph,
        role=role,
        text=text,
        signs=frozenset(signs(text)),
        pairs=frozenset(pairs(text)),
        heading=folded(section.heading) if section and section.heading else "",
        speakers=speakers,
        sayers=" ".join((*speakers, *(folded(q.role) for q in quotes if q.role))),
        amounts=tuple((folded(article.slice(f)), folded(f.unit or "")) for f in amounts),
        kinds=frozenset(kind for kind in KINDS if any(True for _ in _touching(article, kind, sentence))),
        ground=ground,
        around=Around(),
    )


def _touching(article: Article, kind: str, sentence: Sentence) -> Iterator[Any]:
    return (f for f in article.facts.get(kind, ()) if f.start < sentence.end and sentence.start < f.end)
