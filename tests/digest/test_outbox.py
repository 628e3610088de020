"""Once and in order: what is planned, who may send it, and what becomes of it. On both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from structlog.testing import capture_logs

from bot.digest.due import Slot
from bot.digest.outbox import RULES, Draft, Outcome, Policy, Result, back_off
from bot.store import outbox, status, subscriptions
from bot.store.outbox import Message
from bot.store.store import Store
from bot.store.subscriptions import Item, Subscription
from tests.build import an_article
from tests.digest.build import NINE, SENT, Clock, Desk, send, send_all, subscribe, texts

HERE, THERE, GROUP = 42, 43, -1001


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store)


def test_a_slot_is_planned_once_however_often_it_is_looked_at(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    box = desk.outbox()
    assert [box.tick(), box.tick(), desk.outbox("another").tick()] == [1, 0, 0]
    assert desk.runs() == [("2027-01-04", "timely")]
    assert [asked.next_at for asked in desk.asked()] == [NINE + timedelta(days=1)]
    assert send_all(box) == [(HERE, "一"), (HERE, "二"), (HERE, "三")]
    assert box.claim(10) == ()


def test_nothing_is_due_a_second_early(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    desk.clock.go(seconds=-1)
    assert desk.outbox().tick() == 0
    assert desk.runs() == []


def test_a_clock_set_back_sends_nothing_twice(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    assert len(send_all(box)) == 3
    desk.clock.go(hours=-2)
    box.tick()
    desk.clock.go(hours=2)
    box.tick()
    assert send_all(box) == []
    assert desk.runs() == [("2027-01-04", "timely")]


def test_moving_a_digest_away_and_back_does_not_send_it_again(desk: Desk) -> None:
    """The run is unique even where `next_at` names a slot that has been."""
    number = subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    send_all(box)
    with desk.store.write() as db:
        subscriptions.change(db, HERE, number, {"next_at": NINE})
    assert box.tick() == 0
    assert send_all(box) == []
    assert [asked.next_at for asked in desk.asked()] == [NINE + timedelta(days=1)]


@pytest.mark.parametrize(
    ("hours", "runs"),
    [
        (0.0, [("2027-01-04", "timely")]),
        (2.0, [("2027-01-04", "late")]),
        (7.0, [("2027-01-04", "skipped")]),
        # Asleep for three days and woken at noon: today's is late, the others are said to be missed.
        (
            75.0,
            [("2027-01-04", "skipped"), ("2027-01-05", "skipped"), ("2027-01-06", "skipped"), ("2027-01-07", "late")],
        ),
    ],
)
def test_what_was_slept_through_is_late_or_skipped_and_recorded(
    desk: Desk, hours: float, runs: list[tuple[str, str]]
) -> None:
    subscribe(desk.store, HERE)
    desk.clock.go(hours=hours)
    box = desk.outbox()
    assert box.tick() == len(runs)
    assert desk.runs() == runs
    assert len(send_all(box)) == (0 if runs[-1][1] == "skipped" else 3)


def test_two_slots_within_the_grace_both_come_and_the_second_knows_of_the_first(desk: Desk) -> None:
    told: list[tuple[int, datetime]] = []

    def compose(asked: Subscription, slot: Slot, now: datetime) -> Draft:
        told.append((slot.minute, asked.read_until))
        return Draft((Message(f"{slot.minute}"),))

    desk.compose = compose
    subscribe(desk.store, HERE, times=(540, 600))
    desk.clock.go(hours=2)
    assert desk.outbox().tick() == 2
    assert told == [(540, NINE - timedelta(hours=1)), (600, desk.clock.at)]
    assert send_all(desk.outbox()) == [(HERE, "540"), (HERE, "600")]


def test_two_times_in_one_jump_of_the_clocks_are_two_runs(desk: Desk) -> None:
    """02:00 and 02:30 are both due at 03:00; a run is known by its time, not by its instant."""
    start = datetime(2027, 3, 14, 6, tzinfo=UTC)
    subscribe(desk.store, HERE, times=(120, 150), zone="America/New_York", since=start)
    desk.clock.at = datetime(2027, 3, 14, 7, tzinfo=UTC)
    assert [desk.outbox().tick(), desk.outbox().tick()] == [2, 0]
    assert len(send_all(desk.outbox())) == 6


def test_an_empty_digest_is_a_run_without_parts(desk: Desk) -> None:
    desk.compose = texts()
    subscribe(desk.store, HERE)
    assert desk.outbox().tick() == 1
    assert (desk.runs(), desk.states()) == ([("2027-01-04", "empty")], [])


def test_what_cannot_be_composed_is_tried_again_and_holds_nobody_up(desk: Desk) -> None:
    broken = {HERE}

    def compose(asked: Subscription, _slot: Slot, _now: datetime) -> Draft:
        if asked.chat_id in broken:
            raise ZeroDivisionError
        return Draft((Message("好"),))

    desk.compose = compose
    subscribe(desk.store, HERE)
    subscribe(desk.store, THERE)
    with capture_logs() as logs:
        assert desk.outbox().tick() == 1
    assert [line["event"] for line in logs] == ["a digest could not be planned"]
    assert send_all(desk.outbox()) == [(THERE, "好")]
    broken.clear()
    assert desk.outbox().tick() == 1
    assert send_all(desk.outbox()) == [(HERE, "好")]


def test_what_changed_while_it_was_composed_is_not_planned(desk: Desk) -> None:
    """Somebody pauses, moves or ends the subscription in the middle of a tick: that holds."""
    numbers = [subscribe(desk.store, chat) for chat in (1, 2, 3)]

    def compose(asked: Subscription, _slot: Slot, _now: datetime) -> Draft:
        with desk.store.write() as db:
            if asked.chat_id == 1:
                subscriptions.pause(db, 1, "user", NINE)
            elif asked.chat_id == 2:
                subscriptions.change(db, 2, numbers[1], {"next_at": NINE + timedelta(hours=1)})
            else:
                subscriptions.remove(db, 3, numbers[2])
        return Draft((Message("好"),))

    desk.compose = compose
    assert desk.outbox().tick() == 0
    assert (desk.runs(), desk.states()) == ([], [])


def test_a_chats_parts_go_one_at_a_time_and_in_order(desk: Desk) -> None:
    for chat in (HERE, THERE, HERE):
        subscribe(desk.store, chat)
    box = desk.outbox()
    box.tick()
    first = box.claim(10)
    assert [(c.chat_id, c.html) for c in first] == [(HERE, "一"), (THERE, "一")]
    assert box.claim(10) == ()
    send(box, first[0])
    assert [(c.chat_id, c.html) for c in box.claim(10)] == [(HERE, "二")]
    send(box, first[1])
    assert [chat for chat, _ in send_all(box)] == [THERE, THERE]


def test_the_limit_of_a_claim_is_kept(desk: Desk) -> None:
    for chat in range(1, 6):
        subscribe(desk.store, chat)
    box = desk.outbox()
    box.tick()
    assert [len(box.claim(2)) for _ in range(4)] == [2, 2, 1, 0]


def test_workers_that_claim_at_the_same_moment_share_the_work(desk: Desk) -> None:
    for chat in range(1, 61):
        subscribe(desk.store, chat)
    desk.outbox().tick()
    ready = Barrier(4)

    def work(n: int) -> list[tuple[int, str]]:
        ready.wait()
        return send_all(desk.outbox(f"worker {n}"), most=3)

    with ThreadPoolExecutor(4) as threads:
        sent = [one for done in threads.map(work, range(4)) for one in done]
    assert sorted(sent) == sorted((chat, text) for chat in range(1, 61) for text in "一二三")
    for chat in range(1, 61):
        assert {state for _, state in desk.states()} == {"sent"}
        assert [text for at, text in sent if at == chat] != []


def test_planners_that_work_at_the_same_moment_plan_each_run_once(desk: Desk) -> None:
    for chat in range(1, 121):
        subscribe(desk.store, chat)
    ready = Barrier(3)

    def work(n: int) -> int:
        ready.wait()
        return desk.outbox(f"worker {n}").tick()

    with ThreadPoolExecutor(3) as threads:
        assert sum(threads.map(work, range(3))) == 120
    assert len(desk.states()) == 360


@pytest.mark.parametrize(
    ("result", "states", "then"),
    [
        (SENT, ["sent"], []),
        (Result(Outcome.UNKNOWN, "ReadTimeout"), ["uncertain"], []),
        (Result(Outcome.REFUSED, "nonsense"), ["failed"], []),
        (Result(Outcome.UNREACHED, "ConnectError"), ["pending"], []),  # not yet: it waits
        (Result(Outcome.FLOODED, wait=timedelta(seconds=30)), ["pending"], []),
        (Result(Outcome.SHUT_OUT), ["pending"], []),
        (Result(Outcome.TOPIC_GONE), ["pending"], []),
        (Result(Outcome.MIGRATED, chat_id=GROUP), ["pending"], [(GROUP, "一")]),
        (Result(Outcome.BAD_MARKUP, "can't parse"), ["pending"], [(HERE, "一")]),
        (Result(Outcome.TOO_LONG, pieces=("一上", "一下")), ["pending", "pending"], [(HERE, "一上"), (HERE, "一下")]),
        (Result(Outcome.TOO_LONG, pieces=("一",)), ["failed"], []),  # there is no other way to send it
        (Result(Outcome.WITHDRAWN), ["pending"], [(HERE, "一")]),
    ],
    ids=lambda value: value.outcome.name if isinstance(value, Result) else "",
)
def test_every_outcome_leads_where_the_design_says(
    desk: Desk, result: Result, states: list[str], then: list[tuple[int, str]]
) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    send(box, box.claim(1)[0], result)
    assert [state for _, state in desk.states()] == states
    assert send_all(box) == then


def test_every_outcome_has_a_rule() -> None:
    assert set(RULES) == set(Outcome)


def test_an_uncertain_part_does_not_stop_the_next_and_goes_again_only_when_asked(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    send(box, box.claim(1)[0], Result(Outcome.UNKNOWN, "ReadTimeout"))
    assert send_all(box) == [(HERE, "二"), (HERE, "三")]
    with desk.store.write() as db:
        (trouble,) = status.troubles(db, HERE, NINE)
        assert (trouble.state, trouble.error, trouble.n) == ("uncertain", "ReadTimeout", 0)
        until = NINE + timedelta(hours=6)
        assert not status.resend(db, THERE, trouble.id, NINE, until)
        assert status.resend(db, HERE, trouble.id, NINE, until)
        assert not status.resend(db, HERE, trouble.id, NINE, until)
    assert send_all(box) == [(HERE, "一")]


def test_a_part_that_cannot_be_sent_waits_longer_each_time_and_is_given_up_at_last(desk: Desk) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    tries = 0
    while desk.clock.at < NINE + timedelta(hours=7):
        for claim in box.claim(1):
            tries += 1
            send(box, claim, Result(Outcome.UNREACHED, "ConnectError"))
        desk.clock.go(seconds=20)
        box.tick()
    assert 70 < tries < 85  # every five minutes for six hours, and some sooner
    with desk.store.read() as db:
        (trouble,) = status.troubles(db, HERE, NINE)
    assert (trouble.state, trouble.error) == ("failed", "ConnectError: too late")


def test_back_off_doubles_up_to_five_minutes() -> None:
    assert [back_off(n).total_seconds() for n in (0, 1, 2, 5, 6, 7, 1000)] == [5, 10, 20, 160, 300, 300, 300]


def test_a_flood_pauses_its_chat_only_for_as_long_as_it_takes_and_drops_nothing(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    subscribe(desk.store, THERE)
    box = desk.outbox()
    box.tick()
    claims = {claim.chat_id: claim for claim in box.claim(2)}
    send(box, claims[HERE], Result(Outcome.FLOODED, wait=timedelta(hours=10)))
    send(box, claims[THERE])
    # Another process knows of it: the pause stands in the database.
    assert send_all(desk.outbox("another")) == [(THERE, "二"), (THERE, "三")]
    with desk.store.read() as db:
        assert outbox.paused_until(db, HERE, desk.clock.at) == NINE + timedelta(hours=10)
        assert outbox.paused_until(db, THERE, desk.clock.at) is None
    desk.clock.go(hours=9, minutes=59)
    box.tick()
    assert send_all(box) == []
    desk.clock.go(minutes=2)
    box.tick()
    assert send_all(box) == [(HERE, "一"), (HERE, "二"), (HERE, "三")]


def test_a_shorter_flood_does_not_end_a_longer_one(store: Store) -> None:
    with store.write() as db:
        for hours in (5, 1):
            outbox.pause_chat(db, HERE, NINE + timedelta(hours=hours), NINE)
        assert outbox.paused_until(db, HERE, NINE) == NINE + timedelta(hours=5)
        assert outbox.paused_until(db, HERE, NINE + timedelta(hours=5)) is None


def test_a_closed_topic_pauses_its_own_subscription_only(desk: Desk) -> None:
    desk.compose = texts("一")
    for thread in (5, None, 6):
        subscribe(desk.store, GROUP, thread_id=thread)
    box = desk.outbox()
    box.tick()
    send(box, box.claim(1)[0], Result(Outcome.TOPIC_GONE))
    assert [(asked.thread_id, asked.paused_why) for asked in desk.asked()] == [(5, "topic"), (None, None), (6, None)]
    assert len(send_all(box)) == 2


def test_markup_that_is_refused_as_plain_text_too_has_failed(desk: Desk) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    for plain in (False, True):
        (claim,) = box.claim(1)
        assert claim.plain == plain
        send(box, claim, Result(Outcome.BAD_MARKUP, "can't parse"))
    assert desk.states() == [("一", "failed")]


def test_what_was_wrong_with_markup_is_remembered_when_plain_text_has_arrived(desk: Desk) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    send(box, box.claim(1)[0], Result(Outcome.BAD_MARKUP, "can't parse"))
    send(box, box.claim(1)[0])
    with desk.store.read() as db:
        assert status.bugs(db, NINE) == 1


def test_pieces_come_in_the_place_of_their_part_with_the_buttons_under_the_last(desk: Desk) -> None:
    buttons = ((("限制", "/limits", None),),)
    desk.compose = lambda *_: Draft((Message("長", buttons), Message("短")))
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    send(box, box.claim(1)[0], Result(Outcome.TOO_LONG, pieces=("甲", "乙")))
    gone = []
    while claims := box.claim(1):
        gone.append((claims[0].html, claims[0].buttons))
        send(box, claims[0])
    assert gone == [("甲", ()), ("乙", buttons), ("短", ())]


def test_a_piece_that_is_too_long_itself_has_failed(desk: Desk) -> None:
    desk.compose = texts("長")
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    for pieces in (("甲", "乙"), ("丙", "丁")):
        send(box, box.claim(1)[0], Result(Outcome.TOO_LONG, pieces=pieces))
    assert desk.states() == [("甲", "failed"), ("乙", "pending")]


@pytest.mark.parametrize(("begun", "state", "again"), [(False, "pending", True), (True, "uncertain", False)])
def test_an_expired_lease_is_judged_by_how_far_its_owner_had_come(
    desk: Desk, begun: bool, state: str, again: bool
) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    dead, alive = desk.outbox("dead"), desk.outbox("alive")
    dead.tick()
    (claim,) = dead.claim(1)
    if begun:
        assert dead.begin(claim)
    held = [("一", "calling" if begun else "claimed")]
    desk.clock.go(seconds=90)
    alive.tick()
    assert desk.states() == held  # not a second too early
    desk.clock.go(seconds=1)
    with capture_logs():
        alive.tick()
    assert desk.states() == [("一", state)]
    assert bool(send_all(alive)) == again


def test_who_lost_a_part_must_not_send_it(desk: Desk) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    slow, quick = desk.outbox("slow"), desk.outbox("quick")
    slow.tick()
    (mine,) = slow.claim(1)
    desk.clock.go(seconds=91)
    with capture_logs():
        quick.tick()
    (theirs,) = quick.claim(1)
    assert not slow.begin(mine)
    assert send(quick, theirs) == "sent"


def test_what_was_judged_uncertain_is_known_when_its_owner_comes_back(desk: Desk) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    slow = desk.outbox("slow")
    slow.tick()
    (mine,) = slow.claim(1)
    assert slow.begin(mine)
    desk.clock.go(minutes=5)  # the clock was set, or the machine slept in the middle of the call
    with capture_logs():
        desk.outbox("quick").tick()
    assert desk.states() == [("一", "uncertain")]
    slow.settle(mine, SENT)
    assert desk.states() == [("一", "sent")]


def test_a_part_that_waits_in_a_paused_subscription_is_said_to_have_failed_when_it_is_too_late(desk: Desk) -> None:
    desk.compose = texts("一")
    subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    send(box, box.claim(1)[0], Result(Outcome.SHUT_OUT, "bot was blocked"))
    assert [asked.paused_why for asked in desk.asked()] == ["out"]
    desk.clock.go(hours=6, seconds=1)
    with capture_logs():
        box.tick()
    with desk.store.read() as db:
        (trouble,) = status.troubles(db, HERE, NINE)
    assert (trouble.state, trouble.error) == ("failed", "bot was blocked: too late")


def test_a_removed_subscription_takes_what_is_pending_with_it(desk: Desk) -> None:
    number = subscribe(desk.store, HERE)
    box = desk.outbox()
    box.tick()
    (claim,) = box.claim(1)
    assert box.begin(claim)
    with desk.store.write() as db:
        assert subscriptions.remove(db, HERE, number)
    box.settle(claim, SENT)
    assert (desk.states(), send_all(box)) == ([], [])


@pytest.fixture
def timed(database_url: str) -> Iterator[Desk]:
    """A desk whose store keeps its clock too."""
    clock = Clock()
    with Store.open(database_url, str, clock) as store:
        yield Desk(store, clock)


def test_what_a_digest_shows_is_remembered_with_its_run_until_the_article_changes(timed: Desk) -> None:
    desk, store, clock = timed, timed.store, timed.clock
    number = store.put_article(an_article("甲\n一。"), shelf=HERE, stem="a", parser_version="1")
    found: list[list[int]] = []

    def compose(asked: Subscription, _slot: Slot, now: datetime) -> Draft:
        with store.read() as db:
            fresh = [head.id for head in subscriptions.new_articles(db, asked, now)]
        found.append(fresh)
        items = tuple(Item(article_id) for article_id in fresh)
        return Draft((Message("好"),), (*items, Item(number, "quotes:0-1"), Item(999)))

    desk.compose = compose
    subscribe(store, HERE)
    box = desk.outbox()
    box.tick()
    with store.read() as db:
        asked = subscriptions.of_chat(db, HERE)[0]
        assert subscriptions.shown_items(db, asked) == {Item(number), Item(number, "quotes:0-1")}
    for text in ("甲\n一。", "甲\n二。"):  # the same text again is no news, another is
        clock.go(hours=23)
        store.put_article(an_article(text), shelf=HERE, stem="a", parser_version="2")
        clock.go(hours=1)
        box.tick()
    assert found == [[number], [], [number]]


def test_a_tick_leaves_its_mark(desk: Desk) -> None:
    with desk.store.read() as db:
        assert status.last_tick(db) is None
    desk.outbox("one").tick()
    desk.clock.go(minutes=1)
    desk.outbox("two").tick()
    with desk.store.read() as db:
        assert status.last_tick(db) == desk.clock.at


def test_runs_are_told_with_their_parts_newest_first(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    subscribe(desk.store, THERE)
    box = desk.outbox()
    box.tick()
    claim = next(claim for claim in box.claim(2) if claim.chat_id == HERE)
    send(box, claim, Result(Outcome.UNKNOWN))
    desk.clock.go(days=2)
    with capture_logs():
        box.tick()
    with desk.store.read() as db:
        runs = status.runs(db, HERE, NINE)
    assert [(run.day.day, run.planned, run.parts) for run in runs] == [
        (6, "timely", {"pending": 3}),
        (5, "skipped", {}),
        (4, "timely", {"uncertain": 1, "failed": 2}),
    ]


def test_a_policy_of_another_grace_is_kept(desk: Desk) -> None:
    subscribe(desk.store, HERE)
    desk.clock.go(minutes=61)
    assert desk.outbox(policy=Policy(grace=timedelta(hours=1))).tick() == 1
    assert desk.runs() == [("2027-01-04", "skipped")]


def test_a_store_that_opens_again_goes_on_where_it_stopped(database_url: str) -> None:
    clock = Clock()
    with Store.open(database_url, str) as store:
        subscribe(store, HERE)
        Desk(store, clock).outbox().tick()
    with Store.open(database_url, str) as store:
        box = Desk(store, clock).outbox()
        assert box.tick() == 0
        assert len(send_all(box)) == 3
