"""Scores parsed articles against labelled ones: right, found and labelled per kind, and what went wrong.

Made for the small gold in tests/gold. A clause or quote is right where the two stretches share two thirds of their
union; a name, sector or figure where one form contains the other. Speakers are compared as names are.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Item = dict[str, Any]
SPEAKER = {"quotes": "speaker", "limits": "said_by", "advice": "said_by"}
NAMED = ("people", "organisations", "products", "industries")


class Count(NamedTuple):
    """How many facts were right, found, and labelled."""

    right: int
    found: int
    labelled: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else 1.0


def labelled(folder: Path) -> Iterator[tuple[str, str, Item]]:
    """Name, text and labels of every labelled article in a folder."""
    for labels in sorted(folder.glob("*.gold.json")):
        name = labels.name.removesuffix(".gold.json")
        yield name, labels.with_name(f"{name}.txt").read_text("utf-8"), json.loads(labels.read_text("utf-8"))


def score(labels: Item, parsed: Item) -> tuple[dict[str, Count], list[str]]:
    """Counts per kind (and per kind's speakers, roles), and a line for each mistake."""
    text, counts, wrong = parsed["text"], {}, []
    for kind in labels:
        if kind not in parsed or not isinstance(labels[kind], list):
            continue
        alike = _alike(kind, text)
        pairs, missed, extra = _match([_item(x) for x in labels[kind]], parsed[kind], alike)
        counts[kind] = Count(len(pairs), len(parsed[kind]), len(labels[kind]))
        wrong += [f"{kind} missed: {_shown(x)}" for x in missed] + [f"{kind} extra: {_shown(x)}" for x in extra]
        for field in ("speaker", "said_by", "role", "kind"):
            with_field = [(a, b) for a, b in pairs if field in a]
            if with_field:
                bad = [(a, b) for a, b in with_field if _bare(a[field]) != _bare(b.get(field))]
                counts[f"{kind}.{field}"] = Count(len(with_field) - len(bad), len(with_field), len(with_field))
                wrong += [f"{kind}.{field}: {a[field]} ≠ {b.get(field)}: {_shown(a)}" for a, b in bad]
    return counts, wrong


def total(scores: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """The sums over several articles."""
    sums: Counter[tuple[str, int]] = Counter()
    for counts in scores:
        for kind, count in counts.items():
            sums.update({(kind, i): n for i, n in enumerate(count)})
    return {kind: Count(*(sums[kind, i] for i in range(3))) for kind in dict.fromkeys(k for k, _ in sums)}


def _match(
    golds: list[Item], found: list[Item], alike: Callable[[Item, Item], bool]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs each label with the first fact like it; what is left over on both sides."""
    pairs, missed, free = [], [], list(found)
    for gold in golds:
        for fact in free:
            if alike(gold, fact):
                pairs.append((gold, fact))
                free.remove(fact)
                break
        else:
            missed.append(gold)
    return pairs, missed, free


def _alike(kind: str, text: str) -> Callable[[Item, Item], bool]:
    def same_name(a: Item, b: Item) -> bool:
        x, y = _bare(a.get("name", a.get("text"))), _bare(b.get("name", b.get("text")))
        return bool(x) and bool(y) and (x in y or y in x)

    def same_stretch(a: Item, b: Item) -> bool:
        at = text.find(a["text"])
        while at >= 0:
            shared = min(at + len(a["text"]), b["end"]) - max(at, b["start"])
            if shared * 3 >= (len(a["text"]) + b["end"] - b["start"] - shared) * 2:
                return True
            at = text.find(a["text"], at + 1)
        return False

    return same_name if kind in NAMED or kind == "figures" else same_stretch


def _item(label: Any) -> Item:
    return label if isinstance(label, dict) else {"name": label}


def _shown(item: Item) -> str:
    return str(item.get("name") or item.get("text"))


def _bare(words: str | None) -> str:
    """Without the punctuation and white space that labels and facts may differ in."""
    return re.sub(r"[\s，。,.!?！？“”「」：:、·]", "", words or "")
