"""What must be well before a run writes anything: the model, the registers, the sources' choice of parsers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from config.errors import ConfigError
from config.settings import Settings
from config.sources import Source
from pipelines.versions import extractor


def make_ready(settings: Settings, sources: Mapping[str, Source]) -> None:
    """Read what the whole run depends on, once and before its first request; needs about half a second.

    What is read stays in memory for the stages, the operator's merges of agencies too. A fault found here would
    otherwise be found in every single document.

    Raises:
        ConfigError: the model is not installed, a register is broken, or a source names a parser or option wrongly.
    """
    from config.agencies import use_merges

    extractor(settings.model)
    use_merges(settings.agency_merges)
    for read in _registers():
        read()
    for source in sources.values():
        _check_parsers(source)


def _registers() -> tuple[Callable[[], object], ...]:
    from config.agencies import agencies
    from config.agency_patterns import agency_patterns
    from config.event_types import event_types
    from config.instruments import instruments
    from config.places import countries, place_words
    from config.timex import timex_lexicon

    return agencies, agency_patterns, event_types, instruments, countries, place_words, timex_lexicon


def _check_parsers(source: Source) -> None:
    from parsers.registry import option_faults

    faults = [fault for layout in source.layouts for fault in option_faults("document", layout.parser, layout.options)]
    part = "document"
    if source.listing and not faults:
        faults = option_faults("listing", source.listing.parser, source.listing_options)
        part = "listing"
    if faults:
        told = "; ".join(f"{part}.{field}: {fault}" for field, fault in faults)
        raise ConfigError(f"{told} (communique source check tells file and line)", file=f"source {source.source_id}")
