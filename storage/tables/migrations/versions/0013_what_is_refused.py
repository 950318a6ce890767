"""People refuse a part of a ritual, or somebody, or for a while: for every circle of the workspace, like all of it."""

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"

_PLACES = """SELECT circles.workspace, circles.ritual, participants.person, max(participants.paused_until) AS until
FROM participants JOIN circles ON circles.id = participants.circle_id
WHERE circles.ritual = 'words' AND participants.paused_until IS NOT NULL
GROUP BY circles.workspace, circles.ritual, participants.person"""
_SIGNED_ONLY = """SELECT DISTINCT circles.workspace, circles.ritual, entries.person
FROM entries JOIN circles ON circles.id = entries.circle_id
WHERE circles.ritual = 'words' AND entries.kind = 'signed_only'"""
_WORDS = "circle_id IN (SELECT id FROM circles WHERE ritual = 'words')"


def upgrade() -> None:
    """A pause of one circle's kind words, or signed words only there, is meant for all: it is safer to be silent."""
    connection = op.get_bind()
    for_good = _rows("SELECT workspace, ritual, person FROM refusals")
    refused = {(row["workspace"], row["ritual"], row["person"]) for row in for_good}
    paused = sa.text(_PLACES).columns(until=sa.Date())
    pauses = [dict(row) for row in connection.execute(paused).mappings()]
    rows = [
        *({**row, "what": "", "whom": "", "until": None} for row in for_good),
        *(
            {**row, "what": "", "whom": ""}
            for row in pauses
            if (row["workspace"], row["ritual"], row["person"]) not in refused
        ),
        *({**row, "what": "unsigned", "whom": "", "until": None} for row in _rows(_SIGNED_ONLY)),
    ]
    op.drop_table("refusals")
    op.bulk_insert(_refusals(), rows)
    op.execute(f"DELETE FROM participants WHERE {_WORDS}")
    op.execute(f"DELETE FROM entries WHERE kind = 'signed_only' AND {_WORDS}")


def _rows(statement: str) -> list[dict[str, object]]:
    return [dict(row) for row in op.get_bind().execute(sa.text(statement)).mappings()]


def _refusals() -> sa.Table:
    table = op.create_table(
        "refusals",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("ritual", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("what", sa.String(), server_default="", nullable=False),
        sa.Column("whom", sa.String(), server_default="", nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name="fk_refusals_workspace_workspaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "ritual", "person", "what", "whom", name="pk_refusals"),
    )
    op.create_index("ix_refusals_whom", "refusals", ["whom"])
    return table
