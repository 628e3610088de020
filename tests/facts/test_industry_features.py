"""What is told of a sector over all the places where an article names it."""

from collections.abc import Mapping

from bot.facts.industries import opinion
from bot.facts.industry_features import Sector, parts, sectors
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.parse import read
from bot.facts.structure import structure


def named(text: str, lexicon: Lexicon) -> Mapping[str, Sector]:
    whole = "餐飲業的寒冬\n" + text
    reading = read(lay_out(whole, structure(whole, lexicon).paragraphs, lexicon))
    return {sector.name: sector for sector in sectors(reading, opinion)}


def test_a_sector_is_told_by_its_mentions(lexicon: Lexicon) -> None:
    """How often it is named, where, in which form, beside which cues, and what the rules say."""
    made = named("疫情重創餐飲業。專家說，餐飲業營收銳減。", lexicon)["餐飲"].features
    assert {"mentions 3", "ruled twice", "in the headline", "form marked", "on a list", "mark 业"} <= made
    assert {"rule is_touched", "before acts near", "behind fate near", "said"} <= made


def test_names_within_names_are_told(lexicon: Lexicon) -> None:
    """金融 in 金融科技: each knows of the other."""
    made = named("新規打擊金融科技行業，也衝擊金融業。", lexicon)
    assert "holds another" in made["金融科技"].features
    assert "part of another" in made["金融"].features


def test_the_rules_speak_of_each_mention(lexicon: Lexicon) -> None:
    """An opinion for each place, None where no rule takes the sector for a touched one."""
    sector = named("疫情重創餐飲業。雖然漲價，他從事餐飲業。", lexicon)["餐飲"]
    assert "is_touched" in [o.rule for o in sector.opinions if o]
    assert None in sector.opinions


def test_parts_of_a_name() -> None:
    """Every shorter piece, the name itself left out."""
    assert sorted(parts("平台經濟")) == sorted(["平", "平台", "平台經", "台", "台經", "台經濟", "經", "經濟", "濟"])
