"""Answers over our own gold: ranking, silence, and the floors that hold both."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.asking.ask import Ask
from bot.asking.fits import person, why
from bot.asking.passages import passages
from bot.asking.question import read
from bot.asking.rank import answers
from bot.facts.article import Article
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse

GOLD = Path(__file__).parents[1] / "gold"
QUESTIONS = json.loads((GOLD / "questions.json").read_text("utf-8"))
FLOORS = {"first": 0.88, "three": 0.94, "silent": 0.8}  # of questions that no weight was trained on

Asked = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def articles(lexicon: Lexicon) -> dict[str, Article]:
    return {file.stem: parse(file.read_text("utf-8"), lexicon) for file in sorted(GOLD.glob("*.txt"))}


@pytest.fixture(scope="module")
def asked(articles: dict[str, Article], asking: Lexicon) -> Asked:
    """The answers to a question, best first: the article's name and the words."""
    parted = [passages(article, asking) for article in articles.values()]
    named = list(articles.items())

    def ask(question: str) -> list[tuple[str, str]]:
        found = answers(read(question, asking), parted, asking)
        return [(named[a.article][0], named[a.article][1].slice(a.span)) for a in found]

    return ask


def place(row: dict[str, object], found: list[tuple[str, str]]) -> int | None:
    """At which place a right sentence stands, from 1."""
    right: list[str] = row["answers"]  # type: ignore[assignment]
    hits = (n for n, (name, text) in enumerate(found, 1) if name == row["article"] and any(a in text for a in right))
    return next(hits, None)


def test_our_own_questions_stay_above_their_floors(asked: Asked) -> None:
    """Three dozen questions on our own articles, always run; ten more that none of them answers."""
    known = [(row["q"], place(row, asked(row["q"]))) for row in QUESTIONS if row["answers"]]
    unknown = [(row["q"], asked(row["q"])) for row in QUESTIONS if not row["answers"]]
    reached = {
        "first": sum(at == 1 for _, at in known) / len(known),
        "three": sum(at is not None for _, at in known) / len(known),
        "silent": sum(not found for _, found in unknown) / len(unknown),
    }
    wrong = [row for row in known if row[1] != 1] + [row for row in unknown if row[1]]
    assert {name for name, floor in FLOORS.items() if reached[name] < floor} == set(), (reached, wrong)


@pytest.mark.parametrize(
    ("question", "article", "words"),
    [
        ("贺一鸣建议用户怎么做？", "advice-list", "修改默认密码"),  # who, and what he says
        ("漁會理事長是谁？", "captions", "洪水木"),  # one question in two scripts
        ("經濟部要拿出多少錢補助企業？", "institutions", "3億元"),
        ("下一代助聽器幾時面世？", "split-quote", "明年問世"),  # in a synonym, and the sentence says only 他
        ("德弗里斯怎么评价送货车？", "foreign-names", "迷路"),  # by a part of the name
        ("鈉電池為什麼不適合貨車？", "negated-limits", "能量密度偏低"),
        ("滾石物流的創始人是誰？", "foreign-names", "扬·德弗里斯"),  # who is called so, not whoever is named beside
    ],
)
def test_the_best_answer_holds_what_was_asked_for(question: str, article: str, words: str, asked: Asked) -> None:
    name, text = asked(question)[0]
    assert (name, words in text) == (article, True), text


@pytest.mark.parametrize(
    "question", ["聆科一年的營收是多少？", "鄭航的妻子是誰？", "藍鯨動力的董事長是誰？", "明天會下雨嗎？", "?", "abc"]
)
def test_what_the_articles_do_not_say_is_not_answered(question: str, asked: Asked) -> None:
    """Also where they name whom it is about."""
    assert asked(question) == []


def test_the_same_question_gets_the_same_answer(asked: Asked) -> None:
    assert asked("語音複製會衝擊哪些行業？") == asked("語音複製會衝擊哪些行業？")


def test_an_answer_is_a_stretch_of_whole_sentences(articles: dict[str, Article], asked: Asked) -> None:
    for row in QUESTIONS[::4]:
        for name, text in asked(row["q"]):
            assert text in articles[name].text
            assert text == text.strip()


def test_no_articles_no_answer(asking: Lexicon) -> None:
    assert answers(read("誰說的？", asking), [], asking) == ()
    assert answers(read("誰說的？", asking), [()], asking) == ()


ANNOUNCED = """晨星科學家談新模型
晨星公司科學家高以安對新模型發表了看法：
它懂得物體怎麼落下，也懂得水怎麼流動。
它還不懂時間。
"""


def test_what_announces_an_answer_is_shown_with_it(lexicon: Lexicon, asking: Lexicon) -> None:
    article = parse(ANNOUNCED, lexicon)
    best = answers(read("高以安對新模型有什麼看法？", asking), [passages(article, asking)], asking)[0]
    assert article.slice(best.span).replace("\n", "").endswith("發表了看法：它懂得物體怎麼落下，也懂得水怎麼流動。")


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("由於缺水，工廠停工。", True),
        ("缺水導致工廠停工。", True),
        ("工廠停工導致股價下跌。", False),  # what the standstill leads to is no cause of it
    ],
)
def test_a_cause_is_what_leads_to_what_is_asked_about(
    text: str, holds: bool, lexicon: Lexicon, asking: Lexicon
) -> None:
    [passage] = passages(parse(text, lexicon), asking)
    ask = Ask.of(read("工廠為什麼停工？", asking), [passage], asking)
    assert why(ask, passage)["cause"] == holds


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        ("晨星公司的董事長是誰？", "晨星公司董事長王志明表示，明年擴產。", True),
        ("晨星公司的董事長是誰？", "晨星公司副董事長王志明表示，明年擴產。", False),  # a lesser title
        ("晨星公司的副董事長是誰？", "晨星公司副董事長王志明表示，明年擴產。", True),
        ("王志明的妻子是誰？", "晨星公司董事長王志明和陳美玲夫婦表示，明年擴產。", True),
        ("王志明的妻子是誰？", "晨星公司董事長王志明表示，明年擴產。陳美玲說：「我們不急。」", False),
    ],
)
def test_whoever_is_asked_for_by_a_title_has_to_have_it(
    asked: str, text: str, holds: bool, lexicon: Lexicon, asking: Lexicon
) -> None:
    told = passages(parse(text, lexicon), asking)
    ask = Ask.of(read(asked, asking), told, asking)
    assert person(ask, told[0])["nobody has the title"] != holds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("晨星公司董事長王志明表示，明年擴產。他擔心缺電。", "王志明"),
        ("晨星公司董事長王志明表示，明年擴產。他們擔心缺電。", ""),
        ("晨星公司董事長王志明表示，明年擴產。陳美玲說，她擔心缺電。", ""),  # who is named before it
    ],
)
def test_he_is_whoever_was_named_last(text: str, meant: str, lexicon: Lexicon, asking: Lexicon) -> None:
    assert passages(parse(text, lexicon), asking)[1].around.meant == meant
