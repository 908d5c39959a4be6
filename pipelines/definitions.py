"""What ``dg dev`` loads: the assets, their checks, one schedule that follows those of the sources."""

import dagster as dg

from config.settings import Settings
from config.sources import load_sources
from pipelines.assets.flow import assets_of
from pipelines.assets.installation import Installation
from pipelines.assets.quality import asset_checks
from pipelines.assets.schedule import hourly

sources = load_sources(Settings.from_environment().sources)
everything = dg.define_asset_job("everything", dg.AssetSelection.all())

defs = dg.Definitions(
    assets=assets_of(sources),
    asset_checks=asset_checks(),
    jobs=[everything],
    schedules=[hourly(everything, list(sources.values()))],
    resources={"installation": Installation()},
    # One process for all steps: a process each costs three seconds and the model's loading, a step.
    executor=dg.in_process_executor,
)
