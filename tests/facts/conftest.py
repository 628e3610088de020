"""The real lexicon, and a parser that is warm."""

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.facts.article import Article
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse

LEXICON = Path(__file__).parents[2] / "config" / "lexicon"

# `make test` runs the short profile; --hypothesis-profile=long, or HYPOTHESIS_PROFILE=long, tries 20,000 texts in all.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("short", max_examples=60, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("long", max_examples=4_000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.from_tables({path.stem: tomllib.loads(path.read_text("utf-8")) for path in LEXICON.glob("*.toml")})


@pytest.fixture(scope="session")
def parsed(lexicon: Lexicon) -> Callable[[str], Article]:
    return lambda text: parse(text, lexicon)
