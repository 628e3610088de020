"""Numbers that name, order or place something, so are no amounts: 2024年, 第三季, GPT-4, 周五, 14年後."""

import re

# Tried before every amount; what they match is skipped whole. A date must not match a length of time: 15年, 110年 and
# 30天 are left alone unless a month follows; a two-digit year is one with a zero in front (08年).
NO_AMOUNT = re.compile(
    r"(?:(?:19|20)\d\d|10[1-9]|11\d|0\d) ?(?:[-–—~至到、] ?(?:19|20)?\d\d ?)?[学财]?年|\d\d ?年(?= ?\d{1,2} ?月)|[〇零一二三四五六七八九]{4} ?年"
    r"|\d{1,4} ?年代|[二三四五六七八九]十年代|\d\d后|[一二三四五六七八九]零后|\d{1,3} ?世纪|[一二三四五六七八九十]{1,3}世纪"
    r"|\d{1,2} ?月份?(?: ?\d{1,2} ?[日号])?|[一二三四五六七八九十]{1,2}月(?:份|[一二三四五六七八九十]{1,3}[日号])?"
    r"|(?<![期达共续])\d{1,2} ?[日号](?![内间])|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[1-4一二三四] ?季"
    r"|\d{1,2}:\d\d(?::\d\d)?|(?:\d|1\d|2[0-4]) ?[点时](?:\d{1,2}分|半|许|多)?|\d+:\d+"  # 10:30, 8點半, 3:2
    r"|\d{1,3}(?:\.\d{1,3}){2,}|\d{2,4}[- ]\d{3,4}[- ]?\d{3,4}(?!\d)"  # 1.2.3, 0800-123-456
    r"|(?<=[前首])[\d一二两三四五六七八九十]{1,3} ?[名位大强]"  # 前三名, 榜首两位
    r"|[\d一二两三四五六七八九十]位数|[百千亿]万(?=富[翁豪])|亿万|万千|万一|四周(?=[环围都被])|(?<=冰[封冻])三尺|(?<=打)七寸|(?<=声)四起|(?<=最后)一公里|万万|千万(?=[别不要])|十分(?!之)|一[下时度带]"
)
# What stands before a number that orders or names: 第三, 周五, 初三, GPT-4, iPhone14, No. 5.
ORDERS = re.compile(
    r"(?:第|第[\d一二三四五六七八九十]{1,3}[、和及至到-]|周|星期|礼拜|初|农历|[上下中]午|凌晨|[晚早]上?|编号|[A-Za-z_/@#&=][-‑–.]?|(?i:no)\. ?)$"
)
# 14年後, 兩三年內, 過去二十年間, 三年級.
PLACED_AFTER = re.compile(r" ?(?:[之以]?[前后]|(?<=[年月周期])[之以]?内|期?间|代|度|级|[初末底])")
# 幾十年來: it says since when, and not how long; 十年来最快 measures.
PLACED_AFTER_VAGUE = re.compile(rf"{PLACED_AFTER.pattern}| ?以?来")
# 未來兩三年, 再過兩年, 過去20年, 前9個月, 時隔兩年. Must not match 提前五分鐘, which measures.
PLACED_BEFORE = re.compile(
    r"(?:(?<![超经通度])过|未来|今后|过去|最近|接下来|往[前后]|(?<!提)前|[头首上下同这那本该当隔]|(?<!最)后)(?:的|近|约|大约|大概)? ?$"
)
LOOK_BACK = 8  # characters in front of a number that can decide what it is


def names_or_orders(text: str, at: int) -> int | None:
    """The end of the number at `at` where it names, orders or dates something, else None."""
    if (match := NO_AMOUNT.match(text, at)) is not None:
        return match.end()
    ordered = ORDERS.search(text[max(0, at - LOOK_BACK) : at])
    if ordered is None or (ordered[0][0].isascii() and not text[at].isascii()):
        return None  # 用了Signal数年: only digits go on with a Latin name
    return at + 1


def places_an_event(text: str, start: int, end: int, *, vague: bool) -> bool:
    """Whether the length of time at `start, end` says when something happens; `vague`: 幾十年."""
    after = PLACED_AFTER_VAGUE if vague else PLACED_AFTER
    return (
        after.match(text, end) is not None or PLACED_BEFORE.search(text[max(0, start - LOOK_BACK) : start]) is not None
    )
