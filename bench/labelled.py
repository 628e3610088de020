"""Labelled articles: what was read of them, what their labels are, and whether a fact matches one.

Labels come from two places. NNN.gold.json beside NNN.txt quotes each piece. `labels.json` in this folder holds those that
we gave further articles: as the articles are not ours to pass on, only the places of the pieces (code points of the
file), under the SHA-256 of the file.
"""

import hashlib
import json
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.facts.clean import clean
from bot.facts.cuts import Span, overlap
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.parse import read
from bot.facts.reading import Reading
from bot.facts.structure import structure
from bot.facts.words import fold

ROOT = Path(__file__).parent
CONFIG = ROOT.parent / "config"
CLAUSES = ("limits", "advice")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article; `spans` are the places of each labelled clause by kind, `sectors` the names of its industries.

    `ours`: its labels come from labels.json. It is learned from, but no judgement is based on it.
    """

    name: str
    reading: Reading
    spans: Mapping[str, Sequence[Sequence[Span]]]
    sectors: Sequence[str]
    ours: bool


def lexicon() -> Lexicon:
    return Lexicon.from_tables(
        {p.stem: tomllib.loads(p.read_text("utf-8")) for p in (CONFIG / "lexicon").glob("*.toml")}
    )


def articles(folders: Iterable[Path], words: Lexicon) -> Iterator[Labelled]:
    """Every article of the folders that has labels, in order of the names."""
    own = json.loads((ROOT / "labels.json").read_text("utf-8"))
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        source, beside = path.read_text("utf-8"), path.with_suffix(".gold.json")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if beside.exists():
            labels = json.loads(beside.read_text("utf-8"))
            pieces = {kind: [label["text"] for label in labels[kind]] for kind in CLAUSES}
            yield _labelled(path.stem, source, pieces, [i["name"] for i in labels["industries"]], words, ours=False)
        elif digest in own:
            pieces = {
                kind: [source[start:end] for start, end in own[digest][kind]] for kind in (*CLAUSES, "industries")
            }
            yield _labelled(path.stem, source, pieces, pieces["industries"], words, ours=True)


def _labelled(
    name: str,
    source: str,
    pieces: Mapping[str, Sequence[str]],
    sectors: Sequence[str],
    words: Lexicon,
    *,
    ours: bool,
) -> Labelled:
    text = clean(source)
    reading = read(lay_out(text, structure(text, words).paragraphs, words))
    spans = {kind: [places(text, piece) for piece in pieces[kind]] for kind in CLAUSES}
    once = list({bare(sector): sector for sector in reversed(sectors)}.values())[::-1]
    return Labelled(name, reading, spans, once, ours)


def places(text: str, piece: str) -> list[Span]:
    out, at = [], text.find(piece)
    while at >= 0:
        out.append((at, at + len(piece)))
        at = text.find(piece, at + 1)
    return out


def label_of(clause: Span, golds: Sequence[Sequence[Span]]) -> int:
    """The label that holds half of the clause, -1 for none."""
    shared, which = max(((overlap(clause, s), n) for n, spans in enumerate(golds) for s in spans), default=(0, -1))
    return which if 2 * shared >= clause[1] - clause[0] else -1


def bare(name: str) -> str:
    """A name as it is compared: folded, without the marks and blanks that two writers may set differently."""
    return "".join(char for char in fold(unicodedata.normalize("NFKC", name)).lower() if char.isalnum())


def same_name(a: str, b: str) -> bool:
    """Equal, or one holds the other, which has two characters or more."""
    x, y = bare(a), bare(b)
    return bool(x and y) and (x == y or (min(len(x), len(y)) > 1 and (x in y or y in x)))
