-- How far the reading of listings came, and when each release was last listed.
CREATE TABLE listed (
    source_id       VARCHAR NOT NULL,
    listing_url     VARCHAR NOT NULL,
    url             VARCHAR NOT NULL,
    title           VARCHAR,
    date_hint       DATE,
    page_url        VARCHAR NOT NULL,
    with_item       BOOLEAN NOT NULL,
    first_listed_at TIMESTAMPTZ NOT NULL,
    last_listed_at  TIMESTAMPTZ NOT NULL
);

CREATE TABLE listing_progress (
    source_id   VARCHAR NOT NULL,
    listing_url VARCHAR NOT NULL,
    depth       VARCHAR NOT NULL,
    reach       DATE,
    started_at  TIMESTAMPTZ NOT NULL,
    updated_at  TIMESTAMPTZ NOT NULL,
    page_url    VARCHAR,
    pages       INTEGER NOT NULL,
    finished_at TIMESTAMPTZ,
    whole_at    TIMESTAMPTZ
);
