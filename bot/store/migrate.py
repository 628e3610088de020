"""Brings a database to the newest form of the tables; several processes may try at once."""

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigError

ADVISORY_LOCK = 0x79616F6469616E  # "yaodian": ours among all who lock in this PostgreSQL database
_one_at_a_time = Lock()  # alembic keeps the migration under way in a global


def migrate(engine: Engine) -> None:
    """Runs the missing migrations in one transaction; whoever comes second waits, and finds them done."""
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    shown = engine.url.render_as_string(hide_password=True)
    try:
        with _one_at_a_time, engine.begin() as db:  # on SQLite this is BEGIN IMMEDIATE, a lock of its own
            if db.dialect.name == "postgresql":
                db.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            config.attributes["connection"] = db
            command.upgrade(config, "head")
    except CommandError as error:
        raise ConfigError(f"BOT_DATABASE_URL: {shown} was written by a newer version of the bot: {error}") from error
    except SQLAlchemyError as error:
        raise ConfigError(f"BOT_DATABASE_URL: {shown} cannot be opened: {error}") from error
