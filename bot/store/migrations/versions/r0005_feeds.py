"""Feeds that chats follow, and the entries that were seen of each."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("digest", sa.Text),
        sa.Column("pace", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("told", sa.Text),
        sa.Column("added_by", sa.BigInteger),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("polled_at", TIME, nullable=False),
        sa.Column("worked_at", TIME, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("paused_at", TIME),
        sa.Column("paused_why", sa.Text),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("chat_id", "url", name="uq_feed_chat_id_url"),
    )
    unpaused = sa.text("paused_at IS NULL")
    op.create_index("ix_feed_due", "feed", ["next_at"], sqlite_where=unpaused, postgresql_where=unpaused)
    op.create_table(
        "feed_entry",
        sa.Column("feed_id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("link", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_feed_entry"),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_feed_entry_feed_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("feed_entry")
    op.drop_table("feed")
