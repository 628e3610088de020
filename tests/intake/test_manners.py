"""How long feeds are left alone, and when a chat hears of one unasked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.intake.manners import Manners, max_age, news, retry_after
from bot.store.feeds import Feed
from bot.store.tables import FeedNews

NOW = datetime(2027, 1, 4, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://news.example/rss"
WELL = Feed(
    id=1, chat_id=1, thread_id=None, url=URL, title="晴川", etag=None, last_modified=None, digest=None, pace=0, taken=0,
    error=None, failures=0, told=None, added_by=None, added_at=NOW, polled_at=NOW, worked_at=NOW, next_at=NOW,
    paused_at=None, paused_why=None,
)  # fmt: skip


def test_the_wait_doubles_with_every_failure_up_to_a_day() -> None:
    waits = [Manners(HOUR).back_off(URL, failures) for failures in range(1, 40)]
    assert all(HOUR * 2**n <= wait <= HOUR * 2**n * 1.1 for n, wait in enumerate(waits[:4]))
    assert set(waits[5:]) == {DAY}


@pytest.mark.parametrize(
    ("wanted", "least"),
    [(timedelta(), HOUR), (timedelta(minutes=5), HOUR), (3 * HOUR, 3 * HOUR), (365 * DAY, DAY)],
)
def test_a_feed_is_left_alone_for_as_long_as_it_wants_where_that_is_longer_up_to_a_day(
    wanted: timedelta, least: timedelta
) -> None:
    assert least <= Manners(HOUR).rest(URL, wanted) <= least * 1.1


def test_feeds_are_spread_each_always_in_the_same_way() -> None:
    waits = [Manners().rest(f"{URL}/{n}", timedelta()) for n in range(100)]
    assert waits == [Manners().rest(f"{URL}/{n}", timedelta()) for n in range(100)]
    assert len(set(waits)) == 100


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=3600", 3600),
        ('public, Max-Age = "60"', 60),
        ("no-cache", 0),
        ("s-maxage=60, stale-max-age=5", 0),
        ("max-age=soon", 0),
        ("", 0),
    ],
)
def test_how_long_an_answer_is_fresh_is_read_off_its_header(header: str, seconds: int) -> None:
    assert max_age({"cache-control": header}) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("7200", 2 * HOUR),
        (" 60 ", timedelta(minutes=1)),
        ("9" * 9, timedelta(seconds=999_999_999)),
        ("9" * 5000, timedelta()),
        ("Mon, 04 Jan 2027 03:00:00 GMT", 3 * HOUR),
        ("Mon, 04 Jan 2027 03:00:00 +0100", 2 * HOUR),
        ("Sun, 03 Jan 2027 03:00:00 GMT", timedelta()),  # it is past
        ("soon", timedelta()),
        ("-5", timedelta()),
        ("", timedelta()),
    ],
)
def test_when_a_server_wants_to_be_asked_again_is_read_off_its_header(header: str, wait: timedelta) -> None:
    assert retry_after(header, NOW) == wait


def test_a_failing_feed_is_left_alone_for_as_long_as_its_server_wants_up_to_a_day() -> None:
    assert HOUR <= Manners(HOUR).back_off(URL, 1, timedelta(minutes=5)) <= HOUR * 1.1
    assert 5 * HOUR <= Manners(HOUR).back_off(URL, 1, 5 * HOUR) <= 5 * HOUR * 1.1
    assert Manners(HOUR).back_off(URL, 1, 30 * DAY) == DAY


@pytest.mark.parametrize(
    ("of", "told"),
    [
        (WELL, None),
        (replace(WELL, failures=4, worked_at=NOW - HOUR), None),
        (replace(WELL, failures=5, worked_at=NOW - HOUR), "broken"),
        (replace(WELL, failures=1, worked_at=NOW - DAY), "broken"),
        (replace(WELL, failures=9, told="broken"), None),
        (replace(WELL, told="broken"), "healed"),
        (replace(WELL, told="healed"), None),
        (replace(WELL, failures=5, told="healed"), "broken"),
        (replace(WELL, failures=1, paused_why="gone"), "gone"),
        (replace(WELL, failures=1, paused_why="gone", told="gone"), None),
        (replace(WELL, told="gone"), "healed"),
    ],
)
def test_a_chat_is_told_once_when_a_feed_breaks_for_long_when_it_heals_and_when_it_is_gone(
    of: Feed, told: FeedNews | None
) -> None:
    assert news(of, NOW) == told
