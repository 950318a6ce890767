"""How often somebody did something today, by a digest."""

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"


def upgrade() -> None:
    op.create_table(
        "tallies",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_tallies_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "digest", "on_date", name="pk_tallies"),
    )
    op.create_index("ix_tallies_on_date", "tallies", ["on_date"])
