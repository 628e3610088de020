"""Numerals as Chinese news writes them: 1,500, 1.2兆, 二十億三千萬, 兩三百, 50萬9737, 三點五.

Everything here reads folded text (Simplified) whose full-width digits were made ASCII by `narrow`.
"""

import re
from decimal import Decimal

DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
VAGUE = "几数"  # some: 几十, 数百万
_WIDE = str.maketrans("０１２３４５６７８９．％：／～", "0123456789.%:/~")  # not ，: it ends a clause

# 千 and 兆, where they do not begin a unit of their own: 3亿千瓦时, 500兆瓦.
KILO = r"(?:千(?![瓦米克卡焦])|兆(?![瓦赫欧位字比]))"
# 1,500 · 3.5 · 2万7000 · 1亿2000万 · 3千. Fifteen digits at most: longer runs are numbers of accounts and phones.
# Must not match a part of a longer run of digits, a version (1.2.3), nor 3,4 as one number.
ARABIC = (
    r"(?<![\d.])(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,10})?(?![\d]|\.\d|,\d{3}(?!\d))"
    rf"(?: ?[多余来几]?(?:[十百万亿]|{KILO}){{1,3}}(?:\d{{1,4}}(?![\d.,]))?){{0,4}}"
)
# 十二 · 两三百 · 三点五 · 几十 · 百万 · 二十来万. Must not match 点 that no digit follows (三点开会).
CHINESE = rf"(?:[几数](?=[十百千万亿兆])|上(?=[百千万亿]))?(?:[〇零一二两三四五六七八九十百万亿]|{KILO}){{1,14}}(?:点[〇零一二三四五六七八九]{{1,6}})?(?:[多余来几][百千万亿兆]{{1,2}})?"
NUMERAL = rf"(?:{ARABIC}|{CHINESE}|[几数])"

_PIECE = re.compile(r"\d[\d,]*(?:\.\d+)?|\D")


def narrow(folded: str) -> str:
    """`folded` with full-width digits and signs as ASCII, the same length."""
    return folded.translate(_WIDE)


def value_of(numeral: str) -> float | None:
    """The number that is written, its lower bound where two are (兩三百 → 200); None where it is vague (幾十, 數百萬)."""
    whole, point, decimals = numeral.partition("点")
    if any(char in VAGUE for char in whole):
        return None
    if point:
        return float(f"{_whole(whole)}." + "".join(str(DIGITS[char]) for char in decimals))
    return float(_whole(whole))


def _whole(numeral: str) -> Decimal:
    """Reads myriad by myriad: `done` holds finished ones, `part` the one being read, `last` a digit with no unit yet.

    In decimals, since 20.6 times 10**8 has a tail in binary.
    """
    done = part = last = Decimal(0)
    scale, gap = 1, False  # the last unit read, and whether a 零 stands behind it
    for piece in _PIECE.findall(numeral):
        if piece in DIGITS:
            gap = gap or piece in "零〇"
            last = last or Decimal(DIGITS[piece])  # 两三百: the lower of the two
        elif piece in TENS:
            part += (last or Decimal(1)) * TENS[piece]
            last, scale, gap = Decimal(0), TENS[piece], False
        elif piece in MYRIADS:
            part += last
            done = done + part * MYRIADS[piece] if part else (done or Decimal(1)) * MYRIADS[piece]
            part, last, scale, gap = Decimal(0), Decimal(0), MYRIADS[piece], False
        elif piece[0].isdigit():
            last = Decimal(piece.replace(",", ""))
    if 0 < last < 10 < scale and not gap:
        last *= scale // 10  # 三万五: thirty-five thousand
    return done + part + last
