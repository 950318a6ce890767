"""Who takes part and was told why no coffee comes."""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"


def upgrade() -> None:
    op.add_column("participants", sa.Column("knows_why", sa.Boolean(), nullable=False, server_default=sa.false()))
