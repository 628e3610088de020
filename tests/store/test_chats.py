"""What chats set, what their buttons do, what Telegram was told: on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.store import shelves
from bot.store.chats import Chat
from bot.store.store import Store
from tests.build import an_article

HERE, THERE = -1001234567890, 42
NOON = datetime(2024, 2, 16, 12, tzinfo=UTC)


def test_a_chat_nobody_has_met_has_nothing_set(store: Store) -> None:
    assert store.chat(HERE) == Chat(HERE)


def test_a_setting_leaves_the_others_and_other_chats_alone(store: Store) -> None:
    store.set_chat(HERE, language="zh-hans", script="hans")
    store.set_chat(HERE, type="supergroup", title="週報😀")
    store.set_chat(HERE, language="en", script=None)  # None is nothing said
    store.set_chat(HERE)
    assert store.chat(HERE) == Chat(HERE, "supergroup", "週報😀", language="en", script="hans")
    assert store.chat(THERE) == Chat(THERE)


def test_a_pick_stands_in_the_chat_and_goes_with_its_article(store: Store) -> None:
    number = store.put_article(an_article(), shelf=HERE, stem="a", parser_version="1")
    store.set_chat(HERE, language="en")
    store.pick(HERE, number)
    assert store.chat(HERE) == Chat(HERE, language="en", current_article=number)
    store.remove(HERE, number)
    with store.write() as db:
        shelves.purge(db, datetime.now(UTC) + timedelta(seconds=1))
    assert store.chat(HERE) == Chat(HERE, language="en")


def test_a_button_is_answered_in_its_own_chat_only(store: Store) -> None:
    token = store.new_button(HERE, "/quotes 周鴻祎")
    button = store.button(HERE, token)
    assert button is not None
    assert (button.line, button.article_id, button.parser_version) == ("/quotes 周鴻祎", None, None)
    assert store.button(THERE, token) is None
    assert store.button(HERE, token[:-1]) is None


def test_a_token_cannot_be_guessed_and_fits_into_callback_data(store: Store) -> None:
    tokens = {store.new_button(HERE, "/limits") for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) == 12 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


@pytest.mark.parametrize(
    ("text", "version", "answered"),
    [
        ("一\n二。", "1", True),
        ("一\n二。", "2", False),
        ("一\n三。", "1", False),
    ],  # as it was; parsed anew; another source
)
def test_a_button_is_answered_while_its_article_is_as_it_was(
    text: str, version: str, answered: bool, store: Store
) -> None:
    """The places that its line names mean nothing in another text."""
    number = store.put_article(an_article("一\n二。"), shelf=HERE, stem="a", parser_version="1")
    token = store.new_button(HERE, "/source 0-1", number)
    store.put_article(an_article(text), shelf=HERE, stem="a", parser_version=version)
    button = store.button(HERE, token)
    assert (button is not None) == answered
    assert button is None or (button.article_id, button.parser_version) == (number, "1")


def test_a_button_goes_with_its_article(store: Store) -> None:
    number = store.put_article(an_article(), shelf=HERE, stem="a", parser_version="1")
    token = store.new_button(HERE, "/limits", number)
    store.remove(HERE, number)
    assert store.button(HERE, token) is None


def test_a_button_learns_nothing_of_another_chats_article(store: Store) -> None:
    number = store.put_article(an_article(), shelf=THERE, stem="a", parser_version="1")
    button = store.button(HERE, store.new_button(HERE, "/limits", number))
    assert button is not None
    assert button.article_id is None


def test_buttons_that_nobody_uses_are_forgotten(store: Store) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        unused, used = store.new_button(HERE, "/limits"), store.new_button(HERE, "/quotes")
        clock.shift(timedelta(days=60))
        store.button(HERE, used)
        assert store.purge_buttons(NOON) == 0
        assert store.purge_buttons(NOON + timedelta(days=1)) == 1
        assert store.button(HERE, unused) is None
        assert store.button(HERE, used)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="a time without a zone"):
        store.purge_buttons(datetime(2024, 2, 16))  # noqa: DTZ001 that is the point


def test_what_telegram_was_told_is_remembered_by_key(store: Store) -> None:
    assert store.told("menu:1") is None
    store.tell("menu:1", "abc")
    store.tell("menu:2", "def")
    store.tell("menu:1", "ghi")
    assert (store.told("menu:1"), store.told("menu:2")) == ("ghi", "def")
