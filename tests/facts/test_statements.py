"""How clauses are cut into statements, and where cue words stand in them."""

import pytest

from bot.facts.hits import hits
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.parse import read
from bot.facts.structure import structure


def cut(text: str, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    """The mark before each statement, its words, and the mark behind it."""
    made = read(lay_out(text, structure(text, lexicon).paragraphs, lexicon)).statements
    return [(s.before, text[s.start : s.end], s.after) for s in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what only leads in is left out
        ("天色已晚，但是工人還在趕工。", [("", "天色已晚", "，"), ("，", "工人還在趕工", "。")]),
        # marks are read full width
        (
            "天色已晚,工人還在趕工;明日交貨。",
            [("", "天色已晚", "，"), ("，", "工人還在趕工", "；"), ("；", "明日交貨", "。")],
        ),
        # marks of quotation that pair inside belong to a statement, others do not
        ("“工人還在趕工，明日交貨。”", [("", "工人還在趕工", "，"), ("，", "明日交貨", "。")]),
        # a list of clauses is cut, a list of nouns is not
        (
            "市府將改善老舊的排水系統、興建三座防洪抽水站。",
            [("", "市府將改善老舊的排水系統", "、"), ("、", "興建三座防洪抽水站", "。")],
        ),
        ("店裡賣紅茶、綠茶和咖啡。", [("", "店裡賣紅茶、綠茶和咖啡", "。")]),
    ],
)
def test_statements_are_clauses_without_what_leads_in(
    text: str, expected: list[tuple[str, str, str]], lexicon: Lexicon
) -> None:
    """Each clause is one, or each member of a list of clauses."""
    assert cut(text, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("成本太高，風險也大。", ["成本", "太高", "风险"]),
        ("他在贵州的有限公司上班。", []),  # the longest word wins, and these hide 贵 and 有限
        ("他们不公布结果。", []),  # 不公 would cross into 公布
    ],
)
def test_cues_are_whole_words(text: str, expected: list[str], lexicon: Lexicon) -> None:
    """A cue is made of whole words or stands at one word's edge, and what is no limit hides what it holds."""
    shades = {"hedge", "good", "causes", "deny", "relief"}
    found = hits(lay_out(text, structure(text, lexicon).paragraphs, lexicon), "limits")
    assert [h.word for h in found if not shades.issuperset(h.lists)] == expected
