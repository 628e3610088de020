"""What is told of a clause by its words and its place, and what of it the clauses beside it take over."""

import pytest

from bot.facts.features import features
from bot.facts.hits import hits
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.parse import read
from bot.facts.reading import Reading
from bot.facts.statements import by_statement
from bot.facts.structure import structure

HEADLINE = "新型電池的前景\n"


def reading(text: str, lexicon: Lexicon) -> Reading:
    return read(lay_out(HEADLINE + text, structure(HEADLINE + text, lexicon).paragraphs, lexicon))


def place(made: Reading, piece: str) -> int:
    """Where among the statements the one with `piece` stands."""
    start = made.layout.text.index(piece)
    return next(at for at, s in enumerate(made.statements) if s.start <= start < s.end)


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        ("他们不生产电池。", "他们", {"bias", "role body", "after 。", "not v", "has 不", "voice article"}),
        ("工厂太小，难以扩产。", "工厂", {"degree 太", "after ，", "shorter than 6", "has 小"}),
        ("但是工厂太小。", "工厂", {"opens contrast", "has 太"}),  # what leads in is told, though it is left out
        ("如果停电，工厂就停工。", "停电", {"opens leaning"}),
        ("他表示，电池很贵。", "他表示", {"ends saying", "saying"}),
        ("他表示，电池很贵。", "电池", {"voice reported", "degree 很", "title1"}),
        ("电池贵吗？", "电池", {"question"}),
        ("三万元。", "三万", {"no predicate", "tag m"}),
        ("工厂停产两天。", "工厂", {"first tag n", "in front of the verb n", "工厂_停产"}),
    ],
)
def test_traits_tell_words_and_place(text: str, piece: str, expected: set[str], lexicon: Lexicon) -> None:
    """Each of the expected traits is there."""
    made = reading(text, lexicon)
    assert expected <= made.traits[place(made, piece)]


def test_clauses_of_a_sentence_tell_of_each_other(lexicon: Lexicon) -> None:
    """-1 is the clause before, +1 the one behind; another sentence tells nothing."""
    made = reading("工厂太小，难以扩产。员工休息。", lexicon)
    first, second, third = (made.traits[place(made, piece)] for piece in ("工厂", "难以", "员工"))
    assert "+1 has 难以" in first
    assert "-1 has 太" in second
    assert not any(name.startswith(("-1 has", "+1 has")) for name in third)


def test_features_add_the_cues_of_a_topic(lexicon: Lexicon) -> None:
    """A cue by its list, one that is undone apart, what rules say, and what stands beside it."""
    made = reading("电池存在隐患，政府将避免风险。天气很好。", lexicon)
    cues = by_statement(hits(made.layout, "limits"), made.statements)
    opinions = [{"rule told"} if "隐患" in made.layout.text[s.start : s.end] else set() for s in made.statements]
    told = features(made, cues, opinions)
    danger, relief, neither = (told[place(made, piece)] for piece in ("存在", "政府", "天气"))
    assert {"list risk", "cue", "plain", "rule told"} <= danger
    assert {"no list risk", "-1 rule told", "-1 list risk"} <= relief
    assert "cue" not in relief
    assert not any(name.startswith("list") for name in neither)


def test_what_lies_in_a_statement(lexicon: Lexicon) -> None:
    """Cues fall to the statement that holds them, in order."""
    made = reading("成本太高，风险也大。", lexicon)
    cues = by_statement(hits(made.layout, "limits"), made.statements)
    words = [[cue.word for cue in own] for own in cues]
    assert words[place(made, "成本")] == ["成本", "太高"]
    assert words[place(made, "风险")] == ["风险"]
