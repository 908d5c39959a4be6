-- What became of releases after they were first seen.

CREATE OR REPLACE VIEW document_change AS
WITH step AS (
    SELECT document_id, version AS to_version, title, first_seen_at AS changed_at, notice, characters_added, characters_removed,
        lag(version) OVER story AS from_version, lag(notice) OVER story AS notice_before
    FROM document_version
    WINDOW story AS (PARTITION BY document_id ORDER BY first_seen_at, version)
),
happened AS (
    SELECT document_id, closed_at AS changed_at, kind, reason FROM document_closure
    UNION ALL
    SELECT document_id, reopened_at, 'reopened', reason FROM document_closure WHERE reopened_at IS NOT NULL
    UNION ALL
    SELECT document_id, replaced_at, 'replaced', replaced_by FROM document WHERE replaced_at IS NOT NULL
),
change AS (
    SELECT document_id, title, from_version, to_version, changed_at,
        if(notice IS NOT NULL AND notice IS DISTINCT FROM notice_before, 'correction', 'edit') AS kind,
        characters_added, characters_removed,
        if(notice IS DISTINCT FROM notice_before, notice, NULL) AS reason
    FROM step
    WHERE from_version IS NOT NULL
    UNION ALL
    SELECT happened.document_id, version.title, version.version, version.version, happened.changed_at, happened.kind,
        NULL, NULL, happened.reason
    FROM happened
    ASOF LEFT JOIN document_version AS version
        ON version.document_id = happened.document_id AND happened.changed_at >= version.first_seen_at
)
SELECT change.document_id, document.source_id, document.url, change.title, change.from_version, change.to_version,
    change.changed_at, change.kind, change.characters_added, change.characters_removed, change.reason
FROM change
JOIN document USING (document_id);

-- Addresses may differ in scheme, www and last slash.
CREATE OR REPLACE VIEW document_translation AS
WITH plain AS (
    SELECT document_id, source_id, language AS own_language, first_seen_at, map_keys(translations) AS languages,
        map_values(translations) AS urls,
        regexp_replace(url, '^https?://(www\.)?|/+$', '', 'g') AS address,
        regexp_replace(canonical_url, '^https?://(www\.)?|/+$', '', 'g') AS canonical_address,
        list_transform(map_values(translations), lambda url: regexp_replace(url, '^https?://(www\.)?|/+$', '', 'g'))
            AS addresses
    FROM document
),
named AS (
    SELECT document_id, source_id, own_language, address, canonical_address,
        unnest(languages) AS language, unnest(urls) AS url, unnest(addresses) AS other_address
    FROM plain
    WHERE len(languages) > 0
),
-- which of several documents is meant: the same source's, then the latest
held AS (
    SELECT named.*, other.document_id AS translated_document_id,
        list_contains(other.addresses, named.address) OR list_contains(other.addresses, named.canonical_address)
            AS mutual,
        row_number() OVER (
            PARTITION BY named.document_id, named.language
            ORDER BY other.source_id = named.source_id DESC, other.first_seen_at DESC, other.document_id
        ) AS choice
    FROM named
    LEFT JOIN plain AS other
        ON other.document_id <> named.document_id AND other.address = named.other_address
)
SELECT document_id, source_id, own_language, language, url, translated_document_id,
    if(translated_document_id IS NULL, NULL, coalesce(mutual, false)) AS mutual
FROM held
WHERE choice = 1;
