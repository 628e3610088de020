"""What a search found, as a file: article by article, the facts in which it is, and the sentences that are none."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from bot.answers.desk import Desk
from bot.answers.dossier import by_kind, byline
from bot.answers.holding import holding
from bot.answers.markdown import escaped, markdown
from bot.answers.markup import blockquote, esc, link
from bot.answers.query import parse
from bot.answers.reply import Reply, Request
from bot.answers.view import View
from bot.errors import NotFound
from bot.facts.article import Fact
from bot.facts.codec import to_json


@dataclass(frozen=True, slots=True)
class Finding:
    """An article, its facts in which all that was asked for is found, by kind, and the sentences found besides."""

    view: View
    spans: Sequence[Fact]
    facts: Mapping[str, tuple[Fact, ...]]


def collected(asked: str, found: Reply, request: Request, desk: Desk) -> list[Finding]:
    """The findings in the order of the answer that /search gives."""
    wanted = parse(asked, desk.now().astimezone(ZoneInfo(desk.zone)).date()).wanted
    words = [*wanted.words, *filter(None, (wanted.by,))]
    sources = (source for block in found.blocks for source in block.sources)
    findings = []
    for article_id, run in groupby(sources, key=attrgetter("article_id")):
        stored = desk.store.article(request.chat_id, article_id)
        if stored is None:
            raise NotFound("article.gone")
        held = holding(stored, words).items()
        facts = {kind: tuple(there) for kind, there in held if wanted.kind in (None, kind)}
        told = [fact for there in facts.values() for fact in there]
        spans = [span for span in run if not any(f.start < span.end and span.start < f.end for f in told)]
        findings.append(Finding(View.of(stored, request, desk), spans, facts))
    return findings


def as_markdown(asked: str, findings: Sequence[Finding]) -> str:
    """A section an article, with its link."""
    return "\n\n".join((f"# {escaped(asked)}", *(part for one in findings for part in _section(one)))) + "\n"


def as_json(asked: str, findings: Sequence[Finding]) -> str:
    """An entry an article; its facts are written as `parse --json` writes them."""
    rows = [_entry(one) for one in findings]
    return json.dumps({"search": asked, "articles": rows}, ensure_ascii=False, indent=1) + "\n"


def _section(one: Finding) -> Iterator[str]:
    view = one.view
    yield f"## {escaped(view.headline)}"
    yield from filter(None, (byline(view), markdown(link(esc(view.url), view.url)) if view.url else ""))
    yield from (markdown(blockquote(esc(view.slice(span)))) for span in one.spans)
    yield from by_kind(view, one.facts, "###")


def _entry(one: Finding) -> dict[str, Any]:
    view = one.view
    written = to_json(replace(view.article, facts=one.facts))
    return {
        "title": view.article.title,
        "stem": view.stem,
        "url": view.url,
        "sentences": [{"text": view.article.slice(span), "start": span.start, "end": span.end} for span in one.spans],
        **{kind: written[kind] for kind, there in one.facts.items() if there},
    }
