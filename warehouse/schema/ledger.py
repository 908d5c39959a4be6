"""Register entries of the ledger: sources, fetches, rejections, runs and the warehouse's own bookkeeping."""

from warehouse.schema.column import Column, Table

SOURCE = Table(
    "source",
    "One watched publisher's channel, as its YAML file in config/sources declares it.",
    (
        Column("source_id", "VARCHAR", "Stem of the YAML file.", required=True),
        Column("name", "VARCHAR", "Name for people.", required=True),
        Column(
            "publisher",
            "VARCHAR",
            "Body that issues the releases; may be a body that the agency register does not hold.",
        ),
        Column("country", "VARCHAR", "The publisher's country.", references="country.country"),
        Column("language", "VARCHAR", "ISO 639-1 code of what it publishes by default."),
        Column("timezone", "VARCHAR", "IANA zone in which its publication dates are days."),
        Column("kind", "VARCHAR", "Kind of its documents by default."),
        Column("listing_url", "VARCHAR", "First page of its index, feed or API; empty for imported sources."),
        Column("schedule", "VARCHAR", "When it is read, as a cron expression."),
        Column("verified", "BOOLEAN", "Whether it has run against the live site.", required=True),
        Column("loaded_at", "TIMESTAMP WITH TIME ZONE", "When this declaration was loaded.", required=True),
    ),
    key=("source_id",),
)

FETCH = Table(
    "fetch",
    "One request (or file read from disk) and what came of it; never changed but for the parse columns.",
    (
        Column("fetch_id", "VARCHAR", "Made from source, URL, moment and payload digest.", required=True),
        Column("source_id", "VARCHAR", "Source it was made for.", required=True, references="source.source_id"),
        Column("url", "VARCHAR", "URL asked for.", required=True),
        Column("kind", "VARCHAR", "What was asked for.", required=True, values=("listing", "document", "import")),
        Column("status", "SMALLINT", "HTTP status code; empty where there was no response."),
        Column(
            "outcome",
            "VARCHAR",
            "stored: new body in the archive; unchanged: body already held; gone: 404 or 410; failed: see reason.",
            required=True,
            values=("stored", "unchanged", "gone", "failed"),
        ),
        Column("reason", "VARCHAR", "Why it failed, in words."),
        Column("fetched_at", "TIMESTAMP WITH TIME ZONE", "Moment of the response.", required=True),
        Column("etag", "VARCHAR", "ETag header as received."),
        Column("last_modified", "VARCHAR", "Last-Modified header as received."),
        Column("content_type", "VARCHAR", "Content-Type header as received."),
        Column("payload_digest", "VARCHAR", "Digest of the body, as in WARC-Payload-Digest."),
        Column("bytes", "BIGINT", "Length of the body."),
        Column("archive_file", "VARCHAR", "WARC file, relative to the archive folder."),
        Column("archive_offset", "BIGINT", "Byte at which its record begins in that file."),
        Column("parser_version", "VARCHAR", "Version of the parsers that read it last; empty: not read yet."),
        Column("parsed_at", "TIMESTAMP WITH TIME ZONE", "When it was read last."),
    ),
    key=("fetch_id",),
)

REJECTED = Table(
    "rejected",
    "What could not be used, with the reason and the place in the archive; a row goes when a later try succeeds.",
    (
        Column("source_id", "VARCHAR", "Source it belongs to.", required=True),
        Column("url", "VARCHAR", "URL or path of it.", required=True),
        Column(
            "stage",
            "VARCHAR",
            "Stage that refused it.",
            required=True,
            values=("fetch", "listing", "parse", "extract", "import"),
        ),
        Column("reason", "VARCHAR", "The latest reason, in words.", required=True),
        Column("fetch_id", "VARCHAR", "Fetch that brought it.", references="fetch.fetch_id"),
        Column("archive_file", "VARCHAR", "WARC file, relative to the archive folder."),
        Column("archive_offset", "BIGINT", "Byte at which its record begins in that file."),
        Column("version", "VARCHAR", "Version of the parser or extractor that refused it."),
        Column("rejected_at", "TIMESTAMP WITH TIME ZONE", "When it was refused last.", required=True),
        Column("noted", "BOOLEAN", "Whether it was used all the same, and the reason says what is odd about it."),
    ),
    key=("source_id", "url", "stage"),
)

RUN_LOG = Table(
    "run_log",
    "One run of the pipeline; a run without an end was cut off.",
    (
        Column("run_id", "VARCHAR", "Moment of the start and a random part.", required=True),
        Column("kind", "VARCHAR", "What was run: run, import, demo, schedule.", required=True),
        Column("source_ids", "VARCHAR[]", "Sources asked for.", required=True),
        Column("started_at", "TIMESTAMP WITH TIME ZONE", "Start.", required=True),
        Column("finished_at", "TIMESTAMP WITH TIME ZONE", "End; empty while it runs or where it was cut off."),
        Column("status", "VARCHAR", "running, or how it ended: done, partial, failed.", required=True),
        Column("counts", "MAP(VARCHAR, BIGINT)", "What it did: pages fetched, documents new, events loaded …"),
        Column("message", "VARCHAR", "What went wrong, in words."),
    ),
    key=("run_id",),
)

SOURCE_OBSERVATION = Table(
    "source_observation",
    "What one check of a source found at one moment; the latest row of a check tells how the source stands.",
    (
        Column("source_id", "VARCHAR", "Source that was checked.", required=True, references="source.source_id"),
        Column(
            "observed_at", "TIMESTAMP WITH TIME ZONE", "When; the same for all checks made together.", required=True
        ),
        Column(
            "check_name",
            "VARCHAR",
            "Check; with a field after a colon where it judges one: filled:published.",
            required=True,
        ),
        Column(
            "origin",
            "VARCHAR",
            "What made it: a run, `source live`, or `source check --record` on the captured pages.",
            required=True,
            values=("run", "live", "check"),
        ),
        Column("value", "DOUBLE", "What was measured: links, days, a share from 0 to 1, a number of findings."),
        Column("expected", "VARCHAR", "What it was measured against, in words."),
        Column("verdict", "VARCHAR", "What it comes to.", required=True, values=("ok", "warning", "failed")),
        Column("message", "VARCHAR", "The finding in words; empty where all is well."),
        Column("url", "VARCHAR", "Page that broke the check, where one did."),
        Column("archive_file", "VARCHAR", "WARC file that holds that page, relative to the archive folder."),
        Column("archive_offset", "BIGINT", "Byte at which its record begins in that file."),
    ),
    key=("source_id", "observed_at", "check_name"),
)

BUILD_STATE = Table(
    "build_state",
    "Digests of what was last loaded from code and registers, so that nothing unchanged is loaded again.",
    (
        Column("name", "VARCHAR", "What was loaded: views, comments, a register.", required=True),
        Column("digest", "VARCHAR", "Digest of it.", required=True),
        Column("loaded_at", "TIMESTAMP WITH TIME ZONE", "When.", required=True),
    ),
    key=("name",),
)

SCHEMA_MIGRATION = Table(
    "schema_migration",
    "Numbered migrations that this file has been through.",
    (
        Column("number", "INTEGER", "Number of the migration.", required=True),
        Column("name", "VARCHAR", "File name of the migration.", required=True),
        Column("applied_at", "TIMESTAMP WITH TIME ZONE", "When it was applied.", required=True),
    ),
    key=("number",),
)

TABLES = (SOURCE, FETCH, REJECTED, RUN_LOG, SOURCE_OBSERVATION, BUILD_STATE, SCHEMA_MIGRATION)
