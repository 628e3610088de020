"""The desk that the answers get: the real sentences of config/messages, and a shelf of three articles."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.commands import parse_line, respond
from bot.answers.desk import Desk
from bot.answers.messages import Messages
from bot.answers.reply import Reply, Request
from bot.app import Parser
from bot.facts.article import Article, Script
from bot.facts.display import folded
from bot.facts.lexicon import Lexicon
from bot.store.store import Store
from bot.store.tables import Language
from tests.answers.build import BATTERY, FERRY, HOSTILE

MESSAGES = Path(__file__).parents[2] / "config" / "messages"
Ask = Callable[..., Reply]
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)  # a Sunday, 12:00 in Taipei


@pytest.fixture(scope="session")
def messages() -> Messages:
    return Messages.from_tables({path.stem: tomllib.loads(path.read_text("utf-8")) for path in MESSAGES.glob("*.toml")})


def shelf(**articles: Article) -> Store:
    """A shelf that every chat sees; the first article has the id 1, the last is the newest."""
    store = Store.open("sqlite://", folded, lambda: NOON - timedelta(days=1))
    for stem, article in articles.items():
        store.put_article(article, shelf=None, stem=stem, parser_version="1")
    return store


@pytest.fixture
def store() -> Iterator[Store]:
    """Newest first: battery (3), ferry (2), hostile (1)."""
    with shelf(hostile=HOSTILE, ferry=FERRY, battery=BATTERY) as store:
        yield store


@pytest.fixture
def desk(messages: Messages, store: Store, lexicon: Lexicon, asking: Lexicon) -> Desk:
    return Desk(store, messages, Parser(lexicon, "1"), now=lambda: NOON, asking=asking)


def request(
    line: str, language: Language = "zh-hant", script: Script = "hant", article_id: int | None = None
) -> Request:
    command, args = parse_line(line, "YaodianBot", private=True) or ("", "")
    return Request(7, "private", command, args, language, script, article_id=article_id)


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """The reply to a typed line."""
    return lambda line, *args, **kwargs: respond(request(line, *args, **kwargs), desk)
