"""Word lists are checked when they are loaded."""

from typing import Any

import pytest

from bot.errors import ConfigError
from bot.facts.lexicon import Lexicon


def test_lists_by_name() -> None:
    lexicon = Lexicon.from_tables({"speech": {"verbs": ["说", "表示"]}})
    assert lexicon["speech.verbs"] == ("说", "表示")


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"verbs": []}, "'speech.verbs' is empty"),
        ({"verbs": ["说", " "]}, "no word"),
        ({"verbs": ["说", 3]}, "no word"),
        ({"verbs": ["说", "说"]}, "'说' twice"),
    ],
)
def test_a_bad_list_fails_at_once(table: dict[str, Any], complaint: str) -> None:
    """Empty lists, blanks, numbers and doubled words are mistakes."""
    with pytest.raises(ConfigError, match=complaint):
        Lexicon.from_tables({"speech": table})


def test_a_missing_list_is_named() -> None:
    with pytest.raises(ConfigError, match=r"'speech\.nouns' is missing"):
        Lexicon.from_tables({"speech": {"verbs": ["说"]}})["speech.nouns"]


def test_version_follows_the_words() -> None:
    """Another word, another version; the same words in another order of files, the same."""
    one = Lexicon.from_tables({"a": {"x": ["说"]}, "b": {"y": ["称"]}})
    same = Lexicon.from_tables({"b": {"y": ["称"]}, "a": {"x": ["说"]}})
    other = Lexicon.from_tables({"a": {"x": ["说"]}, "b": {"y": ["道"]}})
    assert one.version == same.version != other.version
    assert one is not same
    assert one != same  # compared by identity: what is compiled from it is cached by it


def test_the_real_lists_are_in_the_parsing_script(lexicon: Lexicon) -> None:
    """Rules match on folded text, so a Traditional word would never be found."""
    from bot.facts.words import fold

    assert [
        w
        for name in ("figures", "structure")
        for k, words in lexicon.lists.items()
        if k.startswith(name)
        for w in words
        if fold(w) != w
    ] == []
