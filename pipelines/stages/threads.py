"""Work shared out among threads: some items at a time in their order, and sources by the hosts that they ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

from config.sources import Source
from pipelines.acquisition.addresses import host_key

Item = TypeVar("Item")
GLANCE_SECONDS = 0.2
"""How often the main thread looks up while it waits."""
LEAVE_SECONDS = 2.0
"""How long threads are waited for whose run ends; one that sleeps for a server's sake is left behind and asks for
nothing more."""


def share(items: Iterable[Item], work: Callable[[Item], None], threads: int) -> None:
    """Call ``work`` once for each item, in the order given, ``threads`` of them at a time.

    The first error ends the sharing and is raised; what is under way is done first.
    """
    if threads <= 1:
        for item in items:
            work(item)
        return
    coming, turn = iter(items), threading.Lock()
    errors: list[BaseException] = []

    def loop() -> None:
        while not errors:
            with turn:
                item = next(coming, None)
            if item is None:
                return
            try:
                work(item)
            except BaseException as error:
                errors.append(error)

    workers = [threading.Thread(target=loop, daemon=True) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if errors:
        raise errors[0]


def hosts_of(source: Source) -> set[str]:
    """The hosts of a source's listings, as the fetcher tells one from another."""
    return {host_key(spec.url) for spec in (source.listing, source.backfill) if spec}


def by_host(sources: Iterable[Source]) -> list[list[Source]]:
    """Groups of sources, in the order of their first; two that share a host, directly or by others, are of one."""
    groups: list[tuple[set[str], list[Source]]] = []
    for source in sources:
        hosts = hosts_of(source)
        meant = [group for group in groups if group[0] & hosts]
        if not meant:
            groups.append((hosts, [source]))
            continue
        first, *others = meant
        for host_names, members in others:
            first[0].update(host_names)
            first[1].extend(members)
        first[0].update(hosts)
        first[1].append(source)
        groups = [group for group in groups if all(group is not other for other in others)]
    return [group for _, group in groups]


def each_done(
    groups: Sequence[Sequence[Source]],
    work: Callable[[Source], None],
    at_once: int,
    stop: threading.Event,
    meanwhile: Callable[[], None],
) -> Iterator[Source]:
    """Call ``work`` for each source, the groups in threads of their own, ``at_once`` of them at a time; give each
    source when it is done.

    ``meanwhile`` is called now and then while nothing is done. When the block ends before the sources do, ``stop`` is
    set, which ``work`` must heed. An error of ``work`` is raised here.
    """
    done: SimpleQueue[Source | BaseException] = SimpleQueue()
    coming, turn = iter(groups), threading.Lock()

    def loop() -> None:
        while not stop.is_set():
            with turn:
                group = next(coming, None)
            if group is None:
                return
            for source in group:
                try:
                    work(source)
                except BaseException as error:
                    done.put(error)
                    return
                done.put(source)

    workers = [threading.Thread(target=loop, daemon=True) for _ in range(min(at_once, len(groups)))]
    for worker in workers:
        worker.start()
    try:
        for _ in range(sum(map(len, groups))):
            yield _next(done, meanwhile)
    finally:
        stop.set()
        for worker in workers:
            worker.join(LEAVE_SECONDS / len(workers))


def _next(done: SimpleQueue[Source | BaseException], meanwhile: Callable[[], None]) -> Source:
    while True:
        try:
            found = done.get(timeout=GLANCE_SECONDS)
        except Empty:
            meanwhile()
            continue
        if isinstance(found, BaseException):
            raise found
        return found
