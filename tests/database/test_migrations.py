"""Migrations go up and down on both databases, and end where the models are."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text

from digiloka.database import Base, make_engine, new_id, now
from digiloka.imports.models import ImportBatch, ImportRow
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


DOUBLED = {"planned": "failed", "applying": "failed", "applied": "applied", "undone": "undone"}


def test_rows_that_stood_twice_at_a_position_are_kept_apart_and_their_plan_is_made_anew(bare):
    upgrade(bare, "0009")
    batch, row, ids = ImportBatch.__table__, ImportRow.__table__, {state: new_id() for state in (*DOUBLED, "sound")}
    told = {"version": 3, "city_code": "14.72", "area_code": "14.72", "user_id": new_id(), "created_at": now()}
    with bare.execution_options(writes=True).begin() as connection:
        for state, batch_id in ids.items():
            connection.execute(insert(batch).values(id=batch_id, state=state.replace("sound", "planned"), **told))
            for position in (0, 1, 2) if state == "sound" else (0, 1, 0, 2, 1):
                connection.execute(insert(row).values(
                    id=new_id(), batch_id=batch_id, position=position, sheet=0, row=position + 4, decision="new"))
    upgrade(bare)
    with bare.connect() as connection:
        states = dict(connection.execute(select(batch.c.id, batch.c.state)).all())
        found = {state: connection.execute(select(row.c.position, row.c.row).where(row.c.batch_id == batch_id)
                                           .order_by(row.c.position)).all() for state, batch_id in ids.items()}
    assert {state: states[batch_id] for state, batch_id in ids.items()} == {**DOUBLED, "sound": "planned"}
    assert found.pop("sound") == [(0, 4), (1, 5), (2, 6)]
    assert all(rows == [(0, 4), (1, 5), (2, 6), (3, 4), (4, 5)] for rows in found.values()), "none is lost"
    downgrade(bare, "0009")


def test_there_is_one_head(bare):
    assert len(ScriptDirectory.from_config(alembic_config(bare)).get_heads()) == 1


def test_an_older_file_gets_the_level_of_its_sender_from_the_journal(bare):
    upgrade(bare, "0009")
    village, district, city = "14.72.02.1002", "14.72.02", "14.72"
    sent = {"kelurahan": village, "kecamatan": village, "dinas": district, "admin": city, "unknown": village}
    with bare.begin() as connection:
        for number, (role, area) in enumerate(sent.items()):
            batch = {"id": f"{number:032x}", "area": area, "role": role}
            connection.execute(text(
                "INSERT INTO import_batch (id, version, city_code, area_code, user_id, state, created_at)"
                " VALUES (:id, 1, '14.72', :area, :id, 'planned', '2026-11-01')"), batch)
            if role != "unknown":
                connection.execute(text(
                    "INSERT INTO journal (id, at, city_code, actor_role, door, action, subject, batch_id)"
                    " VALUES (:id, '2026-11-01', '14.72', :role, 'web', 'import.upload', 'batch', :id)"), batch)
    upgrade(bare)
    with bare.connect() as connection:
        found = connection.execute(text("SELECT sender_area FROM import_batch ORDER BY id")).scalars().all()
    assert found == [village, district, city, city, None]
