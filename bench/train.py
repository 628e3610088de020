"""Trains the scorers of limits, advice and industries: `python -m bench.train DIR ...`, weights to config/scorer/.

Each DIR holds articles, NNN.txt, with NNN.gold.json beside them or their labels in bench/labels.json. `--judge` writes
nothing: it prints how each scorer does on each article with a gold.json when trained on all the others, beside the rules
that stand in where there are no weights. The same articles give the same weights.
"""

import argparse
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.fitting import Row, Table, fit, table
from bench.labelled import CONFIG, Labelled, articles, bare, label_of, lexicon, same_name
from bot.facts import advice, cuts, industries, limits
from bot.facts.features import Features
from bot.facts.industry_features import sectors
from bot.facts.lexicon import Lexicon
from bot.facts.reading import Reading
from bot.facts.scorer import Pair, joints

BUNDLED = 3  # times that the article which comes with the product is learned from: everybody sees it first
SMALL = 0.02  # weights nearer to nought than this are left out of the file
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """What one file of weights is learned from.

    `pull`: how strongly the weights are drawn to nought; `fewest`: articles that must have a feature; `least`: the
    probability that becomes nought, that with the best F1 on articles left out where nought decides; `ours`: whether
    labels of ours teach it (where a label ends we decided otherwise than others do).
    """

    name: str
    rows: Callable[[Labelled], Iterator[tuple[Features, bool]]]
    pull: float
    fewest: int
    least: float
    ours: bool = True


def clauses(
    topic: str, made: Callable[[Reading], list[Features]]
) -> Callable[[Labelled], Iterator[tuple[Features, bool]]]:
    def rows(article: Labelled) -> Iterator[tuple[Features, bool]]:
        for names, label in zip(made(article.reading), clause_labels(article, topic), strict=True):
            yield names, label >= 0

    return rows


def pairs(
    topic: str, made: Callable[[Reading], list[Features]]
) -> Callable[[Labelled], Iterator[tuple[Features, bool]]]:
    """Clauses side by side in a sentence, and whether they are best taken together: what they are then matches a label.

    Both are labelled, or one is and the other has a cue, as it will be taken for one often enough.
    """

    def rows(article: Labelled) -> Iterator[tuple[Features, bool]]:
        labels, told = clause_labels(article, topic), made(article.reading)
        for at, (left, right) in enumerate(itertools.pairwise(article.reading.statements)):
            if left.sentence != right.sentence or left.voice != right.voice:
                continue
            own, names = labels[at : at + 2], joints(article.reading.layout, Pair(left, right, *told[at : at + 2]))
            if min(own) >= 0:
                yield names, own[0] == own[1]
            elif max(own) >= 0 and "cue" in told[at + own.index(-1)]:
                yield names, any(cuts.alike(place, (left.start, right.end)) for place in article.spans[topic][max(own)])

    return rows


def clause_labels(article: Labelled, topic: str) -> list[int]:
    return [label_of((s.start, s.end), article.spans[topic]) for s in article.reading.statements]


def names(article: Labelled) -> Iterator[tuple[Features, bool]]:
    """Sectors, and whether they are labelled; of several that match one label, those that equal it where there are any."""
    found = list(sectors(article.reading, industries.opinion))
    meant: set[str] = set()
    for label in article.sectors:
        alike = [s.name for s in found if same_name(label, s.name)]
        meant.update([name for name in alike if bare(name) == bare(label)] or alike)
    yield from ((sector.features, sector.name in meant) for sector in found)


def advised(reading: Reading) -> list[Features]:
    return advice.told(reading)[1]


SCORERS = (
    Scorer("limits", clauses("limits", limits.told), pull=9, fewest=4, least=0.5),
    Scorer("limits_joints", pairs("limits", limits.told), pull=1, fewest=2, least=0.5, ours=False),
    Scorer("advice", clauses("advice", advised), pull=7, fewest=4, least=0.26),
    Scorer("advice_joints", pairs("advice", advised), pull=3, fewest=2, least=0.5, ours=False),
    Scorer("industries", names, pull=5, fewest=2, least=0.33),
)
KINDS = (limits.KIND, advice.KIND, industries.KIND)


def tables(known: Sequence[Labelled]) -> dict[str, Table]:
    out, bundled = {}, {path.stem for path in (CONFIG / "articles").glob("*.txt")}
    for scorer in SCORERS:
        taught = [(n, a) for n, a in enumerate(known) if scorer.ours or not a.ours]
        taught += [(n, a) for n, a in taught if a.name in bundled] * (BUNDLED - 1)
        rows: list[Row] = [(names, label, n) for n, a in taught for names, label in scorer.rows(a)]
        out[scorer.name] = table(rows, scorer.fewest)
    return out


def train(data: Mapping[str, Table], left_out: int = -1) -> Weights:
    made = {}
    for scorer in SCORERS:
        weights = fit(data[scorer.name], scorer.pull, left_out)
        weights["bias"] = weights.get("bias", 0.0) - float(np.log(scorer.least / (1 - scorer.least)))
        made[scorer.name] = {name: round(w, 3) for name, w in sorted(weights.items()) if abs(w) >= SMALL}
    return made


def counts(article: Labelled, words: Lexicon) -> list[tuple[int, int, int]]:
    """Right, found and labelled facts of each kind in an article parsed with `words`."""
    reading = replace(article.reading, layout=replace(article.reading.layout, lexicon=words))
    out = []
    for kind in KINDS:
        facts = list(kind.find(reading))
        if kind is industries.KIND:
            labels = [[s] for s in article.sectors]
            alike = [[any(same_name(s, f.name) for s in label) for f in facts] for label in labels]
        else:
            labels = article.spans[kind.name]
            alike = [[any(cuts.alike(s, (f.start, f.end)) for s in label) for f in facts] for label in labels]
        free, right = set(range(len(facts))), 0
        for row in alike:
            match = next((at for at in sorted(free) if row[at]), None)
            if match is not None:
                free.remove(match)
                right += 1
        out.append((right, len(facts), len(labels)))
    return out


def judge(known: Sequence[Labelled], words: Lexicon) -> None:
    """Each article with weights from all the others, and with the rules."""
    data = tables(known)
    weighed, ruled = np.zeros((len(KINDS), 3), int), np.zeros((len(KINDS), 3), int)
    for n, article in enumerate(known):
        if article.ours:
            continue
        one = counts(article, replace(words, weights=train(data, left_out=n)))
        weighed += one
        ruled += counts(article, words)
        told = "   ".join(f"{kind.name} {r:2} of {f:2} for {g:2}" for kind, (r, f, g) in zip(KINDS, one, strict=True))
        print(f"{article.name:6} {told}", flush=True)
    for at, kind in enumerate(KINDS):
        for name, (right, found, labelled) in (("left out", weighed[at]), ("rules", ruled[at])):
            precision, recall, f1 = right / max(1, found), right / labelled, 2 * right / (found + labelled)
            print(f"{kind.name:11} {name:9} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("folders", type=Path, nargs="+", help="where the articles are")
    options.add_argument("--judge", action="store_true", help="leave each article out in turn and write nothing")
    asked = options.parse_args()
    words = lexicon()
    known = list(articles(asked.folders, words))
    print(f"{len(known)} articles, {sum(a.ours for a in known)} of them with labels of ours")
    if asked.judge:
        judge(known, words)
        return
    for name, weights in train(tables(known)).items():
        target = CONFIG / "scorer" / f"{name}.json"
        target.write_text(json.dumps(weights, ensure_ascii=False, indent=0) + "\n", "utf-8")
        print(f"{target}: {len(weights)} weights")


if __name__ == "__main__":
    main()
