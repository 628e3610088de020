"""Which words of an answer are marked."""

import pytest

from bot.asking.marks import marks
from bot.asking.question import read
from bot.facts.article import Span
from bot.facts.lexicon import Lexicon
from tests.answers.build import BATTERY


@pytest.mark.parametrize(
    ("asked", "stretch", "marked"),
    [
        ("充電要幾分鐘？", "充電只要8分鐘，可以讓電動車跑600公里", ["8分鐘"]),  # in the unit that is asked for
        ("青石有多快？", "充電只要8分鐘，可以讓電動車跑600公里", ["8分鐘", "600公里"]),
        ("8分鐘能跑多遠？", "充電只要8分鐘，可以讓電動車跑600公里", ["600公里"]),  # not what the question says itself
        ("哪一年發表？", "晴川材料昨天發表固態電池", ["昨天"]),
        ("誰說的？", "晴川材料執行長沈若溪表示", ["晴川材料執行長", "沈若溪"]),
        ("有哪些短板？", "不過，青石的成本是現有電池的3倍，目前", ["青石的成本是現有電池的3倍"]),
        ("為什麼？", "晴川材料昨天發表固態電池", []),
    ],
)
def test_the_amount_the_date_the_person_or_the_facts_are_marked(
    asked: str, stretch: str, marked: list[str], asking: Lexicon
) -> None:
    start = BATTERY.text.index(stretch)
    found = marks(read(asked, asking), BATTERY, Span(start, start + len(stretch)), asking)
    assert [BATTERY.slice(span) for span in found] == marked
