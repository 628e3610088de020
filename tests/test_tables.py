"""The tables that steer everything are complete; a failure names the words or the rows that are missing."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from bot.answers.commands import COMMANDS, GROUPS
from bot.answers.items import ROWS
from bot.answers.messages import LANGUAGES, Messages
from bot.facts.display import folded
from bot.facts.kinds import KINDS
from bot.store.tables import Language

ROOT = Path(__file__).parents[1]
MESSAGES = Messages.from_tables(
    {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "config" / "messages").glob("*.toml")}
)
# Sentences named in the code: say("facts.head"), NotFound("shelf.empty"), show.sentence(place, "chat.failed").
NAMED = re.compile(r'(?:say|NotFound|TextRefused|UserError|sentence)\((?:\w+, )?"([a-z_]+\.[a-z_-]+)"')
MENU = 256  # characters that Telegram's menu takes of a command's description


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_help_and_its_name_in_every_language(language: Language) -> None:
    keys = [key for command in COMMANDS for key in (command.help_key, f"kind.{command.name}")]
    assert [key for key in keys if key not in MESSAGES.by_language[language]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_fits_telegrams_menu(language: Language) -> None:
    say = MESSAGES.of(language)
    assert [command.name for command in COMMANDS if not 3 <= len(say(command.help_key)) <= MENU] == []


def test_every_help_belongs_to_a_command() -> None:
    keys = {key for key in MESSAGES.by_language["en"] if key.startswith("help.")}
    assert keys == {command.help_key for command in COMMANDS}


def test_every_command_has_a_name_that_telegram_takes_and_a_chinese_one() -> None:
    assert [c.name for c in COMMANDS if not re.fullmatch(r"[a-z0-9_]{1,32}", c.name)] == []
    assert [c.name for c in COMMANDS if not any(not alias.isascii() for alias in c.aliases)] == []


def test_no_two_commands_share_a_name() -> None:
    """In neither script, and also not twice in one row."""
    names = Counter(folded(name) for command in COMMANDS for name in (command.name, *command.aliases))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_command_stands_in_a_group_that_help_shows() -> None:
    assert {command.group for command in COMMANDS} == set(GROUPS)
    assert [g for g in GROUPS if f"help_group.{g}" not in MESSAGES.by_language["en"]] == []


def test_every_kind_of_fact_has_a_command_and_a_way_to_be_shown() -> None:
    kinds = {kind.name for kind in KINDS}
    assert kinds - {command.name for command in COMMANDS} == set()
    assert {row.kind for row in ROWS} == kinds


def test_every_row_names_an_attribute_that_its_facts_have() -> None:
    fields = {kind.name: kind.fact.__dataclass_fields__ for kind in KINDS}
    assert [row.kind for row in ROWS if row.named and row.named not in fields[row.kind]] == []


def test_every_sentence_that_the_code_names_is_written() -> None:
    named = {key for path in (ROOT / "bot").rglob("*.py") for key in NAMED.findall(path.read_text("utf-8"))}
    assert len(named) > 20, "the pattern no longer finds the sentences"
    assert sorted(named - MESSAGES.by_language["en"].keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_not_to_be_read_has_its_short_form_for_feeds(language: Language) -> None:
    """Of the same places at most: what goes into the one goes into the other."""
    sentences = MESSAGES.by_language[language]
    short = {key: f"trouble.{key.partition('.')[2]}" for key in sentences if key.startswith(("fetch.", "refused."))}
    assert [key for key, other in short.items() if other not in sentences] == []
    places = {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in sentences.items()}
    assert [key for key, other in short.items() if not places[other] <= places[key]] == []
