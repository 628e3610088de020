"""Which texts are the same but for small edits."""

import random

import pytest

from bot.facts.likeness import SAME, bands, likeness, reprinted, sketch

TEXT = "".join(chr(0x4E00 + (at * at * 131) % 20000) for at in range(800))


def edited(text: str, share: float) -> str:
    """The text with one letter in every 1/share of them changed, always the same ones."""
    letters = list(text)
    for at in random.Random(1).sample(range(len(letters)), int(len(letters) * share)):
        letters[at] = "改"
    return "".join(letters)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (TEXT, TEXT, 1.0),
        (TEXT, f"　{TEXT}。\n\n", 1.0),  # marks and blanks are no words
        ("頭髮花白的老船長說,後面的風險沒有人講清楚。", "头发花白的老船长说，后面的风险没有人讲清楚。", 1.0),
        ("", "", 1.0),
        ("短", "短", 1.0),
        ("\ud83d", "\ud83d", 1.0),
        (TEXT, TEXT[:400], 0.5),
        (TEXT, TEXT[400:] + TEXT[:400], 1.0),  # paragraphs in another order
        (TEXT, TEXT[::-1], 0.0),
        (TEXT, "", 0.0),
    ],
)
def test_likeness_is_the_share_of_shingles_in_common(one: str, other: str, alike: float) -> None:
    assert likeness(sketch(one), sketch(other)) == pytest.approx(alike, abs=0.1)


@pytest.mark.parametrize(("share", "same"), [(0.0, True), (0.01, True), (0.03, True), (0.1, False), (0.3, False)])
def test_an_edited_copy_is_a_reprint_until_too_much_of_it_is_new(share: float, *, same: bool) -> None:
    assert reprinted(TEXT, edited(TEXT, share)) is same


def test_what_is_near_same_shares_a_band_and_what_is_not_hardly_ever_does() -> None:
    texts = ["".join(random.Random(n).choices(TEXT, k=300)) for n in range(100)]
    for text in texts:
        mine = set(bands(sketch(text)))
        assert mine & set(bands(sketch(edited(text, 0.02))))
    every = [hashed for text in texts for hashed in bands(sketch(text))]
    assert len(set(every)) == len(every) == 2500


def test_a_sketch_that_a_shelf_has_kept_is_still_that_of_its_text() -> None:
    """Kept sketches would be worth nothing if the library, or the machine, counted otherwise."""
    kept = sketch("頭髮花白的老船長說,後面的風險沒有人講清楚。")
    assert (len(kept), kept[:8].hex(), bands(kept)[0]) == (500, "a9bb7a7a1e49d3c0", -7_909_439_564_050_796_283)
    assert SAME == 0.7
