"""/add: a link, a text or a file that somebody sends becomes an article on the shelf of this chat."""

import re
from dataclasses import replace

from bot.answers.desk import Desk
from bot.answers.markup import esc, joined
from bot.answers.messages import Say
from bot.answers.reading import brief
from bot.answers.reply import Aim, Attached, Choice, Reply, Request
from bot.errors import AnswerRefused, TextRefused, Unreached
from bot.intake.arrivals import Arrival, take_in, there_already
from bot.intake.fetch import XML
from bot.intake.files import accepted, read_article
from bot.intake.links import host_of
from bot.intake.web import Found, article_at

SHORTEST = 40  # code points: what is shorter was hardly meant as an article
LONG = 200  # code points: a text of this length is the article itself, and a link in it belongs to it
DONE = {"new": "add.done", "there": "add.there", "reprint": "add.reprint", "back": "add.back"}
# A link in a text. Must not take along what closes the sentence or the bracket around it; Chinese letters may be its path.
LINK = re.compile(
    r"https?://[^\s<>\"'，。；：！？、（）「」『』【】《》…]*[^\s<>\"'，。；：！？、（）「」『』【】《》….,;:!?)\]}*_~]",
    re.IGNORECASE,
)


def add(request: Request, desk: Desk) -> Reply:
    """The brief of the new article, or of the one that is there already. With nothing to add, how it is done."""
    say = desk.messages.of(request.language)
    given = _given(request.args, request.attached)
    url = _url(given)
    if not (url or given.content):
        return Reply(esc(say("add.how")), choices=(_elsewhere(say),))
    try:
        arrival = _arrival(request, desk, url, given)
    except Unreached as error:
        again = Choice(say("add.again"), f"/add {url}")
        return Reply(esc(say(error.key, **error.values)), choices=((again,), _elsewhere(say)))
    except AnswerRefused as error:
        if error.values.get("kind") not in XML:
            raise
        follow = Choice(say("kind.follow"), f"/follow {url}")
        return Reply(esc(say("add.feed", host=error.values["host"])), choices=((follow,), _elsewhere(say)))
    reply = brief(replace(request, article_id=arrival.article_id), desk)
    several = say("add.first", count=len(given.links), host=host_of(url)) if url and len(given.links) > 1 else ""
    head = joined([esc(several), esc(say(DONE[arrival.how])), reply.head], "\n")
    return replace(reply, head=head, choices=(*reply.choices, *_set_up(given.channel, say)))


def _arrival(request: Request, desk: Desk, url: str | None, given: Attached) -> Arrival:
    """A known address is not read again."""
    if url and (known := there_already(desk.store, request.chat_id, url)):
        return known
    found = article_at(desk.fetcher, url) if url else Found(_text(given))
    return take_in(desk.store, desk.parser, request.chat_id, found.text, url=found.url)


def link(args: str, attached: Attached | None) -> str | None:
    """The address that /add reads from the web, None where it reads none."""
    return _url(_given(args, attached))


def _given(args: str, attached: Attached | None) -> Attached:
    """What to add: what stands behind the command, or what it was sent with, for which a word behind it is no hindrance."""
    links = tuple(dict.fromkeys(LINK.findall(args)))
    if attached is None or links or len(args) >= SHORTEST:
        return Attached(args, links=links)
    return attached


def _url(given: Attached) -> str | None:
    """The first link of what says little else."""
    beside = LINK.sub("", given.content).strip() if isinstance(given.content, str) else ""
    return given.links[0] if given.links and len(beside) < LONG else None


def _text(given: Attached) -> str:
    """The text that was sent; TextRefused for what is none, or too short to be an article."""
    if isinstance(given.content, bytes):
        text = read_article(given.name, given.content).strip()
    else:
        text = accepted(given.content).strip()
    if len(text) < SHORTEST:
        raise TextRefused("add.too_short", length=len(text), least=SHORTEST)
    return text


def _set_up(channel: Aim | None, say: Say) -> tuple[tuple[Choice, ...], ...]:
    """A forwarded post also says that there is a channel which may want digests."""
    if channel is None:
        return ()
    label = say("add.channel", channel=say("item.title", title=channel.title))
    return ((Choice(label, f"/subscribe {channel.chat_id}"),),)


def _elsewhere(say: Say) -> tuple[Choice, ...]:
    return tuple(Choice(say(f"kind.{name}"), f"/{name}") for name in ("articles", "help"))
