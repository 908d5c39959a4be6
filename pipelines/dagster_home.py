"""Dagster's own folder: ``dagster.yaml`` without telemetry, one run at a time. ``python -m pipelines.dagster_home``."""

from __future__ import annotations

from pathlib import Path

from config.settings import Settings

DAGSTER_YAML = """\
# Written by Communiqué; changes are kept.
telemetry:
  enabled: false
nux:
  enabled: false   # no invitation to a newsletter at the first visit
concurrency:
  runs:
    max_concurrent_runs: 1   # all runs write one warehouse file
  pools:
    default_limit: 1
"""


def dagster_home(settings: Settings) -> Path:
    """The folder for DAGSTER_HOME below the settings' home, made if it is missing."""
    folder = settings.home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "dagster.yaml"
    if not file.exists():
        file.write_text(DAGSTER_YAML, "utf-8")
    return folder


if __name__ == "__main__":
    print(dagster_home(Settings.from_environment()))
