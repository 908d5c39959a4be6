"""The assets: pages of each source → documents → events → the published warehouse."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from config.sources import Source
from pipelines.assets.installation import Installation
from pipelines.assets.metadata import counts_of, rejections_of, report
from pipelines.stages.single import acquire_sources, extract_sources, parse_sources, publish_warehouse

POOL = "warehouse"
"""All assets write the one warehouse file; the pool has one place."""


def key_of(source: Source) -> dg.AssetKey:
    """``pages/<source_id>``, with underscores for the hyphens that Dagster's keys cannot have."""
    return dg.AssetKey(["pages", source.source_id.replace("-", "_")])


def pages_assets(sources: Sequence[Source]) -> dg.AssetsDefinition:
    """The pages of all sources: an asset each, those that are wanted acquired in one step, at once over their hosts."""
    by_key = {key_of(source): source for source in sources}

    @dg.multi_asset(
        name="pages",
        can_subset=True,
        pool=POOL,
        specs=[
            dg.AssetSpec(
                key,
                group_name="acquisition",
                kinds={"http", "warc"},
                description=f"{source.name}: its listing and releases, as fetched, in the archive and the ledger.",
                skippable=True,
            )
            for key, source in by_key.items()
        ],
    )
    def pages(context: dg.AssetExecutionContext, installation: Installation) -> Iterator[dg.MaterializeResult[Any]]:
        wanted = {by_key[key].source_id: by_key[key] for key in context.selected_asset_keys}
        summary = acquire_sources(installation.settings, wanted)
        for rejection in summary.rejections:
            context.log.warning(f"{rejection.stage} {rejection.url}: {rejection.reason}")
        for source_id, source in wanted.items():
            metadata = {
                **counts_of(summary.sources[source_id]),
                "rejections": dg.MetadataValue.md(rejections_of(summary, source_id)),
            }
            yield dg.MaterializeResult(asset_key=key_of(source), metadata=metadata)

    return pages


def documents_asset(pages: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset of all documents, downstream of every source's pages."""

    @dg.asset(group_name="reading", kinds={"python", "duckdb"}, pool=POOL, deps=pages)
    def documents(installation: Installation) -> dg.MaterializeResult[Any]:
        """Releases and their versions, of every archived page that the present parsers have not read."""
        summary = parse_sources(installation.settings, installation.all_sources())
        sample = "SELECT published_date, source_id, title, language FROM document ORDER BY ALL DESC LIMIT 10"
        chart = "SELECT source_id, count(*) FROM document GROUP BY ALL ORDER BY 2 DESC LIMIT 30"
        return dg.MaterializeResult(
            metadata=report(summary, installation.settings.warehouse, "document", sample, chart)
        )

    return documents


@dg.asset(group_name="reading", kinds={"spacy", "duckdb"}, pool=POOL, deps=["documents"])
def events(installation: Installation) -> dg.MaterializeResult[Any]:
    """Events of every document whose extraction is missing or older than this code, model or register."""
    summary = extract_sources(installation.settings, installation.all_sources())
    sample = "SELECT event_type, status, date_edtf, trigger, round(confidence, 2) AS confidence FROM event LIMIT 10"
    chart = "SELECT event_type, count(*) FROM event WHERE superseded_at IS NULL GROUP BY ALL ORDER BY 2 DESC"
    return dg.MaterializeResult(metadata=report(summary, installation.settings.warehouse, "event", sample, chart))


@dg.asset(group_name="publication", kinds={"duckdb"}, pool=POOL, deps=["events"])
def published_warehouse(installation: Installation) -> dg.MaterializeResult[Any]:
    """The checkpointed snapshot that analysts open; put in place by atomic rename."""
    published = publish_warehouse(installation.settings)
    metadata = {f"rows/{table}": dg.MetadataValue.int(rows) for table, rows in published.rows.items()}
    return dg.MaterializeResult(metadata={**metadata, "path": dg.MetadataValue.path(str(published.path))})


def assets_of(sources: Mapping[str, Source]) -> list[dg.AssetsDefinition]:
    """The whole graph for these sources; those that no run asks for have no pages asset, imports bring theirs."""
    asked = [source for source in sources.values() if source.is_asked]
    pages = [pages_assets(asked)] if asked else []
    return [*pages, documents_asset([key_of(source) for source in asked]), events, published_warehouse]
