"""marked workbooks that the worker writes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'import_returned',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('batch_id', sa.Uuid(), nullable=False),
        sa.Column('of_version', sa.Integer(), nullable=False),
        sa.Column('bad_only', sa.Boolean(), nullable=False),
        sa.Column('job_id', sa.Uuid(), nullable=False),
        sa.Column('file_id', sa.Uuid(), nullable=True),
        sa.Column('notes', sa.LargeBinary(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name='fk_import_returned_batch_id_import_batch',
                                ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name='fk_import_returned_file_id_stored_file'),
        sa.PrimaryKeyConstraint('id', name='pk_import_returned'),
    )
    op.create_index('ix_import_returned_batch_id', 'import_returned', ['batch_id'])


def downgrade() -> None:
    op.drop_table('import_returned')
