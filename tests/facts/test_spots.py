"""Words in a text as it is written, found by their folded form."""

import pytest

from bot.facts.spots import spots
from tests.build import marked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("缺⟦晶片⟧，⟦芯片⟧漲價", ("芯片",)),  # Taiwan's word and the mainland's
        ("⟦記憶體⟧和⟦晶片⟧", ("内存", "芯片")),  # three characters for two, and what stands behind them
        ("⟦人工智慧⟧公司", ("人工智能",)),
        ("⟦周鴻祎⟧說", ("周鸿祎",)),
        ("⟦ＯｐｅｎＡＩ⟧的⟦GPT⟧", ("openai", "gpt")),  # of one width and case
        ("OpenAI said ⟦AI⟧", ("ai",)),  # a Latin word is whole,
        ("13比⟦3⟧", ("3",)),  # and so is a number
        ("⟦人工智能芯片⟧", ("人工", "人工智能芯片", "芯片")),  # the longest
        ("第一句。\n⟦芯片⟧！\n\n又是⟦芯片⟧", ("芯片",)),
        ("㎏的⟦芯片⟧", ("芯片",)),  # one character that is two when folded
        ("沒有", ("芯片",)),
        ("沒有", ()),
        ("", ("芯片",)),
    ],
)
def test_words_are_found_where_they_stand(text: str, words: tuple[str, ...]) -> None:
    plain, expected = marked(text)
    assert [(s.start, s.end) for s in spots(plain, words)] == [(e.start, e.end) for e in expected]


def test_a_part_of_a_latin_word_is_found_where_parts_are_wanted() -> None:
    assert [tuple(spot) for spot in spots("semiconductor", ("conduct",), parts=True)] == [(4, 11, "conduct")]
    assert list(spots("semiconductor", ("conduct",))) == []
