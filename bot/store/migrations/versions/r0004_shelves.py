"""Shelves: where an article came from, taking one off and bringing it back, near-same texts, and what a chat keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("chat", sa.Column("keep_days", sa.Integer))
    op.add_column("chat", sa.Column("most_articles", sa.Integer))
    op.add_column("article", sa.Column("url", sa.Text))
    op.add_column("article", sa.Column("address", sa.Text))
    op.add_column("article", sa.Column("via", sa.Text))
    op.add_column("article", sa.Column("removed_at", TIME))
    op.add_column("article", sa.Column("heading", sa.Text))
    op.add_column("article", sa.Column("sketch", sa.LargeBinary))
    newest = ["shelf", "added_at", "id", "removed_at", "via", "heading"]
    _partial_index("ix_article_newest", newest, "removed_at IS NULL")
    _partial_index("ix_article_removed", ["removed_at"], "removed_at IS NOT NULL")
    op.create_index("ix_article_address_shelf", "article", ["address", "shelf"])
    op.create_index("ix_article_digest_shelf", "article", ["digest", "shelf"])
    op.create_table(
        "band",
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("hash", sa.BigInteger, nullable=False),
        sa.Column("shelf", sa.BigInteger),
        sa.PrimaryKeyConstraint("article_id", "hash", name="pk_band"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_band_article_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_band_hash_shelf", "band", ["hash", "shelf"])
    op.create_table(
        "reprint",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("article_id", ROW_ID, nullable=False),
        sa.Column("shelf", sa.BigInteger, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reprint"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_reprint_article_id", ondelete="CASCADE"),
    )
    op.create_index("ix_reprint_article_id", "reprint", ["article_id"])
    op.create_index("ix_reprint_address_shelf", "reprint", ["address", "shelf"])


def downgrade() -> None:
    for table in ("reprint", "band"):
        op.drop_table(table)
    for index in ("digest_shelf", "address_shelf", "removed", "newest"):
        op.drop_index(f"ix_article_{index}", "article")
    for column in ("sketch", "heading", "removed_at", "via", "address", "url"):
        op.drop_column("article", column)
    for column in ("most_articles", "keep_days"):
        op.drop_column("chat", column)


def _partial_index(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "article", columns, sqlite_where=where, postgresql_where=where)
