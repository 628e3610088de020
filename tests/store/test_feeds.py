"""Feeds in the store: each chat's own, claimed by one at a time. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from bot.store import chats, feeds
from bot.store.feeds import Feed, Seen, Wish
from bot.store.store import Store

HERE, THERE = -42, 43
NOW = datetime(2027, 1, 4, tzinfo=UTC)
SOON, LEASE = timedelta(minutes=30), timedelta(minutes=5)
URL = "https://news.example/rss"
WISH = Wish(HERE, 7, URL, "晴川日報", '"v1"', "Mon, 04 Jan 2027 00:00:00 GMT", "d1", 600, 5)


def follow(store: Store, keys: tuple[str, ...] = ("a", "b"), next_at: datetime = NOW, **asked: Any) -> int:
    with store.write() as db:
        return feeds.add(db, replace(WISH, **asked), keys, now=NOW, next_at=next_at)


def get(store: Store, number: int, chat_id: int = HERE) -> Feed:
    with store.read() as db:
        of = feeds.get(db, chat_id, number)
    assert of
    return of


def claim(store: Store, owner: str = "me", now: datetime = NOW, limit: int = 9) -> list[int]:
    with store.write() as db:
        return [of.id for of in feeds.claim(db, owner, now, LEASE, limit)]


def test_what_is_followed_is_kept_and_what_stands_in_it_is_not_news(store: Store) -> None:
    of = get(store, follow(store, ("a", "b", "a")))
    assert {name: getattr(of, name) for name in Wish.__dataclass_fields__} == {
        name: getattr(WISH, name) for name in Wish.__dataclass_fields__
    }
    assert (of.taken, of.failures, of.error, of.told, of.worked_at, of.next_at) == (0, 0, None, None, NOW, NOW)
    with store.read() as db:
        assert feeds.seen(db, of.id) == {"a": Seen("a", "old"), "b": Seen("b", "old")}


def test_no_chat_sees_or_changes_anothers(store: Store) -> None:
    number = follow(store)
    with store.write() as db:
        assert feeds.get(db, THERE, number) is None
        assert feeds.kept(db, THERE) == ()
        assert feeds.by_url(db, THERE, [URL]) is None
        assert feeds.claim_one(db, THERE, number, "me", NOW, LEASE) is None
        assert feeds.pause(db, THERE, "user", NOW, only=number) == 0
        assert not feeds.resume_one(db, THERE, number, NOW)
        assert not feeds.discard(db, THERE, number, NOW)
    assert get(store, number).paused_why is None


def test_the_longest_due_is_claimed_first_and_by_one_only(store: Store) -> None:
    late, later, not_yet = (follow(store, url=f"{URL}{n}", next_at=NOW + timedelta(minutes=n)) for n in (-5, -9, 1))
    with store.read() as db:
        assert feeds.any_due(db, NOW)
    assert claim(store, limit=1) == [later]
    assert claim(store, "other") == [late]
    assert claim(store, "third") == []
    with store.read() as db:
        assert not feeds.any_due(db, NOW)
    assert claim(store, now=NOW + timedelta(minutes=1)) == [not_yet]


def test_processes_that_claim_at_the_same_moment_share_the_feeds(store: Store) -> None:
    numbers = {follow(store, url=f"{URL}{n}") for n in range(40)}
    ready = Barrier(4)

    def work(n: int) -> list[int]:
        ready.wait()
        mine: list[int] = []
        while taken := claim(store, f"worker {n}", limit=3):
            mine += taken
        return mine

    with ThreadPoolExecutor(4) as threads:
        shares = list(threads.map(work, range(4)))
    assert sorted(number for share in shares for number in share) == sorted(numbers)


def test_an_expired_lease_is_anybodys_and_its_owner_has_lost_the_feed(store: Store) -> None:
    number = follow(store)
    of = get(store, number)
    claim(store)
    after = NOW + LEASE + timedelta(seconds=1)
    assert claim(store, "other", after) == [number]
    with store.write() as db:
        assert not feeds.mark(db, number, "me", Seen("c", "taken"), now=after, lease=LEASE)
        assert not feeds.settle(db, of, "me", {"failures": 9})
        assert feeds.settle(db, of, "other", {"failures": 1, "next_at": after + SOON})
    assert get(store, number).failures == 1
    assert claim(store, now=after + SOON) == [number], "who settles lets go"


def test_every_entry_renews_the_lease_and_is_kept_with_what_became_of_it(store: Store) -> None:
    number = follow(store)
    claim(store)
    almost = NOW + LEASE - timedelta(seconds=1)
    waiting = Seen("c", "waiting", 1, "標題", "https://news.example/1", ("fetch.slow", {"seconds": 20}))
    taken = Seen("d", "taken", 1)
    with store.write() as db:
        assert feeds.mark(db, number, "me", waiting, now=almost, lease=LEASE)
        assert feeds.mark(db, number, "me", taken, now=almost, lease=LEASE)
    assert claim(store, "other", NOW + LEASE + timedelta(seconds=1)) == []
    with store.write() as db:
        assert feeds.seen(db, number)["c"] == waiting
        assert feeds.missed(db, number, 5) == (1, (waiting,))
        feeds.mark(db, number, "me", replace(taken, key="c", tries=2), now=almost, lease=LEASE)
        assert feeds.missed(db, number, 5) == (0, ())


@pytest.mark.parametrize("how", ["pause", "discard"])
def test_a_feed_that_is_paused_or_given_up_is_out_of_everybodys_hands(store: Store, how: str) -> None:
    number = follow(store)
    of = get(store, number)
    claim(store)
    with store.write() as db:
        if how == "pause":
            feeds.pause(db, HERE, "user", NOW, only=number)
        else:
            feeds.discard(db, HERE, number, NOW)
        assert not feeds.mark(db, number, "me", Seen("c", "taken"), now=NOW, lease=LEASE)
        assert not feeds.settle(db, of, "me", {"failures": 9})
    assert claim(store, now=NOW + SOON) == []
    with store.write() as db:
        assert feeds.resume_one(db, HERE, number, NOW + SOON)
    assert claim(store, now=NOW + SOON) == [number]


def test_what_was_given_up_comes_back_with_all_it_has_seen_until_it_is_forgotten(store: Store) -> None:
    number = follow(store)
    with store.write() as db:
        assert feeds.discard(db, HERE, number, NOW)
        assert not feeds.discard(db, HERE, number, NOW)
        assert feeds.kept(db, HERE) == ()
        assert feeds.purge(db, NOW) == 0
        feeds.resume_one(db, HERE, number, NOW)
        assert feeds.seen(db, number).keys() == {"a", "b"}
        feeds.discard(db, HERE, number, NOW)
        assert feeds.purge(db, NOW + SOON) == 1
        assert feeds.get(db, HERE, number) is None


def test_following_again_begins_anew(store: Store) -> None:
    number = follow(store)
    with store.write() as db:
        feeds.discard(db, HERE, number, NOW)
    again = follow(store, ("z",))
    with store.read() as db:
        assert [of.id for of in feeds.kept(db, HERE)] == [again]
        assert feeds.seen(db, again).keys() == {"z"}


def test_a_feed_that_moves_to_where_another_is_keeps_its_address(store: Store) -> None:
    number, other = follow(store), follow(store, url=f"{URL}/new")
    claim(store)
    first, second = get(store, number), get(store, other)
    with store.write() as db:
        assert feeds.settle(db, first, "me", {"url": f"{URL}/new"})
        assert feeds.settle(db, second, "me", {"url": f"{URL}/elsewhere"})
    assert (get(store, number).url, get(store, other).url) == (URL, f"{URL}/elsewhere")


def test_entries_are_forgotten_when_they_are_old_and_stand_in_the_feed_no_more(store: Store) -> None:
    number = follow(store, ("old", "still there"))
    claim(store)
    with store.write() as db:
        feeds.mark(db, number, "me", Seen("new", "taken"), now=NOW + SOON, lease=LEASE)
        feeds.forget(db, number, {"still there"}, NOW + timedelta(seconds=1))
        assert feeds.seen(db, number).keys() == {"still there", "new"}


def test_only_what_the_bot_was_put_out_of_is_resumed_when_it_is_let_in(store: Store) -> None:
    paused, running = follow(store), follow(store, url=f"{URL}/2")
    with store.write() as db:
        feeds.pause(db, HERE, "user", NOW, only=paused)
        assert feeds.pause(db, HERE, "out", NOW) == 1
        feeds.let_in(db, HERE, NOW + SOON)
    assert [get(store, number).paused_why for number in (paused, running)] == ["user", None]


def test_the_feeds_of_a_group_go_with_it_and_none_is_there_twice(store: Store) -> None:
    moved, twice = follow(store), follow(store, url=f"{URL}/2")
    own = follow(store, chat_id=THERE, url=f"{URL}/2")
    with store.write() as db:
        chats.migrate(db, HERE, THERE)
        assert [of.id for of in feeds.kept(db, THERE)] == [moved, own]
        assert feeds.kept(db, HERE) == ()
        assert feeds.get(db, THERE, twice) is None
