"""The demo's stage: its own home folder, its sources with the servers' addresses filled in, its three runs."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Source, load_sources, source_files
from pipelines.demo.server import Request, SampleWeb
from pipelines.stages.run import run_sources
from pipelines.stages.tally import Progress, RunSummary

SOURCES = Path(__file__).parent / "sources"
MARKER = ".communique-demo"
"""File that says that a folder is the demo's own and may be deleted by it."""
FIRST = "First evening"
AGAIN = "Again, at once"
MORNING = "Next morning"


@dataclass(frozen=True, slots=True)
class Pass:
    """One run over the sample's web, told by both sides."""

    name: str
    summary: RunSummary
    asked: Mapping[tuple[bool, int], int]
    """Requests as the servers saw them, by (whether conditional, status)."""

    @property
    def requests(self) -> int:
        """Requests without those for robots.txt."""
        return sum(self.asked.values())

    @property
    def conditional(self) -> int:
        """Requests that asked "only if changed"."""
        return sum(count for (conditional, _), count in self.asked.items() if conditional)

    def answered(self, status: int) -> int:
        """Requests answered with ``status``."""
        return sum(count for (_, answered), count in self.asked.items() if answered == status)


def fresh_home(home: Path) -> Path:
    """Empty folder for the demo; an earlier demo's is cleared.

    Raises:
        ConfigError: the folder holds things that no demo has put there.
    """
    marker = home / MARKER
    if home.exists() and not home.is_dir():
        raise ConfigError("is a file; the demo needs a folder of its own", file=home)
    if home.is_dir() and any(home.iterdir()):
        if not marker.is_file():
            raise ConfigError("holds files that are not the demo's; name another folder with --home", file=home)
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    marker.write_text("Invented data of `communique demo`; the next demo deletes this folder.\n", encoding="utf-8")
    return home


def sample_sources(folder: Path, web: SampleWeb) -> dict[str, Source]:
    """The sample's sources with the addresses of ``web``, written to ``folder`` for the curious.

    Raises:
        ConfigError: one of them is wrong.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in source_files(SOURCES):
        site = path.stem.removeprefix("invented-")
        told = path.read_text(encoding="utf-8").replace(f"http://{site}.invalid", web.bases[site.replace("-", "_")])
        (folder / path.name).write_text(told, encoding="utf-8")
    return load_sources(folder)


def demo_settings(settings: Settings, home: Path) -> Settings:
    """``settings`` with everything written below ``home``."""
    return replace(settings, home=home, sources=home / "sources")


def run_pass(name: str, web: SampleWeb, settings: Settings, sources: Mapping[str, Source], progress: Progress) -> Pass:
    """Run the true path once over the whole web: every listed page is asked for, known ones conditionally."""
    before = len(web.log)
    summary = run_sources(settings, sources, progress=progress, past_known=True)
    asked = Counter(_kind(request) for request in web.log[before:] if request.path != "/robots.txt")
    return Pass(name, summary, asked)


def _kind(request: Request) -> tuple[bool, int]:
    return request.conditional, request.status
