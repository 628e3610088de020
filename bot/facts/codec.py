"""An Article as JSON and back: what `parse --json` prints and what the store keeps."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.facts.article import Article, Byline, Section
from bot.facts.kinds import KINDS


def to_json(article: Article) -> dict[str, Any]:
    """The public form: every fact with its `text`, which equals `text[start:end]`; names carry `name` instead."""
    out: dict[str, Any] = {
        "title": article.title,
        "byline": asdict(article.byline),
        "published": article.published,
        "script": article.script,
        "text": article.text,
        "sections": [asdict(s) for s in article.sections],
    }
    for kind in KINDS:
        out[kind.name] = [
            {"text": article.slice(f), **{k: v for k, v in asdict(f).items() if k != "rule"}}  # type: ignore[call-overload]
            for f in article.facts.get(kind.name, ())
        ]
    return out


def from_json(row: Mapping[str, Any], source: str) -> Article:
    """The Article that `to_json` wrote; `source` is kept apart because it is large and seldom needed."""
    facts = {
        kind.name: tuple(kind.fact(**{k: v for k, v in fact.items() if k != "text"}) for fact in row.get(kind.name, ()))
        for kind in KINDS
    }
    return Article(
        source=source,
        text=row["text"],
        title=row["title"],
        byline=Byline(**row["byline"]),
        published=row["published"],
        script=row["script"],
        sections=tuple(Section(**s) for s in row["sections"]),
        facts=facts,
    )
