"""from which level a file was sent, and who had it worked on last"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('import_batch', sa.Column('sender_area', sa.String(length=13), nullable=True))
    op.add_column('import_batch', sa.Column('ordered_by', sa.Uuid(), nullable=True))
    # What the sender was then stands in the journal, whatever became of them; with the area that the file was sent
    # for it tells theirs. Of a file that the journal does not know it stays open, and the city decides.
    op.execute("""
        UPDATE import_batch SET sender_area = (
            SELECT CASE max(journal.actor_role)
                WHEN 'kelurahan' THEN import_batch.area_code
                WHEN 'kecamatan' THEN substr(import_batch.area_code, 1, 8)
                WHEN 'dinas' THEN import_batch.city_code
                WHEN 'admin' THEN import_batch.city_code
            END
            FROM journal WHERE journal.batch_id = import_batch.id AND journal.action = 'import.upload'
        )
    """)


def downgrade() -> None:
    op.drop_column('import_batch', 'ordered_by')
    op.drop_column('import_batch', 'sender_area')
