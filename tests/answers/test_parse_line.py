"""Which texts are commands, for whom, and with what behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.commands import BY_NAME, parse_line

BOT = "YaodianBot"
EVERYWHERE = [
    ("/limits", ("limits", "")),
    ("/LIMITS", ("limits", "")),  # phones begin with a capital
    ("/limits@YaodianBot", ("limits", "")),
    ("/limits@yaodianbot", ("limits", "")),  # user names have no case
    ("  /limits \n", ("limits", "")),
    ("/限制", ("limits", "")),
    ("/限制@YaodianBot", ("limits", "")),
    ("／限制", ("limits", "")),  # typed in a Chinese keyboard's full width
    ("／ｌｉｍｉｔｓ", ("limits", "")),
    ("/行業", ("industries", "")),
    ("/行业", ("industries", "")),  # the Simplified of the same name
    ("/语录 周鸿祎", ("quotes", "周鸿祎")),
    ("/quotes 周鴻祎 先生", ("quotes", "周鴻祎 先生")),
    ("/quotes　周鴻祎", ("quotes", "周鴻祎")),  # an ideographic blank
    ("/quotes\n周鴻祎", ("quotes", "周鴻祎")),
    ("/quotes @somebody", ("quotes", "@somebody")),
    ("/organizations", ("organisations", "")),
    ("/foo@YaodianBot bar", ("unknown", "foo")),
    ("/limits@OtherBot", None),
    ("/foo@OtherBot", None),
    ("/srv/x", None),  # a path
    ("/limits/x", None),
    ("//limits", None),
    ("/", None),
    ("/ limits", None),
    ("看看 /limits", None),
    ("limits", None),
    ("這項技術的限制很多", None),
    ("https://example.org/limits", None),
    ("", None),
]


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize(("text", "command"), EVERYWHERE)
def test_a_line_means_the_same_in_every_chat(text: str, command: tuple[str, str] | None, private: bool) -> None:
    assert parse_line(text, BOT, private) == command


@pytest.mark.parametrize(
    ("text", "alone", "in_group"),
    [
        ("限制", ("limits", ""), None),
        ("风险", ("limits", ""), None),
        ("語錄 周鴻祎", ("quotes", "周鴻祎"), None),
        ("數字 很多", None, None),  # nothing can stand behind /figures, so this is talk
        ("產品\n今天發表的產品有三種。", None, None),  # an article that begins with the word
        ("限制：三個", None, None),
        ("help", None, None),  # an English word is talk; the Chinese names are commands
        ("/foo", ("unknown", "foo"), None),  # in a group it may be another bot's
        ("/限制一", ("unknown", "限制一"), None),
    ],
)
def test_alone_with_the_bot_a_bare_name_will_do_and_a_wrong_one_is_answered(
    text: str, alone: tuple[str, str] | None, in_group: tuple[str, str] | None
) -> None:
    assert (parse_line(text, BOT, True), parse_line(text, BOT, False)) == (alone, in_group)


TEXT = st.text(st.characters(exclude_categories=()), max_size=40)  # half surrogate pairs too


@given(TEXT | TEXT.map("/".__add__) | TEXT.map("/quotes ".__add__) | TEXT.map("限制 ".__add__), st.booleans())
def test_no_text_whatever_is_too_strange(text: str, private: bool) -> None:
    """What comes out can be stored and sent: it is UTF-8, and the command is one of ours."""
    parsed = parse_line(text, BOT, private)
    if parsed:
        assert parsed[0] == "unknown" or parsed[0] in BY_NAME
        assert parsed[1].encode("utf-8").decode("utf-8") == parsed[1].strip()
