"""Reading batches of texts for events: a pure function over batches, in this process or mapped over several."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from config.agencies import use_merges
from parsers.records import Context, Extraction
from pipelines.faults import is_shared

if TYPE_CHECKING:
    from parsers.language.reader import Reader

Text = tuple[str, Context]
AHEAD = 2
"""Batches that wait or are read beyond one a process: enough to keep all busy, few enough for memory."""


@dataclass(frozen=True, slots=True)
class Unread:
    """In place of the extraction of a text on which the reader failed."""

    reason: str


Read = Extraction | Unread


def read_batches(
    model: str, batches: Iterable[Sequence[Text]], processes: int = 1, merges: Path | None = None
) -> Iterator[list[Read]]:
    """What stands in each batch, in order, one result a text; the results do not depend on ``processes``.

    ``merges`` is the operator's file of merged agencies, which further processes read for themselves (this one is
    expected to use it already). With several processes a few batches are read ahead of the one that is given back.
    Should a process end before its time (killed for its memory, say), the rest is read in this one.

    Raises:
        ConfigError, ModelError: no text can be read.
    """
    read = partial(read_batch, model)
    if processes == 1:
        yield from map(read, batches)
        return
    coming = iter(batches)
    waiting: deque[tuple[Sequence[Text], Future[list[Read]]]] = deque()
    rest: list[Sequence[Text]] = []
    context = multiprocessing.get_context("spawn")  # a fork would take DuckDB's connection with it
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(merges,)) as pool:
        try:
            for batch in coming:
                rest = [batch]
                waiting.append((batch, pool.submit(read, batch)))
                rest = []
                if len(waiting) >= processes + AHEAD:
                    yield waiting[0][1].result()
                    waiting.popleft()
            while waiting:
                yield waiting[0][1].result()
                waiting.popleft()
            return
        except BrokenProcessPool:
            logging.getLogger(__name__).warning("a reading process ended before its time; going on with one")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    yield from (read(batch) for batch in (*(batch for batch, _ in waiting), *rest))
    yield from map(read, coming)


def read_batch(model: str, texts: Sequence[Text]) -> list[Read]:
    """One result for each text, in order. Where the reader fails on a batch, its texts are read one by one.

    Raises:
        ConfigError, ModelError: no text can be read.
    """
    reader = reader_of(model)
    try:
        found: list[Read] = list(reader.read(texts))
    except Exception as error:  # one bad text must not cost the others; which one it was shows below
        if is_shared(error):
            raise
        found = []
    return found if len(found) == len(texts) else [_read_alone(reader, *text) for text in texts]


@lru_cache(maxsize=1)
def reader_of(model: str) -> Reader:
    """The reader with ``model``, loaded once a process."""
    from parsers.language.reader import Reader

    return Reader(model)


def _read_alone(reader: Reader, text: str, context: Context) -> Read:
    try:
        return next(islice(reader.read([(text, context)]), 1))
    except Exception as error:
        if is_shared(error):
            raise
        return Unread(f"the reader failed: {type(error).__name__}: {error}")


def _begin(merges: Path | None) -> None:
    """Use the operator's merges, leave interrupts to the process that started this one, and end when it does."""
    use_merges(merges)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
