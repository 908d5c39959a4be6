"""A fetcher that keeps every answer in a folder and asks for nothing twice, also after an interruption."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import TracebackType

from config.settings import Settings
from parsers.records import Page
from pipelines.acquisition.archive import Archive, Entry
from pipelines.acquisition.fetcher import Answer, Fetcher
from pipelines.acquisition.manners import PUBLIC, Manners

_NAME = "pages"


class RememberingFetcher(Fetcher):
    """Asks like a :class:`Fetcher` and answers from its folder what it has asked for before. For one thread.

    Answers of every HTTP status are kept; a failure to get one is not, so that the next call tries again. robots.txt is
    asked for anew by each process, as its rules must be those of today.
    """

    def __init__(self, settings: Settings, folder: Path) -> None:
        """``folder`` is made with the first answer."""
        super().__init__(settings)
        self.folder = folder
        self._archive = Archive(folder)
        self._held = dict(self._kept())
        self.remembered = len(self._held)
        """Answers that were there at the start."""

    def fetch(
        self, url: str, *, manners: Manners = PUBLIC, etag: str | None = None, last_modified: str | None = None
    ) -> Answer:
        """The kept answer, else the server's, which is then kept. Conditions are of no use here and are not sent.

        Raises:
            FetchError: as :meth:`Fetcher.fetch`.
        """
        if url not in self._held:
            page = super().fetch(url, manners=manners).page
            self._archive.append(_NAME, page, asked=url)
            self._held[url] = page
        return Answer(self._held[url])

    def holds(self, url: str) -> bool:
        """Whether the answer is kept."""
        return url in self._held

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

    def _kept(self) -> list[tuple[str, Page]]:
        entries = (entry for entry in self._archive.entries(_NAME) if isinstance(entry, Entry))
        return [(entry.asked or entry.page.url, entry.page) for entry in entries]
