"""Everything there was at first."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0001"
down_revision: str | None = None

MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "seen",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "event_id", name="pk_seen"),
    )
    op.create_index("ix_seen_at", "seen", ["at"])

    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )
    op.create_table(
        "circles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("ritual", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column(
            "settings",
            JSON,
            nullable=False,
        ),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("is_running", sa.Boolean(), nullable=False),
        sa.Column("next_due", MOMENT, nullable=True),
        sa.Column("started", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_circles_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_circles"),
        sa.UniqueConstraint("workspace", "channel", "ritual", name="uq_circles_workspace_channel_ritual"),
    )
    op.create_index("ix_circles_next_due", "circles", ["next_due"])

    op.create_table(
        "people",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("is_stranger", sa.Boolean(), nullable=False),
        sa.Column("work_start", sa.Time(), nullable=False),
        sa.Column("work_end", sa.Time(), nullable=False),
        sa.Column("refreshed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_people_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_people"),
    )
    op.create_table(
        "alarms",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_alarms_circle_id_circles", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("circle_id", "name", "about", name="pk_alarms"),
    )
    op.create_index("ix_alarms_at", "alarms", ["at"])

    op.create_table(
        "circle_champions",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circles.id"],
            name="fk_circle_champions_circle_id_circles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("circle_id", "person", name="pk_circle_champions"),
    )
    op.create_index("ix_circle_champions_person", "circle_champions", ["person"])

    op.create_table(
        "outbox",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column(
            "people",
            JSON,
            nullable=False,
        ),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("asked_for", sa.Boolean(), nullable=False),
        sa.Column(
            "card",
            JSON,
            nullable=True,
        ),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column(
            "reference",
            JSON,
            nullable=True,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_outbox_circle_id_circles", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_outbox_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        sa.UniqueConstraint("once", name="uq_outbox_once"),
    )
    op.create_index("ix_outbox_circle_id_key", "outbox", ["circle_id", "key"])
    op.create_index("ix_outbox_state_not_before", "outbox", ["state", "not_before"])
    op.create_index("ix_outbox_workspace_lane_state_number", "outbox", ["workspace", "lane", "state", "number"])

    op.create_table(
        "participants",
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("joined", MOMENT, nullable=False),
        sa.Column("skips_next", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("goes_first", sa.Boolean(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name="fk_participants_circle_id_circles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("circle_id", "person", name="pk_participants"),
    )
    op.create_index("ix_participants_person", "participants", ["person"])

    op.create_table(
        "rounds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_rounds_circle_id_circles", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("circle_id", "number", name="uq_rounds_circle_id_number"),
        sa.UniqueConstraint("circle_id", "on_date", name="uq_rounds_circle_id_on_date"),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("happened", sa.Boolean(), nullable=False),
        sa.Column(
            "notes",
            JSON,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name="fk_groups_circle_id_circles", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_groups_round_id_rounds", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
    )
    op.create_index("ix_groups_circle_id", "groups", ["circle_id"])
    op.create_index("ix_groups_round_id", "groups", ["round_id"])

    op.create_table(
        "answers",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_answers_group_id_groups", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("group_id", "person", "question", name="pk_answers"),
    )
    op.create_index("ix_answers_person", "answers", ["person"])

    op.create_table(
        "group_members",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name="fk_group_members_group_id_groups", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name="fk_group_members_round_id_rounds", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "person", name="pk_group_members"),
    )
    op.create_index("ix_group_members_group_id", "group_members", ["group_id"])
    op.create_index("ix_group_members_person", "group_members", ["person"])
