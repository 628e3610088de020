"""How fast things are found among 100,000 articles, beside 1,000, on SQLite; what adding one costs beside its parse.

The articles are made of the sentences of the bundled one, mixed anew with the facts that stand in them, so that its words and
names stand in every second article. Each has a speaker from a list of thousands besides, a few of them everywhere, most
of them in a dozen articles. Two hundred are put together and indexed whole; the others are these with another speaker,
written a thousand to a transaction.
"""

import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.answers.commands import parse_line, respond
from bot.answers.desk import Desk
from bot.answers.paging import pages
from bot.answers.passage import paragraphs, sentences
from bot.answers.reply import Request
from bot.app import TERMINAL, bundled, open_desk
from bot.facts.article import Article, Byline, Section
from bot.facts.codec import to_json
from bot.facts.display import folded
from bot.facts.kinds import KIND_BY_NAME
from bot.settings import Settings
from bot.store import endings, search
from bot.store.entries import Entry, on
from bot.store.store import Store
from bot.store.tables import article, fact

TITLE = "Shelf: finding among 100,000 articles, and adding one, on SQLite"
FEW, MANY = 1_000, 100_000
WHOLE, SENTENCES = 200, 12  # articles put together, and the sentences of each
AT_ONCE = 1_000  # articles a transaction
ROUNDS = 40  # of each kind of question
START = datetime(2026, 1, 1, tzinfo=UTC)
SPEAKER = "甲乙丙"  # whom every other speaker takes the place of: as long as they are
SAID = f"{SPEAKER}表示，這是好事。"
ONES, TWOS, THREES = (
    "趙錢孫李周吳鄭王馮陳褚衛蔣沈韓楊",
    "文明建志家俊宗冠柏承彥品宇思雅怡",
    "豪偉強軍傑峰華平霖辰樺岑妤潔筠雯",
)
NAMES = [one + two + three for one in ONES for two in TWOS for three in THREES]
AIM = "aim: p95 at most 50 ms, and at most 5 times that among 1,000; adding at most 1.5 times the parse alone"

# What is asked, and whether {name} stands for a speaker whom few have.
QUESTIONS: Mapping[str, str] = {
    "search, common word": "/search 視頻",
    "search, three common words": "/search 視頻 模型 行業",
    "search, rare name": "/search {name}",
    "search, common and rare": "/search 視頻 {name}",
    "search, part of a name": "/search {part}",
    "search, no article has both": "/search {name} 火星",
    "search, facts of a kind": "/search kind:限制 時長",
    "search, every filter": "/search 視頻 from:詹軍豪 kind:限制 since:30d in:視頻",
    "quotes, common name": "/quotes 周鴻祎",
    "quotes, rare name": "/quotes {name}",
    "quotes, nobody": "/quotes {name}某",
    "limits of a product": "/limits Sora",
    "who, common name": "/who 周鴻祎",
    "who, rare name": "/who {name}",
    "articles": "/articles",
    "brief": "/brief",
    "digest": "/digest",
}


def run() -> None:
    measured = {}
    for size in (FEW, MANY):
        with shelf(size) as (desk, store):
            measured[size] = {name: timed(desk, line) for name, line in QUESTIONS.items()}
            if size == MANY:
                added = adding(desk, store)
    print(f"{'':<30}{FEW:>8,} articles      {MANY:>8,} articles")
    for name in QUESTIONS:
        few, many = (percentiles(measured[size][name]) for size in (FEW, MANY))
        print(
            f"{name:<30}p50 {few[0]:5.1f}  p95 {few[1]:5.1f} ms   p50 {many[0]:5.1f}  p95 {many[1]:5.1f} ms"
            f"   ratio {many[1] / few[1]:4.1f}"
        )
    print(*added, AIM, sep="\n")


def timed(desk: Desk, line: str) -> list[float]:
    """Seconds that each of the answers took, every time about somebody else."""
    draw = random.Random(line)
    ask(desk, line.format(name=NAMES[-1], part=NAMES[-1][1:]))
    times = []
    for _ in range(ROUNDS):
        name = draw.choice(NAMES)
        begun = time.perf_counter()
        ask(desk, line.format(name=name, part=name[1:]))
        times.append(time.perf_counter() - begun)
    return times


def ask(desk: Desk, line: str) -> None:
    """The first page of the answer, as a private chat gets it."""
    command, args = parse_line(line, "", private=True) or ("unknown", line)
    request = Request(TERMINAL, "private", command, args, "zh-hant", "hant")
    pages(respond(request, desk), request, desk)


def percentiles(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile in milliseconds."""
    cuts = statistics.quantiles(times, n=20)
    return cuts[9] * 1000, cuts[18] * 1000


def adding(desk: Desk, store: Store) -> list[str]:
    """Parsing an article, and keeping it on the full shelf, in turns."""
    text = bundled(Settings.read()).joinpath("sora.txt").read_text("utf-8")
    parses, puts = [], []
    for n in range(ROUNDS):
        begun = time.perf_counter()
        parsed = desk.parser(f"{text}{n}")
        read = time.perf_counter()
        store.put_article(parsed, shelf=TERMINAL, stem=f"added-{n}", parser_version=desk.parser.version)
        parses.append(read - begun)
        puts.append(time.perf_counter() - read)
    parse, put = statistics.median(parses), statistics.median(puts)
    return [
        f"adding one                    parse {parse * 1000:.1f} ms, keep {put * 1000:.1f} ms",
        f"  ratio {(parse + put) / parse:.2f} of the parse alone",
    ]


@contextmanager
def shelf(size: int) -> Iterator[tuple[Desk, Store]]:
    """A database with so many articles on the chat's own shelf, one more each five minutes."""
    settings = Settings.read()
    clock = START + timedelta(minutes=5 * size)
    with (
        tempfile.TemporaryDirectory() as directory,
        open_desk(settings, f"sqlite:///{directory}/bench.db", bundled(settings), lambda: clock) as (desk, store),
    ):
        begun = time.perf_counter()
        source = store.articles(TERMINAL, 1)[0].article
        fill(store, [Made.of(source, desk.parser.version, random.Random(n)) for n in range(WHOLE)], size)
        print(f"{size:,} articles written in {time.perf_counter() - begun:.0f} s")
        yield desk, store


def fill(store: Store, made: list["Made"], size: int) -> None:
    draw = random.Random(size)
    with store.write() as db:
        endings.remember(db, {*map(folded, NAMES), *(word for one in made for word in one.entry.dictionary)})
    for first in range(0, size, AT_ONCE):
        chosen = [(n, made[n % len(made)], speaker(draw)) for n in range(first, first + AT_ONCE)]
        with store.write() as db:
            rows = [one.row(n, name) for n, one, name in chosen]
            ids = (
                db.execute(insert(article).returning(article.c.id, sort_by_parameter_order=True), rows).scalars().all()
            )
            places = [
                {"article_id": number, **place}
                for number, (_, one, _) in zip(ids, chosen, strict=True)
                for place in one.places
            ]
            db.execute(insert(fact), places)
            for number, (n, one, name) in zip(ids, chosen, strict=True):
                search.put(db, number, TERMINAL, one.entry_of(name, n))


def speaker(draw: random.Random) -> str:
    """A tenth of the names say half of everything."""
    return draw.choice(NAMES[: len(NAMES) // 10] if draw.random() < 0.5 else NAMES)


@dataclass(frozen=True, slots=True)
class Made:
    """An article with its row, the places of its facts, and its entry in the index."""

    values: Mapping[str, Any]
    places: list[dict[str, Any]]
    entry: Entry

    @classmethod
    def of(cls, source: Article, parser_version: str, draw: random.Random) -> "Made":
        mixed = mix(source, draw)
        values = {
            "title": mixed.title,
            "outlet": mixed.byline.outlet,
            "script": mixed.script,
            "source": mixed.source,
            "parser_version": parser_version,
            "heading": folded(mixed.title),
            "parsed": json.dumps(to_json(mixed), ensure_ascii=False),
        }
        places = [
            {"kind": kind, "n": n, "start": found.start, "end": found.end}
            for kind, facts in mixed.facts.items()
            for n, found in enumerate(facts)
        ]
        return cls(values, places, Entry.of(mixed, folded, START.date()))

    def row(self, n: int, name: str) -> dict[str, Any]:
        told = {key: value.replace(SPEAKER, name) for key, value in self.values.items()}
        return {
            **told,
            "shelf": TERMINAL,
            "stem": str(n),
            "digest": str(n),
            "added_at": START + timedelta(minutes=5 * n),
        }

    def entry_of(self, name: str, n: int) -> Entry:
        name = folded(name)
        was = folded(SPEAKER)
        tags = {
            tag.replace(f"={was}", f"={name}")
            for tag in self.entry.tags
            if not tag.startswith(("day", "month", "year"))
        }
        day = (START + timedelta(minutes=5 * n)).date()
        return replace(
            self.entry,
            names=(*self.entry.names, name),
            text=(*self.entry.text, name),
            tags=frozenset({*tags, *on(day)}),
        )


def mix(source: Article, draw: random.Random) -> Article:
    """Sentences of the article, drawn and put together with the facts in them, and one of another speaker's behind."""
    told = [s for part in paragraphs(source.text) for s in sentences(source.text, part.start, part.end)]
    text = ""
    facts: dict[str, list[Any]] = {kind: [] for kind in KIND_BY_NAME}
    for sentence in draw.sample(told, SENTENCES):
        for kind, found in source.facts.items():
            facts[kind] += (
                replace(f, start=f.start - sentence.start + len(text), end=f.end - sentence.start + len(text))  # type: ignore[type-var]
                for f in found
                if f in sentence
            )
        text += source.slice(sentence) + "\n"
    start = len(text) + len(f"{SPEAKER}表示，")
    facts["quotes"].append(KIND_BY_NAME["quotes"].fact(start, len(text + SAID), "reported", SPEAKER, None))
    facts["people"].append(KIND_BY_NAME["people"].fact(len(text), len(text) + len(SPEAKER), SPEAKER, None))
    text += SAID
    title = text.split("\n", 1)[0]
    kept = {kind: tuple(found) for kind, found in facts.items()}
    return Article(text, text, title, Byline("晨報"), None, source.script, (Section(None, 0, len(text)),), kept)
