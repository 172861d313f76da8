"""business numbers that PostgreSQL finds by their beginning"""

from __future__ import annotations

from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _collate('"C"')


def downgrade() -> None:
    _collate('"default"')


def _collate(name: str) -> None:
    """Letter by letter, an index serves LIKE 'begun%'; in a language's order it does not. SQLite has no such choice."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER TABLE business ALTER COLUMN number TYPE varchar(14) COLLATE {name}')
