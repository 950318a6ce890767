"""What is over is not read again: small indexes of what is not, and what was delivered names nobody any more."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"

SMALL = {
    "ix_outbox_waits": (["workspace", "number"], "state IN ('ready', 'sending')"),
    "ix_outbox_is_unsure": (["workspace", "circle_id"], "state IN ('sending', 'failed')"),
    "ix_outbox_says_something": (["workspace"], "(people <> '[]' OR card IS NOT NULL OR asked_by <> '')"),
}


def upgrade() -> None:
    op.execute("UPDATE outbox SET people = '[]' WHERE state IN ('done', 'dropped')")
    for name, (columns, rows) in SMALL.items():
        op.create_index(name, "outbox", columns, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))
    for table in ("answers", "responses"):  # somebody's answer may be a colleague, who asks to be forgotten
        op.create_index(f"ix_{table}_value", table, ["value"])
