-- What was known at a moment: the versions of then, and the events that they tell.

CREATE OR REPLACE MACRO documents_as_of(t) AS TABLE
SELECT version.document_id, version.version, document.source_id, document.url, version.title, version.published_date,
    version.published_at, version.text, version.body_start, version.first_seen_at, version.superseded_at
FROM document_version AS version
JOIN document ON document.document_id = version.document_id
WHERE version.first_seen_at <= CAST(t AS TIMESTAMPTZ)
    AND (version.superseded_at IS NULL OR version.superseded_at > CAST(t AS TIMESTAMPTZ))
    AND coalesce(document.embargoed_until <= CAST(t AS TIMESTAMPTZ), true)
    AND NOT EXISTS (
        FROM document_closure AS closure
        WHERE closure.document_id = version.document_id
            AND closure.closed_at <= CAST(t AS TIMESTAMPTZ)
            AND (closure.reopened_at IS NULL OR closure.reopened_at > CAST(t AS TIMESTAMPTZ))
    );

CREATE OR REPLACE MACRO events_as_of(t) AS TABLE
SELECT event.*
FROM event
JOIN documents_as_of(t) AS version
    ON version.document_id = event.document_id AND version.version = event.document_version;
