"""All assets and checks materialise in one process on a home of their own, against a publisher on loopback."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
import duckdb
import pytest

from config.settings import Settings
from pipelines.assets.flow import assets_of
from pipelines.assets.installation import Installation
from pipelines.assets.quality import asset_checks
from pipelines.dagster_home import dagster_home
from tests.invented_web import InventedWeb


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dagster")
    with InventedWeb(releases=6) as web:
        source = web.write_source(folder / "sources")
        installation = Installation(home=str(folder / "home"), sources=str(folder / "sources"))
        result = dg.materialize(
            [*assets_of({source.source_id: source}), *asset_checks()],
            resources={"installation": installation},
            instance=dg.DagsterInstance.ephemeral(),
        )
    return result, folder / "home"


def metadata(result, *key):
    [found] = [e for e in result.get_asset_materialization_events() if e.asset_key == dg.AssetKey(key)]
    return found.materialization.metadata


def test_the_whole_graph_materialises_and_publishes(result):
    run, home = result
    assert run.success
    assert metadata(run, "pages", "invented_office")["fetched"].value == 6
    with duckdb.connect(home / "events.duckdb", read_only=True) as con:
        assert con.execute("select count(*) from document").fetchone() == (6,)
        assert con.execute("select count(*) from run_log where status <> 'done'").fetchone() == (0,)


def test_assets_report_counts_samples_and_a_chart(result):
    told = metadata(result[0], "documents")
    assert told["dagster/row_count"].value == 6
    assert "Integrity Office release" in told["sample"].value
    assert told["chart"].value.startswith("![chart](data:image/png;base64,")


def test_every_check_of_the_warehouse_runs_and_passes(result):
    evaluations = {e.check_name: e for e in result[0].get_asset_check_evaluations()}
    assert {"unique_keys", "references", "offsets", "publication_dates", "documents_with_events"} <= set(evaluations)
    of_sources = ("documents_with_events", "healthy_sources")
    failed = {name: e.metadata for name, e in evaluations.items() if not e.passed and name not in of_sources}
    assert not failed, failed


def test_a_source_that_broke_is_told_by_a_check(result):
    [found] = [e for e in result[0].get_asset_check_evaluations() if e.check_name == "healthy_sources"]
    assert not found.passed, "the invented publisher has been silent since 2024"
    assert found.severity == dg.AssetCheckSeverity.WARN
    assert "silent for" in found.metadata["failing"].value


def test_the_code_location_has_the_graph_the_schedule_and_one_process():
    from pipelines.definitions import defs

    assert [schedule.name for schedule in defs.schedules] == ["hourly"]
    keys = {key.to_user_string() for key in defs.resolve_all_asset_keys()}
    assert {"documents", "events", "published_warehouse", "pages/us_doj_news_api"} <= keys
    assert "pages/us_doj_opa" not in keys, "a source that is paused has no pages to be asked for"
    assert defs.executor is dg.in_process_executor


def test_an_hour_asks_for_the_sources_that_fell_due_in_it():
    from pipelines.definitions import defs, sources

    [schedule] = defs.schedules

    def asked(hour):
        at = datetime(2024, 5, 6, hour, tzinfo=UTC)
        context = dg.build_schedule_context(scheduled_execution_time=at)
        [request] = schedule.evaluate_tick(context).run_requests or [None]
        return set(request.asset_selection) if request else set()

    wanted = {"pages/us_doj_news_api", "documents", "events", "published_warehouse"}
    assert sources["us-doj-news-api"].schedule == "15 5 * * *"
    found = {key.to_user_string() for key in asked(6)}
    assert wanted <= found, f"at 6:00 that of 5:15 is due, and what is made from its pages: {found}"
    assert "pages/us_doj_news_api" not in {key.to_user_string() for key in asked(5) | asked(7)}
    assert asked(20) == set(), "no shipped source is due between 19:00 and 20:00"


def test_several_sources_are_acquired_in_one_step_and_told_apart(tmp_path):
    with InventedWeb(releases=2) as one, InventedWeb(releases=3) as other:
        sources = {
            name: web.write_source(tmp_path / "sources", name)
            for name, web in (("first-office", one), ("second", other))
        }
        run = dg.materialize(
            assets_of(sources),
            selection=[dg.AssetKey(["pages", "second"]), dg.AssetKey(["pages", "first_office"])],
            resources={
                "installation": Installation(home=str(tmp_path / "home"), sources=str(tmp_path / "sources")),
            },
            instance=dg.DagsterInstance.ephemeral(),
        )
    assert [metadata(run, "pages", name)["fetched"].value for name in ("first_office", "second")] == [2, 3]


def test_telemetry_is_off(tmp_path):
    file = dagster_home(Settings(home=tmp_path)) / "dagster.yaml"
    assert "telemetry:\n  enabled: false" in file.read_text()
