"""Puts the house together. The only place that knows all of its rooms."""

import hashlib
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import structlog

from bot.answers.commands import parse_line, respond
from bot.answers.desk import Desk, Measures
from bot.answers.digest import drafter
from bot.answers.messages import Messages, script_of
from bot.answers.reply import Reply, Request
from bot.chat import logs
from bot.chat.application import App, build_application, build_courier, running, until_stopped
from bot.chat.delivery import tick_now
from bot.chat.limiter import Rates
from bot.chat.pace import Rate, at_most
from bot.chat.show import Show
from bot.clock import Clock
from bot.digest.outbox import Outbox
from bot.digest.workdays import works
from bot.errors import ConfigError, UserError
from bot.facts import terms, words
from bot.facts.article import Article
from bot.facts.display import folded
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse
from bot.intake.again import reading_again
from bot.intake.aside import Aside, ByLength
from bot.intake.bundled import sync_bundled
from bot.intake.fetch import Fetcher
from bot.intake.manners import Manners
from bot.intake.watch import Watch
from bot.playground import Flood, Playground
from bot.settings import Settings, read_tables, read_weights
from bot.store.shelves import Limits
from bot.store.store import Store, utc_now
from bot.store.tables import Language

log = structlog.get_logger(__name__)

IN_MEMORY = "sqlite://"
TERMINAL = 0  # the chat that `ask` answers in
LANGUAGE: Language = "zh-hant"  # of groups and channels that have set none
EVERY = 1_000_000  # items on a page where none is turned: more than a shelf holds
BURST = 3  # messages that may enter one chat at once


@dataclass(frozen=True, slots=True)
class Parser:
    """`parse` with its lexicon, and a version that changes when the rules or the words do."""

    lexicon: Lexicon
    version: str

    def __call__(self, source: str) -> Article:
        return parse(source, self.lexicon)


def load_parser(settings: Settings) -> Parser:
    """Reads config/lexicon and config/scorer. The version is made of both and of the source of bot/facts."""
    config = settings.env.config_dir
    lexicon = Lexicon.from_tables(read_tables(config / "lexicon"), read_weights(config / "scorer"))
    rules = hashlib.sha256(lexicon.version.encode())
    for module in sorted(Path(str(files("bot.facts"))).rglob("*.py")):
        rules.update(module.read_bytes())
    return Parser(lexicon, rules.hexdigest()[:16])


def load_asking(settings: Settings) -> Lexicon:
    """The words and weights that questions are answered by, beside those of the parser, which know of none of this."""
    config = settings.env.config_dir
    tables = read_tables(config / "lexicon") | read_tables(config / "asking")
    return Lexicon.from_tables(tables, read_weights(config / "asking"))


def load_messages(settings: Settings) -> Messages:
    """Reads config/messages, the bot's own sentences."""
    return Messages.from_tables(read_tables(settings.env.config_dir / "messages"))


def sentence(settings: Settings, error: UserError) -> str:
    """What went wrong, in English for the terminal."""
    return load_messages(settings).of("en")(error.key, **error.values)


@contextmanager
def open_desk(
    settings: Settings, database: str, articles: Path, now: Callable[[], datetime] = utc_now
) -> Iterator[tuple[Desk, Store]]:
    """What the answers need, with the articles of a folder on every shelf, parsed now where they are not yet.

    What else a changed parser has to read again, it reads meanwhile.
    """
    parser = load_parser(settings)
    messages = load_messages(settings)
    words.warm()
    terms.warm()
    with (
        Store.open(database, folded, now, Limits(**settings.shelf.model_dump())) as store,
        _fetcher(settings) as fetcher,
        Aside(partial(load_parser, settings), parser.version) as aside,
    ):
        synced = sync_bundled(store, articles, parser, parser.version)
        for name, why in synced.refused:
            log.warning("an article was left out", file=name, why=why)
        store.index_missing()
        keep_up(store, settings)
        measures = Measures(items=settings.pages.items)
        manners = Manners(timedelta(minutes=settings.feeds.minutes), settings.feeds.most)
        watch = Watch(store, aside, fetcher, _owner(), now, manners, aside.do)
        asking, zone = load_asking(settings), settings.env.timezone.key
        with reading_again(store, aside):
            reader = ByLength(parser, aside)
            yield Desk(store, messages, reader, measures, now, zone, fetcher, watch, asking), store


def keep_up(store: Store, settings: Settings) -> None:
    """Forgets old buttons, and takes off the shelves what their chats keep no longer; once a day while the bot runs."""
    store.purge_buttons(datetime.now(UTC) - timedelta(days=settings.buttons.days))
    if gone := store.expire():
        log.info("articles left their shelves", articles=gone)


async def run(settings: Settings) -> None:
    """The bot on Telegram, until a signal stops it."""
    token = _token(settings)
    logs.set_up(settings.env.log, [token])
    with open_desk(settings, settings.env.database_url.get_secret_value(), bundled(settings)) as (desk, _):
        application = _application(settings, desk, token, settings.env.api_url)
        async with running(application):
            log.info("the bot is running", username=application.bot.username)
            await until_stopped()


async def deliver(settings: Settings) -> None:
    """Sends digests beside the bot, from the same database, until a signal stops it. Asks Telegram for no updates."""
    token = _token(settings)
    logs.set_up(settings.env.log, [token])
    with Store.open(settings.env.database_url.get_secret_value(), folded) as store:
        desk = Desk(store, load_messages(settings), load_parser(settings))
        box = _outbox(desk)
        show = Show(desk, store, LANGUAGE)
        application = build_courier(token, show, box, api_url=settings.env.api_url, rates=_rates(settings))
        async with running(application):
            log.info("digests are delivered from here too", username=application.bot.username, owner=box.owner)
            await until_stopped()


async def run_playground(settings: Settings, port: int | None) -> None:
    """A local Telegram with its page, and the bot in it, until a signal stops them. Nothing outlives it."""
    clock = Clock()
    playground = Playground(flood=Flood(), now=clock.seconds)
    logs.set_up(settings.env.log, [playground.token])
    wanted = settings.playground.port if port is None else port
    with open_desk(settings, IN_MEMORY, bundled(settings), clock.now) as (desk, _):
        try:
            async with playground.serve(wanted) as url:
                application = _application(settings, desk, playground.token, url)

                async def forward(seconds: float) -> None:
                    clock.forward(seconds)
                    await tick_now(application)

                async with running(application):
                    playground.forward_clock = forward
                    log.info("the playground is open: press Ctrl-C to close it", page=url)
                    await until_stopped()
        except OSError as error:
            raise ConfigError(f"port {wanted} cannot be used ({error.strerror}): choose another with --port") from error


def asker(desk: Desk, language: Language) -> Callable[[str], Reply]:
    """Answers lines as a private chat would get them; what has pages there is one here."""
    desk = replace(desk, measures=replace(desk.measures, items=EVERY))
    request = partial(
        Request,
        chat_id=TERMINAL,
        chat_type="private",
        language=language,
        script=script_of(language),
    )

    def answer(line: str) -> Reply:
        command, args = parse_line(line, "", private=True) or ("ask", line)
        return respond(request(command=command, args=args), desk)

    return answer


def bundled(settings: Settings) -> Path:
    """The folder of the articles that are on every shelf."""
    return settings.env.config_dir / "articles"


def _token(settings: Settings) -> str:
    if settings.env.token is None:
        raise ConfigError(
            "BOT_TOKEN is not set: write the token that @BotFather sent, or run `python -m bot playground`"
        )
    return settings.env.token.get_secret_value()


def _outbox(desk: Desk) -> Outbox:
    return Outbox(desk.store, drafter(desk, LANGUAGE), _owner(), desk.now, works)


def _owner() -> str:
    """A name for this process: whoever ran on this machine before, under the same number, was another."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def _fetcher(settings: Settings) -> Fetcher:
    fetch = settings.fetch
    return Fetcher(
        allow=settings.env.fetch_allow,
        seconds=fetch.seconds,
        largest=fetch.megabytes * 1_000_000,
        contact=fetch.contact,
    )


def _rates(settings: Settings) -> Rates:
    limiter = settings.limiter
    return Rates(
        private=Rate(limiter.chat_per_second, BURST),
        group=at_most(limiter.group_per_minute, 60.0, burst=BURST),
        overall=at_most(limiter.overall_per_second, 1.0),
    )


def _application(settings: Settings, desk: Desk, token: str, api_url: str) -> App:
    return build_application(
        token,
        desk,
        desk.store,
        api_url=api_url,
        owners=settings.env.owners,
        language=LANGUAGE,
        rates=_rates(settings),
        slots=settings.handlers.slots,
        box=_outbox(desk),
        readers=settings.feeds.readers,
        upkeep=partial(keep_up, desk.store, settings),
    )
