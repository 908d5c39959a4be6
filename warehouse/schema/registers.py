"""Register entries of the registers as tables: agencies, countries, event types."""

from warehouse.schema.column import Column, Table

AGENCY = Table(
    "agency",
    "Public bodies: those of the register, and provisional ones that only texts have named.",
    (
        Column(
            "agency_id", "VARCHAR", "Country and short name, hk-icac; provisional ones begin with x-.", required=True
        ),
        Column("name", "VARCHAR", "Display name; homonyms and generic names are qualified in brackets.", required=True),
        Column("plain_name", "VARCHAR", "The name without the bracket."),
        Column("native_name", "VARCHAR", "The name in the body's own language."),
        Column("country", "VARCHAR", "Country; empty for international bodies.", references="country.country"),
        Column("subdivision", "VARCHAR", "ISO 3166-2 code of a body below the state."),
        Column(
            "kind",
            "VARCHAR",
            "aca (anti-corruption agency), court, police, ministry …; unknown for provisional ones.",
            required=True,
        ),
        Column("parent", "VARCHAR", "Body that it is a part of.", references="agency.agency_id"),
        Column("former", "BOOLEAN", "True for bodies that are no more."),
        Column("valid_from", "INTEGER", "Year in which it began, where known."),
        Column("valid_to", "INTEGER", "Year in which it ended."),
        Column("successor", "VARCHAR", "Body that took over.", references="agency.agency_id"),
        Column("website", "VARCHAR", "Home page as the register tells it."),
        Column("facts_from", "VARCHAR", "Where the register has its facts from."),
        Column("verified", "BOOLEAN", "False where they rest on general knowledge alone, the website most of all."),
        Column("provisional", "BOOLEAN", "True for bodies that the register does not hold.", required=True),
    ),
    key=("agency_id",),
)

AGENCY_ALIAS = Table(
    "agency_alias",
    "Names and acronyms by which texts call the bodies of the register.",
    (
        Column("agency_id", "VARCHAR", "Body.", required=True, references="agency.agency_id"),
        Column("alias", "VARCHAR", "Name or acronym; one may stand for several bodies.", required=True),
        Column(
            "kind",
            "VARCHAR",
            "What it is; merged: a provisional id that the operator has merged, added: a name of the operator's own.",
            required=True,
            values=("name", "alias", "native_name", "acronym", "merged", "added"),
        ),
    ),
    key=("agency_id", "alias", "kind"),
)

COUNTRY = Table(
    "country",
    "Countries and territories with an ISO 3166-1 code of their own (and XK for Kosovo).",
    (
        Column("country", "VARCHAR", "ISO 3166-1 alpha-2 code.", required=True),
        Column("name", "VARCHAR", "Short English name.", required=True),
        Column("official_name", "VARCHAR", "Official English name."),
        Column("parent", "VARCHAR", "State that a territory belongs to.", references="country.country"),
    ),
    key=("country",),
)

EVENT_TYPE = Table(
    "event_type",
    "Types of events, from config/registers/event_types.yaml.",
    (
        Column("event_type", "VARCHAR", "Code.", required=True),
        Column("event_group", "VARCHAR", "Group.", required=True, values=("cooperation", "enforcement", "governance")),
        Column("definition", "VARCHAR", "What an event of this type is.", required=True),
        Column("plover", "VARCHAR", "Nearest PLOVER event type."),
        Column("plover_mode", "VARCHAR", "PLOVER mode."),
        Column("cameo_root", "VARCHAR", "Nearest CAMEO root code."),
        Column("roles", "VARCHAR[]", "Roles that its participants take.", required=True),
    ),
    key=("event_type",),
)

TABLES = (AGENCY, AGENCY_ALIAS, COUNTRY, EVENT_TYPE)
