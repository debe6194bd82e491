from __future__ import annotations

import pytest
from sqlalchemy import text

from central.store.bootstrap import (
    HEAD,
    SchemaError,
    check_api_role,
    current_revision,
    migrate,
)
from central.store.engine import make_engine
from central.store.models import METADATA
from tests.central.world import Database


async def test_migrating_twice_is_harmless_and_head_is_the_newest_script(database: Database) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "central/store/migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD
    owner = make_engine(database.dsn("pos_owner"))
    assert await migrate(owner) == await migrate(owner) == await current_revision(owner) == HEAD
    await owner.dispose()


async def test_a_newer_database_is_refused(database: Database) -> None:
    owner = make_engine(database.dsn("pos_owner"))
    async with owner.begin() as connection:
        await connection.execute(text("UPDATE pos.alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer"):
        await migrate(owner)
    app = make_engine(database.dsn("pos_app"))
    with pytest.raises(SchemaError) as caught:
        await check_api_role(app)
    assert caught.value.code == "pending_migrations"
    await owner.dispose()
    await app.dispose()


@pytest.mark.parametrize("role", ["postgres", "pos_owner"])
async def test_the_api_refuses_to_run_as_a_role_that_sees_all(database: Database, role: str) -> None:
    engine = make_engine(database.dsn(role))
    with pytest.raises(SchemaError) as caught:
        await check_api_role(engine)
    assert caught.value.code == "unsafe_role"
    await engine.dispose()


async def test_the_api_role_is_accepted(database: Database) -> None:
    engine = make_engine(database.dsn("pos_app"))
    await check_api_role(engine)
    await engine.dispose()


async def test_the_tables_of_the_program_are_those_of_the_database(database: Database) -> None:
    engine = make_engine(database.dsn("pos_owner"))
    async with engine.connect() as connection:
        rows = await connection.execute(
            text("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'pos'")
        )
        held = {(row[0], row[1]) for row in rows}
    await engine.dispose()
    used = {(table.name, column.name) for table in METADATA.tables.values() for column in table.columns}
    assert used - held == set()
