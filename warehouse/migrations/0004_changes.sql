-- What a page says of its other addresses and languages, embargoes, encodings; copies of one release.
ALTER TABLE document ADD COLUMN charset VARCHAR;
ALTER TABLE document ADD COLUMN translations MAP(VARCHAR, VARCHAR);
ALTER TABLE document ADD COLUMN embargoed_until TIMESTAMPTZ;
ALTER TABLE document ADD COLUMN words_digest VARCHAR;
ALTER TABLE document ADD COLUMN address_key VARCHAR;
ALTER TABLE document ADD COLUMN canonical_key VARCHAR;
ALTER TABLE document ADD COLUMN same_as VARCHAR;
ALTER TABLE document ADD COLUMN replaced_at TIMESTAMPTZ;
ALTER TABLE document ADD COLUMN replaced_by VARCHAR;

ALTER TABLE document_version ADD COLUMN charset VARCHAR;
ALTER TABLE document_version ADD COLUMN notice VARCHAR;
ALTER TABLE document_version ADD COLUMN characters_added INTEGER;
ALTER TABLE document_version ADD COLUMN characters_removed INTEGER;

-- When a release was withdrawn or gone, also where it came back.
CREATE TABLE document_closure (
    document_id VARCHAR NOT NULL,
    closed_at   TIMESTAMPTZ NOT NULL,
    reopened_at TIMESTAMPTZ,
    kind        VARCHAR NOT NULL,
    reason      VARCHAR
);
INSERT INTO document_closure
SELECT document_id, closed_at, NULL, if(withdrawn_at IS NULL, 'gone', 'withdrawn'), closed_reason
FROM document WHERE closed_at IS NOT NULL;
