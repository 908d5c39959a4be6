-- The present: open documents, and the events of their current versions.

-- Not before an embargo ends or the publication is due; a day begins up to 14 hours before UTC's.
CREATE OR REPLACE VIEW current_document AS
SELECT * EXCLUDE (closed_at, closed_reason, withdrawn_at)
FROM document
WHERE closed_at IS NULL
    AND coalesce(greatest(embargoed_until, published_at, CAST(published_date - 1 AS TIMESTAMPTZ)) <= now(), true);

-- Of the copies of one release the first that is open counts.
CREATE OR REPLACE VIEW repeated_document AS
WITH copy AS (
    SELECT document_id, first_value(document_id) OVER (
        PARTITION BY coalesce(same_as, document_id) ORDER BY first_seen_at, document_id
    ) AS counted_as
    FROM current_document
    WHERE same_as IS NOT NULL OR document_id IN (SELECT same_as FROM document WHERE same_as IS NOT NULL)
)
SELECT document_id, counted_as
FROM copy
WHERE document_id <> counted_as;

-- The same rule as that of repeated_document, without a sort of all copies: nearly all have a first that is open.
CREATE OR REPLACE VIEW current_event AS
WITH counted AS (
    SELECT document_id, version FROM current_document
    WHERE same_as IS NULL
    UNION ALL
    SELECT arg_min(document_id, (first_seen_at, document_id)), arg_min(version, (first_seen_at, document_id))
    FROM current_document
    WHERE same_as NOT IN (SELECT document_id FROM current_document)
    GROUP BY same_as
)
SELECT event.* EXCLUDE (superseded_at)
FROM event
JOIN counted ON counted.document_id = event.document_id AND counted.version = event.document_version
WHERE event.superseded_at IS NULL;

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
