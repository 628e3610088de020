"""What a question asks for and what is left of it."""

import pytest

from bot.asking.question import read
from bot.facts.lexicon import Lexicon


@pytest.mark.parametrize(
    ("asked", "wants"),
    [
        ("工廠要停工幾天？", ("amount",)),
        ("一共賣出多少輛車", ("amount",)),
        ("用了哪幾步？", ("amount", "which")),
        ("為什麼停產？", ("why",)),
        ("起火的原因是什么？", ("why",)),
        ("幾時交車？", ("when",)),  # 幾 alone would count
        ("新工厂哪一年完工", ("when",)),
        ("沈若溪是什麼身份？", ("role",)),
        ("沈若溪是誰？", ("role",)),
        ("誰是晴川的執行長？", ("who",)),
        ("顧維哲怎麼看固態電池？", ("opinion",)),  # 怎麼 alone would ask for a way
        ("要怎麼做？", ("how",)),
        ("哪些行業會受影響？", ("which",)),
        ("什么是固态电池？", ("definition",)),
        ("工厂在哪里？", ("where",)),
        ("電池安全嗎？", ("whether",)),
        ("How many cars?", ("amount",)),
        ("晴川的電池", ()),
    ],
)
def test_a_question_is_known_by_the_words_it_is_asked_with(asked: str, wants: tuple[str, ...], asking: Lexicon) -> None:
    assert read(asked, asking).wants == wants


@pytest.mark.parametrize(
    ("asked", "unit"),
    [
        ("停工幾天？", "天"),
        ("賣了多少輛？", "辆"),
        ("花了多少錢？", ""),
        ("涨了几个百分点？", "个百分点"),
        ("多少人辭職？", "人"),
    ],
)
def test_what_is_counted_is_the_unit_behind_the_question_word(asked: str, unit: str, asking: Lexicon) -> None:
    assert read(asked, asking).counted == unit


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("請問晴川為什麼要停產？", ("晴川", "停产")),
        ("華為的晶片", ("华为", "芯片")),  # 為 says nothing, 华为 does; 晶片 is 芯片 here
        ("周鴻祎怎麼看Sora？", ("周鸿祎", "sora")),
        ("誰？", ()),
    ],
)
def test_what_is_left_is_what_an_answer_has_to_speak_of(asked: str, words: tuple[str, ...], asking: Lexicon) -> None:
    assert read(asked, asking).words == words


def test_both_scripts_ask_the_same(asking: Lexicon) -> None:
    assert read("這家機構說晶片有哪些風險？", asking) == read("这家机构说芯片有哪些风险？", asking)


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("Sora有哪些短板？", {"limits"}),
        ("哪些行業會受影響？", {"industries"}),
        ("專家有什麼建議？", {"advice"}),
        ("它有什麼功能？", {"capabilities"}),
        ("誰投資了它？", set()),
    ],
)
def test_a_question_may_be_after_facts_of_a_kind(asked: str, kinds: set[str], asking: Lexicon) -> None:
    assert read(asked, asking).kinds == kinds


@pytest.mark.parametrize(
    ("asked", "alone"),
    [
        ("有哪些短板？", True),
        ("文章提到哪些行業會受影響？", True),
        ("Sora有哪些短板？", False),
        ("誰說的？", False),
        ("What are the risks?", True),
    ],
)
def test_a_question_may_ask_for_the_facts_of_a_kind_alone(asked: str, alone: bool, asking: Lexicon) -> None:
    assert read(asked, asking).alone == alone


def test_a_question_that_says_nothing_is_empty(asking: Lexicon) -> None:
    assert read("為什麼？？", asking).empty
    assert not read("為什麼停產", asking).empty


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("周鴻禕係邊個呀？", "周鴻禕是谁？"),  # Cantonese
        ("點解停工？", "为什么停工？"),
        ("有甚麼風險？", "有什么风险？"),  # as Hong Kong spells it
        ("他是什麼身分？", "他是什么身份？"),  # and Taiwan
        ("有那些短版？", "有哪些短板？"),  # everyday slips
    ],
)
def test_other_spellings_ask_the_same(asked: str, meant: str, asking: Lexicon) -> None:
    found, same = read(asked, asking), read(meant, asking)
    assert (found.wants, found.words, found.kinds) == (same.wants, same.words, same.kinds)


@pytest.mark.parametrize(
    ("asked", "wants"),
    [
        ("羅大江在哪所大學任教？", ("role", "which")),
        ("羅大江在哪裡工作？", ("role", "where")),
        ("AI會取代哪些工作？", ("which",)),  # not where he works
    ],
)
def test_where_somebody_works_is_his_role(asked: str, wants: tuple[str, ...], asking: Lexicon) -> None:
    """教授 and 工程師 are told with where they are; the word of working is not looked for."""
    assert read(asked, asking).wants == wants
