"""What a run counts and reports: tallies per source, steps of progress, the summary."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

from warehouse.ledger_batch import LedgerBatch
from warehouse.records import Fetch, Published, Rejection, Stage
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


class Stopped(BaseException):
    """The run ends: nothing more is to be asked for. No fault of a source, so that no ``except Exception`` meets it."""


@dataclass(slots=True)
class Tally:
    """The counts of one source while its stages run, and where they report to; several threads may share it."""

    source_id: str
    warehouse: Warehouse
    progress: Progress = silent
    ledger: LedgerBatch | None = None
    """Where rows of fetching wait for others; None: each is written at once."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the run ends before the source's pages do."""
    counts: Counts = field(default_factory=Counts)
    rejections: list[Rejection] = field(default_factory=list)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def step(self, stage: str, done: int, total: int | None) -> None:
        """Tell how far a stage is."""
        self.progress(Step(self.source_id, stage, done, total))

    def go_on(self) -> None:
        """To be called before anything is asked of the network.

        Raises:
            Stopped: the run ends.
        """
        if self.stop.is_set():
            raise Stopped

    def record(self, fetch: Fetch) -> str:
        """Write a request and what came of it into the ledger; answers its fetch_id."""
        return self.batch.record(fetch)

    def forget(self, url: str, stage: Stage) -> None:
        """What was refused of ``url`` in discovery, fetching or importing holds no longer."""
        self.batch.forget(self.source_id, url, stage)

    def count(self, **more: int) -> None:
        """Add to the counts of these names."""
        with self._turn:
            for name, number in more.items():
                setattr(self.counts, name, getattr(self.counts, name) + number)

    def reject(self, rejection: Rejection) -> None:
        """Write down what could not be used; the run goes on."""
        self._write(rejection)
        self.count(rejected=1)

    def note(self, rejection: Rejection) -> None:
        """Write down what is odd about a page that was used nevertheless."""
        self._write(replace(rejection, noted=True))
        self.count(notes=1)

    @property
    def batch(self) -> LedgerBatch:
        """Where rows of fetching go."""
        if self.ledger is None:
            self.ledger = LedgerBatch(self.warehouse, rows=1)
        return self.ledger

    def _write(self, rejection: Rejection) -> None:
        if rejection.stage in ("fetch", "listing", "import"):
            self.batch.reject(rejection)
        else:
            self.warehouse.reject(rejection)
        with self._turn:
            self.rejections.append(rejection)


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
