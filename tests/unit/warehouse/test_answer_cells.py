from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from warehouse.answer import cell, plain


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "2026-03-01 09:05"),
        (datetime(2026, 3, 1, 9, 5, 7, tzinfo=UTC), "2026-03-01 09:05:07"),
        (0.5, "0.5"),
        (0.0, "0"),
        (2 / 3, "0.667"),
        (0.00012, "0.00012"),
        (1e300, "1e+300"),
        (["a", None, 1.0], "a, , 1"),
        ({"topics": ["Audit", "Visits"], "number": ["1"]}, "topics: Audit, Visits; number: 1"),
    ],
)
def test_a_cell_reads_well(value, shown):
    assert cell(value) == shown


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (float("nan"), None),
        (Decimal("2.50"), 2.5),
        (Decimal("3"), 3),
        (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01T00:00:00+00:00"),
        ({"a": (date(2026, 3, 1),)}, {"a": ["2026-03-01"]}),
        (b"\x00", "b'\\x00'"),
    ],
)
def test_json_can_write_every_value(value, written):
    assert plain(value) == written
