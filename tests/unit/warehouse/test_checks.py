import pytest

from tests.unit.warehouse.invented import extract_all, load, release
from warehouse.checks import CHECKS, event_shares, run_checks

FAULTS = {
    "unique_keys": "insert into event from event",
    "references": "delete from event",
    "offsets": "update event_evidence set end_char = end_char - 1 where about = 'date'",
    "known_values": "update event_participant set role = 'bystander'",
    "publication_dates": "update document set published_date = current_date + 3",
    "event_days": "update event set end_date = start_date - 1",
    "closures": "update document set closed_at = now()",
}


@pytest.mark.parametrize(("check", "fault"), FAULTS.items())
def test_each_check_finds_its_fault_and_shows_the_row(warehouse, check, fault):
    load(warehouse, release())
    extract_all(warehouse)
    assert run_checks(warehouse.connection) == []
    warehouse.connection.execute(fault)
    findings = CHECKS[check](warehouse.connection)
    assert findings, f"{check} missed: {fault}"
    assert all(finding.check == check and finding.rows and finding.samples for finding in findings)


def test_every_check_has_a_fault_that_proves_it():
    assert set(FAULTS) == set(CHECKS)


@pytest.mark.parametrize(
    "fault",
    [
        "update event set status = 'rumoured'",
        "update event set event_type = 'picnic'",
        "update event_country set country = 'QQ'",
        "update event_participant set agency_id = 'x-nobody'",
        "delete from document_version",
    ],
)
def test_unknown_types_countries_bodies_and_lost_versions_are_found(warehouse, fault):
    load(warehouse, release())
    extract_all(warehouse)
    warehouse.connection.execute(fault)
    assert run_checks(warehouse.connection), f"no check found: {fault}"


def test_shares_count_open_documents_with_events(warehouse):
    load(warehouse, release())
    extract_all(warehouse)
    load(warehouse, release("Nothing happened.", url="https://releases.invalid/2"))
    assert event_shares(warehouse.connection) == {"invented-office": 0.5}
