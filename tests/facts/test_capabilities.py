"""What the subject can do, in sentences of our own."""

import pytest

from bot.facts.capabilities import RULES
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse

HEAD = "新款翻譯耳機TalkBud上市\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("耳機TalkBud能在離線狀態下翻譯12種語言。", ["能在離線狀態下翻譯12種語言"]),
        ("林宜說，它可以幫助旅客點餐。", ["可以幫助旅客點餐"]),  # 它 takes the product up again
        ("這款耳機能夠即時翻譯，無需連線。", ["能夠即時翻譯，無需連線"]),  # what it does without belongs to it
        ("TalkBud不僅能辨識方言，還理解旅客的口音。", ["能辨識方言", "還理解旅客的口音"]),  # 能 is said once for both
        ("該模型展現了跨語言的理解能力。", ["展現了跨語言的理解能力"]),
        ("TalkBud未必能取代口譯員。", []),  # a doubt
        ("TalkBud是否能取代口譯員？", []),  # a question
        ("如果TalkBud能降價，銷量會更好。", []),  # a condition
        ("企業可以考慮添購耳機。", []),  # advice to somebody
        ("政府能提供更多補助。", []),  # what a body can do is no capability of the subject
        ("TalkBud的歷史可追溯至2006年。", []),  # a way of speaking
        ("TalkBud是革命性的進步。", []),  # praise without a content
    ],
)
def test_capabilities(lexicon: Lexicon, text: str, found: list[str]) -> None:
    """An ability said of a thing of the article, from the word that says it to the end of the clause."""
    article = parse(HEAD + text, lexicon)
    assert [article.slice(fact) for fact in article.facts["capabilities"]] == found


def test_an_ability_is_said_by_its_speaker(lexicon: Lexicon) -> None:
    article = parse(HEAD + "林宜表示，TalkBud能翻譯12種語言。", lexicon)
    (fact,) = article.facts["capabilities"]
    assert (fact.said_by, fact.rule) == ("林宜", RULES[0].__name__)  # type: ignore[attr-defined]
