"""what a row of an import said and what was not taken"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('import_row', sa.Column('held', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('import_row', 'held')
