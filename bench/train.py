"""Trains the scorer of limits on labelled articles: `python -m bench.train DIR`, weights to config/scorer/.

DIR holds NNN.txt with NNN.gold.json beside it. `--judge` writes nothing and prints how the scorer does on each article when
trained on all the others, beside the rules that stand in where there are no weights. The same articles give the same weights.
"""

import argparse
import itertools
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.facts import limits
from bot.facts.clean import clean
from bot.facts.features import Features, features
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.parse import read
from bot.facts.reading import Reading
from bot.facts.scorer import joints
from bot.facts.structure import structure

CONFIG = Path(__file__).parent.parent / "config"
PULL = 10.0  # how strongly a clause's weights are drawn to nought
JOINT_PULL = 0.3
LEAST = (
    0.45  # the probability from which a clause counts: a limit that is none costs a reader more trust than one left out
)
STEPS = 300
SMALL = 0.01  # weights nearer to nought than this are left out of the file
Weights = dict[str, dict[str, float]]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with, for each clause, the number of the label it lies in, or -1; `golds` are the labels' places."""

    name: str
    reading: Reading
    traits: list[Features]
    label: list[int]
    golds: list[list[Span]]
    pairs: list[tuple[Features, bool]]


def lexicon() -> Lexicon:
    return Lexicon.from_tables(
        {p.stem: tomllib.loads(p.read_text("utf-8")) for p in (CONFIG / "lexicon").glob("*.toml")}
    )


def labelled(path: Path, words: Lexicon) -> Labelled:
    text = clean(path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8"))
    reading = read(lay_out(text, structure(text, words).paragraphs, words))
    golds = [places(text, item["text"]) for item in json.loads(path.read_text("utf-8"))["limits"]]
    made = reading.statements
    label = [label_of((s.start, s.end), golds) for s in made]
    pairs = [
        (joints(reading.layout, left, right), label[at] == label[at + 1])
        for at, (left, right) in enumerate(itertools.pairwise(made))
        if left.sentence == right.sentence and min(label[at], label[at + 1]) >= 0
    ]
    return Labelled(path.name, reading, features(reading, made, "limits"), label, golds, pairs)


def places(text: str, piece: str) -> list[Span]:
    out, at = [], text.find(piece)
    while at >= 0:
        out.append((at, at + len(piece)))
        at = text.find(piece, at + 1)
    return out


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def label_of(clause: Span, golds: list[list[Span]]) -> int:
    """The label that holds half of the clause, -1 for none."""
    shared, which = max(((overlap(clause, s), n) for n, spans in enumerate(golds) for s in spans), default=(0, -1))
    return which if 2 * shared >= clause[1] - clause[0] else -1


def fit(rows: Sequence[tuple[Features, bool, int]], pull: float) -> dict[str, float]:
    """Logistic regression with a quadratic penalty, by accelerated gradient steps. A row is features, label, article.

    Features seen in one article only are left out: they would learn that article's subject.
    """
    seen: dict[str, set[int]] = {}
    for names, _, article in rows:
        for name in names:
            seen.setdefault(name, set()).add(article)
    kept = {name: at for at, name in enumerate(sorted(n for n, articles in seen.items() if len(articles) > 1))}
    x = np.zeros((len(rows), len(kept)), np.float64)
    for at, (names, _, _) in enumerate(rows):
        x[at, [kept[n] for n in names if n in kept]] = 1
    y = np.array([label for _, label, _ in rows], np.float64)
    steepest = np.ones(len(kept))
    for _ in range(30):  # the power method: the steepest direction bounds the step
        steepest = x.T @ (x @ (steepest / np.linalg.norm(steepest)))
    step = 1 / (0.25 * float(np.linalg.norm(steepest)) * 1.05 + pull)
    weights, ahead, momentum = np.zeros(len(kept)), np.zeros(len(kept)), 1.0
    for _ in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-(x @ ahead))) - y) + pull * ahead
        moved, grown = ahead - step * slope, (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead, weights, momentum = moved + (momentum - 1) / grown * (moved - weights), moved, grown
    return {name: float(weights[at]) for name, at in kept.items()}


def train(articles: Sequence[Labelled]) -> Weights:
    clauses = fit(
        [
            (names, label >= 0, n)
            for n, a in enumerate(articles)
            for names, label in zip(a.traits, a.label, strict=True)
        ],
        PULL,
    )
    clauses["bias"] = clauses.get("bias", 0.0) - float(np.log(LEAST / (1 - LEAST)))
    joined = fit([(names, same, n) for n, a in enumerate(articles) for names, same in a.pairs], JOINT_PULL)
    return {"limits": clauses, "limits_joints": joined}


def hit(gold: Span, found: Span) -> bool:
    """Either holds 80 % of the other and is at most 2.5 times as long, or they share half of their union."""
    both, sizes = overlap(gold, found), sorted((gold[1] - gold[0], found[1] - found[0]))
    holds = both > 3 and both >= 0.8 * sizes[0] and sizes[1] <= 2.5 * sizes[0] + 10
    return holds or both >= 0.5 * (sum(sizes) - both) > 0


def counts(article: Labelled, words: Lexicon) -> tuple[int, int, int]:
    """Right, found and labelled limits of an article parsed with `words`."""
    reading = replace(article.reading, layout=replace(article.reading.layout, lexicon=words))
    free = [(f.start, f.end) for f in limits.find(reading)]
    found, right = len(free), 0
    for spans in article.golds:
        match = next((f for f in free if any(hit(s, f) for s in spans)), None)
        if match is not None:
            free.remove(match)
            right += 1
    return right, found, len(article.golds)


def f1(total: Sequence[int]) -> float:
    return 2 * total[0] / max(1, total[1] + total[2])


def judge(articles: Sequence[Labelled], words: Lexicon) -> None:
    """Each article with weights from all the others, and with the rules."""
    weighed, ruled = np.zeros(3, int), np.zeros(3, int)
    for article in articles:
        weights = train([other for other in articles if other is not article])
        one = counts(article, replace(words, weights=weights))
        weighed += one
        ruled += counts(article, words)
        print(f"{article.name:20} right {one[0]:3} found {one[1]:3} labelled {one[2]:3}", flush=True)
    for name, total in (("scorer, article left out", weighed), ("rules", ruled)):
        p, r = total[0] / max(1, total[1]), total[0] / max(1, total[2])
        print(f"{name:26} precision {p:.3f} recall {r:.3f} F1 {f1(total):.3f}")


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("labelled", type=Path, help="the folder of the labelled articles")
    options.add_argument("--judge", action="store_true", help="leave each article out in turn and write nothing")
    asked = options.parse_args()
    words = lexicon()
    articles = [labelled(path, words) for path in sorted(asked.labelled.glob("*.gold.json"))]
    if asked.judge:
        judge(articles, words)
        return
    for name, weights in train(articles).items():
        kept = {feature: round(weight, 3) for feature, weight in sorted(weights.items()) if abs(weight) >= SMALL}
        target = CONFIG / "scorer" / f"{name}.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", "utf-8")
        print(f"{target}: {len(kept)} weights")


if __name__ == "__main__":
    main()
