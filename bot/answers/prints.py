"""Where an article can be read: the page it came from, and the other outlets that print it."""

from bot.answers.desk import Desk
from bot.answers.markup import clipped, esc, joined, link
from bot.answers.reply import Html, Request
from bot.answers.view import TITLE, View
from bot.intake.links import host_of
from bot.store import prints
from bot.store.prints import Print

NAMED = 5  # other prints that are named


def where_printed(view: View, request: Request, desk: Desk) -> Html:
    """A line with the link and a line with the reprints, of what there is."""
    with desk.store.read() as db:
        others = prints.of(db, request.chat_id, view.id)
    at = esc(view.say("item.dot"))
    address = (
        joined([link(esc(view.say("article.link")), view.url), at, esc(host_of(view.url))]) if view.url else Html("")
    )
    names = joined([_named(other, view) for other in others[:NAMED]], view.say("item.comma"))
    more = esc("…" if len(others) > NAMED else "")
    listed = joined([esc(view.say("article.reprints")), names, more]) if others else Html("")
    return joined([address, listed], "\n")


def _named(other: Print, view: View) -> Html:
    """The outlet; the site where that says no more than the article's own."""
    outlet = other.outlet if other.outlet != view.article.byline.outlet else None
    name = view.name(outlet) if outlet else host_of(other.url) if other.url else view.name(other.title)
    label = esc(clipped(name, TITLE))
    return link(label, other.url) if other.url else label
