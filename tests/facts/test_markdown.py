"""Markdown's marks go, what they mark stays; what only looks like a mark is left alone."""

import pytest

from bot.facts.markdown import unmarked


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# 港口擴建延後", "港口擴建延後"),
        ("### 漁民反對 ###", "漁民反對"),
        ("港口擴建延後\n======\n漁民反對", "港口擴建延後\n\n漁民反對"),
        ("漁民反對\n---\n市府說明", "漁民反對\n\n市府說明"),
        ("前段\n\n* * *\n\n後段", "前段\n\n\n\n後段"),
        ("> 市長說，明年完工。\n> > 漁民不信。", "市長說，明年完工。\n漁民不信。"),
        ("- 碼頭\n* 倉庫\n  + 道路", "碼頭\n倉庫\n道路"),
        ("港口**三年後**完工，*費用*增加", "港口三年後完工，費用增加"),
        ("**粗體**開頭，結尾也是**粗體**", "粗體開頭，結尾也是粗體"),
        ("市長說**「港口」**要擴建", "市長說「港口」要擴建"),  # no emphasis to CommonMark
        ("**整行都是粗體，還有*斜體*在裡面。**", "整行都是粗體，還有斜體在裡面。"),
        ("***又粗又斜***的字", "又粗又斜的字"),
        ("這是 _斜體_ 和 __粗體__ 。", "這是 斜體 和 粗體 。"),
        ("~~兩億元~~三億元", "兩億元三億元"),
        ("執行 `make run` 就好", "執行 make run 就好"),
        ("```python\nprint(1)\n```", "\nprint(1)\n"),
        ("見[市府公告](https://x.tw/a?b=1)。", "見市府公告。"),
        ('見[市府公告](https://x.tw/a_(b) "公告")。', "見市府公告。"),
        ("見[公告](/a/b.html)、[附件](../c.pdf)與[前文](#top)。", "見公告、附件與前文。"),
        ("[**粗體的連結**](https://x.tw)", "粗體的連結"),
        ("![港口](https://x.tw/1.jpg)港口", "港口"),
        ("[![港口](https://x.tw/1.jpg)](https://x.tw)港口", "港口"),
        ('見[市府公告][1]與[附件][]。\n\n[1]: https://x.tw/a\n[附件]: https://x.tw/b "附件"\n', "見市府公告與附件。\n\n\n\n"),
        ("三億元[^1]。\n[^1]: 市府統計", "三億元。\n市府統計"),
        ("| 項目 | 金額 |\n|---|---:|\n| 碼頭 | 三億 |", "項目 | 金額\n\n碼頭 | 三億"),
        (r"2\*3\*4，\# 不是標題", "2*3*4，# 不是標題"),
    ],
)  # fmt: skip
def test_marks_are_taken_out(source: str, text: str) -> None:
    assert unmarked(source) == text


@pytest.mark.parametrize(
    "text",
    [
        "#話題# 上了熱搜",
        "2*3*4 等於 24，2**3 等於 8，2**3**4 更大",
        "f(*a, *b)",
        "證人張**、李**出庭",  # names withheld
        "設定 max_items_per_page 與 a__b__c",
        "陣列 a[1](x) 與 b[2][3]",
        "[記者王小明台北報導][獨家]",  # nothing defines it
        ">50%的人反對",
        "氣溫-5到-3度",
        "- ",
        "文 | 新浪科技 張俊",
        "路徑 C:\\new\\table",
        "約~3億元，~~",
        "1. 碼頭\n2. 倉庫",
        "——市長說",
        "* 註：單位為億元"[2:],
    ],
)
def test_what_only_looks_like_a_mark_is_left_alone(text: str) -> None:
    assert unmarked(text) == text


@pytest.mark.parametrize(
    "piece", ["*", "**a", "_a ", "[", "[a](http://", "[a](http://x(", "> ", "`", "|-", "- - ", "***a", " #"]
)
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    """Ends at all: with patterns that look back and forth these take hours."""
    unmarked(piece * (200_000 // len(piece)))
    unmarked(f"{piece}\n" * (200_000 // (len(piece) + 1)))
