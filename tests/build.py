"""Values for tests, made by hand: an Article whose spans are marked inside its text."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from bot.facts.article import Article, Byline, Fact, Section, Span
from bot.facts.kinds import KIND_BY_NAME


def marked(text: str) -> tuple[str, list[Span]]:
    """The text without its ⟦marks⟧, and the spans they stood around, in the order in which they open (they may nest)."""
    plain, spans, opened = "", [], []
    for char in text:
        if char == "⟦":
            opened.append(len(spans))
            spans.append(Span(len(plain), len(plain)))
        elif char == "⟧":
            n = opened.pop()
            spans[n] = Span(spans[n].start, len(plain))
        else:
            plain += char
    assert not opened, f"a mark is not closed: {text}"
    return plain, spans


def a_fact(kind: str, span: Span, values: Mapping[str, Any]) -> Fact:
    """A fact of a kind; whatever is not given is None."""
    fact = KIND_BY_NAME[kind].fact
    given = {"start": span.start, "end": span.end, **values}
    return fact(**{f.name: given.get(f.name) for f in fields(fact) if f.name in given or f.name != "rule"})


def an_article(
    text: str = "文章的標題\n文章的內容。",
    *,
    title: str | None = None,
    byline: Byline | None = None,
    published: str | None = None,
    script: str = "hant",
    source: str | None = None,
    **facts: Sequence[Mapping[str, Any]],
) -> Article:
    """An Article of a text with ⟦marks⟧; each row of each kind takes the next mark, or the one it names with `at`.

    an_article("周鴻祎表示,⟦差距在拉大⟧。", quotes=[{"kind": "reported", "speaker": "周鴻祎"}], limits=[{"at": 0}])
    """
    plain, spans = marked(text)
    unused = iter(spans)
    found = {
        kind: tuple(
            a_fact(kind, spans[row["at"]] if "at" in row else next(unused), {k: v for k, v in row.items() if k != "at"})
            for row in facts.get(kind, ())
        )
        for kind in [*facts, *(k for k in KIND_BY_NAME if k not in facts)]
    }
    return Article(
        source=plain if source is None else source,
        text=plain,
        title=plain.split("\n", 1)[0] if title is None else title,
        byline=byline or Byline(),
        published=published,
        script=script,
        sections=(Section(None, 0, len(plain)),),
        facts={kind: tuple(sorted(found[kind], key=lambda f: (f.start, f.end))) for kind in KIND_BY_NAME},
    )
