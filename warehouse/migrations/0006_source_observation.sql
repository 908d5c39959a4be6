-- What the checks of a source found.
CREATE TABLE source_observation (
    source_id      VARCHAR NOT NULL,
    observed_at    TIMESTAMPTZ NOT NULL,
    check_name     VARCHAR NOT NULL,
    origin         VARCHAR NOT NULL,
    value          DOUBLE,
    expected       VARCHAR,
    verdict        VARCHAR NOT NULL,
    message        VARCHAR,
    url            VARCHAR,
    archive_file   VARCHAR,
    archive_offset BIGINT
);
