"""Trains what ranks answers and what keeps silent: `python -m bench.questions DIR…`, weights to config/asking/.

Each DIR is a shelf: NNN.txt with a questions.json beside them, a list of {"q", "article": "NNN", "answers": [a sentence, …]}; a
question that the shelf cannot answer has no answers. `--judge` writes nothing and prints how often the right sentence is
first, among the first three, and how often what has no answer gets none, each article's questions judged by weights from
all the others. The same questions give the same weights.
"""

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot import app
from bot.asking import silence
from bot.asking.ask import Ask
from bot.asking.features import Features
from bot.asking.passages import Passage, passages
from bot.asking.question import read
from bot.asking.rank import Scored, joined, rank
from bot.facts.lexicon import Lexicon
from bot.settings import Settings

CONFIG = Path(__file__).parent.parent / "config"
PULL = 60.0  # how strongly the ranking weights are drawn to nought, each measured in its feature's spread
SILENCE_PULL = 10.0
KEPT = 0.96  # of the right answers are given; the rest is what silence costs
PARTS = 8  # in how many parts the articles are left out in turn
STEPS = 250
SMALL = 0.001  # weights nearer to nought than this are left out of the file
MARKS = re.compile(r"[\s”」』\"]")

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its nearest passages and which of them answer it; `part` is the one it is left out with."""

    row: Mapping[str, object]
    ask: Ask
    texts: Mapping[int, tuple[str, str]]
    ranked: list[Scored]
    right: list[bool]
    part: int

    @property
    def known(self) -> bool:
        return bool(self.row["answers"])


def squeezed(text: str) -> str:
    return MARKS.sub("", text)


def hit(row: Mapping[str, object], stem: str, text: str) -> bool:
    """Whether it holds, or is held by, a sentence that answers, in the right article; of what holds one not much is more."""
    got = squeezed(text)
    answers = [squeezed(str(answer)) for answer in row["answers"]]  # type: ignore[attr-defined]
    near = any(got in a or (a in got and len(got) <= 3 * len(a) + 20) for a in answers)
    return stem == row["article"] and len(got) >= 6 and near


def shelf(folder: Path, lexicon: Lexicon) -> list[Asked]:
    """The questions of a folder, put to all of its articles."""
    parser = app.load_parser(Settings.read())
    articles = [(f.stem, parser(f.read_text("utf-8-sig"))) for f in sorted(folder.glob("*.txt"))]
    parted = [passages(article, lexicon) for _, article in articles]
    texts = {number: (stem, article.text) for number, (stem, article) in enumerate(articles)}
    return [
        _asked(row, parted, texts, lexicon, place)
        for place, row in enumerate(json.loads((folder / "questions.json").read_text("utf-8")))
    ]


def _asked(
    row: Mapping[str, object],
    parted: Sequence[Sequence[Passage]],
    texts: Mapping[int, tuple[str, str]],
    lexicon: Lexicon,
    place: int,
) -> Asked:
    ask = Ask.of(read(str(row["q"]), lexicon), [p for passages in parted for p in passages], lexicon)
    ranked = rank(ask, parted)
    right = [hit(row, texts[s.article][0], texts[s.article][1][s.passage.start : s.passage.end]) for s in ranked]
    stems = sorted(stem for stem, _ in texts.values())
    part = stems.index(str(row["article"])) if row["answers"] else place
    return Asked(row, ask, texts, ranked, right, part % PARTS)


def fit_ranking(asked: Iterable[Asked]) -> Weights:
    """The weights under which the right passages are likeliest (a softmax over the passages of each question), by Adam's steps."""
    learnt = [a for a in asked if any(a.right)]
    names = sorted({name for a in learnt for s in a.ranked for name in s.features})
    x = np.array([[s.features.get(name, 0.0) for name in names] for a in learnt for s in a.ranked])
    right = np.array([r for a in learnt for r in a.right], np.float64)
    spread = x.std(0) + 1e-6
    x /= spread
    starts = np.cumsum([0, *(len(a.ranked) for a in learnt[:-1])])
    which = np.repeat(np.arange(len(learnt)), [len(a.ranked) for a in learnt])

    def slope(weights: Vector) -> Vector:
        scores = x @ weights
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[which])
        among_all = likely / np.add.reduceat(likely, starts)[which]
        among_right = likely * right / np.add.reduceat(likely * right, starts)[which]
        return PULL * weights - x.T @ (among_right - among_all)

    return dict(zip(names, (descend(slope, len(names)) / spread).tolist(), strict=True))


def fit_silence(rows: Sequence[tuple[Features, bool]]) -> Weights:
    """Logistic regression, both sorts of question counting the same together; without the threshold, which `threshold` sets."""
    names = sorted({name for features, _ in rows for name in features})
    x = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    known = np.array([k for _, k in rows], np.float64)
    spread = np.where((s := x.std(0)) > 0, s, 1.0)
    x /= spread
    worth = np.where(known > 0, 1.0, known.sum() / max(1.0, len(known) - known.sum()))
    pull = np.array([0.0 if name == "bias" else SILENCE_PULL for name in names])

    def slope(weights: Vector) -> Vector:
        return x.T @ (worth * (1 / (1 + np.exp(-(x @ weights))) - known)) + pull * weights

    return dict(zip(names, (descend(slope, len(names), 1_500) / spread).tolist(), strict=True))


def descend(slope: object, size: int, steps: int = STEPS, rate: float = 0.05) -> Vector:
    """Adam (Kingma & Ba 2015), from nought, over all questions at once."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        down = slope(weights)  # type: ignore[operator]
        mean, square = 0.9 * mean + 0.1 * down, 0.999 * square + 0.001 * down**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
    return weights


def ranked_by(asked: Asked, weights: Weights) -> list[Scored]:
    scored = [
        replace_score(s, sum(weights.get(name, 0.0) * value for name, value in s.features.items()))
        for s in asked.ranked
    ]
    return sorted(scored, key=lambda s: -s.score)


def replace_score(scored: Scored, score: float) -> Scored:
    return scored._replace(score=score)


@dataclass(frozen=True, slots=True)
class Judged:
    """A question as it is answered by weights from other articles: at which place the right answer stands, and how sure that is."""

    asked: Asked
    ranked: list[Scored]
    place: int | None
    sure: float = 0.0


def left_out(asked: Sequence[Asked]) -> list[Judged]:
    """Every question with weights from the other parts."""
    judged = []
    for part in range(PARTS):
        weights = fit_ranking(a for a in asked if a.part != part)
        judged += [judge(a, ranked_by(a, weights)) for a in asked if a.part == part]
    sure = []
    for part in range(PARTS):
        weights = fit_silence(examples(j for j in judged if j.asked.part != part))
        sure += [
            replace(j, sure=silence.certainty(j.asked.ask, j.ranked, weights)) for j in judged if j.asked.part == part
        ]
    return sure


def examples(judged: Iterable[Judged]) -> list[tuple[Features, bool]]:
    """What is learnt from: answers that are right, and questions without one; a wrong answer is an example of neither."""
    return [
        (silence.features(j.asked.ask, j.ranked), j.asked.known) for j in judged if j.place == 1 or not j.asked.known
    ]


def judge(asked: Asked, ranked: list[Scored]) -> Judged:
    found = joined(ranked, 10)
    stems = [asked.texts[answer.article] for answer in found]
    hits = [hit(asked.row, stem, text[a.span.start : a.span.end]) for a, (stem, text) in zip(found, stems, strict=True)]
    return Judged(asked, ranked, hits.index(True) + 1 if True in hits else None)


def threshold(judged: Iterable[Judged]) -> float:
    """How sure one has to be so that KEPT of the right answers are given."""
    return float(np.quantile([j.sure for j in judged if j.place == 1], 1 - KEPT))


def figures(name: str, judged: Sequence[Judged], least: float) -> str:
    """Shares; a question that gets no answer is no hit."""
    known = [j.place if j.sure >= least else None for j in judged if j.asked.known]
    silent = [j.sure < least for j in judged if not j.asked.known]
    first, three = (sum(p is not None and p <= most for p in known) / max(1, len(known)) for most in (1, 3))
    mean = sum(1 / p for p in known if p) / max(1, len(known))
    quiet = sum(silent) / max(1, len(silent))
    return f"{name:24} hit@1 {first:.3f}  hit@3 {three:.3f}  mrr {mean:.3f}  silent {quiet:.3f}  ({len(known)} answerable, {len(silent)} not)"


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("shelves", type=Path, nargs="+", help="folders of articles with a questions.json")
    options.add_argument("--judge", action="store_true", help="leave articles out in turn and write nothing")
    given = options.parse_args()
    lexicon = app.load_asking(Settings.read())
    by_shelf = {folder: shelf(folder, lexicon) for folder in given.shelves}
    asked = [a for questions in by_shelf.values() for a in questions]
    judged = left_out(asked)
    least = threshold(judged)
    for folder, questions in by_shelf.items():
        here = {id(a) for a in questions}
        print(figures(str(folder), [j for j in judged if id(j.asked) in here], least), flush=True)
    if given.judge:
        return
    quiet = fit_silence(examples(judged))
    quiet["bias"] -= least
    for name, weights in (("ranking", fit_ranking(asked)), ("silence", quiet)):
        kept = {feature: round(weight, 3) for feature, weight in sorted(weights.items()) if abs(weight) >= SMALL}
        target = CONFIG / "asking" / f"{name}.json"
        target.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", "utf-8")
        print(f"{target}: {len(kept)} weights")


if __name__ == "__main__":
    main()
