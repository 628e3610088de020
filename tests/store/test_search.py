"""The search index on both databases."""

import pytest

from bot.store import search
from bot.store.entries import words
from bot.store.store import Store
from tests.build import an_article


@pytest.fixture
def shelves(store: Store) -> Store:
    """Chat 1 has two articles of its own, chat 2 another; one is bundled."""
    texts = (
        (None, "bundled", "晶片的產能\n半導體的晶片缺貨，晶片漲價。"),
        (1, "own", "云端\n公司采购了芯片。"),
        (1, "other", "咖啡\n咖啡館的生意很好。"),
        (2, "theirs", "晶片\n晶片、晶片與咖啡。"),
    )
    for shelf, stem, content in texts:
        store.put_article(an_article(content), shelf=shelf, stem=stem, parser_version="1")
    return store


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("芯片", ["bundled", "own"]),  # whatever the script, best first, never another chat's
        ("晶片", ["bundled", "own"]),
        ("采購 咖啡館 生意", ["other", "own"]),  # any of the words, the more the better
        ("火星", []),
        ("", []),
    ],
)
def test_candidates_hold_any_of_the_words(asked: str, expected: list[str], shelves: Store) -> None:
    with shelves.read() as db:
        heads = search.candidates(db, 1, tuple(words(asked)), 5)
    assert [head.stem for head in heads] == expected
