"""lists that read one index"""

from __future__ import annotations

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

LIST = ['city_code', 'created_at', 'id', 'state', 'scope_code', 'area_code', 'sector', 'scale', 'source', 'existence',
        'number', 'search_key']


def upgrade() -> None:
    op.drop_index('ix_business_list', table_name='business')
    op.drop_index('ix_business_created_at', table_name='business')
    op.create_index('ix_business_list', 'business', LIST)
    op.create_index('ix_business_scope', 'business', ['scope_code', 'created_at', 'id', 'state'])


def downgrade() -> None:
    op.drop_index('ix_business_scope', table_name='business')
    op.drop_index('ix_business_list', table_name='business')
    op.create_index('ix_business_created_at', 'business', ['created_at', 'id'])
    op.create_index('ix_business_list', 'business', ['scope_code', 'state', 'created_at', 'area_code', 'sector',
                                                     'scale', 'source', 'existence', 'city_code'])
