"""The resource that tells assets which installation they work on."""

from dataclasses import replace
from pathlib import Path

import dagster as dg

from config.settings import Settings
from config.sources import Source, load_sources
from pipelines.stages.importing import all_sources


class Installation(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Settings from the environment; ``home`` and ``sources`` given here prevail over those of the environment."""

    home: str | None = None
    sources: str | None = None

    @property
    def settings(self) -> Settings:
        """The settings as the command line has them."""
        settings = Settings.from_environment()
        home = Path(self.home).resolve() if self.home else settings.home
        return replace(settings, home=home, sources=Path(self.sources).resolve() if self.sources else settings.sources)

    def declared(self) -> dict[str, Source]:
        """The sources that have a YAML file."""
        return load_sources(self.settings.sources)

    def all_sources(self) -> dict[str, Source]:
        """The declared sources and those that imports have made."""
        return all_sources(self.settings)
