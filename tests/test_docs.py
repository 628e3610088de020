"""The papers keep their promises: every command and every variable stands in both READMEs."""

from pathlib import Path

import pytest

from bot.answers.commands import COMMANDS
from bot.settings import Environment

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-Hant.md")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_documented_with_its_chinese_names(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    for command in COMMANDS:
        assert f"| `/{command.name}" in text
        assert all(f"`{alias}`" in text for alias in command.aliases if not alias.isascii()), command.name


@pytest.mark.parametrize("readme", READMES)
def test_every_variable_is_documented(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    for name in Environment.model_fields:
        assert f"| `BOT_{name.upper()}` |" in text


@pytest.mark.parametrize("readme", READMES)
def test_the_two_commands_stand_at_the_top(readme: str) -> None:
    first_block = (ROOT / readme).read_text("utf-8").split("```")[1]
    assert [line.split("#")[0].strip() for line in first_block.splitlines()[1:3]] == ["make run", "make test"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_every_hash_and_name_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
