"""Sentences, clauses, marks and the views' look-ups. ⟦ ⟧ mark what is expected."""

import re
from collections.abc import Sequence

import pytest

from bot.facts.layout import Clause, Layout, Sentence, lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.marks import Marked, marked
from bot.facts.structure import structure


def laid_out(text: str, lexicon: Lexicon) -> Layout:
    return lay_out(text, structure(text, lexicon).paragraphs, lexicon)


def pieces(layout: Layout, views: Sequence[Sentence | Clause]) -> list[str]:
    return [layout.text[v.start : v.end] for v in views]


@pytest.mark.parametrize(
    "text",
    [
        "⟦港口動工。⟧⟦漁民反對！⟧⟦誰來負責？⟧",
        "⟦“港口動工了。”⟧⟦漁民說。⟧",
        "⟦港口動工了……⟧⟦漁民反對⟧",
        "⟦成本是3.5億元?⟧⟦AI公司說沒錯!⟧",
        "⟦沒有句號的一行⟧\n⟦第二行。⟧",
        "⟦（港口動工。）⟧⟦漁民反對。⟧",
    ],
)
def test_sentences(lexicon: Lexicon, text: str) -> None:
    """A sentence ends at its stop and the closing marks behind it, and at the end of the line."""
    layout = laid_out(re.sub("[⟦⟧]", "", text), lexicon)
    assert pieces(layout, layout.sentences) == re.findall("⟦(.+?)⟧", text)


@pytest.mark.parametrize(
    "text",
    [
        "⟦港口動工⟧，⟦漁民反對⟧；⟦市府說⟧：⟦沒辦法。⟧",
        "⟦花費1,500萬元⟧,⟦10:30動工。⟧",
        "⟦版本3.5⟧,⟦AI公司說。⟧",
    ],
)
def test_clauses(lexicon: Lexicon, text: str) -> None:
    """A clause ends at a comma of either width, but not inside a number."""
    layout = laid_out(re.sub("[⟦⟧]", "", text), lexicon)
    assert pieces(layout, layout.clauses) == re.findall("⟦(.+?)⟧", text)


def test_look_ups(lexicon: Lexicon) -> None:
    """The word, sentence and paragraph at a place, and the words inside a stretch."""
    layout = laid_out("港口擴建\n港口今天動工。漁民反對。", lexicon)
    at = layout.text.index("反對")
    assert layout.token_at(at + 1).word == "反对"
    assert layout.text[slice(*layout.sentence_at(at)[:2])] == "漁民反對。"
    assert layout.paragraph_at(at).role == "body"
    assert [t.word for t in layout.tokens_in(at - 2, at + 2)] == ["渔民", "反对"]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“港口”和「漁民」", ["港口", "漁民"]),
        ("「他說『不行』了」", ["他說『不行』了", "不行"]),
        ('"港口"和"漁民"', ["港口", "漁民"]),
        ("這“港口沒有關上", []),
        ("“港口沒有關上", ["港口沒有關上"]),  # opens the paragraph: a quotation that goes on in the next
        ("他說：“港口沒有關上", ["港口沒有關上"]),
        ("港口”先關後開“", ["先關後開"]),  # the wrong way round
        ("港口。”漁民先關後開“", []),
        ("“港口「沒關”上", ["港口「沒關"]),
        ("《港口》（2024）", ["港口", "2024"]),
        ("“" * 30 + "深" + "”" * 30, [("“" * n) + "深" + ("”" * n) for n in range(11, -1, -1)]),  # twelve deep at most
    ],
)
def test_marks(text: str, inside: list[str]) -> None:
    """Marks pair with their own kind; an unpaired one with nothing, unless it introduces the rest of the paragraph."""
    assert [text[m.start : m.end] for m in marked(text, 0, len(text))] == inside


def test_depth_counts_quotation_marks_only() -> None:
    """A bracket around a quotation does not make it a nested one."""
    assert marked("（“港口‘漁民’”）", 0, 10) == [
        Marked(1, 9, "（", 0),
        Marked(2, 8, "“", 0),
        Marked(5, 7, "‘", 1),
    ]
