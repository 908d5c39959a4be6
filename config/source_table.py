"""The declared sources as a Markdown page. ``python -m config.source_table`` prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from config.settings import PROJECT
from config.sources import Source, load_sources

FOLDER = PROJECT / "config" / "sources"
_ADDRESS = re.compile(r"https://[^\s,;)]+(?<![.:])")
_HEAD = """\
# Sources

Made from the files in `config/sources/` (`make docs`). The last column leads to what documents the interface: the
publisher's own page where there is one, else the public readers of it. *Not verified*: has not yet run against the live
site (`communique source live --verify NAME`). Publishers whose interface could not be confirmed are
[candidates](candidates.md); a further source takes minutes: [adding a source](adding-a-source.md).
"""


def source_table(sources: Iterable[Source]) -> str:
    """The whole page, one row for each source, in order of id."""
    return "\n".join(_lines(sorted(sources, key=lambda source: source.source_id))) + "\n"


def documentation(source: Source) -> tuple[str, ...]:
    """The addresses that a source's notes name: what documents its interface, in their order."""
    return tuple(dict.fromkeys(_ADDRESS.findall(source.notes or "")))


def _lines(sources: list[Source]) -> Iterator[str]:
    countries = {source.country for source in sources if source.country}
    verified = sum(source.verified for source in sources)
    yield _HEAD
    yield f"{len(sources)} sources in {len(countries)} countries and of international bodies; {verified} verified.\n"
    yield "| Source | Publisher | Country | Language | Listing → document | Daily at (UTC) | State | Documentation |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for source in sources:
        yield f"| {' | '.join(_row(source))} |"


def _row(source: Source) -> Iterator[str]:
    yield f"[`{source.source_id}`](../config/sources/{source.source_id}.yaml)"
    yield f"[{source.name}]({source.homepage})" if source.homepage else source.name
    yield source.country or "–"
    yield source.language
    listing = f"`{source.listing.parser}`" if source.listing else "imported only"
    yield f"{listing} → `{source.document.parser}`"
    yield _daily(source.schedule)
    yield f"verified {source.verified_on or ''}".strip() if source.verified else "not verified"
    yield ", ".join(f"[{urlsplit(url).hostname}]({url})" for url in documentation(source))


def _daily(schedule: str) -> str:
    """``"15 6 * * *"`` → ``06:15``; schedules of other forms as they are written."""
    minute, hour, *days = schedule.split()
    hours = hour.split(",")
    if days != ["*", "*", "*"] or not all(part.isdigit() for part in (minute, *hours)):
        return f"`{schedule}`"
    return ", ".join(f"{int(one):02}:{int(minute):02}" for one in hours)


if __name__ == "__main__":
    print(source_table(load_sources(FOLDER).values()), end="")
