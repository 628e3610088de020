"""An article's words in the reader's script: the same length, or the marks would slip."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.article import Script
from bot.facts.display import folded, shown


@pytest.mark.parametrize(
    ("text", "of", "to", "seen"),
    [
        ("視頻生成", "hant", "hant", "視頻生成"),  # its own script: untouched
        ("于廣告", "hant", "hant", "于廣告"),  # however it was written
        ("視頻生成", "hant", "hans", "视频生成"),
        ("视频生成", "hans", "hant", "視頻生成"),  # not 影片: that is not what was said
        ("软件和芯片", "hans", "hant", "軟件和芯片"),  # nor 軟體 and 晶片
        ("头发与发展", "hans", "hant", "頭髮與發展"),  # one character for two
        ("皇后在后面", "hans", "hant", "皇后在後面"),
        ("GG(\0)后\ud800", "hans", "hant", "GG(\0)後\ud800"),  # what OpenCC cannot read stays
        ("", "hans", "hant", ""),
    ],
)
def test_words_are_shown_in_the_chats_script(text: str, of: Script, to: Script, seen: str) -> None:
    assert shown(text, of, to) == seen


@given(
    st.text(st.characters(exclude_categories=()) | st.sampled_from("后發发\0\ud800")), st.sampled_from(["hant", "hans"])
)
def test_no_text_changes_its_length(text: str, script: Script) -> None:
    assert len(shown(text, "hans" if script == "hant" else "hant", script)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("周鴻祎", "周鸿祎"),
        ("周鴻禕", "周鸿祎"),
        ("ＯｐｅｎＡＩ", "openai"),
        (" 晶片 ", "芯片"),  # Taiwan's word for the mainland's
        ("行業", "行业"),
    ],
)
def test_names_that_are_one_fold_to_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_threads_convert_side_by_side() -> None:
    seen: list[str] = []
    threads = [threading.Thread(target=lambda: seen.append(shown("头发" * 500, "hans", "hant"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["頭髮" * 500] * 8
