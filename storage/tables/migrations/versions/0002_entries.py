"""What people add, who refuses to be told, and which rituals a workspace has switched on or off."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0002"
down_revision: str | None = "0001"

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("people", sa.Column("is_admin", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("open", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("outbox", sa.Column("said_at", sa.String(), nullable=True))
    op.create_index("ix_outbox_workspace_said_at", "outbox", ["workspace", "said_at"])

    op.create_table(
        "entries",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_entries_circle_id_circles", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_entries"),
        sa.UniqueConstraint("id", name="uq_entries_id"),
    )
    op.create_index("ix_entries_circle_id_kind_about", "entries", ["circle_id", "kind", "about"])
    op.create_index("ix_entries_person", "entries", ["person"])

    op.create_table(
        "responses",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_responses_entry_id_entries", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name="pk_responses"),
        sa.UniqueConstraint("entry_id", "person", "question", name="uq_responses_entry_id_person_question"),
    )
    op.create_index("ix_responses_person", "responses", ["person"])

    op.create_table(
        "refusals",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name="fk_refusals_circle_id_circles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("circle_id", "person", name="pk_refusals"),
    )

    op.create_table(
        "switches",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("ritual", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_switches_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "ritual", name="pk_switches"),
    )
