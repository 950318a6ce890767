"""What is old can be found and goes: messages and entries by their age, circles a year after they ended."""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"


def upgrade() -> None:
    op.add_column("circles", sa.Column("stopped_at", sa.DateTime(timezone=True)))
    op.create_index("ix_rounds_created", "rounds", ["created"])
    for table in ("outbox", "entries"):
        op.create_index(f"ix_{table}_kind_created", table, ["kind", "created"])
