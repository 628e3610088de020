"""What stands over a text about it: read, written, and not taken for what it is not."""

import pytest

from bot.errors import TextRefused
from bot.facts.imprint import Imprint, read
from bot.facts.lexicon import Lexicon
from bot.facts.parse import parse

BODY = "市長表示，港口擴建工程將延後到明年春天。\n"


@pytest.mark.parametrize(
    ("block", "imprint"),
    [
        (
            "title: 港口擴建延後\noutlet: 某某日報\nauthor: 王小明\ndate: 2024-02-16",
            ("港口擴建延後", "某某日報", "王小明", "2024-02-16"),
        ),
        ('title: "他說：\\"再等等\\""\ndate: \'2024/2/6 08:00\'', ('他說："再等等"', None, None, "2024-02-06")),
        ("Title: A: B\nlayout: post\ntags: [港口, 建設]", ("A: B", None, None, None)),
        ("authors: [王小明, '李大華']\nsource: 某某網", (None, "某某網", "王小明、李大華", None)),
        ("title: 題目\ntags:\n  - 港口\n  - 建設\n\ndate: 昨天", ("題目", None, None, None)),
        ("標題: 題目\n作者: 王小明\n日期: 2024年2月16日", ("題目", None, "王小明", "2024-02-16")),
    ],
)
def test_front_matter_is_read_and_is_no_part_of_the_text(block: str, imprint: tuple[str | None, ...]) -> None:
    assert read(f"---\n{block}\n---\n{BODY}") == (Imprint(*imprint), BODY)


@pytest.mark.parametrize(
    "source",
    [
        BODY,
        f"---\n{BODY}---\n漁民反對。",  # prose between two rules
        "---\n---\n" + BODY,
        "---\ntitle: 沒有結尾\n" + BODY,
        "---\nlayout: post\ntags: x\n---\n" + BODY,  # says nothing about the article
        f"{BODY}---\ntitle: 不在開頭\n---\n",
        "--- title: 題目 ---\n" + BODY,
        "---\n" + "- a: b\n" * 5_000 + BODY,
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(source: str) -> None:
    assert read(source) == (Imprint(), source)


@pytest.mark.parametrize(
    "imprint",
    [
        Imprint("港口擴建延後", "某某日報", "王小明", "2024-02-16"),
        Imprint('"再等等"，市長說'),
        Imprint("[獨家] 港口擴建"),
        Imprint("'90年代：回顧 --- 之一"),
        Imprint(outlet="某某網"),
        Imprint(),
    ],
)
def test_what_is_written_is_read_again(imprint: Imprint) -> None:
    assert read(imprint.over(BODY)) == (imprint, BODY)


def test_a_line_break_in_a_title_ends_nothing() -> None:
    assert read(Imprint("港口\n---\n擴建").over(BODY)) == (Imprint("港口 --- 擴建"), BODY)


def test_the_article_takes_its_title_and_its_day_from_above_and_its_byline_from_below(lexicon: Lexicon) -> None:
    """Who is named in the article's own lines goes before what its page says of itself."""
    above = Imprint("港口擴建延後", "某某入口網", "編輯部", "2024-02-16")
    article = parse(above.over(f"（中央社記者王小明台北3日電）{BODY}"), lexicon)
    assert (article.title, article.published) == ("港口擴建延後", "2024-02-16")
    assert (article.byline.outlet, article.byline.author) == ("中央社", "王小明")
    assert article.text == f"（中央社記者王小明台北3日電）{BODY}".strip()
    bare = parse(above.over(BODY), lexicon)
    assert (bare.byline.outlet, bare.byline.author) == ("某某入口網", "編輯部")
    assert bare.source == above.over(BODY)  # so that it is read the same when it is parsed again


def test_an_imprint_over_nothing_is_no_article(lexicon: Lexicon) -> None:
    with pytest.raises(TextRefused, match=r"refused\.empty"):
        parse(Imprint("港口擴建延後").over(""), lexicon)
