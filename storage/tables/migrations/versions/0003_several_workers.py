"""What several workers must agree on: whose a round is, what was begun, how fast, and which workspaces are closed."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("closed", sa.String(), nullable=False, server_default=""))
    op.add_column("workspaces", sa.Column("left_at", MOMENT, nullable=True))
    op.add_column("circles", sa.Column("lease_until", MOMENT, nullable=True))
    op.add_column("outbox", sa.Column("begun", MOMENT, nullable=True))
    # what was being sent when the bot was stopped may have arrived
    op.execute("UPDATE outbox SET begun = created WHERE state = 'sending'")

    op.create_table(
        "pace",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_pace_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "method", name="pk_pace"),
    )
    op.create_table(
        "workers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("started", MOMENT, nullable=False),
        sa.Column("rang", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )
    op.create_index("ix_workers_rang", "workers", ["rang"])
