"""Which clauses state a weakness, risk, cost or obstacle, where they are cut, and who says so. ⟦ ⟧ mark each of them."""

from collections.abc import Callable

import pytest

from bot.facts.article import Article
from bot.facts.limits import RULES, Limit
from tests.build import marked

Parsed = Callable[[str], Article]
HEADLINE = "新型電池的前景\n"


def limits(article: Article) -> list[Limit]:
    return [fact for fact in article.facts["limits"] if isinstance(fact, Limit)]


def found(parsed: Parsed, text: str) -> tuple[list[str], list[str]]:
    """What was marked, and what was found."""
    plain, spans = marked(HEADLINE + text)
    article = parsed(plain)
    return [plain[s.start : s.end] for s in spans], [article.slice(f) for f in limits(article)]


@pytest.mark.parametrize(
    "text",
    [
        # each thing that can be wrong
        "王大明表示，⟦這種電池可能難以在低溫下工作⟧。",
        "李小華指出，⟦新型電池存在嚴重的安全隱患⟧。",
        "⟦目前该技术还面临成本过高的风险⟧。",
        "王大明表示，⟦充電設施不足將導致銷量下滑⟧。",
        # a flaw said to be there, though 不 stands near: it belongs to 小
        "⟦國產電池與進口產品有著不小的差距⟧。",
        # a list whose members are statements is split at its semicolons, its announcement is none
        "陳美玲指出，電池的短板包括：⟦充電時間過長，難以滿足長途需求⟧；⟦低溫下可能存在續航不足的問題⟧。",
        # 並且 parts two statements, an example stays with what it is one of
        "王大明表示，⟦它可能難以判斷距離⟧，並且⟦可能無法識別行人⟧。",
        "王大明表示，⟦系統可能混淆路標的細節，例如混淆左右⟧。",
        # a list of bare nouns stays one
        "⟦這款產品存在缺乏深度、邏輯性不足的問題⟧。",
        # what is denied may be good, and what is overcome may leave another
        "⟦電池容量不足，未能帶來收益⟧。",
        "低溫的問題已經解決，但⟦電池仍存在續航不足的風險⟧。",
        # ASCII marks are marks
        "王大明指出,⟦電池容量有限,可能難以滿足需求⟧;⟦生產過程存在污染的風險⟧。",
    ],
)
def test_a_statement_of_a_weakness_is_a_limit(text: str, parsed: Parsed) -> None:
    """Every marked clause is found as it stands, and no other."""
    expected, actual = found(parsed, text)
    assert actual == expected


@pytest.mark.parametrize(
    "text",
    [
        "王大明表示，電池的發展不會造成失業潮。",  # denied
        "新電池並未引發爆炸事故。",
        "王大明說，新產線不至於造成污染。",
        "過去低溫無法啟動的問題已經解決。",  # overcome
        "團隊成功克服了低溫無法啟動的難題。",
        "双方的差距越来越大吗？",  # an open question
        "這項技術也將對多個行業產生影響。",  # an effect on sectors: an industry
        "公司昨日發布了新款電池，並擴大與車廠的合作。",
        "王大明建議，政府應降低補貼的風險。",  # advice
        "新能源有限公司在貴州設立風險投資基金。",  # words that only look like one
    ],
)
def test_what_is_denied_asked_or_only_named_is_none(text: str, parsed: Parsed) -> None:
    """A cue alone makes no limit."""
    assert found(parsed, text)[1] == []


def test_a_headline_is_told_by_the_article(parsed: Parsed) -> None:
    """What a headline says stands below it again, with its speaker."""
    article = parsed("新型電池存在嚴重的安全隱患\n\n李小華昨天指出，新型電池存在嚴重的安全隱患。")
    assert [(article.slice(f), f.said_by) for f in limits(article)] == [("新型電池存在嚴重的安全隱患", "李小華")]


@pytest.mark.parametrize("text", ["對於電池當前存在的弱點，公司也不避諱。", "對於良率偏低的問題，廠長毫不掩飾。"])
def test_what_the_next_clause_is_about_is_none(parsed: Parsed, text: str) -> None:
    """A cue that only leads in is no limit, nor is how somebody speaks of it."""
    assert found(parsed, text)[1] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("王大明表示，這種電池難以在低溫下工作，成本居高不下。", "王大明"),
        ("據了解，工廠已經開工。這種電池存在嚴重的安全隱患。", None),
    ],
)
def test_a_limit_is_said_by_whoever_speaks(text: str, speaker: str | None, parsed: Parsed) -> None:
    """The voice at the start of the clause, or nobody for the article itself."""
    facts = limits(parsed(HEADLINE + text))
    assert facts
    assert {f.said_by for f in facts} == {speaker}


def test_rules_carry_their_names(parsed: Parsed) -> None:
    """A fact tells the rule that took it, or that the scorer or an example did."""
    names = {rule.__name__ for rule in RULES} | {"weighed", "gives_example"}
    text = HEADLINE + "王大明表示，這種電池存在嚴重的安全隱患，可能難以在低溫下工作，例如無法啟動。"
    assert {f.rule for f in limits(parsed(text))} <= names
