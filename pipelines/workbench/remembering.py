"""A fetcher that keeps every answer in a folder and asks for nothing twice, also after an interruption."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from config.settings import Settings
from parsers.records import Page
from pipelines.acquisition.addresses import target_of
from pipelines.acquisition.archive import Archive, Entry
from pipelines.acquisition.fetcher import Answer, Fetcher
from pipelines.acquisition.manners import PUBLIC, Manners
from pipelines.acquisition.robots import GOOD_FOR

_NAME = "pages"


class RememberingFetcher(Fetcher):
    """Asks like a :class:`Fetcher` and answers from its folder what it has asked for before. For one thread.

    Answers of every HTTP status are kept; a failure to get one is not, so that the next call tries again. A robots.txt
    is kept for a day, as long as its rules hold.
    """

    def __init__(self, settings: Settings, folder: Path) -> None:
        """``folder`` is made with the first answer."""
        super().__init__(settings)
        self.folder, self.user_agent = folder, settings.user_agent
        self._archive = Archive(folder)
        self._held = self._kept()
        self.remembered = len(self._held)
        """Answers that were there at the start."""

    def __enter__(self) -> RememberingFetcher:
        """The fetcher itself."""
        return self

    def fetch(
        self,
        url: str,
        *,
        manners: Manners = PUBLIC,
        etag: str | None = None,
        last_modified: str | None = None,
        held_url: str | None = None,
    ) -> Answer:
        """The kept answer, else the server's, which is then kept. Conditions are of no use here and are not sent.

        Raises:
            FetchError: as :meth:`Fetcher.fetch`.
        """
        if url not in self._held:
            self._keep(url, super().fetch(url, manners=manners).page)
        return Answer(self._held[url])

    def robots_page(self, url: str, manners: Manners) -> Page:
        """The robots.txt that holds for ``url``.

        Raises:
            FetchError: it cannot be had.
        """
        return self._robots_page(f"{target_of(url).origin}/robots.txt", manners)

    def forget(self) -> None:
        """Begin anew: nothing is kept any longer."""
        self._archive.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._archive, self._held, self.remembered = Archive(self.folder), {}, 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close connections and files."""
        self._archive.close()
        super().__exit__(kind, error, trace)

    def _robots_page(self, url: str, manners: Manners) -> Page:
        held = self._held.get(url)
        if held is None or datetime.now(UTC) - held.fetched_at > timedelta(seconds=GOOD_FOR):
            held = super()._robots_page(url, manners)
            self._keep(url, held)
        return held

    def _keep(self, asked: str, page: Page) -> None:
        self._archive.append(_NAME, page, asked=asked)
        self._held[asked] = page

    def _kept(self) -> dict[str, Page]:
        """The latest answer of each address."""
        entries = (entry for entry in self._archive.entries(_NAME) if isinstance(entry, Entry))
        return {entry.asked or entry.page.url: entry.page for entry in entries}
