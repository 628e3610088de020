"""The table of contents of the facts. Feeds the commands, storage, `parse --json` and scoring."""

from bot.facts import advice, capabilities, figures, industries, limits, organisations, people, products, quotes

KINDS = (
    quotes.KIND,
    limits.KIND,
    capabilities.KIND,
    industries.KIND,
    advice.KIND,
    people.KIND,
    organisations.KIND,
    products.KIND,
    figures.KIND,
)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
