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

-- Of the copies of one release the first that was open then counts.
CREATE OR REPLACE MACRO events_as_of(t) AS TABLE
WITH known AS (
    SELECT version.document_id, version.version, document.same_as, document.first_seen_at
    FROM documents_as_of(t) AS version JOIN document USING (document_id)
),
counted AS (
    SELECT document_id, version FROM known
    WHERE same_as IS NULL
    UNION ALL
    SELECT arg_min(document_id, (first_seen_at, document_id)), arg_min(version, (first_seen_at, document_id))
    FROM known
    WHERE same_as NOT IN (SELECT document_id FROM known)
    GROUP BY same_as
)
SELECT event.*
FROM event
JOIN counted ON counted.document_id = event.document_id AND counted.version = event.document_version;
