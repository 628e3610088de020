"""The desk that the answers get: the real sentences of config/messages, and a shelf of three articles."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answers.commands import parse_line, respond
from bot.answers.desk import Desk
from bot.answers.messages import Messages
from bot.answers.reply import Language, Reply, Request
from bot.facts.article import Script
from tests.answers.build import BATTERY, FERRY, HOSTILE
from tests.fakes import ListShelves, Shelved

MESSAGES = Path(__file__).parents[2] / "config" / "messages"
Ask = Callable[..., Reply]


@pytest.fixture(scope="session")
def messages() -> Messages:
    return Messages.from_tables({path.stem: tomllib.loads(path.read_text("utf-8")) for path in MESSAGES.glob("*.toml")})


@pytest.fixture
def shelves() -> ListShelves:
    """Newest first: battery (3), ferry (2), hostile (1)."""
    return ListShelves([Shelved(1, "hostile", HOSTILE), Shelved(2, "ferry", FERRY), Shelved(3, "battery", BATTERY)])


@pytest.fixture
def desk(messages: Messages, shelves: ListShelves) -> Desk:
    return Desk(shelves, messages)


def request(
    line: str, language: Language = "zh-hant", script: Script = "hant", article_id: int | None = None
) -> Request:
    command, args = parse_line(line, "YaodianBot", private=True) or ("", "")
    return Request(7, "private", command, args, language, script, article_id=article_id)


@pytest.fixture
def ask(desk: Desk) -> Ask:
    """The reply to a typed line."""
    return lambda line, *args, **kwargs: respond(request(line, *args, **kwargs), desk)
