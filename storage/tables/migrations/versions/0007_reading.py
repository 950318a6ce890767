"""What is being read of a platform's lists, so that it is gone on from."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("participants", sa.Column("seen_at", MOMENT, nullable=True))
    op.add_column("participants", sa.Column("unread_at", MOMENT, nullable=True))
    op.create_table(
        "readings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("begun", MOMENT, nullable=False),
        sa.Column("cursor", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_readings_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "list", name="pk_readings"),
    )
