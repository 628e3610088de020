"""Opening a database: where it is, its tables, several who open it at once, and what a transaction promises."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.errors import ConfigError
from bot.store.engine import engine_for
from bot.store.store import Store
from bot.store.tables import metadata, told
from tests.build import an_article
from tests.conftest import fold


def test_the_migrations_build_what_the_tables_say(store: Store) -> None:
    """All but the index, which each database has in its own way; the tests of searching see to that."""

    def is_table(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not (name or "").startswith("search")

    with store.read() as db:
        assert compare_metadata(MigrationContext.configure(db, opts={"include_name": is_table}), metadata) == []


def test_what_was_kept_is_there_after_opening_again(database_url: str) -> None:
    with Store.open(database_url, fold) as store:
        number = store.put_article(an_article(), shelf=1, stem="a", parser_version="1")
    with Store.open(database_url, fold) as store:
        assert store.article(1, number)


def test_several_processes_open_a_new_database_at_once(database_url: str) -> None:
    program = (
        "import sys; from bot.store.store import Store; print('ready', flush=True); sys.stdin.read();"
        "store = Store.open(sys.argv[1], str); store.tell(sys.argv[2], 'x'); store.close()"
    )
    numbers = [str(n) for n in range(4)]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                Popen([sys.executable, "-W", "error", "-c", program, database_url, n], stdin=PIPE, stdout=PIPE)
            )
            for n in numbers
        ]
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == b"ready\n"
        for process in processes:
            assert process.stdin
            process.stdin.close()
        assert [process.wait() for process in processes] == [0] * len(numbers)
    with Store.open(database_url, fold) as store:
        assert [store.told(n) for n in numbers] == ["x"] * len(numbers)


def test_several_threads_open_and_write_at_once(database_url: str) -> None:
    ready = Barrier(4)

    def work(n: int) -> None:
        ready.wait()
        with Store.open(database_url, fold) as store:
            for i in range(10):
                store.tell(f"{n} {i}", "x")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    with Store.open(database_url, fold) as store, store.read() as db:
        assert len(db.execute(select(told.c.key)).all()) == 40


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_one_for_all_threads(url: str) -> None:
    with Store.open(url, fold) as store, ThreadPoolExecutor(8) as threads:
        numbers = list(
            threads.map(
                lambda n: store.put_article(an_article(), shelf=1, stem=str(n), parser_version="1"),
                range(40),
            )
        )
        assert all(threads.map(lambda number: store.article(1, number), numbers))
        assert store.shelf_size(1) == 40


def test_on_sqlite_writers_who_read_first_wait_for_each_other(tmp_path: Path) -> None:
    """A writer is alone from its beginning, so that adding to what one has read loses nothing."""

    def add(store: Store) -> None:
        with store.write() as db:
            count = int(db.execute(select(told.c.hash).where(told.c.key == "count")).scalar_one())
            db.execute(update(told).where(told.c.key == "count").values(hash=str(count + 1)))

    with Store.open(f"sqlite:///{tmp_path}/store.db", fold) as store, ThreadPoolExecutor(8) as threads:
        store.tell("count", "0")
        list(threads.map(add, [store] * 40))
        assert store.told("count") == "40"


def test_a_reader_sees_one_moment_while_others_write(store: Store) -> None:
    store.tell("key", "before")
    query = select(told.c.hash).where(told.c.key == "key")
    with store.read() as db:
        assert db.execute(query).scalar_one() == "before"
        store.tell("key", "after")
        assert db.execute(query).scalar_one() == "before"
    assert store.told("key") == "after"


def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    def twice() -> None:
        with store.write() as db:
            for key in ("key", "other", "other"):
                db.execute(insert(told).values(key=key, hash="x"))

    with pytest.raises(IntegrityError):
        twice()
    assert store.told("key") is None


def test_sqlite_keeps_what_it_said_it_kept(tmp_path: Path) -> None:
    """WAL with FULL: a commit survives a loss of power. Foreign keys hold, and a directory is made where it is missing."""
    file = tmp_path / "data" / "deep" / "yaodian.db"
    with Store.open(f"sqlite:///{file}", fold) as store, store.read() as db:
        wanted = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [db.execute(text(f"PRAGMA {name}")).scalar() for name in wanted] == ["wal", 2, 1, 30_000]
    assert file.exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_known_by_all_its_names(scheme: str, postgresql: Callable[[], str]) -> None:
    url = postgresql().replace("postgresql://", f"{scheme}://")
    with Store.open(url, fold) as store:
        store.tell("key", "x")
        assert store.told("key") == "x"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("yaodian.db", "no database URL; write sqlite:///"),
        ("mysql://me:hunter2@host/db", "names 'mysql'; write sqlite:///"),
        ("postgresql://me:hunter2@127.0.0.1:1/db", "postgresql+psycopg://me:***@127.0.0.1:1/db cannot be opened"),
        ("sqlite:////proc/nowhere/yaodian.db", "/proc/nowhere"),
        ("sqlite:////dev/null", "/dev/null cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_without_its_password(url: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Store.open(url, fold)
    assert sentence in str(caught.value)
    assert "BOT_DATABASE_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    with Store.open(database_url, fold) as store, store.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match="newer version of the bot"):
        Store.open(database_url, fold)
    engine = engine_for(database_url)
    with engine.connect() as db:
        assert db.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()
