"""What the ``source`` commands are given by name: sources and their faults, pages in files or at addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import ConfigError

if TYPE_CHECKING:
    from config.settings import Settings
    from config.sources import Source
    from parsers.records import Page
    from warehouse.records import FetchKind

MEDIA = {".json": "application/json", ".xml": "application/xml", ".txt": "text/plain"}
"""Media type of a file to preview, by suffix; anything else is taken for HTML."""
MOST_NAMED = 6
"""Sources that are named to someone who names none that there is."""


def named_sources(settings: Settings, names: tuple[str, ...]) -> Iterator[tuple[Path, Source | ConfigError]]:
    """Each named source (none named: all) with its file, or what is wrong with the file.

    Raises:
        ConfigError: there is no source of such a name.
    """
    from config.sources import load_source, source_files

    files = {path.stem: path for path in source_files(settings.sources)}
    for name in names:
        if name not in files:
            raise ConfigError(f"there is no source {name!r}; {_others(name, list(files))}", file=settings.sources)
    for stem in names or files:
        try:
            yield files[stem], load_source(files[stem])
        except ConfigError as error:
            yield files[stem], error


def _others(name: str, known: list[str]) -> str:
    """What someone may have meant: all names where they are few, else those that are alike."""
    if not known:
        return "there is none at all: communique source new makes one"
    if len(known) <= MOST_NAMED:
        return f"there are {', '.join(known)}"
    near = [one for one in known if name and name.lower() in one] or get_close_matches(name.lower(), known)
    meant = f"did you mean {' or '.join(near[:3])}? " if near else ""
    return f"{meant}communique source list shows all {len(known)}"


def named_source(settings: Settings, name: str) -> Source:
    """The source of this name.

    Raises:
        ConfigError: there is none, or its file is wrong.
    """
    [(_, source)] = named_sources(settings, (name,))
    if isinstance(source, ConfigError):
        raise source
    return source


def faults(path: Path, source: Source) -> list[ConfigError]:
    """What the YAML's own rules cannot tell: unknown parsers and options, a publisher that is in no register."""
    from config.agencies import agencies
    from config.yaml_lines import dotted, line_of, read_yaml
    from parsers.registry import option_faults

    places = [*(("document", "earlier", number) for number in range(len(source.document.earlier))), ("document",)]
    found: list[tuple[tuple[str | int, ...], str]] = [
        ((*place, field), fault)
        for place, layout in zip(places, source.layouts, strict=True)
        for field, fault in option_faults("document", layout.parser, layout.options)
    ]
    for name, listing in (("listing", source.listing), ("backfill", source.backfill)):
        if listing:
            faulty = option_faults("listing", listing.parser, source.options_of(listing))
            found += [((name, field), fault) for field, fault in faulty]
    if source.publisher and agencies().get(source.publisher) is None:
        found.append((("publisher", ""), f"the agency register holds no {source.publisher!r}"))
    lines = read_yaml(path)[1] if found else {}
    return [
        ConfigError(fault, file=path, line=line_of(place, lines), field=dotted(place).rstrip("."))
        for place, fault in found
    ]


def page_at(settings: Settings, source: Source, place: str, url: str | None, kind: FetchKind = "document") -> Page:
    """The page at an address, asked for as the source's YAML allows, or in a file that has the address ``url``.

    Raises:
        ParseError: the address gives no page.
        ConfigError: the file cannot be read.
    """
    from parsers.records import Page, ParseError

    if place.startswith(("http://", "https://")):
        from pipelines.acquisition.failures import FetchError
        from pipelines.acquisition.fetcher import Fetcher
        from pipelines.workbench.asking import asking

        try:
            with Fetcher(settings) as fetcher:
                return asking(fetcher, source)(place, kind)
        except FetchError as error:
            raise ParseError(str(error), url=place) from error
    path = Path(place)
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", file=path) from error
    media = MEDIA.get(path.suffix.lower(), "text/html")
    return Page(url or f"file:///{path.name}", body, datetime.now(UTC), 200, {"content-type": media})
