"""Making a source from an address: look at the site, choose, write the YAML, capture pages and a snapshot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Source, load_source
from parsers.records import Document, Link, Page, ParseError
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.manners import PACKED, READABLE, Manners
from pipelines.workbench.asking import asked, release_page, spread
from pipelines.workbench.candidates import Candidate, backfill_of
from pipelines.workbench.document_choice import Choice, choose_document
from pipelines.workbench.draft import yaml_of
from pipelines.workbench.drafting import draft_of, place_of
from pipelines.workbench.fixtures import capture, folder_of, has_fixtures
from pipelines.workbench.parser_module import folder as parser_folder
from pipelines.workbench.probe import Site, Tell, probe
from pipelines.workbench.remembering import RememberingFetcher
from pipelines.workbench.snapshot import SNAPSHOT, load_snapshot, reading_of, renewed, write_snapshot
from pipelines.workbench.wish import Wish

SAMPLES = 3
"""Releases that the parsers are tried on and that are captured."""
STATE = "source.json"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, or was there."""

    path: Path
    """The YAML."""
    fixtures: Path
    written: bool
    """False where the YAML was there before."""
    captured: bool
    """False where the pages were there before."""
    faults: tuple[str, ...] = ()
    """What of the readings looks wrong."""


def folder_for(settings: Settings, source_id: str) -> Path:
    """Where the progress of a new source is kept: every answer, and what was written."""
    return settings.home / "workbench" / source_id


def make_source(
    wish: Wish, settings: Settings, tell: Tell, *, force: bool = False, parsers: Path | None = None
) -> Made:
    """Make the source, or go on where an earlier call was interrupted: nothing is asked for twice.

    What is there is kept, unless ``force`` is given: then everything is asked for and written anew, but for a parser in
    Python, which someone may have improved. ``parsers``: folder for such a one; default: that of the document parsers.

    Raises:
        ConfigError: robots.txt forbids it, nothing there announces releases, or another source has the id.
        FetchError: a page that is needed cannot be had now; the next call goes on.
    """
    path = settings.sources / f"{wish.source_id}.yaml"
    folder = folder_for(settings, wish.source_id)
    with RememberingFetcher(settings, folder) as fetcher:
        if force:
            fetcher.forget()
        elif fetcher.remembered:
            tell("going on", f"{fetcher.remembered} answers are kept in {folder}")
        written, faults = False, tuple[str, ...]()
        if force or not path.is_file():
            faults = _write(wish, settings, fetcher, path, parsers or parser_folder(), tell)
            written = True
        elif _state(folder).get("url") != wish.url:
            told = f"is there already; communique source check {wish.source_id}, or --name gives the new one another id"
            raise ConfigError(told, file=path)
        source = load_source(path)
        captured = _capture(source, settings, fetcher, tell, force=force)
    return Made(path, folder_of(settings, source.source_id), written, captured, faults)


def parser_name_of(source_id: str) -> str:
    """Name, and module, of a parser that is written for a source."""
    name = source_id.replace("-", "_")
    return name if name.isidentifier() else f"site_{name}"


def _write(
    wish: Wish, settings: Settings, fetcher: RememberingFetcher, path: Path, parsers: Path, tell: Tell
) -> tuple[str, ...]:
    manners = Manners(
        delay_seconds=wish.delay_seconds, private_networks=wish.networks, content_types=(*READABLE, *PACKED)
    )
    site = probe(wish.url, fetcher, manners, tell)
    if not site.candidates:
        tried = "".join(f"\n  {lead.what} {lead.url}: {reason}" for lead, reason in site.dead_ends)
        raise ConfigError(
            f"nothing on {wish.url} announces releases; give the address of the page that lists them{tried}"
        )
    _, timezone = place_of(wish, site)
    given: dict[str, object] = {"timezone": timezone, "language": wish.language or "en"}
    chosen, choice, samples = _chosen(site, given, parser_name_of(wish.source_id), fetcher, manners, tell)
    backfill = backfill_of(chosen, site.candidates)
    tell("listing", f"{chosen.lead.parser}: {chosen.lead.url}")
    if backfill:
        tell("backfill", f"{backfill.lead.parser}: {backfill.lead.url}")
    for name, faults in choice.rejected:
        tell("tried", f"{name}: {'; '.join(faults)}")
    tell("document", f"{choice.parser}, read on {sum(isinstance(d, Document) for d in choice.documents)} releases")
    if choice.module:
        module = parsers / f"{choice.parser}.py"
        _put(module, choice.module)
        tell("written", str(module))
    text = yaml_of(draft_of(wish, site, chosen, backfill, choice, samples))
    # first: interrupted between the two, the next call must know whose the YAML is
    _put(folder_for(settings, wish.source_id) / STATE, json.dumps({"url": wish.url}) + "\n")
    _put(path, text)
    load_source(path)
    tell("written", str(path))
    return choice.faults


def _chosen(
    site: Site,
    given: dict[str, object],
    new_name: str,
    fetcher: RememberingFetcher,
    manners: Manners,
    tell: Tell,
) -> tuple[Candidate, Choice, list[Page]]:
    """The best listing most of whose releases some parser reads, with that parser; else the first, with its faults."""
    first: tuple[Candidate, Choice, list[Page]] | None = None
    reason = "names no release"
    for candidate in site.candidates:
        pairs = []
        for link in spread(candidate.links, SAMPLES):
            try:
                pairs.append((link, release_page(link, lambda url, _: asked(fetcher, url, manners))))
            except FetchError as error:
                reason = f"{link.url}: {error}"
                tell("release", reason)
        if not pairs:
            continue
        links, pages = _apart(pairs)
        platform = (candidate.lead.document or site.document, candidate.lead.document_options)
        choice = choose_document(pages, links, platform, given, new_name)
        found = candidate, choice, pages
        # a post behind a password must not cost the interface that hands over all others
        if 2 * sum(isinstance(one, ParseError) for one in choice.documents) < len(pages):
            return found
        first = first or found
    if first is None:
        raise FetchError(f"no release can be had: {reason}; {site.url} should be the page that lists the releases")
    return first


def _apart(pairs: Sequence[tuple[Link, Page]]) -> tuple[list[Link], list[Page]]:
    return [link for link, _ in pairs], [page for _, page in pairs]


def _capture(source: Source, settings: Settings, fetcher: RememberingFetcher, tell: Tell, *, force: bool) -> bool:
    """Pages and snapshot beside the tests; False where both were there."""
    folder = folder_of(settings, source.source_id)
    if has_fixtures(settings, source.source_id) and (folder / SNAPSHOT).is_file() and not force:
        return False
    try:
        fixtures = capture(source, settings, fetcher, SAMPLES, renew=force)
    except ParseError as error:
        raise ConfigError(f"the listing cannot be captured: {error}", field="listing") from error
    tell("captured", f"{len(fixtures.listings)} listing and {len(fixtures.releases)} release pages in {folder}")
    write_snapshot(folder, renewed(None if force else load_snapshot(folder), reading_of(source, folder)))
    return True


def _state(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _put(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, "utf-8")
    part.replace(path)
