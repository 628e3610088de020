"""What a digest holds: what is new, what was printed twice, what the filter wants, and a look back when nothing is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digest.compose import Digest, compose
from bot.facts.article import Article, Byline
from bot.facts.display import folded
from bot.facts.likeness import reprinted
from bot.store import subscriptions
from bot.store.store import Store
from bot.store.subscriptions import Subscription, Wish
from bot.store.tables import Length
from tests.build import an_article

START = datetime(2026, 11, 22, 1, tzinfo=UTC)
CHAT = -5


def news(n: int, *, outlet: str | None = None, script: str = "hant", words: str = "") -> Article:
    """An article like no other, with two quotes, a limit and two industries on one span."""
    body = "".join(chr(0x4E00 + (n * 997 + at * 131) % 20000) for at in range(200))
    return an_article(
        f"第{n}號新聞{words}\n{body}。\n林予安表示，⟦第{n}座工廠明年就會動工興建⟧。\n⟦路人認為第{n}次也不會成功⟧。\n"
        f"⟦第{n}種電池的成本是現在的三倍⟧。\n⟦第{n}項技術會改變汽車和物流⟧。",
        byline=Byline(outlet),
        script=script,
        quotes=[
            {"at": 0, "kind": "reported", "speaker": "林予安", "role": "執行長"},
            {"at": 1, "kind": "reported", "speaker": "路人"},
        ],
        limits=[{"at": 2}],
        industries=[{"at": 3, "name": "汽車"}, {"at": 3, "name": "物流"}],
    )


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store whose articles all came in before anybody subscribed, until a test moves its clock."""
    with Store.open(database_url, folded, lambda: START - timedelta(hours=1)) as store:
        yield store


class Shelf:
    """A store whose clock the test moves, and one subscription in it."""

    def __init__(self, store: Store, **wish: object) -> None:
        self.store, self.now = store, START
        store._now = lambda: self.now
        with store.write() as db:
            wanted = Wish(CHAT, (540,), "Asia/Taipei", **wish)
            self.id = subscriptions.add(db, wanted, now=self.now, next_at=self.now)

    def add(self, stem: str, article: Article, shelf: int | None = CHAT) -> int:
        self.now += timedelta(minutes=2)
        return self.store.put_article(article, shelf=shelf, stem=stem, parser_version="1")

    @property
    def of(self) -> Subscription:
        with self.store.read() as db:
            found = subscriptions.get(db, CHAT, self.id)
        assert found
        return found

    def digest(self) -> Digest:
        return compose(self.store, self.of, self.now)

    def sent(self) -> Digest:
        """The digest, and that it was sent."""
        digest = self.digest()
        with self.store.write() as db:
            subscriptions.show(db, self.id, digest.items)
            subscriptions.change(db, CHAT, self.id, {"read_until": self.now})
        return digest


def titles(digest: Digest) -> list[str]:
    return [entry.stored.stem for entry in digest.news]


def words(digest: Digest) -> list[tuple[str, str]]:
    """Each chosen fact as (kind, its words)."""
    entries = (*digest.news, *digest.back)
    return [(kind, e.stored.article.slice(fact)) for e in entries for kind, facts in e.facts for fact in facts]


def test_what_came_since_the_last_digest_is_new_once_newest_first(store: Store) -> None:
    store.put_article(news(0), shelf=None, stem="before", parser_version="1")
    shelf = Shelf(store)
    shelf.add("one", news(1))
    shelf.add("two", news(2), shelf=None)
    shelf.add("theirs", news(3), shelf=-6)
    assert titles(shelf.sent()) == ["two", "one"]
    shelf.add("four", news(4))
    assert titles(shelf.sent()) == ["four"]
    assert titles(shelf.digest()) == []


def test_what_comes_after_the_slot_waits_for_the_next(store: Store) -> None:
    shelf = Shelf(store)
    shelf.add("one", news(1))
    until = shelf.now
    shelf.add("two", news(2))
    assert titles(compose(store, shelf.of, until)) == ["one"]


@pytest.mark.parametrize(
    ("length", "kinds", "chosen"),
    [
        ("short", (), ["quotes", "limits"]),
        ("normal", (), ["quotes", "quotes", "limits", "industries", "industries"]),
        ("normal", ("limits", "people"), ["limits"]),
        ("short", ("quotes",), ["quotes"]),
    ],
)
def test_length_and_kinds_say_how_much_of_an_article_is_shown(
    store: Store, length: Length, kinds: tuple[str, ...], chosen: list[str]
) -> None:
    shelf = Shelf(store, length=length, kinds=kinds)
    shelf.add("one", news(1))
    assert [kind for kind, _ in words(shelf.digest())] == chosen


def test_the_quote_of_somebody_with_a_role_goes_before_that_of_a_passer_by(store: Store) -> None:
    shelf = Shelf(store, length="short", kinds=("quotes",))
    shelf.add("one", news(1))
    assert words(shelf.digest()) == [("quotes", "第1座工廠明年就會動工興建")]


def test_reprints_are_folded_under_the_print_that_came_first(store: Store) -> None:
    shelf = Shelf(store)
    shelf.add("first", news(1, outlet="島嶼科技報"))
    shelf.add("second", news(1, outlet="云港日报"))
    shelf.add("other", news(2))
    digest = shelf.sent()
    assert titles(digest) == ["other", "first"]
    assert [[r.stem for r in entry.reprints] for entry in digest.news] == [[], ["second"]]
    shelf.add("third", news(1, outlet="晚到的報"))  # of what was sent before
    digest = shelf.digest()
    assert titles(digest) == []
    assert [(out.stored.stem, out.why) for out in digest.left_out] == [("third", "reprint")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (news(1), news(1, outlet="別家"), True),
        (news(1), news(1, words="，最新消息"), True),
        (news(1), news(2), False),
    ],
)
def test_an_edited_copy_is_a_reprint_and_another_report_is_none(one: Article, other: Article, *, same: bool) -> None:
    assert reprinted(one.text, other.text) is same


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("半導體",), ["chips"]),
        (("半导体",), ["chips"]),  # in the other script
        (("林予安",), ["plain", "chips"]),  # a speaker
        (("物流",), ["plain", "chips"]),  # a sector
        (("足球", "半導體"), ["chips"]),  # any of them
        (("足球",), []),
    ],
)
def test_a_filter_takes_articles_with_any_of_its_words(store: Store, asked: tuple[str, ...], found: list[str]) -> None:
    shelf = Shelf(store, words=asked)
    shelf.add("chips", news(1, words="：半導體"))
    shelf.add("plain", news(2))
    digest = shelf.digest()
    assert titles(digest) == found
    assert {out.stored.stem for out in digest.left_out} == {"chips", "plain"} - set(found)


def test_what_the_filter_names_is_shown_before_the_rest_of_an_article(store: Store) -> None:
    shelf = Shelf(store, words=("路人",), length="short", kinds=("quotes",))
    shelf.add("one", news(1))
    assert words(shelf.digest()) == [("quotes", "路人認為第1次也不會成功")]


def test_with_nothing_new_a_look_back_shows_each_thing_once_until_all_is_shown(store: Store) -> None:
    store.put_article(news(1), shelf=None, stem="one", parser_version="1")
    store.put_article(news(2), shelf=None, stem="two", parser_version="1")
    shelf = Shelf(store)
    shown: list[tuple[str, str]] = []
    digests = []
    while (digest := shelf.sent()).back:
        assert digest.news == ()
        digests.append([kind for kind, _ in words(digest)])
        shown += words(digest)
        shelf.now += timedelta(days=1)
    assert digests[0] == ["quotes", "limits", "industries", "industries"]  # one span names two sectors
    assert sorted({text for _, text in shown}) == sorted(
        text
        for n in (1, 2)
        for text in (
            f"第{n}座工廠明年就會動工興建",
            f"路人認為第{n}次也不會成功",
            f"第{n}種電池的成本是現在的三倍",
            f"第{n}項技術會改變汽車和物流",
        )
    )
    assert len([1 for kind, _ in shown if kind != "industries"]) == 6  # nothing twice
    assert digest == Digest()


def test_what_was_shown_as_news_is_not_looked_back_at(store: Store) -> None:
    shelf = Shelf(store)
    shelf.add("one", news(1))
    assert titles(shelf.sent()) == ["one"]
    assert shelf.digest() == Digest()


def test_two_subscriptions_look_back_each_for_itself(store: Store) -> None:
    store.put_article(news(1), shelf=None, stem="one", parser_version="1")
    first, second = Shelf(store), Shelf(store)
    before = second.digest()
    first.sent()
    assert second.digest() == before
    assert first.digest() != before


def test_articles_beyond_a_dozen_come_with_their_headlines(store: Store) -> None:
    shelf = Shelf(store)
    for n in range(15):
        shelf.add(f"n{n}", news(n))
    digest = shelf.digest()
    assert [bool(entry.facts) for entry in digest.news] == [True] * 12 + [False] * 3


def test_the_same_data_give_the_same_digest(store: Store) -> None:
    shelf = Shelf(store)
    for n in range(5):
        shelf.add(f"n{n}", news(n))
    assert shelf.digest() == shelf.digest()
    assert len(set(map(repr, (shelf.digest() for _ in range(3))))) == 1
