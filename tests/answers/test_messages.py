"""The bot's own sentences: in every language, with the same places, or the bot does not start."""

import pytest

from bot.answers.messages import Messages
from bot.errors import ConfigError


def test_simplified_is_derived_in_mainland_words_and_marks() -> None:
    messages = Messages.from_tables({"zh-hant": {"a": {"b": "按「軟體」{count} 次"}}, "en": {"a": {"b": "{count}"}}})
    assert messages.of("zh-hans")("a.b", count=3) == "按“软件”3 次"


def test_a_table_of_its_own_overrides_single_simplified_sentences() -> None:
    tables = {"zh-hant": {"a": "一", "b": "二"}, "en": {"a": "one", "b": "two"}, "zh-hans": {"b": "贰"}}
    say = Messages.from_tables(tables).of("zh-hans")
    assert (say("a"), say("b")) == ("一", "贰")


@pytest.mark.parametrize(("count", "sentence"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (1000, "1000 items")])
def test_a_number_chooses_its_word(count: int, sentence: str) -> None:
    messages = Messages.from_tables({"zh-hant": {"a": "{count} 項"}, "en": {"a": "{count} {count:item|items}"}})
    assert messages.of("en")("a", count=count) == sentence


def test_what_goes_into_a_sentence_is_not_read_as_a_sentence() -> None:
    messages = Messages.from_tables({"zh-hant": {"a": "《{title}》"}, "en": {"a": "{title}"}})
    assert messages.of("zh-hant")("a", title="{count:x|y} {0}") == "《{count:x|y} {0}》"


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ({"zh-hant": {"a": "一"}}, "en"),  # a language is missing
        ({"zh-hant": {"a": "一"}, "en": {"a": "x"}, "fr": {"a": "x"}}, "fr"),  # one too many
        ({"zh-hant": {"a": "一", "k": {"b": "二"}}, "en": {"a": "x"}}, "k.b"),  # a sentence is missing
        ({"zh-hant": {"a": "一"}, "en": {"a": "x", "b": "y"}}, "'b'"),
        ({"zh-hant": {"a": "一"}, "en": {"a": "x"}, "zh-hans": {"b": "y"}}, "'b'"),
        ({"zh-hant": {"a": "{count}"}, "en": {"a": "{number}"}}, "'a'"),  # other places
        ({"zh-hant": {"a": "{count"}, "en": {"a": "x"}}, "'a'"),  # a brace is open
        ({"zh-hant": {"a": "  "}, "en": {"a": "x"}}, "'a'"),
        ({"zh-hant": {"a": "一"}, "en": {"a": 3}}, "'a'"),
    ],
)
def test_a_gap_in_the_sentences_stops_the_start_and_is_named(tables: dict[str, dict[str, object]], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        Messages.from_tables(tables)
