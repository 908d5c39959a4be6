"""Register entries of the views and macros that people query."""

from warehouse.schema.column import Column, Macro, Table, View
from warehouse.schema.documents import DOCUMENT, INITIATIVE
from warehouse.schema.events import EVENT, EVENT_PARTICIPANT
from warehouse.schema.ledger import SOURCE
from warehouse.schema.registers import AGENCY, COUNTRY, EVENT_TYPE

_MOMENT = "TIMESTAMP WITH TIME ZONE"


def _of(table: Table, *names: str) -> tuple[Column, ...]:
    """Columns that a view takes over as they are."""
    return tuple(table.column(name) for name in names)


def _without(table: Table, *names: str) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.name not in names)


def _renamed(column: Column, name: str) -> Column:
    return Column(name, column.type, column.comment)


CURRENT_DOCUMENT = View(
    "current_document",
    "Releases that are open: neither withdrawn nor gone, nor under an embargo, nor dated in the future.",
    _without(DOCUMENT, "closed_at", "closed_reason", "withdrawn_at"),
)

CURRENT_EVENT = View(
    "current_event",
    "Events that the current versions of open releases tell; of the copies of one release those of the first.",
    _without(EVENT, "superseded_at"),
)

CURRENT_AGENCY_EVENT = View(
    "current_agency_event",
    "Named bodies in current events: one row for each body, event and role.",
    (
        *_of(AGENCY, "agency_id", "name", "country", "kind", "provisional"),
        *_of(EVENT_PARTICIPANT, "role"),
        *_of(EVENT, "event_id", "document_id", "event_type"),
        *_of(EVENT_TYPE, "event_group"),
        *_of(EVENT, "status", "start_date", "end_date"),
    ),
)

EVENT_FEED = View(
    "event_feed",
    "Current events, one line each, ready for a spreadsheet.",
    (
        Column("date", "VARCHAR", "Days as far as they are known, in EDTF: 2023-03, 2023-03-11/2023-03-15."),
        *_of(EVENT, "event_type", "status"),
        Column("agencies", "VARCHAR", "Participants by role, in words: visitor: A; host: B, C."),
        Column("location", "VARCHAR", "Names of the countries where it happened."),
        Column("countries", "VARCHAR", "Codes of all its countries, in whatever role."),
        Column(
            "quote",
            "VARCHAR",
            "The first sentence that tells it, white space folded; the exact words stand in event_evidence.",
        ),
        *_of(DOCUMENT, "title", "url"),
        Column("publisher", "VARCHAR", "Body that issued the release."),
        *_of(DOCUMENT, "published_date"),
        *_of(EVENT, "start_date", "end_date", "date_precision", "date_basis"),
        *_of(EVENT_TYPE, "event_group"),
        *_of(EVENT, "confidence"),
        *_of(DOCUMENT, "language", "source_id"),
        *_of(EVENT, "document_id", "event_id"),
    ),
)

AGENCY_ACTIVITY = View(
    "agency_activity",
    "What each named body took part in.",
    (
        *_of(AGENCY, "agency_id", "name", "country", "kind", "provisional"),
        Column("events", "BIGINT", "Events that it took part in."),
        Column("documents", "BIGINT", "Releases that tell them."),
        Column("event_types", "VARCHAR", "Their types with the number of each, most first."),
        Column("partners", "BIGINT", "Other named bodies in these events."),
        Column("first_date", "DATE", "First day of the earliest."),
        Column("last_date", "DATE", "Last day of the latest, planned ones too."),
    ),
)

AGENCY_PAIR = View(
    "agency_pair",
    "Two named bodies in the same events; each pair stands once.",
    (
        _renamed(AGENCY.column("agency_id"), "agency_id_1"),
        _renamed(AGENCY.column("name"), "name_1"),
        _renamed(AGENCY.column("country"), "country_1"),
        _renamed(AGENCY.column("agency_id"), "agency_id_2"),
        _renamed(AGENCY.column("name"), "name_2"),
        _renamed(AGENCY.column("country"), "country_2"),
        Column("events", "BIGINT", "Events that both took part in."),
        Column("cooperation", "BIGINT", "Those of them that are cooperation."),
        Column("documents", "BIGINT", "Releases that tell them."),
        Column("event_types", "VARCHAR", "Their types."),
        Column("first_date", "DATE", "First day of the earliest."),
        Column("last_date", "DATE", "Last day of the latest."),
    ),
)

COUNTRY_MONTH = View(
    "country_month",
    "Events by country and the month that they began in; a country counts where it is location or a party's.",
    (
        *_of(COUNTRY, "country"),
        _renamed(COUNTRY.column("name"), "country_name"),
        Column("month", "DATE", "First day of the month."),
        Column("events", "BIGINT", "Events; those dated no finer than a quarter are left out."),
        Column("cooperation", "BIGINT", "Those of the group cooperation."),
        Column("enforcement", "BIGINT", "Those of the group enforcement."),
        Column("governance", "BIGINT", "Those of the group governance."),
        Column("documents", "BIGINT", "Releases that tell them."),
    ),
)

INITIATIVE_REGISTER = View(
    "initiative_register",
    "Questionnaire answers of open releases, one line an initiative.",
    (
        *_of(INITIATIVE, "country"),
        Column("country_name", "VARCHAR", "Name of the country."),
        *_of(INITIATIVE, "title"),
        Column(
            "authorities",
            "VARCHAR",
            "Implementing bodies, parted by semicolons: register names, or as the form writes them.",
        ),
        *_of(INITIATIVE, "authorities_text", "instrument"),
        Column("articles", "VARCHAR", "Articles or paragraphs, parted by semicolons."),
        Column("keywords", "VARCHAR", "Keywords, parted by semicolons."),
        *_of(INITIATIVE, "summary", "description", "lessons_learned", "challenges", "link"),
        *_of(DOCUMENT, "url", "published_date", "document_id"),
        *_of(INITIATIVE, "initiative_id"),
    ),
)

SOURCE_HEALTH = View(
    "source_health",
    "One line a source: what it gave, when last, and what went wrong.",
    (
        *_of(SOURCE, "source_id", "name", "verified"),
        Column("documents", "BIGINT", "Releases held."),
        Column("closed_documents", "BIGINT", "Those withdrawn or gone."),
        Column("changed_documents", "BIGINT", "Those with more than one version."),
        Column("undated_documents", "BIGINT", "Those without a publication date."),
        Column("newest_document", "DATE", "Latest publication date."),
        Column("events", "BIGINT", "Current events."),
        Column("share_with_events", "DOUBLE", "Share of the open releases that tell at least one event, 0 to 1."),
        Column("fetches", "BIGINT", "Requests made and files read."),
        Column("failed_fetches", "BIGINT", "Those that failed."),
        Column("last_fetch", _MOMENT, "Latest request."),
        Column("last_success", _MOMENT, "Latest request that was answered."),
        Column("rejected", "BIGINT", "Rows in rejected that are no mere notes."),
        Column("latest_rejection", "VARCHAR", "Reason of the latest of them."),
        Column("observed_at", _MOMENT, "When its checks were made last."),
        Column("failing", "BIGINT", "Checks that failed when they were made last."),
        Column("warnings", "BIGINT", "Checks that warned when they were made last."),
        Column("failing_checks", "VARCHAR", "What those that failed found, parted by semicolons."),
    ),
)

VIEWS = (
    EVENT_FEED,
    AGENCY_ACTIVITY,
    AGENCY_PAIR,
    COUNTRY_MONTH,
    INITIATIVE_REGISTER,
    SOURCE_HEALTH,
    CURRENT_DOCUMENT,
    CURRENT_EVENT,
    CURRENT_AGENCY_EVENT,
)

MACROS = (
    Macro(
        "documents_as_of",
        ("t",),
        "Versions of releases as they stood at the moment t; a date means its midnight, UTC. Those that were gone "
        "or withdrawn at that moment are left out, also where they came back, and those under an embargo then.",
    ),
    Macro(
        "events_as_of",
        ("t",),
        "Events that the releases told at the moment t; of the copies of one release those of the first that was open.",
    ),
)
