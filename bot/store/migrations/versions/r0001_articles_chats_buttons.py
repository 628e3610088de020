"""Articles with their facts, chats, buttons, and what Telegram was last told."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("shelf", sa.BigInteger),
        sa.Column("stem", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("script", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("parsed", sa.Text, nullable=False),
        sa.Column("parser_version", sa.Text, nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("shelf", "stem", name="uq_article_shelf_stem"),
        sqlite_autoincrement=True,
    )
    bundled = sa.text("shelf IS NULL")
    op.create_index(
        "uq_article_bundled_stem", "article", ["stem"], unique=True, sqlite_where=bundled, postgresql_where=bundled
    )
    op.create_table(
        "fact",
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("folded", sa.Text),
        sa.PrimaryKeyConstraint("article_id", "kind", "n", name="pk_fact"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_fact_article_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "chat",
        sa.Column("id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("type", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("script", sa.Text),
        sa.Column("current_article", ROW_ID),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
        sa.ForeignKeyConstraint(
            ["current_article"], ["article.id"], name="fk_chat_current_article", ondelete="SET NULL"
        ),
    )
    op.create_table(
        "button",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("article_id", ROW_ID),
        sa.Column("digest", sa.Text),
        sa.Column("parser_version", sa.Text),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_used", TIME, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_button"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_button_article_id", ondelete="CASCADE"),
    )
    op.create_index("ix_button_article_id", "button", ["article_id"])
    op.create_index("ix_button_last_used", "button", ["last_used"])
    op.create_table(
        "told",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_told"),
    )


def downgrade() -> None:
    for table in ("told", "button", "chat", "fact", "article"):
        op.drop_table(table)
