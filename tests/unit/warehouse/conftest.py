import shutil

import pytest

from tests.unit.warehouse.invented import SOURCE
from warehouse.warehouse import Warehouse


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    """The file of an empty warehouse that knows the registers and one source; made once, copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.duckdb"
    with Warehouse.open(path) as opened:
        opened.load_registers()
        opened.load_source(SOURCE)
    return path


@pytest.fixture
def warehouse(empty_file, tmp_path):
    """An empty warehouse that knows the registers and one source."""
    path = tmp_path / "warehouse.duckdb"
    shutil.copyfile(empty_file, path)
    with Warehouse.open(path) as opened:
        yield opened
