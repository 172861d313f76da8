"""areas of businesses that PostgreSQL compares letter by letter"""

from __future__ import annotations

from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _collate('"C"')


def downgrade() -> None:
    _collate('"default"')


def _collate(name: str) -> None:
    """In a language's order the codes of a kecamatan need not stand together. SQLite has no such choice."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER TABLE business ALTER COLUMN scope_code TYPE varchar(13) COLLATE {name}')
