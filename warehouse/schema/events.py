"""Register entries of what was read in the texts: events with their parts, mentions, citations, incidents."""

from typing import get_args

from parsers.records import DateReason, StatusReason, TimexReason
from warehouse.schema.column import Column, Span, Table

PRECISIONS = ("day", "week", "month", "quarter", "half", "season", "year", "span", "unknown")
BASES = ("explicit", "resolved", "publication", "none")
STATUSES = ("occurred", "ongoing", "planned", "called_off")


def _text() -> tuple[Column, ...]:
    return (
        Column("document_id", "VARCHAR", "Release that told it.", required=True, references="document.document_id"),
        Column("document_version", "INTEGER", "Version of the release that told it.", required=True),
    )


def _span(required: bool) -> tuple[Column, ...]:
    return (
        Column("start_char", "INTEGER", "First character in the text of that version, from 0.", required=required),
        Column(
            "end_char", "INTEGER", "Character after the last; text[start_char+1:end_char] in SQL.", required=required
        ),
        Column("quote", "VARCHAR", "The characters between.", required=required),
    )


_DAYS = (
    Column("start_date", "DATE", "First day; empty where the text gives nothing to go on."),
    Column("end_date", "DATE", "Last day, inclusive."),
)

EVENT = Table(
    "event",
    "One thing that an organisation did, that was done to it or that it took part in, told by one document.",
    (
        Column("event_id", "VARCHAR", "Type and a digest of document, version, type and trigger.", required=True),
        *_text(),
        Column("event_type", "VARCHAR", "Type.", required=True, references="event_type.event_type"),
        Column("status", "VARCHAR", "Whether it had happened at publication.", required=True, values=STATUSES),
        *_DAYS,
        Column("date_precision", "VARCHAR", "How finely the text tells the days.", required=True, values=PRECISIONS),
        Column("date_basis", "VARCHAR", "What the days rest on.", required=True, values=BASES),
        Column("date_edtf", "VARCHAR", "The same in the Extended Date/Time Format of ISO 8601-2."),
        Column("confidence", "DOUBLE", "Chance that it is told and of this type, 0 to 1.", required=True),
        Column("trigger_start", "INTEGER", "First character of the trigger, from 0.", required=True),
        Column("trigger_end", "INTEGER", "Character after its last.", required=True),
        Column("trigger", "VARCHAR", "The words that name the event.", required=True),
        Column("rule", "VARCHAR", "Rule of the event register that fired.", required=True),
        Column("extractor_version", "VARCHAR", "Version of all that made the row.", required=True),
        Column("code_version", "VARCHAR", "Version of the extracting code.", required=True),
        Column("model", "VARCHAR", "Name of the spaCy pipeline.", required=True),
        Column("model_version", "VARCHAR", "Version of the spaCy pipeline.", required=True),
        Column("registers_version", "VARCHAR", "Version of the registers.", required=True),
        Column("extracted_at", "TIMESTAMP WITH TIME ZONE", "When the row was made.", required=True),
        Column(
            "superseded_at",
            "TIMESTAMP WITH TIME ZONE",
            "When the next version of the release was fetched; empty: told by the current version.",
        ),
        Column("date_reason", "VARCHAR", "Why it has these days.", values=get_args(DateReason)),
        Column("date_words_start", "INTEGER", "First character of the date expression that they rest on, from 0."),
        Column("date_words_end", "INTEGER", "Character after its last."),
        Column("date_words", "VARCHAR", "The date expression; empty for the day of publication and for no date."),
        Column("status_reason", "VARCHAR", "What told the status.", values=get_args(StatusReason)),
    ),
    key=("event_id",),
    span=Span("trigger_start", "trigger_end", "trigger"),
)

EVENT_PARTICIPANT = Table(
    "event_participant",
    "One party of an event in one role.",
    (
        Column("event_id", "VARCHAR", "Event.", required=True, references="event.event_id"),
        *_text(),
        Column("ordinal", "INTEGER", "Place among the event's participants, from 1.", required=True),
        Column("agency_id", "VARCHAR", "Body; empty for persons and unnamed groups.", references="agency.agency_id"),
        Column("name", "VARCHAR", "Display name; person for persons.", required=True),
        Column(
            "kind", "VARCHAR", "What it is.", required=True, values=("agency", "unnamed", "state", "company", "person")
        ),
        Column("country", "VARCHAR", "Its country.", references="country.country"),
        Column("role", "VARCHAR", "Role; those of each type stand in event_type.roles.", required=True),
        Column(
            "words",
            "VARCHAR",
            "What the text calls it; may be fuller than the quote: the name that a surname or pronoun points back to.",
        ),
        *_span(required=False),
    ),
    key=("event_id", "ordinal"),
    span=Span(),
)

EVENT_COUNTRY = Table(
    "event_country",
    "One country of an event in one role.",
    (
        Column("event_id", "VARCHAR", "Event.", required=True, references="event.event_id"),
        *_text(),
        Column("country", "VARCHAR", "Country.", required=True, references="country.country"),
        Column(
            "role",
            "VARCHAR",
            "location: there; party: a participant's; mentioned: neither.",
            required=True,
            values=("location", "party", "mentioned"),
        ),
        *_span(required=False),
    ),
    key=("event_id", "country", "role"),
    span=Span(),
)

EVENT_EVIDENCE = Table(
    "event_evidence",
    "Characters that told a part of an event.",
    (
        Column("event_id", "VARCHAR", "Event.", required=True, references="event.event_id"),
        *_text(),
        Column(
            "about",
            "VARCHAR",
            "Part that they tell.",
            required=True,
            values=("trigger", "sentence", "date", "participant", "country", "status"),
        ),
        *_span(required=True),
    ),
    key=("event_id", "about", "start_char", "end_char"),
    span=Span(),
)

MENTION = Table(
    "mention",
    "Words that name a place, a body or a time.",
    (
        *_text(),
        Column("kind", "VARCHAR", "What they name.", required=True, values=("place", "agency", "timex")),
        *_span(required=True),
        Column("name", "VARCHAR", "Display name of the place or body."),
        Column("agency_id", "VARCHAR", "Body.", references="agency.agency_id"),
        Column("country", "VARCHAR", "Country of the place or body.", references="country.country"),
        Column("subdivision", "VARCHAR", "ISO 3166-2 code of the place, where known."),
        Column(
            "detail",
            "VARCHAR",
            "Places: country, demonym, region, city or body. Bodies: agency, unnamed or company. "
            "Times: DATE, TIME, DURATION or SET.",
        ),
        Column("method", "VARCHAR", "Bodies: what found it: register, acronym, pattern, entity, anaphor, publisher."),
        Column("timex_value", "VARCHAR", "TIMEX3 value."),
        Column("timex_mod", "VARCHAR", "TIMEX3 modifier."),
        *_DAYS,
        Column("date_precision", "VARCHAR", "How finely the days are told.", values=PRECISIONS),
        Column("date_basis", "VARCHAR", "What the days rest on.", values=BASES),
        Column("date_edtf", "VARCHAR", "The same in the Extended Date/Time Format of ISO 8601-2."),
        Column("timex_reason", "VARCHAR", "Times: why they have these days.", values=get_args(TimexReason)),
        Column("timex_anchor", "DATE", "Times: the day from which the days were reckoned."),
    ),
    span=Span(),
)

INSTRUMENT_CITATION = Table(
    "instrument_citation",
    "An article of a treaty or law that a text cites.",
    (
        *_text(),
        *_span(required=True),
        Column("instrument", "VARCHAR", "UNCAC, or the law's title or code.", required=True),
        Column("article", "VARCHAR", "Article or section with its paragraphs as told, 7(1)(d)."),
    ),
    span=Span(),
)

INCIDENT = Table(
    "incident",
    "One real-world event that several documents tell.",
    (
        Column("incident_id", "VARCHAR", "Id.", required=True),
        Column("event_type", "VARCHAR", "Type.", required=True, references="event_type.event_type"),
        *_DAYS,
        Column("country", "VARCHAR", "Location.", references="country.country"),
        Column("documents", "INTEGER", "How many documents tell it.", required=True),
    ),
    key=("incident_id",),
)

INCIDENT_EVENT = Table(
    "incident_event",
    "Which coded events are the same real-world event.",
    (
        Column("incident_id", "VARCHAR", "Incident.", required=True, references="incident.incident_id"),
        Column("event_id", "VARCHAR", "Event.", required=True, references="event.event_id"),
        Column("score", "DOUBLE", "How sure the match is, 0 to 1."),
    ),
    key=("incident_id", "event_id"),
)

TABLES = (
    EVENT, EVENT_PARTICIPANT, EVENT_COUNTRY, EVENT_EVIDENCE, MENTION, INSTRUMENT_CITATION, INCIDENT, INCIDENT_EVENT,
)  # fmt: skip
