"""Numerals as they are written, and the number each stands for."""

import re

import pytest

from bot.facts.numerals import NUMERAL, narrow, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("7", 7),
        ("3.5", 3.5),
        ("1,500", 1_500),
        ("4,557.12亿", 455_712_000_000),
        ("20.6亿", 2_060_000_000),  # exact, without the tail of binary fractions
        ("1.2兆", 1_200_000_000_000),
        ("2万亿", 2_000_000_000_000),
        ("5千", 5_000),
        ("6,300 万", 63_000_000),  # a space behind the digits
        ("50万9737", 509_737),
        ("3万5千", 35_000),
        ("1亿2000万", 120_000_000),
        ("三", 3),
        ("十", 10),
        ("十五", 15),
        ("两百", 200),
        ("一百零五", 105),
        ("三万五", 35_000),  # colloquial: five thousand
        ("三万零五", 30_005),
        ("二十亿三千万", 2_030_000_000),
        ("一千二百三十四", 1_234),
        ("百万", 1_000_000),
        ("三点五", 3.5),
        ("零点八", 0.8),
        ("两三百", 200),  # the lower bound
        ("七八万", 70_000),
        ("30多亿", 3_000_000_000),  # open upwards: the lower bound
        ("二十来万", 200_000),
        ("上百", 100),
        ("几十", None),  # vague
        ("数百万", None),
        ("十几亿", None),
    ],
)
def test_value(numeral: str, value: float | None) -> None:
    """A numeral is matched whole and read exactly; a vague one has no value."""
    assert re.fullmatch(NUMERAL, numeral)
    assert value_of(numeral) == value


@pytest.mark.parametrize("text", ["1.2.3", "1234567890123456", ".5"])
def test_part_of_a_longer_number_is_none(text: str) -> None:
    """A version, an account number or the end of a decimal is not read in part."""
    assert re.match(NUMERAL, text) is None


def test_narrow_keeps_the_length() -> None:
    """Full-width digits and signs become ASCII, one for one."""
    assert narrow("１５００．５％／３：２，") == "1500.5%/3:2，"
