"""What Telegram finds in a text by itself, and what it trims."""

import pytest

from bot.playground.text import trimmed, with_found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/limits", [("bot_command", "/limits")]),
        ("/limits@YaodianBot 360", [("bot_command", "/limits@YaodianBot")]),
        ("請用 /limits 或 /quotes", [("bot_command", "/limits"), ("bot_command", "/quotes")]),
        ("/限制", []),  # a command has Latin letters only
        ("/limits限制", []),
        ("/var/x", []),
        ("and/or", []),
        ("請看https://example.com/a?b=1，謝謝", [("url", "https://example.com/a?b=1")]),
        ("@durov 說 #AI", [("mention", "@durov"), ("hashtag", "#AI")]),
        ("a@example.com #1", []),  # neither mention nor hashtag
        ("😀 /help", [("bot_command", "/help")]),
    ],
)
def test_entities_found_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    units = text.encode("utf-16-le")
    entities = with_found(text, [])
    covered = [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")) for e in entities
    ]
    assert covered == found


def test_found_entities_overlap_no_link_or_code_but_may_stand_in_a_style() -> None:
    text = "/help /help /help"
    given = [{"type": "code", "offset": 0, "length": 5}, {"type": "bold", "offset": 6, "length": 5}]
    kinds = [(entity["type"], entity["offset"]) for entity in with_found(text, given)]
    assert kinds == [("code", 0), ("bold", 6), ("bot_command", 6), ("bot_command", 12)]


def test_only_the_first_hundred_entities_are_kept() -> None:
    bold = [{"type": "bold", "offset": 2 * i, "length": 1} for i in range(120)]
    assert with_found("x " * 120, bold) == bold[:100]


@pytest.mark.parametrize(
    ("text", "bold", "kept", "kept_bold"),
    [
        ("  好 \n", (2, 1), "好", (0, 1)),
        # white space inside an entity at the beginning stays, at the end it goes
        (" 好 ", (0, 3), " 好", (0, 2)),
        ("好  ", (1, 2), "好", None),
    ],
)
def test_white_space_is_trimmed_and_entities_move_along(
    text: str, bold: tuple[int, int], kept: str, kept_bold: tuple[int, int] | None
) -> None:
    entities = [{"type": "bold", "offset": bold[0], "length": bold[1]}]
    result, entities = trimmed(text, entities)
    assert result == kept
    assert [(e["offset"], e["length"]) for e in entities] == ([kept_bold] if kept_bold else [])
