"""The assets: pages of each source → documents → events → the published warehouse."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from config.sources import Source
from pipelines.assets.installation import Installation
from pipelines.assets.metadata import counts_of, rejections_of, report
from pipelines.stages.single import acquire_sources, extract_sources, parse_sources, publish_warehouse

POOL = "warehouse"
"""All assets write the one warehouse file; the pool has one place."""


def pages_asset(source: Source) -> dg.AssetsDefinition:
    """The asset of one source's pages."""

    @dg.asset(
        key=["pages", source.source_id.replace("-", "_")],
        group_name="acquisition",
        kinds={"http", "warc"},
        pool=POOL,
        description=f"{source.name}: its listing and releases, as fetched, in the archive and the ledger.",
    )
    def pages(context: dg.AssetExecutionContext, installation: Installation) -> dg.MaterializeResult[Any]:
        summary = acquire_sources(installation.settings, {source.source_id: source})
        for rejection in summary.rejections:
            context.log.warning(f"{rejection.stage} {rejection.url}: {rejection.reason}")
        metadata = {**counts_of(summary.total), "rejections": dg.MetadataValue.md(rejections_of(summary))}
        return dg.MaterializeResult(metadata=metadata)

    return pages


def documents_asset(pages: list[dg.AssetsDefinition]) -> dg.AssetsDefinition:
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
    """The whole graph for these sources; those without a listing have no pages asset, imports bring theirs."""
    pages = [pages_asset(source) for source in sources.values() if source.listing is not None]
    return [*pages, documents_asset(pages), events, published_warehouse]
