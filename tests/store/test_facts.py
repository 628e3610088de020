"""Facts by name over the whole shelf, on both databases."""

import pytest

from bot.facts.kinds import KINDS
from bot.store.store import Store
from tests.build import an_article
from tests.conftest import fold


def names(store: Store, chat: int, kind: str, asked: str) -> list[tuple[str, str]]:
    """Stem and words of what is found."""
    found = store.facts_named(chat, kind, fold(asked))
    return [(stored.stem, stored.article.slice(fact)) for stored, fact in found]


@pytest.fixture
def shelves(store: Store) -> Store:
    """Chat 1 has an article of its own, chat 2 another; one is bundled."""
    quote = {"kind": "reported"}
    bundled = an_article(
        "周鴻祎說⟦一⟧,又說⟦二⟧,胡錫進說⟦三⟧,有人說⟦四⟧。",
        quotes=[quote | {"speaker": name} for name in ("周鴻祎", "周鴻祎", "胡錫進", None)],
        limits=[{"at": 1, "said_by": "周鴻祎"}],
    )
    own = an_article(
        "周鸿祎说⟦五⟧,⟦OpenAI_Labs⟧说⟦六⟧,⟦X⟧说⟦七⟧,100%说⟦八⟧",
        script="hans",
        quotes=[{"at": at, "speaker": name} for at, name in ((0, "周鸿祎"), (2, "OpenAI_Labs"), (4, "X"), (5, "100%"))],
        organisations=[{"at": 1, "name": "OpenAI_Labs"}],
        industries=[{"at": 2, "name": "短視頻", "said_by": "胡錫進"}],
    )
    other = an_article("周鴻祎說⟦九⟧。", quotes=[quote | {"speaker": "周鴻祎"}])
    for shelf, stem, article in ((None, "bundled", bundled), (1, "own", own), (2, "other", other)):
        store.put_article(article, shelf=shelf, stem=stem, parser_version="1")
    return store


@pytest.mark.parametrize(
    ("kind", "asked", "expected"),
    [
        # Newest article first, in order of the text, in either script, and never from another chat's shelf.
        ("quotes", "周鴻祎", [("own", "五"), ("bundled", "一"), ("bundled", "二")]),
        ("quotes", "周鸿祎", [("own", "五"), ("bundled", "一"), ("bundled", "二")]),
        ("quotes", "鴻祎", [("own", "五"), ("bundled", "一"), ("bundled", "二")]),  # a part of the name
        ("quotes", "360董事長胡錫進", [("bundled", "三")]),  # the name with more around it
        ("quotes", "openai", [("own", "六")]),
        ("quotes", "周", []),  # one character is too little for a part of a name,
        ("quotes", "x", [("own", "七")]),  # but can be a name,
        ("quotes", "xml", []),  # which does not match whatever holds it
        ("quotes", "%%", []),  # no patterns in what was typed,
        ("quotes", "I_L", [("own", "六")]),
        ("quotes", "I-L", []),
        ("quotes", "100元", []),  # nor in the names
        ("quotes", "", []),
        ("quotes", "馬斯克", []),
        ("limits", "周鴻祎", [("bundled", "二")]),  # who said it,
        ("organisations", "openai", [("own", "OpenAI_Labs")]),  # or what it is called:
        ("industries", "短視頻行業", [("own", "六")]),
        ("industries", "胡錫進", []),  # a name of its own goes first
    ],
)
def test_facts_are_found_by_name(kind: str, asked: str, expected: list[tuple[str, str]], shelves: Store) -> None:
    assert names(shelves, 1, kind, asked) == expected


def test_the_facts_of_an_article_go_with_it_and_with_its_older_parse(shelves: Store) -> None:
    own = shelves.shelf(1, 1)[0]
    article = an_article("周鴻祎說⟦十⟧。", quotes=[{"speaker": "周鴻祎"}])
    shelves.put_article(article, shelf=1, stem="own", parser_version="2")
    assert names(shelves, 1, "quotes", "周鴻祎")[0] == ("own", "十")
    assert names(shelves, 1, "quotes", "openai") == []
    shelves.remove(1, own.id)
    assert names(shelves, 1, "quotes", "周鴻祎") == [("bundled", "一"), ("bundled", "二")]


def test_every_kind_of_fact_is_stored(store: Store) -> None:
    """Kinds are rows of a table: a new one needs no word in the store."""
    article = an_article("⟦一⟧", **{kind.name: [{"at": 0}] for kind in KINDS})
    number = store.put_article(article, shelf=1, stem="a", parser_version="1")
    stored = store.article(1, number)
    assert stored is not None
    assert stored.article.facts == article.facts
    assert [len(facts) for facts in stored.article.facts.values()] == [1] * len(KINDS)
