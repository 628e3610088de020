"""The types of columns: what SQLite and PostgreSQL keep differently comes out of both the same."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

if TYPE_CHECKING:
    _UtcBase = TypeDecorator[datetime]
    _ListedBase = TypeDecorator[tuple[Any, ...]]
else:
    _UtcBase = _ListedBase = TypeDecorator


class Utc(_UtcBase):
    """An aware datetime in UTC on both sides; SQLite keeps no zone and would hand back a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy calls it so
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 as above
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Listed(_ListedBase):
    """A tuple of texts or numbers, kept as a JSON list; nested lists come back as tuples too."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 as above
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:  # noqa: ARG002 as above
        return None if value is None else _tuples(json.loads(value))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


WORD: TypeEngine[Any] = Text()  # a text of which Python knows the few values it takes
# Compared as SQLite does anyway: what begins with some letters is then a stretch of the index.
BYTEWISE: TypeEngine[Any] = Text().with_variant(Text(collation="C"), "postgresql")
ROW_ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in a column called INTEGER
