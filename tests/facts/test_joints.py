"""What decides whether clauses side by side are one statement, and how much bad news a clause has for company."""

import pytest

from bot.facts.features import Features
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.limits import told
from bot.facts.parse import read
from bot.facts.reading import Reading
from bot.facts.scorer import Pair, joints
from bot.facts.structure import structure

HEADLINE = "新型電池的前景\n"


def reading(text: str, lexicon: Lexicon) -> Reading:
    whole = HEADLINE + text
    return read(lay_out(whole, structure(whole, lexicon).paragraphs, lexicon))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # each clause has a cue of its own: whatever speaks for two statements is told of both sides
        ("充電樁嚴重不足，電池的成本昂貴。", {"left list lack", "right list cost", "mark ，"}),
        ("充電樁不足，電池的產能也缺乏。", {"left list lack", "right list lack", "both list lack", "both plain"}),
        # the second only goes on
        ("充電樁嚴重不足，導致訂單流向同業。", {"left list lack", "right follows"}),
    ],
)
def test_the_cues_of_both_clauses_bear_on_their_joining(text: str, expected: Features, lexicon: Lexicon) -> None:
    """What each clause says by itself is told beside the form of the two."""
    its = reading(text, lexicon)
    made = told(its)
    assert expected <= joints(its.layout, Pair(*its.statements[-2:], *made[-2:]))


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("充電樁嚴重不足，成本居高不下，工廠設在台南。", 4),  # the others of the paragraph are full of it
        ("充電樁嚴重不足，工廠設在台南，下月開工，總部也在那裡。", 2),  # one of three
        ("王大明上午出席，工廠設在台南。", 0),
        ("工廠設在台南。\n充電樁嚴重不足。", 0),  # another paragraph
    ],
)
def test_a_clause_is_told_how_much_of_its_paragraph_has_a_cue(text: str, beside: int, lexicon: Lexicon) -> None:
    """The share of the paragraph's other clauses that have a cue, in eighths, four at most."""
    its = reading(text, lexicon)
    (made,) = (
        names for s, names in zip(its.statements, told(its), strict=True) if its.layout.text[s.start :][:2] == "工廠"
    )
    assert f"paragraph cued {beside}" in made


def test_company_tells_more_of_a_clause_with_a_cue(lexicon: Lexicon) -> None:
    """How bad the article is means something else for a clause that is bad itself."""
    *_, plain, cued = told(reading("工廠設在台南，充電樁嚴重不足。", lexicon))
    assert "cue where paragraph cued 0" in cued
    assert not any(name.startswith("cue where") for name in plain)
