"""rows by the row that they correct"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    corrects = sa.text('origin_id IS NOT NULL')
    op.create_index('ix_import_row_origin', 'import_row', ['origin_id'],
                    postgresql_where=corrects, sqlite_where=corrects)


def downgrade() -> None:
    op.drop_index('ix_import_row_origin', table_name='import_row')
