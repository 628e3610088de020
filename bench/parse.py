"""How fast articles are parsed, against jieba's tagger alone on the same texts; whether time and memory stay in line.

The texts are the bundled article and, where GOLD names a folder, the .txt files in it.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / "config" / "articles" / "sora.txt"

TITLE = "Parsing: all kinds of facts, one thread, CPU time"
ROUNDS = 5
LENGTHS = (25_000, 50_000, 100_000, 200_000)  # characters
FEW, MANY, SMALL = 500, 5_000, 300  # articles, and the characters of each


def run() -> None:
    print(*against_jieba(), *in_line(), *in_a_new_process("start"), *in_a_new_process("memory"), sep="\n")


def against_jieba() -> list[str]:
    """Both in turns, so that a busy machine slows both."""
    import jieba
    from jieba import posseg

    from bot.facts.words import fold

    jieba.setLogLevel("WARNING")
    texts, parse = articles(), parser()
    folded = [fold(text) for text in texts]  # on Traditional text jieba's tagger is many times slower

    def tagger() -> None:
        for text in folded:
            list(posseg.cut(text))

    def ours() -> None:
        for text in texts:
            parse(text)

    tagger(), ours()
    rounds = [(seconds(tagger), seconds(ours)) for _ in range(ROUNDS)]
    thousands = sum(map(len, texts)) / 1000
    theirs, own = (statistics.median(times) * 1000 / thousands for times in zip(*rounds, strict=True))
    ratio = statistics.median(mine / base for base, mine in rounds)
    return [
        f"{len(texts)} articles, {thousands:.0f} thousand characters, median of {ROUNDS} rounds",
        f"  jieba.posseg alone {theirs:7.1f} ms a thousand characters",
        f"  parse              {own:7.1f} ms a thousand characters",
        f"  ratio              {ratio:7.2f}",
    ]


def in_line() -> list[str]:
    """The time a character takes as texts grow: prose, and one line without a stop."""
    parse = parser()
    prose = BUNDLED.read_text("utf-8") + "\n"
    line = "".join(char for char in prose if char.isalnum())
    rows = [f"time by length         {'  '.join(f'{length // 1000:>4}k' for length in LENGTHS)}  last to first"]
    for name, text in (("prose", prose), ("one line, no stop", line)):
        times = []
        for length in LENGTHS:
            whole = (text * (length // len(text) + 1))[:length]
            times.append(seconds(lambda whole=whole: parse(whole)) * 1_000_000 / length)
        rows.append(
            f"  {name:<18} {'  '.join(f'{t:5.1f}' for t in times)}  {times[-1] / times[0]:.2f}   (ms a thousand)"
        )
    return rows


def in_a_new_process(task: str) -> list[str]:
    """What has to be measured where nothing is loaded yet."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.parse", task], cwd=ROOT, check=True, capture_output=True, text=True
    )
    rows: list[str] = json.loads(done.stdout.splitlines()[-1])
    return rows


def start() -> list[str]:
    """Import, lexicon and models, one after the other, then the first article; beside it jieba's own start."""
    begun = time.perf_counter()
    from bot.facts import parse as _  # noqa: F401 - the import itself is measured
    from bot.facts.words import warm

    imported = time.perf_counter()
    parse = parser()
    loaded = time.perf_counter()
    warm()
    warmed = time.perf_counter()
    parse(BUNDLED.read_text("utf-8"))
    first = time.perf_counter()
    from jieba import posseg

    list(posseg.cut("你好"))
    jieba = time.perf_counter() - first
    steps = (imported - begun, loaded - imported, warmed - loaded, first - warmed)
    names = ("import", "lexicon", "models", "first article")
    return [
        "start-up               " + "   ".join(f"{name} {step:.2f} s" for name, step in zip(names, steps, strict=True)),
        f"  together             {sum(steps):.2f} s, jieba.posseg alone {jieba:.2f} s, ratio {sum(steps) / jieba:.2f}",
    ]


def memory() -> list[str]:
    """The highest memory of the process after few and after many articles."""
    parse = parser()
    small = BUNDLED.read_text("utf-8")[:SMALL]
    peaks = []
    for count in (FEW, MANY - FEW):
        for at in range(count):
            parse(f"{small}{at}")
        peaks.append(peak())
    return [
        f"memory, peak           {peaks[0]:.0f} MB after {FEW} articles of {SMALL} characters, {peaks[1]:.0f} MB after {MANY}",
        f"  ratio                {peaks[1] / peaks[0]:.3f}",
    ]


def peak() -> float:
    """The most memory this process has held so far, in MB; of Linux, since ru_maxrss counts what a parent held at the fork."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def articles() -> list[str]:
    gold = os.environ.get("GOLD")
    files = [BUNDLED, *(sorted(Path(gold).glob("*.txt")) if gold else ())]
    return list(dict.fromkeys(path.read_text("utf-8") for path in files))


def parser() -> Callable[[str], object]:
    from bot.facts.lexicon import Lexicon
    from bot.facts.parse import parse
    from bot.settings import read_tables, read_weights

    lexicon = Lexicon.from_tables(read_tables(ROOT / "config" / "lexicon"), read_weights(ROOT / "config" / "scorer"))
    return lambda text: parse(text, lexicon)


def seconds(task: Callable[[], object]) -> float:
    """CPU time, since the machine may be busy; both parsers run in one thread."""
    begun = time.process_time()
    task()
    return time.process_time() - begun


if __name__ == "__main__":
    print(json.dumps({"start": start, "memory": memory}[sys.argv[1]](), ensure_ascii=False))
