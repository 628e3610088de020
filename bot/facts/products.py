"""Products and works the article names: Sora, 《熱辣滾燙》."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.kind import Kind
from bot.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Product:
    """A named product, platform or work; `start, end` is the first mention."""

    start: int
    end: int
    name: str
    rule: str = ""


def find(reading: Reading) -> Iterable[Product]:
    for n in reading.names.products:
        yield Product(n.mentions[0].start, n.mentions[0].end, n.full, n.rule)


KIND = Kind("products", Product, find)
