"""Who wants to be told nothing of a ritual says so once, for every circle of the workspace."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """Whoever refused in one circle refuses in all of them: it is safer to be silent than to go on."""
    found = sa.text(
        "SELECT DISTINCT workspace, ritual, person FROM refusals JOIN circles ON circles.id = refusals.circle_id"
    )
    refused = [dict(row) for row in op.get_bind().execute(found).mappings()]
    op.drop_table("refusals")
    refusals = op.create_table(
        "refusals",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("ritual", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_refusals_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "ritual", "person", name="pk_refusals"),
    )
    op.bulk_insert(refusals, refused)
