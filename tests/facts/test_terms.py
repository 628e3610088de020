"""The words of the search index are the same for both scripts and hold those inside long words."""

import pytest

from bot.facts.terms import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("晶片", "芯片"),  # Taiwan's word and the mainland's
        ("軟體開發", "软件开发"),  # in another script too
        ("ＳＯＲＡ", "sora"),  # full width, and case
    ],
)
def test_both_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


def test_a_long_word_is_found_by_the_words_it_holds() -> None:
    assert {"人工智能", "人工", "智能"} <= set(terms("發展人工智能。"))


def test_marks_and_blanks_are_no_words() -> None:
    assert terms("「好」， \n……！") == ["好"]
