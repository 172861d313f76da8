"""what officers say of layouts and spellings, and which row another one corrects"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('import_batch', sa.Column('stopped', sa.String(length=500), nullable=True))
    op.add_column('import_batch', sa.Column('answers', sa.LargeBinary(), nullable=True))
    op.add_column('import_row', sa.Column('origin_id', sa.Uuid(), nullable=True))
    op.create_table(
        'import_layout',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('city_code', sa.String(length=5), nullable=False),
        sa.Column('area_code', sa.String(length=13), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=True),
        sa.Column('fingerprint', sa.String(length=43), nullable=False),
        sa.Column('columns', sa.LargeBinary(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name='pk_import_layout'),
    )
    op.create_index('ix_import_layout_fingerprint', 'import_layout', ['city_code', 'fingerprint'])
    op.create_table(
        'import_spelling',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('city_code', sa.String(length=5), nullable=False),
        sa.Column('area_code', sa.String(length=13), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=True),
        sa.Column('field', sa.String(length=40), nullable=False),
        sa.Column('spelling_hash', sa.String(length=43), nullable=False),
        sa.Column('spelling', sa.LargeBinary(), nullable=False),
        sa.Column('value', sa.String(length=200), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name='pk_import_spelling'),
    )
    op.create_index('ix_import_spelling_found', 'import_spelling', ['city_code', 'field', 'spelling_hash'])


def downgrade() -> None:
    op.drop_table('import_spelling')
    op.drop_table('import_layout')
    op.drop_column('import_row', 'origin_id')
    op.drop_column('import_batch', 'answers')
    op.drop_column('import_batch', 'stopped')
