"""A Reply where there is no Telegram: as lines of text and as JSON, for `python -m bot ask`."""

from dataclasses import asdict
from typing import Any

from bot.answers.markup import plain
from bot.answers.paging import numbered
from bot.answers.reply import Reply


def as_text(reply: Reply) -> str:
    """Every page's words in one piece, a file as its text; the buttons that run a command stand at the end, [label: /command]."""
    between = "\n" if reply.compact else "\n\n"
    items = between.join(plain(html) for html, _, _ in numbered(reply))
    buttons = "\n".join("  ".join(f"[{choice.label}: {choice.line}]" for choice in row) for row in reply.choices)
    file = f"── {reply.document.name}\n\n{reply.document.content.decode().rstrip()}" if reply.document else ""
    return "\n\n".join(part for part in (plain(reply.head), items, plain(reply.foot), file, buttons) if part)


def as_json(reply: Reply) -> dict[str, Any]:
    """`text` as above; `answers` the slices the reply stands on, best first: {"text", "article", "start", "end"}."""
    sources = (source for block in reply.blocks for source in block.sources)
    rows = (
        {"text": s["text"], "article": s["stem"], "start": s["start"], "end": s["end"]} for s in map(asdict, sources)
    )
    return {"text": as_text(reply), "answers": list(rows)}
