"""Migrations go up and down on both databases, and end where the models are."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from digiloka.database import Base, make_engine
from digiloka.migration import alembic_config, downgrade, standing, upgrade


@pytest.fixture
def bare(empty_url):
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


def test_models_and_migrations_do_not_differ(bare):
    upgrade(bare)
    command.check(alembic_config(bare))  # raises when autogenerate would write anything


def test_every_model_has_its_table_after_the_upgrade(bare):
    upgrade(bare)
    assert set(Base.metadata.tables) <= set(inspect(bare).get_table_names())


def test_down_leaves_none_of_our_tables_and_up_works_again(bare):
    upgrade(bare)
    downgrade(bare)
    left = set(inspect(bare).get_table_names())
    assert not left & set(Base.metadata.tables)
    assert not [name for name in left if name.startswith("idx_")], "spatial indexes were left behind"
    upgrade(bare)
    here, head = standing(bare)
    assert here == head


def test_there_is_one_head(bare):
    assert len(ScriptDirectory.from_config(alembic_config(bare)).get_heads()) == 1
