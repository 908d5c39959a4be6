"""Register entries of what listings named, and of how far the reading of each came."""

from warehouse.schema.column import Column, Table

LISTED = Table(
    "listed",
    "Every release that a listing has named, whether or not it was asked for since.",
    (
        Column("source_id", "VARCHAR", "Source of the listing.", required=True, references="source.source_id"),
        Column(
            "listing_url", "VARCHAR", "First page of the listing, as the source's YAML file writes it.", required=True
        ),
        Column(
            "url",
            "VARCHAR",
            "Address of the release, without fragment and without parameters that only count clicks.",
            required=True,
        ),
        Column("title", "VARCHAR", "The listing's title for it."),
        Column("date_hint", "DATE", "The listing's day for it; may be that of a change."),
        Column("page_url", "VARCHAR", "Page of the listing that named it last.", required=True),
        Column("with_item", "BOOLEAN", "Whether the listing holds the whole release.", required=True),
        Column("first_listed_at", "TIMESTAMP WITH TIME ZONE", "When it was first named.", required=True),
        Column("last_listed_at", "TIMESTAMP WITH TIME ZONE", "When it was last named.", required=True),
    ),
    key=("source_id", "listing_url", "url"),
)

LISTING_PROGRESS = Table(
    "listing_progress",
    "The latest reading of each listing to each depth; one without an end was cut off, and the next run goes on there.",
    (
        Column("source_id", "VARCHAR", "Source of the listing.", required=True, references="source.source_id"),
        Column(
            "listing_url", "VARCHAR", "First page of the listing, as the source's YAML file writes it.", required=True
        ),
        Column(
            "depth",
            "VARCHAR",
            "new: up to what is known; all: past it; or the range of days asked for, 2023-01-01/2023-12-31 (.. where "
            "an end is open).",
            required=True,
        ),
        Column("reach", "DATE", "Earliest day whose page is read, of listings with a page for each day."),
        Column("started_at", "TIMESTAMP WITH TIME ZONE", "When this reading began.", required=True),
        Column("updated_at", "TIMESTAMP WITH TIME ZONE", "When its latest page was read.", required=True),
        Column("page_url", "VARCHAR", "That page."),
        Column(
            "pages", "INTEGER", "Pages read so far, those of the runs before it was cut off included.", required=True
        ),
        Column("finished_at", "TIMESTAMP WITH TIME ZONE", "When it came to its end; empty while it has not."),
        Column("whole_at", "TIMESTAMP WITH TIME ZONE", "When the listing was last read to its very end."),
    ),
    key=("source_id", "listing_url", "depth"),
)

TABLES = (LISTED, LISTING_PROGRESS)
