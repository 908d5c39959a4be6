-- The present: open documents, and the events of their current versions.

CREATE OR REPLACE VIEW current_document AS
SELECT * EXCLUDE (closed_at, closed_reason, withdrawn_at)
FROM document
WHERE closed_at IS NULL;

CREATE OR REPLACE VIEW current_event AS
SELECT event.* EXCLUDE (superseded_at)
FROM event
JOIN document ON document.document_id = event.document_id AND document.version = event.document_version
WHERE document.closed_at IS NULL AND event.superseded_at IS NULL;

-- Bodies with a name, one row for each event that they take part in and each role.
CREATE OR REPLACE VIEW current_agency_event AS
SELECT DISTINCT
    party.agency_id, agency.name, agency.country, agency.kind, agency.provisional, party.role,
    event.event_id, event.document_id, event.event_type, event_type.event_group, event.status,
    event.start_date, event.end_date
FROM event_participant AS party
JOIN current_event AS event USING (event_id)
JOIN agency ON agency.agency_id = party.agency_id
LEFT JOIN event_type USING (event_type)
WHERE party.kind IN ('agency', 'company');
