"""Which clauses say what should be done, where they are cut, and who says so. ⟦ ⟧ mark each of them."""

from collections.abc import Callable

import pytest

from bot.facts.advice import Advice
from bot.facts.article import Article
from tests.build import marked

Parsed = Callable[[str], Article]
HEADLINE = "新型電池的前景\n"


def found(parsed: Parsed, text: str) -> tuple[list[str], list[tuple[str, str | None]]]:
    """What was marked, and what was found with its speaker."""
    plain, spans = marked(HEADLINE + text)
    article = parsed(plain)
    facts = [f for f in article.facts["advice"] if isinstance(f, Advice)]
    return [plain[s.start : s.end] for s in spans], [(article.slice(f), f.said_by) for f in facts]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("王大明表示，⟦政府應檢討電池的稅制⟧。", "王大明"),
        ("⟦各地必须加强对旧电池的管理⟧。", None),
        ("李小華表示，⟦不應強制換發新證⟧。", "李小華"),
        ("王大明認為，⟦不妨參考鄰國的做法⟧。", "王大明"),
        ("王大明認為，⟦業者可以考慮增加回收站⟧。", "王大明"),
        ("王大明表示，企業可以從多方面著手。首先，⟦加大研發投入⟧；其次，⟦積極開拓海外市場⟧。", "王大明"),
        ("王大明指出，⟦業者應提供保固服務，避免消費者受害⟧。", "王大明"),
    ],
)
def test_what_should_be_done_is_advice(text: str, speaker: str | None, parsed: Parsed) -> None:
    """A duty, a mild proposal, and the members of a list that one announces."""
    expected, actual = found(parsed, text)
    assert actual == [(piece, speaker) for piece in expected]


@pytest.mark.parametrize(
    "text",
    [
        "王大明表示，從設計到量產需要半年。",  # takes, not should
        "王大明表示，這應該是最好的結果。",  # a guess
        "如果工廠必須停工，損失難以估計。",  # a condition
        "政府是否應檢討電池的稅制？",  # a question
        "這項技術應用於多個領域，供應十分充足。",  # words that only look like one
        "王大明表示，希望自己能早日回家。",  # a wish for oneself
    ],
)
def test_a_guess_a_need_or_a_question_is_none(text: str, parsed: Parsed) -> None:
    """A modal alone makes no advice."""
    assert found(parsed, text)[1] == []
