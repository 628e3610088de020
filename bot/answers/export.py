"""/export: an article as a file, to be read and forwarded (Markdown) or worked with (JSON)."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.answers.desk import Desk
from bot.answers.facts import grouped
from bot.answers.items import ROWS, Row, in_sentences
from bot.answers.markdown import escaped, indented, markdown
from bot.answers.markup import blockquote, bold, esc, joined
from bot.answers.passage import heading_line, paragraphs
from bot.answers.prints import where_printed
from bot.answers.reply import Choice, Document, Html, Reply, Request
from bot.answers.view import View, current
from bot.errors import NotFound
from bot.facts.article import Fact
from bot.facts.codec import to_json

LONGEST_NAME = 60  # code points of a file's name: at four bytes each still less than the 255 that file systems take
_UNSAFE = re.compile(r"[^\w-]+")  # everything but letters of any script, figures, _ and -


def export(request: Request, desk: Desk) -> Reply:
    """The article as Markdown, or with `json` behind the command as JSON."""
    view = current(request, desk)
    row = desk.store.listed(request.chat_id, view.id)
    if row is None:
        raise NotFound("article.gone")
    form = "json" if request.args.casefold() == "json" else "md"
    content = as_json(view, row.added_at) if form == "json" else as_markdown(view, where_printed(view, request, desk))
    document = Document(file_name(view.headline, view.stem, form), content.encode())
    other = Choice("JSON", "/export json") if form == "md" else Choice("Markdown", "/export md")
    head = joined([bold(esc(view.title)), esc(view.say(f"export.{form}"))], "\n")
    return Reply(
        head, choices=((other, Choice(view.say("kind.brief"), "/brief")),), article_id=view.id, document=document
    )


def file_name(title: str, otherwise: str, suffix: str) -> str:
    """A name for a file that every system takes: 無人渡輪: 明年試航? becomes 無人渡輪 明年試航.md."""
    names = (_UNSAFE.sub(" ", name)[:LONGEST_NAME].strip() for name in (title, otherwise))
    return f"{next(filter(None, names), 'article')}.{suffix}"


def as_markdown(view: View, printed: Html) -> str:
    """Title, byline and where it is printed; the facts kind by kind, each in its sentence; the text by sections."""
    parts = [f"# {escaped(view.headline)}", *filter(None, (_byline(view), markdown(printed)))]
    for kind in ROWS:
        if facts := view.facts(kind.kind):
            counted = view.say("choice.count", kind=view.say(f"kind.{kind.kind}"), count=len(facts))
            parts += [f"## {escaped(counted)}", *_items(view, kind, facts)]
    parts.append(f"## {escaped(view.say('kind.source'))}")
    headings = {heading_line(view.article, section) for section in view.article.sections}
    for paragraph in paragraphs(view.article.text):
        words = escaped(view.slice(paragraph))
        parts.append(f"### {words}" if paragraph in headings else words)
    return "\n\n".join(parts) + "\n"


def as_json(view: View, added: datetime) -> str:
    """What `parse --json` says of the article, and where and when it came from."""
    whole = {**to_json(view.article), "stem": view.stem, "url": view.url, "added": added.isoformat()}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _byline(view: View) -> str:
    byline = view.article.byline
    known = filter(None, (byline.outlet, byline.author, view.article.published))
    return escaped(view.say("item.dot").join(map(view.name, known)))


def _items(view: View, row: Row, facts: Iterable[Fact]) -> Iterator[str]:
    """Who says it, then the sentence with the words marked in it; names alone make one list."""
    if row.compact:
        yield "\n".join("- " + markdown(row.item(view, together)) for together in grouped(row, view, facts))
        return
    for number, together in enumerate(grouped(row, view, facts), 1):
        item = joined([row.who(view, together), *map(blockquote, in_sentences(view, together))], "\n")
        yield indented(f"{number}. {markdown(item)}", " " * len(f"{number}. "))
