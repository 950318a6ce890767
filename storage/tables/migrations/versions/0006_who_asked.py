"""Who asked for what is said in a channel, until it is said."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("asked_by", sa.String, nullable=False, server_default=""))
