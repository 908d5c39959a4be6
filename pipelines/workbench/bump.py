"""A second version of how a source's releases are read: where it goes, until when the first held, what it changes."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from config.errors import ConfigError
from config.settings import PROJECT
from config.sources import Source
from parsers.records import ParseError
from pipelines.acquisition.archive import Archive
from pipelines.workbench.replaying import Outcome, Read, Replayed, archived_releases
from pipelines.workbench.second_version import in_module, in_yaml, module_of

PARSERS = PROJECT / "parsers" / "documents"


@dataclass(frozen=True, slots=True)
class LastSeen:
    """How far the present layout reaches in the archive."""

    read: int
    """Archived releases that are read."""
    until: date | None
    """Day on which the latest of them was fetched."""
    unread: int
    first_unread: date | None
    """Day on which the first was fetched that is not read, after the latest that is."""


@dataclass(frozen=True, slots=True)
class Bump:
    """A file with a second version in it, not yet written."""

    path: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """What changes in the file, as a unified diff."""
        before, after = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(before, after, self.path.name, self.path.name))

    def write(self) -> None:
        """Put the file in place of the older one."""
        part = self.path.with_name(f".{self.path.name}.part")
        part.write_text(self.after, "utf-8")
        part.replace(self.path)


def last_seen(source: Source, archive: Archive, read: Read) -> LastSeen:
    """Until when the archive holds pages that ``read`` reads."""
    good: list[datetime] = []
    bad: list[datetime] = []
    for entry in archived_releases(source, archive):
        try:
            read(entry.page)
            good.append(entry.page.fetched_at)
        except ParseError:
            bad.append(entry.page.fetched_at)
    latest = max(good, default=None)
    later = [moment for moment in bad if latest is None or moment > latest]
    return LastSeen(
        len(good),
        latest.astimezone(UTC).date() if latest else None,
        len(bad),
        min(later).astimezone(UTC).date() if later else None,
    )


def bump(
    source: Source, path: Path, others: Mapping[str, Source], until: date, today: date, parsers: Path = PARSERS
) -> Bump:
    """The second version of how ``source`` (declared at ``path``) reads its releases.

    A parser without options that no other source uses gets a second function beside the first; where the YAML chooses
    among parsers, or tells one what to select, it is the YAML that gets a second entry.

    Raises:
        ConfigError: the newest version is still a copy of the one before it.
    """
    parser = source.document.parser
    shared = any(other.document.parser == parser for name, other in others.items() if name != source.source_id)
    module = None if shared or source.document.options or source.document.earlier else module_of(parsers, parser)
    if module is not None and parser != "generic":
        text = module.read_text("utf-8")
        return Bump(module, text, in_module(text, parser, until, today))
    text = path.read_text("utf-8")
    changed = Bump(path, text, in_yaml(path, until))
    if changed.before == changed.after:
        raise ConfigError("nothing could be added", file=path, field="document")
    return changed


def counted(replayed: Iterable[Replayed]) -> tuple[Counter[Outcome], Counter[str]]:
    """How many pages there are of each outcome, and in how many each field differs."""
    outcomes: Counter[Outcome] = Counter()
    fields: Counter[str] = Counter()
    for one in replayed:
        outcomes[one.outcome] += 1
        fields.update({difference.place.partition("[")[0].partition(".")[0] for difference in one.differences})
    return outcomes, fields
