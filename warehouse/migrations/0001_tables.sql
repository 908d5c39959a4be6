-- All tables. Large tables carry no primary or foreign keys: they cost two to five times the load time and size;
-- uniqueness and references are checks (warehouse/checks.py). fetch is a reserved word and wants its quotes.

CREATE TABLE document (
    document_id    VARCHAR NOT NULL,
    source_id      VARCHAR NOT NULL,
    url            VARCHAR NOT NULL,
    canonical_url  VARCHAR,
    title          VARCHAR NOT NULL,
    kind           VARCHAR,
    language       VARCHAR,
    published_date DATE,
    published_at   TIMESTAMPTZ,
    timezone       VARCHAR,
    text           VARCHAR NOT NULL,
    body_start     INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    fields         MAP(VARCHAR, VARCHAR[]),
    links          VARCHAR[],
    attachments    STRUCT(url VARCHAR, title VARCHAR, media_type VARCHAR)[],
    history        STRUCT(changed_at TIMESTAMPTZ, note VARCHAR)[],
    text_digest    VARCHAR NOT NULL,
    fetch_id       VARCHAR NOT NULL,
    parser         VARCHAR NOT NULL,
    parser_version VARCHAR NOT NULL,
    first_seen_at  TIMESTAMPTZ NOT NULL,
    changed_at     TIMESTAMPTZ NOT NULL,
    withdrawn_at   TIMESTAMPTZ,
    closed_at      TIMESTAMPTZ,
    closed_reason  VARCHAR
);

CREATE TABLE document_version (
    document_id       VARCHAR NOT NULL,
    version           INTEGER NOT NULL,
    title             VARCHAR NOT NULL,
    text              VARCHAR NOT NULL,
    body_start        INTEGER NOT NULL,
    text_digest       VARCHAR NOT NULL,
    published_date    DATE,
    published_at      TIMESTAMPTZ,
    fetch_id          VARCHAR NOT NULL,
    parser            VARCHAR NOT NULL,
    parser_version    VARCHAR NOT NULL,
    first_seen_at     TIMESTAMPTZ NOT NULL,
    superseded_at     TIMESTAMPTZ,
    extracted_at      TIMESTAMPTZ,
    extractor_version VARCHAR,
    code_version      VARCHAR,
    model             VARCHAR,
    model_version     VARCHAR,
    registers_version VARCHAR
);

CREATE TABLE initiative (
    initiative_id    VARCHAR NOT NULL,
    document_id      VARCHAR NOT NULL,
    document_version INTEGER NOT NULL,
    country          VARCHAR,
    country_name     VARCHAR,
    authorities      VARCHAR[] NOT NULL,
    authority_ids    VARCHAR[] NOT NULL,
    authorities_text VARCHAR,
    instrument       VARCHAR,
    articles         VARCHAR[] NOT NULL,
    title            VARCHAR,
    keywords         VARCHAR[] NOT NULL,
    summary          VARCHAR,
    description      VARCHAR,
    lessons_learned  VARCHAR,
    challenges       VARCHAR,
    link             VARCHAR,
    superseded_at    TIMESTAMPTZ
);

CREATE TABLE event (
    event_id          VARCHAR NOT NULL,
    document_id       VARCHAR NOT NULL,
    document_version  INTEGER NOT NULL,
    event_type        VARCHAR NOT NULL,
    status            VARCHAR NOT NULL,
    start_date        DATE,
    end_date          DATE,
    date_precision    VARCHAR NOT NULL,
    date_basis        VARCHAR NOT NULL,
    date_edtf         VARCHAR,
    confidence        DOUBLE NOT NULL,
    trigger_start     INTEGER NOT NULL,
    trigger_end       INTEGER NOT NULL,
    trigger           VARCHAR NOT NULL,
    rule              VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    code_version      VARCHAR NOT NULL,
    model             VARCHAR NOT NULL,
    model_version     VARCHAR NOT NULL,
    registers_version VARCHAR NOT NULL,
    extracted_at      TIMESTAMPTZ NOT NULL,
    superseded_at     TIMESTAMPTZ
);

CREATE TABLE event_participant (
    event_id         VARCHAR NOT NULL,
    document_id      VARCHAR NOT NULL,
    document_version INTEGER NOT NULL,
    ordinal          INTEGER NOT NULL,
    agency_id        VARCHAR,
    name             VARCHAR NOT NULL,
    kind             VARCHAR NOT NULL,
    country          VARCHAR,
    role             VARCHAR NOT NULL,
    words            VARCHAR,
    start_char       INTEGER,
    end_char         INTEGER,
    quote            VARCHAR
);

CREATE TABLE event_country (
    event_id         VARCHAR NOT NULL,
    document_id      VARCHAR NOT NULL,
    document_version INTEGER NOT NULL,
    country          VARCHAR NOT NULL,
    role             VARCHAR NOT NULL,
    start_char       INTEGER,
    end_char         INTEGER,
    quote            VARCHAR
);

CREATE TABLE event_evidence (
    event_id         VARCHAR NOT NULL,
    document_id      VARCHAR NOT NULL,
    document_version INTEGER NOT NULL,
    about            VARCHAR NOT NULL,
    start_char       INTEGER NOT NULL,
    end_char         INTEGER NOT NULL,
    quote            VARCHAR NOT NULL
);

CREATE TABLE mention (
    document_id      VARCHAR NOT NULL,
    document_version INTEGER NOT NULL,
    kind             VARCHAR NOT NULL,
    start_char       INTEGER NOT NULL,
    end_char         INTEGER NOT NULL,
    quote            VARCHAR NOT NULL,
    name             VARCHAR,
    agency_id        VARCHAR,
    country          VARCHAR,
    subdivision      VARCHAR,
    detail           VARCHAR,
    method           VARCHAR,
    timex_value      VARCHAR,
    timex_mod        VARCHAR,
    start_date       DATE,
    end_date         DATE,
    date_precision   VARCHAR,
    date_basis       VARCHAR,
    date_edtf        VARCHAR
);

CREATE TABLE instrument_citation (
    document_id      VARCHAR NOT NULL,
    document_version INTEGER NOT NULL,
    start_char       INTEGER NOT NULL,
    end_char         INTEGER NOT NULL,
    quote            VARCHAR NOT NULL,
    instrument       VARCHAR NOT NULL,
    article          VARCHAR
);

CREATE TABLE incident (
    incident_id VARCHAR NOT NULL,
    event_type  VARCHAR NOT NULL,
    start_date  DATE,
    end_date    DATE,
    country     VARCHAR,
    documents   INTEGER NOT NULL
);

CREATE TABLE incident_event (
    incident_id VARCHAR NOT NULL,
    event_id    VARCHAR NOT NULL,
    score       DOUBLE
);

CREATE TABLE agency (
    agency_id   VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    plain_name  VARCHAR,
    native_name VARCHAR,
    country     VARCHAR,
    subdivision VARCHAR,
    kind        VARCHAR NOT NULL,
    parent      VARCHAR,
    former      BOOLEAN,
    valid_from  INTEGER,
    valid_to    INTEGER,
    successor   VARCHAR,
    website     VARCHAR,
    facts_from  VARCHAR,
    verified    BOOLEAN,
    provisional BOOLEAN NOT NULL
);

CREATE TABLE agency_alias (
    agency_id VARCHAR NOT NULL,
    alias     VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL
);

CREATE TABLE country (
    country       VARCHAR NOT NULL,
    name          VARCHAR NOT NULL,
    official_name VARCHAR,
    parent        VARCHAR
);

CREATE TABLE event_type (
    event_type  VARCHAR NOT NULL,
    event_group VARCHAR NOT NULL,
    definition  VARCHAR NOT NULL,
    plover      VARCHAR,
    plover_mode VARCHAR,
    cameo_root  VARCHAR,
    roles       VARCHAR[] NOT NULL
);

CREATE TABLE source (
    source_id   VARCHAR NOT NULL,
    name        VARCHAR NOT NULL,
    publisher   VARCHAR,
    country     VARCHAR,
    language    VARCHAR,
    timezone    VARCHAR,
    kind        VARCHAR,
    listing_url VARCHAR,
    schedule    VARCHAR,
    verified    BOOLEAN NOT NULL,
    loaded_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE "fetch" (
    fetch_id       VARCHAR NOT NULL,
    source_id      VARCHAR NOT NULL,
    url            VARCHAR NOT NULL,
    kind           VARCHAR NOT NULL,
    status         SMALLINT,
    outcome        VARCHAR NOT NULL,
    reason         VARCHAR,
    fetched_at     TIMESTAMPTZ NOT NULL,
    etag           VARCHAR,
    last_modified  VARCHAR,
    content_type   VARCHAR,
    payload_digest VARCHAR,
    bytes          BIGINT,
    archive_file   VARCHAR,
    archive_offset BIGINT,
    parser_version VARCHAR,
    parsed_at      TIMESTAMPTZ
);

CREATE TABLE rejected (
    source_id      VARCHAR NOT NULL,
    url            VARCHAR NOT NULL,
    stage          VARCHAR NOT NULL,
    reason         VARCHAR NOT NULL,
    fetch_id       VARCHAR,
    archive_file   VARCHAR,
    archive_offset BIGINT,
    version        VARCHAR,
    rejected_at    TIMESTAMPTZ NOT NULL
);

CREATE TABLE run_log (
    run_id      VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,
    source_ids  VARCHAR[] NOT NULL,
    started_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    status      VARCHAR NOT NULL,
    counts      MAP(VARCHAR, BIGINT),
    message     VARCHAR
);

CREATE TABLE build_state (
    name      VARCHAR NOT NULL,
    digest    VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL
);

