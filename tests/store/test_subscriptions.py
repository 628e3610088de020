"""Subscriptions: each chat's own, and what becomes of them when a group moves. On both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import insert, select

from bot.store import chats, outbox, shelves, subscriptions
from bot.store.chats import Chat
from bot.store.engine import engine_for
from bot.store.store import Store
from bot.store.subscriptions import Item, Wish
from bot.store.tables import article, part, run
from tests.build import an_article
from tests.conftest import fold

HERE, THERE = -42, 43
NOW = datetime(2027, 1, 4, tzinfo=UTC)
NEXT = NOW + timedelta(hours=1)


def add(store: Store, chat_id: int = HERE, **asked: Any) -> int:
    with store.write() as db:
        return subscriptions.add(db, Wish(chat_id, (540,), "Asia/Taipei", **asked), now=NOW, next_at=NEXT)


def test_what_is_asked_for_is_kept(store: Store) -> None:
    asked = {"thread_id": 7, "days": 0b11, "preset": "tw", "kinds": ("quotes",), "words": ("半導體", "詹軍豪"),
             "length": "short", "silent": True, "empty": "line", "created_by": 5}  # fmt: skip
    number = add(store, **asked)
    with store.read() as db:
        found = subscriptions.get(db, HERE, number)
    assert found
    assert {name: getattr(found, name) for name in asked} == asked
    assert (found.times, found.zone, found.created_at, found.next_at) == ((540,), "Asia/Taipei", NOW, NEXT)


def test_no_chat_sees_or_changes_anothers(store: Store) -> None:
    number = add(store)
    with store.write() as db:
        assert subscriptions.get(db, THERE, number) is None
        assert subscriptions.of_chat(db, THERE) == ()
        assert not subscriptions.change(db, THERE, number, {"silent": True})
        assert not subscriptions.remove(db, THERE, number)
        assert not subscriptions.resume(db, THERE, number, NEXT)
        assert subscriptions.pause(db, THERE, "user", NOW, only=number) == 0
        assert subscriptions.get(db, HERE, number).silent is False


def test_a_change_sets_what_is_given(store: Store) -> None:
    number = add(store)
    with store.write() as db:
        later = NEXT + timedelta(hours=1)
        assert subscriptions.change(db, HERE, number, {"times": (600, 1110), "next_at": later})
        found = subscriptions.get(db, HERE, number)
    assert (found.times, found.zone, found.next_at) == ((600, 1110), "Asia/Taipei", later)


def test_what_is_paused_is_not_due_and_keeps_its_first_reason(store: Store) -> None:
    first, second = add(store), add(store)
    with store.write() as db:
        assert subscriptions.due(db, NEXT) == (first, second)
        assert subscriptions.due(db, NEXT - timedelta(seconds=1)) == ()
        assert subscriptions.pause(db, HERE, "user", NOW, only=first) == 1
        assert subscriptions.pause(db, HERE, "out", NOW) == 1
        assert [asked.paused_why for asked in subscriptions.of_chat(db, HERE)] == ["user", "out"]
        assert subscriptions.due(db, NEXT) == ()
        # Being let in again does not end the pause that somebody asked for.
        assert [asked.id for asked in subscriptions.paused(db, HERE, "out")] == [second]
        assert subscriptions.resume(db, HERE, second, NEXT)
        assert not subscriptions.resume(db, HERE, second, NEXT)
        assert subscriptions.due(db, NEXT) == (second,)


def test_a_removed_article_takes_with_it_that_it_was_shown(store: Store) -> None:
    number = add(store)
    article_id = store.put_article(an_article(), shelf=HERE, stem="a", parser_version="1")
    with store.write() as db:
        subscriptions.show(db, number, [Item(article_id), Item(article_id), Item(article_id, "quotes:0-1"), Item(999)])
        asked = subscriptions.get(db, HERE, number)
        assert subscriptions.shown_items(db, asked) == {Item(article_id), Item(article_id, "quotes:0-1")}
    store.remove(HERE, article_id)
    with store.write() as db:
        shelves.purge(db, datetime.now(UTC) + timedelta(seconds=1))
        assert subscriptions.shown_items(db, asked) == frozenset()


def test_a_group_that_moves_takes_everything_along(store: Store) -> None:
    store.set_chat(HERE, language="en", title="舊")
    mine = store.put_article(an_article("甲\n一。"), shelf=HERE, stem="a", parser_version="1")
    store.pick(HERE, mine)
    token = store.new_button(HERE, "/limits", mine)
    number = add(store)
    with store.write() as db:
        outbox.pause_chat(db, HERE, NEXT, NEXT)
        run_id = db.execute(
            insert(run).values(
                subscription_id=number, day=NOW.date(), slot=540, due_at=NOW, planned="timely", planned_at=NOW
            )
        ).inserted_primary_key[0]
        common = {"run_id": run_id, "chat_id": HERE, "html": "一", "buttons": (), "not_before": NOW, "not_after": NEXT}
        db.execute(insert(part).values(**common, n=0, changed_at=NOW, **outbox.NEW))
    with store.write() as db:
        chats.migrate(db, HERE, THERE)
        assert outbox.paused_until(db, THERE, NOW) == NEXT
        assert db.execute(select(part.c.chat_id)).scalars().all() == [THERE]
        assert subscriptions.get(db, THERE, number)
        chats.migrate(db, HERE, THERE)  # told twice
    assert store.chat(HERE) == Chat(HERE)
    assert store.chat(THERE) == Chat(THERE, title="舊", language="en", current_article=mine)
    assert store.button(THERE, token)
    assert store.article(HERE, mine) is None


def test_what_the_supergroup_has_already_stays(store: Store) -> None:
    store.set_chat(HERE, language="en")
    store.set_chat(THERE, language="zh-hans")
    for shelf, text in ((HERE, "甲\n舊。"), (THERE, "甲\n新。")):
        store.put_article(an_article(text), shelf=shelf, stem="a", parser_version="1")
    store.put_article(an_article("乙\n舊。"), shelf=HERE, stem="b", parser_version="1")
    with store.write() as db:
        chats.migrate(db, HERE, THERE)
        assert db.execute(select(article.c.shelf)).scalars().all() == [THERE, THERE]
    assert store.chat(THERE).language == "zh-hans"
    assert sorted(a.article.text for a in store.articles(THERE, 9)) == ["乙\n舊。", "甲\n新。"]


def test_a_database_from_before_digests_is_brought_up_to_date_and_keeps_what_it_holds(database_url: str) -> None:
    engine = engine_for(database_url)
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    with engine.begin() as db:
        config.attributes["connection"] = db
        command.upgrade(config, "0001")
        db.exec_driver_sql("INSERT INTO chat (id, language) VALUES (43, 'en')")
    engine.dispose()
    with Store.open(database_url, fold) as store:
        assert store.chat(THERE).language == "en"
        assert add(store)


@pytest.mark.parametrize("when", ["created_at", "read_until", "next_at"])
def test_a_time_without_a_zone_is_refused(store: Store, when: str) -> None:
    number = add(store)
    with pytest.raises(Exception, match="a time without a zone"), store.write() as db:
        subscriptions.change(db, HERE, number, {when: datetime(2027, 1, 4)})  # type: ignore[misc]  # noqa: DTZ001 that is the point
