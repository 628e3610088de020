"""Digests: subscriptions, their runs, the outbox of parts, what was shown, ticks, and the pause of a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("chat", sa.Column("paused_until", TIME))
    op.create_table(
        "subscription",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("times", sa.Text, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("preset", sa.Text),
        sa.Column("kinds", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("length", sa.Text, nullable=False),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("empty", sa.Text, nullable=False),
        sa.Column("paused_at", TIME),
        sa.Column("paused_why", sa.Text),
        sa.Column("created_by", sa.BigInteger),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("read_until", TIME, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
    )
    op.create_index("ix_subscription_chat_id", "subscription", ["chat_id"])
    _partial_index("ix_subscription_due", "subscription", ["next_at"], "paused_at IS NULL")
    op.create_table(
        "run",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("subscription_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("slot", sa.Integer, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("planned", sa.Text, nullable=False),
        sa.Column("planned_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint("subscription_id", "day", "slot", name="uq_run_subscription_id_day_slot"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name="fk_run_subscription_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "part",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("run_id", ROW_ID, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("piece", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("buttons", sa.Text, nullable=False),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", TIME),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("not_after", TIME, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("error", sa.Text),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_part"),
        sa.UniqueConstraint("run_id", "n", "piece", name="uq_part_run_id_n_piece"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_part_run_id", ondelete="CASCADE"),
    )
    still_open = "state IN ('pending', 'claimed', 'calling')"
    _partial_index("ix_part_open", "part", ["run_id", "n", "piece"], still_open)
    _partial_index("ix_part_open_chat", "part", ["chat_id", "run_id", "n", "piece"], still_open)
    _partial_index("ix_part_trouble", "part", ["chat_id"], "state IN ('uncertain', 'failed')")
    op.create_table(
        "shown",
        sa.Column("subscription_id", ROW_ID, nullable=False),
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("subscription_id", "article_id", "digest", "item", name="pk_shown"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name="fk_shown_subscription_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_shown_article_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shown_article_id", "shown", ["article_id"])
    op.create_table(
        "tick",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("took", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_tick"),
    )


def downgrade() -> None:
    for table in ("tick", "shown", "part", "run", "subscription"):
        op.drop_table(table)
    op.drop_column("chat", "paused_until")


def _partial_index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
