import pytest

from tests.unit.warehouse.invented import SOURCE
from warehouse.warehouse import Warehouse


@pytest.fixture
def warehouse(tmp_path):
    """An empty warehouse that knows the registers and one source."""
    with Warehouse.open(tmp_path / "warehouse.duckdb") as opened:
        opened.load_registers()
        opened.load_source(SOURCE)
        yield opened
