"""lists by name that read one index, in its order"""

from __future__ import annotations

from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

BY_NAME = ['city_code', 'search_key', 'id', 'state', 'scope_code', 'area_code', 'sector', 'scale', 'source',
           'existence', 'number']


def upgrade() -> None:
    op.create_index('ix_business_by_name', 'business', BY_NAME)


def downgrade() -> None:
    op.drop_index('ix_business_by_name', table_name='business')
