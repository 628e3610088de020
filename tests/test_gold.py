"""The parser against labelled articles: floors per kind, pinned in tests/gold/floors.toml."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.facts.codec import to_json
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse
from tests.scoring import Count, labelled, score, total

OWN = Path(__file__).parent / "gold"
FLOORS = tomllib.loads((OWN / "floors.toml").read_text("utf-8"))
PARTS = ("own", "bundled", "labelled", "questions")
GOLD = os.environ.get("GOLD")
needs_gold = pytest.mark.skipif(
    GOLD is None, reason="GOLD names no folder of labelled articles (they are copyrighted and not part of the project)"
)


def below(floors: dict[str, float], reached: dict[str, float]) -> list[str]:
    return [f"{kind}: {reached[kind]:.3f} < {floor}" for kind, floor in floors.items() if reached[kind] < floor]


def test_own_articles_stay_above_their_floors(lexicon: Lexicon) -> None:
    """A dozen short articles of our own, one for each hard case of labelling, always run."""
    scores, wrong = [], []
    for name, text, labels in labelled(OWN):
        counts, mistakes = score(labels, to_json(parse(text, lexicon)))
        scores.append(counts)
        wrong += [f"{name}: {m}" for m in mistakes]
    reached = {kind: count.f1 for kind, count in total(scores).items()}
    assert not below(FLOORS["own"], reached), "\n".join(wrong)
    assert set(FLOORS["own"]) == set(reached), "a kind without a floor"


Floors = dict[str, dict[str, Any]]


def unexplained(earlier: list[Floors], now: Floors) -> list[str]:
    """The floors that stood higher in an earlier version and have no reason under [lowered]."""
    highest: dict[str, float] = {}
    for floors in earlier:
        for part in PARTS:
            for kind, floor in floors.get(part, {}).items():
                highest[f"{part}.{kind}"] = max(floor, highest.get(f"{part}.{kind}", 0.0))
    reasons = now.get("lowered", {})
    return [
        f"{name}: was {floor}"
        for name, floor in highest.items()
        if now.get(name.partition(".")[0], {}).get(name.partition(".")[2], 0.0) < floor
        and not reasons.get(name, "").strip()
    ]


def test_a_floor_is_lowered_only_with_a_reason() -> None:
    """Against every version that git remembers: what is lower than it was needs a sentence under [lowered]."""
    if shutil.which("git") is None or git("rev-parse", "--is-inside-work-tree") != "true":
        pytest.skip("this is no git checkout: earlier floors are not known")
    versions = git("log", "--format=%H", "--", "tests/gold/floors.toml").split()
    earlier = [tomllib.loads(git("show", f"{version}:tests/gold/floors.toml")) for version in versions]
    assert unexplained(earlier, FLOORS) == []


def test_a_lowered_floor_is_noticed() -> None:
    high: Floors = {"own": {"limits": 0.5}, "bundled": {}, "labelled": {"people": 0.9}}
    low: Floors = {"own": {"limits": 0.4}, "bundled": {}, "labelled": {}}
    assert unexplained([high], low) == ["own.limits: was 0.5", "labelled.people: was 0.9"]
    assert unexplained([high], low | {"lowered": {"own.limits": "a label was wrong"}}) == ["labelled.people: was 0.9"]
    assert unexplained([low], high) == []


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=OWN, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def measured(folder: Path) -> dict[str, float]:
    """F1 per kind by the scorer that lies beside the labelled articles."""
    command = [sys.executable, str(Path(GOLD or "") / "score.py"), "--json", "--gold", str(folder), "--"]
    done = subprocess.run(
        [*command, sys.executable, "-m", "bot", "parse", "--json"], check=True, capture_output=True, text=True
    )
    return {kind: row["f1"] for kind, row in json.loads(done.stdout).items()}


@needs_gold
def test_bundled_article_stays_above_its_floors(tmp_path: Path) -> None:
    """The article that comes with the product, by the labels in GOLD."""
    for name in ("sora.txt", "sora.gold.json"):
        (tmp_path / name).symlink_to(Path(str(GOLD)).resolve() / name)
    reached = measured(tmp_path)
    assert not below(FLOORS["bundled"], reached), reached


@needs_gold
def test_gold_report(capsys: pytest.CaptureFixture[str]) -> None:
    """Runs on every labelled article and prints the figures; docs/quality.md explains them."""
    reached = measured(Path(str(GOLD)))
    with capsys.disabled():
        sys.stdout.write("\ngold report, F1: " + "  ".join(f"{kind} {f1:.3f}" for kind, f1 in reached.items()) + "\n")
    assert not below(FLOORS["labelled"], reached), reached


@needs_gold
def test_questions_stay_above_their_floors(capsys: pytest.CaptureFixture[str]) -> None:
    """The questions in GOLD, put to its articles on the command line as the scorer beside them puts them."""
    command = [sys.executable, str(Path(str(GOLD)) / "score_ask.py"), "--json", "--", sys.executable, "-m", "bot"]
    done = subprocess.run(
        [*command, "ask", "--json", "--articles", str(GOLD), "-"], check=True, capture_output=True, text=True
    )
    reached = json.loads(done.stdout)
    with capsys.disabled():
        sys.stdout.write("\nquestions: " + "  ".join(f"{name} {share:.3f}" for name, share in reached.items()) + "\n")
    assert not below(FLOORS["questions"], reached), reached


def test_scoring_tells_right_from_wrong() -> None:
    """The scorer itself: a perfect answer scores 1, a missed, an extra and a misattributed fact cost what they should."""
    labels = {"limits": [{"text": "電池不耐用", "said_by": "甲"}], "figures": ["3天"]}
    fact = {"text": "電池不耐用", "said_by": "甲", "start": 0, "end": 5}
    perfect = {"text": "電池不耐用。只有3天", "limits": [fact], "figures": [{"text": "3天"}]}
    assert score(labels, perfect) == (
        {"limits": Count(1, 1, 1), "limits.said_by": Count(1, 1, 1), "figures": Count(1, 1, 1)},
        [],
    )
    worse = {**perfect, "limits": [{**fact, "said_by": "乙"}], "figures": [{"text": "5天"}]}
    counts, wrong = score(labels, worse)
    assert (counts["limits"].f1, counts["limits.said_by"].right, counts["figures"].f1) == (1.0, 0, 0.0)
    assert wrong == ["limits.said_by: 甲 ≠ 乙: 電池不耐用", "figures missed: 3天", "figures extra: 5天"]
