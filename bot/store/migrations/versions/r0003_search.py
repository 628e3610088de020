"""The search index. It is filled at start-up, since a migration has no words: see `search.missing`."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# A word is whatever stands between blanks: every other ASCII character belongs to one. Letters and digits do anyway.
MARKS = "".join(chr(code) for code in range(0x21, 0x7F) if not chr(code).isalnum() and chr(code) not in "'\"")
SQLITE = (
    f"""CREATE VIRTUAL TABLE search USING fts5(shelf, title, names, text, tags, tokenize="ascii tokenchars '{MARKS}'")""",
    # A virtual table has no foreign keys.
    "CREATE TRIGGER search_of_article AFTER DELETE ON article BEGIN DELETE FROM search WHERE rowid = old.id; END",
)
POSTGRESQL = (
    """CREATE TABLE search (
        rowid BIGINT CONSTRAINT pk_search PRIMARY KEY
            CONSTRAINT fk_search_rowid REFERENCES article (id) ON DELETE CASCADE,
        words TSVECTOR NOT NULL
    )""",
    "CREATE INDEX ix_search_words ON search USING gin (words)",
)


BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "ending",
        sa.Column("ending", BYTEWISE, nullable=False),
        sa.Column("word", BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("ending", "word", name="pk_ending"),
        sqlite_with_rowid=False,
    )
    for name in ("name", "folded"):
        op.drop_column("fact", name)
    for statement in SQLITE if _is_sqlite() else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    if _is_sqlite():
        op.execute("DROP TRIGGER search_of_article")
    op.drop_table("search")
    op.drop_table("ending")
    for name in ("name", "folded"):
        op.add_column("fact", sa.Column(name, sa.Text))


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
