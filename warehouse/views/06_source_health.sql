-- One line a source: does it still give what it should?

CREATE OR REPLACE VIEW source_health AS
WITH fetched AS (
    SELECT source_id,
        max(fetched_at) AS last_fetch,
        max(fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) AS last_success,
        count(*) AS fetches,
        count(*) FILTER (WHERE outcome = 'failed') AS failed_fetches
    FROM "fetch"
    GROUP BY source_id
),
held AS (
    SELECT source_id,
        count(*) AS documents,
        count(*) FILTER (WHERE closed_at IS NOT NULL) AS closed_documents,
        count(*) FILTER (WHERE version > 1) AS changed_documents,
        count(*) FILTER (WHERE published_date IS NULL) AS undated_documents,
        max(published_date) AS newest_document,
        count(*) FILTER (
            WHERE coalesce(counted_as, document_id) IN (SELECT document_id FROM current_event)
        ) AS documents_with_events
    FROM document LEFT JOIN repeated_document USING (document_id)
    GROUP BY source_id
),
coded AS (
    SELECT document.source_id, count(*) AS events
    FROM current_event JOIN document USING (document_id)
    GROUP BY ALL
),
refused AS (
    SELECT source_id, count(*) AS rejected, arg_max(reason, rejected_at) AS latest_rejection
    FROM rejected
    WHERE noted IS DISTINCT FROM true
    GROUP BY source_id
),
latest AS (
    SELECT source_id, check_name,
        max(observed_at) AS observed_at,
        arg_max(verdict, observed_at) AS verdict,
        arg_max_null(message, observed_at) AS message
    FROM source_observation
    GROUP BY source_id, check_name
),
observed AS (
    SELECT source_id,
        max(observed_at) AS observed_at,
        count(*) FILTER (WHERE verdict = 'failed') AS failing,
        count(*) FILTER (WHERE verdict = 'warning') AS warnings,
        string_agg(concat_ws(': ', check_name, message), '; ' ORDER BY check_name)
            FILTER (WHERE verdict = 'failed') AS failing_checks
    FROM latest
    GROUP BY source_id
)
SELECT
    source.source_id,
    source.name,
    source.verified,
    coalesce(held.documents, 0) AS documents,
    coalesce(held.closed_documents, 0) AS closed_documents,
    coalesce(held.changed_documents, 0) AS changed_documents,
    coalesce(held.undated_documents, 0) AS undated_documents,
    held.newest_document,
    coalesce(coded.events, 0) AS events,
    round(held.documents_with_events / (held.documents - held.closed_documents), 3) AS share_with_events,
    coalesce(fetched.fetches, 0) AS fetches,
    coalesce(fetched.failed_fetches, 0) AS failed_fetches,
    fetched.last_fetch,
    fetched.last_success,
    coalesce(refused.rejected, 0) AS rejected,
    refused.latest_rejection,
    observed.observed_at,
    coalesce(observed.failing, 0) AS failing,
    coalesce(observed.warnings, 0) AS warnings,
    observed.failing_checks
FROM source
LEFT JOIN fetched USING (source_id)
LEFT JOIN held USING (source_id)
LEFT JOIN coded USING (source_id)
LEFT JOIN refused USING (source_id)
LEFT JOIN observed USING (source_id);
