"""What a run counts and reports: tallies per source, steps of progress, the summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

from warehouse.records import Published, Rejection
from warehouse.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Step:
    """One sign of progress."""

    source_id: str
    stage: str
    """discover, fetch, parse, extract or publish."""
    done: int
    total: int | None
    """None while the end is not known."""


Progress = Callable[[Step], None]


def silent(_: Step) -> None:
    """The progress of those who do not want to know."""


@dataclass(slots=True)
class Counts:
    """What one run did for one source; all but ``discovered`` count what this run did, not what is held."""

    discovered: int = 0
    """Links on the listing pages that were read."""
    fetched: int = 0
    """Document pages whose body was new and is now in the archive."""
    new: int = 0
    """Documents loaded for the first time."""
    changed: int = 0
    """Documents of which a further version was loaded."""
    unchanged: int = 0
    """Pages asked for or parsed again that told nothing new."""
    closed: int = 0
    """Documents that are gone or withdrawn."""
    rejected: int = 0
    """Pages and listings that failed; each has a row in ``rejected``."""
    notes: int = 0
    """Rows in ``rejected`` about pages that were loaded all the same."""
    extracted: int = 0
    """Documents read for events."""
    events: int = 0
    """Events that they tell."""

    def __add__(self, other: Counts) -> Counts:
        """The sums."""
        return Counts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(slots=True)
class Tally:
    """The counts of one source while its stages run, and where they report to."""

    source_id: str
    warehouse: Warehouse
    progress: Progress = silent
    counts: Counts = field(default_factory=Counts)
    rejections: list[Rejection] = field(default_factory=list)

    def step(self, stage: str, done: int, total: int | None) -> None:
        """Tell how far a stage is."""
        self.progress(Step(self.source_id, stage, done, total))

    def reject(self, rejection: Rejection) -> None:
        """Write down what could not be used; the run goes on."""
        self.warehouse.reject(rejection)
        self.rejections.append(rejection)
        self.counts.rejected += 1

    def note(self, rejection: Rejection) -> None:
        """Write down what is odd about a page that was used nevertheless."""
        rejection = replace(rejection, noted=True)
        self.warehouse.reject(rejection)
        self.rejections.append(rejection)
        self.counts.notes += 1


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did."""

    run_id: str
    sources: dict[str, Counts]
    rejections: tuple[Rejection, ...]
    published: Published | None

    @property
    def total(self) -> Counts:
        """The sum over the sources."""
        return sum(self.sources.values(), Counts())

    @property
    def nothing_new(self) -> bool:
        """Whether the run found no new page, version, closure or event."""
        total = self.total
        return not (total.fetched or total.new or total.changed or total.closed or total.extracted)

    @property
    def failed(self) -> bool:
        """Whether some page or source failed (exit code 1)."""
        return self.total.rejected > 0
