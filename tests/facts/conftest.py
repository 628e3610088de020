"""The parser, ready to read."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.facts.article import Article
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse


@pytest.fixture(scope="session")
def ruled(lexicon: Lexicon) -> Callable[[str], Article]:
    """The parser without weights: what the rules say by themselves."""
    words = replace(lexicon, weights={})
    return lambda text: parse(text, words)


@pytest.fixture(scope="session")
def parsed(lexicon: Lexicon) -> Callable[[str], Article]:
    return lambda text: parse(text, lexicon)
