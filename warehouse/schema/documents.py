"""Register entries of the documents: releases, their versions and questionnaire answers."""

from warehouse.schema.column import Column, Table

_READER = (
    Column("extractor_version", "VARCHAR", "Version of all that made the extraction; empty: to be extracted (again)."),
    Column("code_version", "VARCHAR", "Version of the extracting code."),
    Column("model", "VARCHAR", "Name of the spaCy pipeline."),
    Column("model_version", "VARCHAR", "Version of the spaCy pipeline."),
    Column("registers_version", "VARCHAR", "Version of the registers."),
)

DOCUMENT = Table(
    "document",
    "One release in its current version.",
    (
        Column("document_id", "VARCHAR", "Source and a digest of the URL; stable for ever.", required=True),
        Column("source_id", "VARCHAR", "Source it came through.", required=True, references="source.source_id"),
        Column("url", "VARCHAR", "Address it was fetched from.", required=True),
        Column("canonical_url", "VARCHAR", "Address that the page states for itself, where it differs."),
        Column("title", "VARCHAR", "Headline.", required=True),
        Column("kind", "VARCHAR", "press_release, news, speech, newsletter, statement, questionnaire or other."),
        Column("language", "VARCHAR", "ISO 639-1 code."),
        Column("published_date", "DATE", "Publication day in the publisher's zone; empty where the page tells none."),
        Column("published_at", "TIMESTAMP WITH TIME ZONE", "Publication moment, where the page tells it."),
        Column("timezone", "VARCHAR", "IANA zone in which published_date is a day."),
        Column(
            "text",
            "VARCHAR",
            "Title, blank line, body; all offsets of the current version point into it.",
            required=True,
        ),
        Column("body_start", "INTEGER", "Offset in text at which the body begins.", required=True),
        Column("version", "INTEGER", "Number of the current version, from 1.", required=True),
        Column("fields", "MAP(VARCHAR, VARCHAR[])", "Further labelled values of the page: components, form fields …"),
        Column("links", "VARCHAR[]", "URLs in the body."),
        Column("attachments", "STRUCT(url VARCHAR, title VARCHAR, media_type VARCHAR)[]", "Files that it offers."),
        Column(
            "history",
            "STRUCT(changed_at TIMESTAMP WITH TIME ZONE, note VARCHAR)[]",
            "Change history as the publisher tells it.",
        ),
        Column("text_digest", "VARCHAR", "BLAKE2 digest of text.", required=True),
        Column("fetch_id", "VARCHAR", "Page that it was last read from.", required=True, references="fetch.fetch_id"),
        Column("parser", "VARCHAR", "Name of the document parser.", required=True),
        Column("parser_version", "VARCHAR", "Version of the parsers.", required=True),
        Column("first_seen_at", "TIMESTAMP WITH TIME ZONE", "When its first page was fetched.", required=True),
        Column(
            "changed_at",
            "TIMESTAMP WITH TIME ZONE",
            "When the page of the current version was first fetched.",
            required=True,
        ),
        Column(
            "withdrawn_at",
            "TIMESTAMP WITH TIME ZONE",
            "When the publisher withdrew it, by its own notice (the fetch's moment where the notice has no date).",
        ),
        Column("closed_at", "TIMESTAMP WITH TIME ZONE", "When it was found withdrawn or gone; empty: open."),
        Column("closed_reason", "VARCHAR", "Why it was closed, in words."),
    ),
    key=("document_id",),
)

DOCUMENT_VERSION = Table(
    "document_version",
    "Every version of every release, with its text and what read it.",
    (
        Column("document_id", "VARCHAR", "Release.", required=True, references="document.document_id"),
        Column("version", "INTEGER", "Counts from 1.", required=True),
        Column("title", "VARCHAR", "Headline of this version.", required=True),
        Column("text", "VARCHAR", "Text of this version; offsets of its rows point into it.", required=True),
        Column("body_start", "INTEGER", "Offset in text at which the body begins.", required=True),
        Column("text_digest", "VARCHAR", "BLAKE2 digest of text.", required=True),
        Column("published_date", "DATE", "Publication day that this version tells."),
        Column("published_at", "TIMESTAMP WITH TIME ZONE", "Publication moment that this version tells."),
        Column("fetch_id", "VARCHAR", "Page that told it first.", required=True, references="fetch.fetch_id"),
        Column("parser", "VARCHAR", "Name of the document parser.", required=True),
        Column("parser_version", "VARCHAR", "Version of the parsers.", required=True),
        Column("first_seen_at", "TIMESTAMP WITH TIME ZONE", "When that page was fetched.", required=True),
        Column("superseded_at", "TIMESTAMP WITH TIME ZONE", "When the next version was fetched; empty: current."),
        Column("extracted_at", "TIMESTAMP WITH TIME ZONE", "When it was extracted; empty: not yet."),
        *_READER,
    ),
    key=("document_id", "version"),
)

INITIATIVE = Table(
    "initiative",
    "One answer to a questionnaire on measures taken: an initiative as its country describes it.",
    (
        Column("initiative_id", "VARCHAR", "Made from the document.", required=True),
        Column("document_id", "VARCHAR", "Questionnaire.", required=True, references="document.document_id"),
        Column("document_version", "INTEGER", "Version that told it.", required=True),
        Column("country", "VARCHAR", "Country that answers.", references="country.country"),
        Column("country_name", "VARCHAR", "Country as the form writes it."),
        Column("authorities", "VARCHAR[]", "Implementing bodies: register names in the order told.", required=True),
        Column("authority_ids", "VARCHAR[]", "Their ids in the agency table, in the same order.", required=True),
        Column("authorities_text", "VARCHAR", "Implementing bodies as the form writes them."),
        Column("instrument", "VARCHAR", "Treaty or declaration that it carries out (UNCAC …)."),
        Column("articles", "VARCHAR[]", "Its articles or paragraphs, 7(1)(d).", required=True),
        Column("title", "VARCHAR", "Title of the initiative."),
        Column("keywords", "VARCHAR[]", "Keywords.", required=True),
        Column("summary", "VARCHAR", "Short summary."),
        Column("description", "VARCHAR", "Detailed description."),
        Column("lessons_learned", "VARCHAR", "Lessons learned; empty where the form says none."),
        Column("challenges", "VARCHAR", "Challenges met; empty where the form says none."),
        Column("link", "VARCHAR", "Address with more."),
        Column("superseded_at", "TIMESTAMP WITH TIME ZONE", "When the next version was fetched; empty: current."),
    ),
    key=("initiative_id",),
)

TABLES = (DOCUMENT, DOCUMENT_VERSION, INITIATIVE)
