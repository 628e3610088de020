"""Files to text: encodings, and what is refused."""

import pytest

from bot.errors import TextRefused
from bot.facts.parse import LONGEST_TEXT
from bot.intake.files import accepted, decoded, read_article

TRADITIONAL = "聯發科今天宣布,新一代晶片將在明年量產。執行長表示,這是公司在人工智慧領域最重要的一步。"
SIMPLIFIED = "联发科今天宣布,新一代芯片将在明年量产。首席执行官表示,这是公司在人工智能领域最重要的一步。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "utf-8-sig"),
        (TRADITIONAL, "utf-16"),  # with its mark, as Windows calls "Unicode"
        (TRADITIONAL * 3, "big5"),  # nearly all of which could be GB 18030 as well
        (TRADITIONAL * 3, "cp950"),
        ("香港嘅" + TRADITIONAL * 3, "big5hkscs"),
        (TRADITIONAL, "gb18030"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "gb18030"),
        ("周鴻祎😀", "gb18030"),
        ("GG()人類。", "utf-8"),
        ("plain words", "ascii"),
    ],
)
def test_a_file_is_read_in_whatever_it_was_written(text: str, encoding: str) -> None:
    assert read_article("article.txt", text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (TRADITIONAL * 2, "big5", "gb2312"),  # declared wrongly: everyday characters decide
        (SIMPLIFIED, "gbk", "big5"),
        (SIMPLIFIED, "gbk", "utf-8"),
        (SIMPLIFIED, "gbk", "iso-8859-1"),
        (SIMPLIFIED, "utf-8", "gbk"),
        (SIMPLIFIED, "gbk", "no-such-encoding"),
        (SIMPLIFIED, "gbk", "utf-7"),  # Python knows it, pages do not
        ("鴻海", "big5", "Big5"),  # too short to tell: what was declared
        ("鸿海", "gbk", "GB2312"),
        ("“Smart quotes” – 5 £", "cp1252", "ISO-8859-1"),
        ('<meta charset="big5">鴻海', "big5", None),  # declared by the page itself
        ('<?xml version="1.0" encoding="gb2312"?>鸿海', "gbk", None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">鴻海', "big5", "nonsense"),
    ],
)
def test_what_is_declared_decides_only_in_doubt(text: str, encoding: str, declared: str | None) -> None:
    assert decoded(text.encode(encoding), declared) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_broken_character_does_not_cost_the_text(encoding: str) -> None:
    """Sites cut within a character, and mix templates of two encodings."""
    whole = TRADITIONAL.encode(encoding)
    read = decoded(whole * 3 + whole[:1] + b"\n" + whole * 3)
    assert read.count(TRADITIONAL) >= 5
    assert read.count("\ufffd") <= 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_one_way(end: str) -> None:
    assert read_article("article.txt", f"題目{end}{end}內容{end}".encode()) == "題目\n\n內容\n"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "refused.empty"),
        ("\ufeff \n\u3000\n".encode(), "refused.empty"),  # a mark and spaces
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "refused.not_text"),
        ("文".encode("utf-16-le") + b"\0\0", "refused.not_text"),
        (b"\xff\xfe\x00", "refused.not_text"),  # cut off in a character
    ],
)
def test_what_is_no_text_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(TextRefused) as caught:
        read_article("article.txt", data)
    assert caught.value.key == key


def test_a_text_may_be_long_but_not_longer() -> None:
    assert len(read_article("article.txt", ("文" * LONGEST_TEXT).encode())) == LONGEST_TEXT == 200_000
    with pytest.raises(TextRefused) as caught:
        read_article("article.txt", ("文" * (LONGEST_TEXT + 1)).encode())
    assert (caught.value.key, caught.value.values) == ("refused.too_long", {"limit": 200_000, "length": 200_001})


def test_half_a_character_is_no_text() -> None:
    """JSON can carry a lone surrogate, which neither UTF-8 nor PostgreSQL can."""
    with pytest.raises(TextRefused, match="not_text"):
        accepted("題目\ud83d內容")
