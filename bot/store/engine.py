"""Database URLs to engines, with what each database has to be told on every connection."""

from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from sqlite3 import OperationalError
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from bot.errors import ConfigError

POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
SQLITE = {"sqlite", "sqlite+pysqlite"}
WAIT = 30  # seconds a writer waits for the one before it

Transaction = Connection  # what Store.write and Store.read give, for those who may not know SQLAlchemy


def engine_for(url: str) -> Engine:
    """An engine for an SQLite or a PostgreSQL URL, as they are written everywhere: postgres:// is taken too."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigError("BOT_DATABASE_URL is no database URL; write sqlite:///data/yaodian.db") from None
    if parsed.drivername in POSTGRESQL:
        return _postgresql(parsed.set(drivername="postgresql+psycopg"))
    if parsed.drivername in SQLITE:
        return _sqlite(parsed)
    raise ConfigError(
        f"BOT_DATABASE_URL names {parsed.drivername!r}; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )


def _postgresql(url: URL) -> Engine:
    # A prepared statement is soon planned without its values, and so for no word in particular: the rarest takes a second.
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "prepare_threshold": None})


def _sqlite(url: URL) -> Engine:
    options: dict[str, Any] = {"connect_args": {"timeout": WAIT, "check_same_thread": False}}
    if url.database in {None, "", ":memory:"}:
        # Such a database lives in its connection: one, kept, which the threads take in turns.
        options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
    else:
        directory = Path(str(url.database)).parent
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"BOT_DATABASE_URL: {directory} cannot be made: {error.strerror}") from error
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: SQLiteConnection, _record: object) -> None:
    """WAL lets readers and one writer go side by side; FULL keeps what was committed through a loss of power."""
    connection.isolation_level = None  # else the driver begins transactions by its own rules, and commits before DDL
    _use_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: SQLiteConnection) -> None:
    """Turning a new file to WAL can be refused at once, whatever time-out is set, while others open it: then it is tried again."""
    until = monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if monotonic() > until:
                raise
            sleep(0.05)
        else:
            return


def _begin(db: Connection) -> None:
    """A writer takes its turn at the start: one that began by reading is refused at once, without waiting, when it writes."""
    db.exec_driver_sql(db.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))


def reader(engine: Engine) -> Engine:
    """The same engine for transactions that only read: they wait for nobody and see one moment of the database."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sqlite_begin="BEGIN")
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def upsert(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT, which both databases know and the standard does not."""
    return sqlite.insert(table) if db.dialect.name == "sqlite" else postgresql.insert(table)


def turn(db: Connection, chat_id: int) -> None:
    """Waits until whoever else has this chat's turn is through; it lasts until the end of the transaction.

    For what is decided by rows that are not there yet. On SQLite a writing transaction is alone anyway.
    """
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(chat_id)))
