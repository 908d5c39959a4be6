"""Register entries of what becomes of releases: closures, changes, copies and translations."""

from warehouse.schema.column import Column, Table, View
from warehouse.schema.documents import DOCUMENT, DOCUMENT_VERSION

_MOMENT = "TIMESTAMP WITH TIME ZONE"

DOCUMENT_CLOSURE = Table(
    "document_closure",
    "One stretch of time in which a release was withdrawn or gone.",
    (
        Column("document_id", "VARCHAR", "Release.", required=True, references="document.document_id"),
        Column("closed_at", _MOMENT, "When it was found withdrawn or gone.", required=True),
        Column("reopened_at", _MOMENT, "When it was found back; empty: it still is closed."),
        Column(
            "kind",
            "VARCHAR",
            "withdrawn: its publisher says so on the page; gone: its page is no longer there, or no longer listed.",
            required=True,
            values=("withdrawn", "gone"),
        ),
        Column("reason", "VARCHAR", "Why, in words."),
    ),
    key=("document_id", "closed_at"),
)

DOCUMENT_CHANGE = View(
    "document_change",
    "What changed on releases after they were first seen: one line a new version, closing, reopening or replacement.",
    (
        *(DOCUMENT.column(name) for name in ("document_id", "source_id", "url")),
        Column("title", "VARCHAR", "Headline after the change."),
        Column("from_version", "INTEGER", "Version before it."),
        Column("to_version", "INTEGER", "Version after it; the same one where the text did not change."),
        Column("changed_at", _MOMENT, "When the change was found: the moment of the first page that shows it."),
        Column(
            "kind",
            "VARCHAR",
            "correction: a new text with its publisher's notice of it; edit: a new text without; withdrawn; gone; "
            "reopened: back after it was closed; replaced: its address shows another release since.",
        ),
        DOCUMENT_VERSION.column("characters_added"),
        DOCUMENT_VERSION.column("characters_removed"),
        Column("reason", "VARCHAR", "The notice, or why it was closed, in words; for replaced the id of the other."),
    ),
)

DOCUMENT_TRANSLATION = View(
    "document_translation",
    "The other languages in which releases say that they exist.",
    (
        *(DOCUMENT.column(name) for name in ("document_id", "source_id")),
        Column("own_language", "VARCHAR", "ISO 639-1 code of the release."),
        Column("language", "VARCHAR", "Language of the translation, with a region where the page names one: zh-hk."),
        Column("url", "VARCHAR", "Address of the translation."),
        Column("translated_document_id", "VARCHAR", "The translation, where it is held."),
        Column("mutual", "BOOLEAN", "Whether the translation names this release as its own; empty: it is not held."),
    ),
)

REPEATED_DOCUMENT = View(
    "repeated_document",
    "Open copies of releases that count as another document: the same release under a second address or source.",
    (
        DOCUMENT.column("document_id"),
        Column("counted_as", "VARCHAR", "The first open copy, whose events count."),
    ),
)

TABLES = (DOCUMENT_CLOSURE,)
VIEWS = (DOCUMENT_CHANGE, DOCUMENT_TRANSLATION, REPEATED_DOCUMENT)
