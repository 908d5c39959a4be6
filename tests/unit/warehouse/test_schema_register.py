from pathlib import Path

import duckdb
import pytest

from tests.unit.warehouse.invented import rows
from warehouse.dictionary import dictionary
from warehouse.migration import migrate, migrations, read_migrations
from warehouse.records import WarehouseError
from warehouse.schema import MACROS, TABLES, VIEWS
from warehouse.warehouse import Warehouse

CONTRACT = """
source fetch document document_version agency agency_alias country event_type event event_participant event_country
event_evidence mention instrument_citation initiative incident incident_event rejected run_log
event_feed agency_activity agency_pair country_month initiative_register source_health
"""
PAGE = Path(__file__).resolve().parents[3] / "docs" / "data-dictionary.md"
COLUMNS = """
select column_name, data_type, not is_nullable, comment from duckdb_columns() where table_name = '{}'
order by column_index
"""


def test_the_register_has_every_table_and_view_of_the_contract():
    assert set(CONTRACT.split()) - set(TABLES) - set(VIEWS) == set()


@pytest.mark.parametrize("entry", [*TABLES.values(), *VIEWS.values()], ids=lambda entry: entry.name)
def test_register_and_database_agree(warehouse, entry):
    real = rows(warehouse, COLUMNS.format(entry.name))
    table = entry.name in TABLES
    assert [(name, kind, required if table else None, comment) for name, kind, required, comment in real] == [
        (column.name, column.type, column.required if table else None, column.comment) for column in entry.columns
    ]
    catalogue = "duckdb_tables() where table_name" if table else "duckdb_views() where view_name"
    assert rows(warehouse, f"select comment from {catalogue} = '{entry.name}'") == [(entry.comment,)]


def test_the_register_names_nothing_more_and_nothing_less(warehouse):
    assert {name for (name,) in rows(warehouse, "select table_name from duckdb_tables()")} == set(TABLES)
    assert {name for (name,) in rows(warehouse, "select view_name from duckdb_views() where not internal")} == set(
        VIEWS
    )
    macros = "select function_name, parameters, comment from duckdb_functions() where not internal"
    assert {name: (list(told), comment) for name, told, comment in rows(warehouse, macros)} == {
        name: (list(macro.parameters), macro.comment) for name, macro in MACROS.items()
    }


def test_every_reference_and_key_of_the_register_exists():
    for table in TABLES.values():
        for name in table.key:
            table.column(name)
        for column in table.columns:
            if column.references:
                other, _, key = column.references.partition(".")
                TABLES[other].column(key)


def test_the_data_dictionary_is_the_register():
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "run `make docs`"


def test_an_older_file_is_brought_up_and_loses_nothing(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with Warehouse.open(path) as older:
        older.load_registers()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for step in migrations():
        (folder / step.name).write_text(step.sql)
    number = len(migrations()) + 1
    (folder / f"{number:04}_note.sql").write_text("ALTER TABLE document ADD COLUMN note VARCHAR")
    with duckdb.connect(path) as con:
        assert [step.number for step in migrate(con, read_migrations(folder))] == [number]
        assert migrate(con, read_migrations(folder)) == []
        assert con.execute("select count(*) > 100 from country").fetchone() == (True,)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    Warehouse.open(path).close()
    with duckdb.connect(path) as con:
        con.execute("insert into schema_migration values (9999, '9999_later.sql', now())")
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match=r"9999_later\.sql.*update Communiqué"):
        Warehouse.open(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path):
    (tmp_path / "0001_one.sql").write_text("CREATE TABLE one (n INTEGER)")
    (tmp_path / "0002_two.sql").write_text("CREATE TABLE two (n INTEGER); INSERT INTO nowhere VALUES (1)")
    with duckdb.connect() as con:
        with pytest.raises(duckdb.Error, match="nowhere"):
            migrate(con, read_migrations(tmp_path))
        names = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        assert sorted(names) == ["one", "schema_migration"]


def test_a_gap_in_the_numbers_is_an_error(tmp_path):
    (tmp_path / "0002_two.sql").write_text("")
    with pytest.raises(ValueError, match="without gaps"):
        read_migrations(tmp_path)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    path.write_text("this is no database, but a text that somebody saved under its name" * 100)
    with pytest.raises(WarehouseError, match=r"warehouse\.duckdb cannot be opened"):
        Warehouse.open(path)
