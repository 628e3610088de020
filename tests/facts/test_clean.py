"""What is taken out of a text, and what is left alone."""

import pytest

from bot.facts.clean import clean


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("在談及AI target=_blank class=infotextkey>新模型時", "在談及新模型時"),  # the front of the link was cut off
        ('這是<a href="https://x.tw" target=_blank>連結</a>。', "這是連結。"),
        ("港口 style='color:red' id=x>擴建", "港口擴建"),
        ("<p>港口<br/>擴建</p><!-- 廣告 -->", "港口擴建"),
        ("港口&nbsp;擴建&#8203;。&#x200B;", "港口擴建。"),
        ("**港口擴建**\n花費3億元", "港口擴建\n花費3億元"),
        ("## 港口擴建\n> 花費3億元", "港口擴建\n花費3億元"),
        ("港口**三年後**完工", "港口三年後完工"),
        ("![港口](https://x.tw/1.jpg)港口擴建", "港口擴建"),
        ("見[市府公告](https://x.tw/a?b=1)。", "見市府公告。"),
        ("港口擴建。 * _2_ 漁民反對。", "港口擴建。 漁民反對。"),
        ("港口擴建。点击进入专题>>", "港口擴建。"),
        ("港口擴建。返回腾讯网首页>>", "港口擴建。"),
        ("港\u200b口\ufeff擴\u200f建\u202e", "港口擴建"),  # zero-width and bidirectional marks
        ("港\x00口\ud800擴\x85建", "港口擴建"),  # control characters, a lone surrogate
        ("港口\r\n擴建", "港口\n擴建"),
        ("\n　 港口擴建 \n", "港口擴建"),
    ],
)
def test_debris_is_deleted(source: str, text: str) -> None:
    """Whole pieces of debris go; what the article says stays as it was."""
    assert clean(source) == text


@pytest.mark.parametrize(
    "text",
    [
        "若 a > b，則 x=1 成立。",
        "3 < 5，5 > 3。",
        "研發 R&amp;D 部門",  # deleting it would change what is said
        "#話題# 上了熱搜",
        "2*3*4 等於 24",
        "他說：「更多 > 更好」",
        "陣列 a[1](x) 的寫法",
        "「點擊率」從3%升到5%。",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    assert clean(text) == text
