"""/export: an article, or what a search finds, as a file: to be read and forwarded (Markdown) or worked with (JSON)."""

import json
import re
from dataclasses import replace
from datetime import datetime

from bot.answers import findings
from bot.answers.desk import Desk
from bot.answers.dossier import by_kind, byline
from bot.answers.markdown import escaped, markdown
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.passage import heading_line, paragraphs
from bot.answers.prints import where_printed
from bot.answers.reply import Choice, Document, Html, Reply, Request
from bot.answers.search import search
from bot.answers.view import TITLE, View, current
from bot.errors import NotFound
from bot.facts.codec import to_json

ARTICLES = 200  # of a search: more than that is no file to read
FORMS = {"md": "md", "markdown": "md", "json": "json"}
LONGEST_NAME = 60  # code points of a file's name: at four bytes each still less than the 255 that file systems take
_UNSAFE = re.compile(r"[^\w-]+")  # everything but letters of any script, figures, _ and -


def export(request: Request, desk: Desk) -> Reply:
    """The article as Markdown; with `json` behind the command as JSON; with words what search finds (/export json 華為)."""
    first, _, rest = request.args.partition(" ")
    form = FORMS.get(first.casefold())
    asked = (rest if form else request.args).strip()
    return _search(request, desk, asked, form or "md") if asked else _article(request, desk, form or "md")


def _article(request: Request, desk: Desk, form: str) -> Reply:
    view = current(request, desk)
    row = desk.store.listed(request.chat_id, view.id)
    if row is None:
        raise NotFound("article.gone")
    content = as_json(view, row.added_at) if form == "json" else as_markdown(view, where_printed(view, request, desk))
    document = Document(file_name(view.headline, view.stem, form), content.encode())
    head = joined([bold(esc(view.title)), esc(view.say(f"export.{form}"))], "\n")
    choices = ((_other(form), Choice(view.say("kind.brief"), "/brief")),)
    return Reply(head, choices=choices, article_id=view.id, document=document)


def _search(request: Request, desk: Desk, asked: str, form: str) -> Reply:
    """All that /search finds, and all facts in which it is; where that is nothing, what /search says then."""
    say = desk.messages.of(request.language)
    found = search(replace(request, args=asked), desk, ARTICLES)
    if not found.blocks:
        return found
    write = findings.as_json if form == "json" else findings.as_markdown
    content = write(asked, findings.collected(asked, found, request, desk))
    document = Document(file_name(f"{say('kind.search')} {asked}", "search", form), content.encode())
    head = joined([found.head, esc(say("export.found"))], "\n")
    choices = ((_other(form, asked), Choice(clipped(asked, TITLE), f"/search {asked}")),)
    return Reply(head, choices=choices, document=document)


def _other(form: str, asked: str = "") -> Choice:
    label, line = ("JSON", "/export json") if form == "md" else ("Markdown", "/export md")
    return Choice(label, f"{line} {asked}".rstrip())


def file_name(title: str, otherwise: str, suffix: str) -> str:
    """A name for a file that every system takes: 無人渡輪: 明年試航? becomes 無人渡輪 明年試航.md."""
    names = (_UNSAFE.sub(" ", name)[:LONGEST_NAME].strip() for name in (title, otherwise))
    return f"{next(filter(None, names), 'article')}.{suffix}"


def as_markdown(view: View, printed: Html) -> str:
    """Title, byline and where it is printed; the facts kind by kind, each in its sentence; the text by sections."""
    parts = [f"# {escaped(view.headline)}", *filter(None, (byline(view), markdown(printed)))]
    parts += by_kind(view, view.article.facts, "##")
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
