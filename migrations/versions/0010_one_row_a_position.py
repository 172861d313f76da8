"""one row at a position of a batch"""

from __future__ import annotations

import uuid
from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_INDEX = 'ix_import_row_batch_position'
_AGAIN = 'Berkas ini sempat diperiksa dua kali bersamaan. Coba lagi, supaya tidak ada baris yang ganda.'


def upgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('LOCK TABLE import_row IN ACCESS EXCLUSIVE MODE')  # no double may come until the index stands
    _part_doubles()
    op.drop_index(_INDEX, table_name='import_row')
    op.create_index(_INDEX, 'import_row', ['batch_id', 'position'], unique=True)


def downgrade() -> None:
    op.drop_index(_INDEX, table_name='import_row')
    op.create_index(_INDEX, 'import_row', ['batch_id', 'position'], unique=False)


def _part_doubles() -> None:
    """Two who judged a file at once may have left rows twice. A plan of which nothing was written is judged again; of
    one that was applied every row stays, since what came in is taken back by it: the later ones go to the end."""
    row = sa.table('import_row', *(sa.column(name, kind) for name, kind in (
        ('id', sa.Uuid()), ('batch_id', sa.Uuid()), ('position', sa.Integer()))))
    batch = sa.table('import_batch', sa.column('id', sa.Uuid()), sa.column('state', sa.String()),
                     sa.column('message', sa.String()), sa.column('version', sa.Integer()))
    bind, counted = op.get_bind(), sa.func.count()
    doubled = sa.select(row.c.batch_id).group_by(row.c.batch_id, row.c.position).having(counted > 1)
    found = set(bind.scalars(doubled))
    if not found:
        return
    bind.execute(sa.update(batch).where(batch.c.id.in_(found), batch.c.state.in_(('planned', 'applying'))).values(
        state='failed', message=_AGAIN, version=batch.c.version + 1))
    last = Counter(dict(bind.execute(sa.select(row.c.batch_id, sa.func.max(row.c.position))
                                     .where(row.c.batch_id.in_(found)).group_by(row.c.batch_id)).all()))
    seen: set[tuple[uuid.UUID, int]] = set()
    every = sa.select(row.c.batch_id, row.c.position, row.c.id).where(row.c.batch_id.in_(found))
    for batch_id, position, row_id in bind.execute(every.order_by(row.c.id)).all():
        if (batch_id, position) in seen:
            last[batch_id] += 1
            bind.execute(sa.update(row).where(row.c.id == row_id).values(position=last[batch_id]))
        seen.add((batch_id, position))
