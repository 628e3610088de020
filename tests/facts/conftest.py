"""The parser, ready to read."""

from collections.abc import Callable

import pytest

from bot.facts.article import Article
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse


@pytest.fixture(scope="session")
def parsed(lexicon: Lexicon) -> Callable[[str], Article]:
    return lambda text: parse(text, lexicon)
