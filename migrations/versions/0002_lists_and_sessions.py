"""lists that read one index, and a row for every sign-in"""

from __future__ import annotations

import sqlalchemy as sa
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
    op.create_table(
        'app_session',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name='fk_app_session_user_id_app_user',
                                ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name='pk_app_session'),
    )
    op.create_index('ix_app_session_user_id', 'app_session', ['user_id'])


def downgrade() -> None:
    op.drop_index('ix_app_session_user_id', table_name='app_session')
    op.drop_table('app_session')
    op.drop_index('ix_business_scope', table_name='business')
    op.drop_index('ix_business_list', table_name='business')
    op.create_index('ix_business_created_at', 'business', ['created_at', 'id'])
    op.create_index('ix_business_list', 'business', ['scope_code', 'state', 'created_at', 'area_code', 'sector',
                                                     'scale', 'source', 'existence', 'city_code'])
