"""One press-release source as its YAML file declares it, and the reading of those files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from config.cron import cron_fault
from config.dated_address import address_with_dates, period_of_address
from config.errors import ConfigError
from config.yaml_lines import EntryPath, dotted, line_of, read_yaml

SOURCE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Kind = Literal["press_release", "news", "speech", "newsletter", "statement", "questionnaire", "other"]
Presence = Literal["always", "sometimes"]


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no absolute http or https address")
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # it looks through the whole folder of zones, for each source


def _zone(value: str) -> str:
    if value not in _zones():
        raise ValueError("is no IANA time zone; one looks like Europe/London or UTC")
    return value


def _schedule(value: str) -> str:
    fault = cron_fault(value)
    if fault:
        raise ValueError(fault)
    return value


def _network(value: str) -> str:
    try:
        return str(ip_network(value))
    except ValueError as error:
        raise ValueError("is no network in CIDR notation; one looks like 10.1.0.0/16") from error


def _ordered(value: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= value[0] <= value[1]:
        raise ValueError("is no range: two numbers, the least first")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Network = Annotated[str, AfterValidator(_network)]
Range = Annotated[tuple[int, int], AfterValidator(_ordered)]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _WithOptions(BaseModel):
    """A parser's name and the options that it takes; ``communique source check`` asks the parser about them."""

    model_config = ConfigDict(frozen=True, extra="allow")

    parser: Text
    """Name under which the parser is registered."""

    @property
    def options(self) -> dict[str, object]:
        """The options for the parser, by name."""
        return dict(self.model_extra or {})


class ListingSpec(_WithOptions):
    """Where the source announces its releases."""

    url: Annotated[WebAddress, AfterValidator(address_with_dates)]
    """First page of the index, feed or API answer. A listing with a page for each day, month or year has the parts of
    its date in braces, as strftime writes them: ``https://www.example.org/{%Y%m}/{%d}.htm``."""
    every: Annotated[Literal["day", "month", "year"], AfterValidator(period_of_address)] = Field(
        default="day", validate_default=True
    )
    """Of what each page of a date-addressed listing holds the releases."""
    overlap_days: int = Field(default=2, ge=0)
    """Discovery goes on past what is known until it meets releases that are so much older than the newest known one:
    publishers add releases late, under an earlier date."""


class Layout(NamedTuple):
    """One way in which a source's releases were, or are, read."""

    parser: str
    options: Mapping[str, object]
    valid_until: date | None = None
    """Last day on which pages were seen in that layout; None: the present one."""


class EarlierLayout(_WithOptions):
    """How a release was read while its pages had an earlier layout."""

    valid_until: date
    """Last day on which pages were seen in that layout."""


class DocumentSpec(_WithOptions):
    """How one release is read."""

    earlier: tuple[EarlierLayout, ...] = ()
    """Readings of earlier layouts, for pages of the archive; ``communique source bump`` adds them. The day on which a
    page was fetched tells which is tried first, and those that do not match give way."""

    content_types: tuple[str, ...] = ()
    """Beginnings of the media types that a release may have; none: text, HTML, XML, JSON, PDF and e-mail."""


class Politeness(_Declared):
    """How the publisher's server is treated."""

    delay_seconds: float = Field(default=5.0, ge=0)
    """Seconds between the end of one request to the host and the start of the next."""
    connections: int = Field(default=1, ge=1, le=4)
    """Most requests to the host at the same time."""
    requests_per_run: int | None = Field(default=None, ge=1)
    """Most requests of one run; None: no limit."""
    listing_pages: int = Field(default=50, ge=1)
    """Most pages of the listing that one run follows. A range of days, and ``--all-pages``, go on with the next run."""


class Expect(_Declared):
    """What must hold of a source that works; a breach is reported, it stops nothing."""

    items_per_listing: Range | None = None
    """Least and most links of one listing page."""
    minimum_items: int = Field(default=1, ge=0)
    """Least links that a whole discovery finds."""
    items_per_day: Range | None = None
    """Least releases of a working day, most of any, over the latest 30 days; the first and last of them may be cut."""
    title: Presence = "always"
    published: Presence = "always"
    body_characters: Range | None = None
    """Least and most characters of a body."""


class Source(_Declared):
    """One publisher's stream of releases. The fields are those of its YAML file, ``source_id`` is the file's stem."""

    source_id: str
    name: Text
    publisher: Text | None = None
    """agency_id of the issuing body in ``config/registers/agencies.csv``."""
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2; None for international bodies."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"
    """ISO 639 code that holds where a page names no other."""
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    """IANA zone in which a publication date is a day."""
    kind: Kind = "press_release"
    homepage: WebAddress | None = None
    """For people: the publisher's page of releases."""
    licence: Text | None = None
    """Terms under which the publisher's texts may be used again."""
    notes: Text | None = None
    """What the next maintainer should know: where the interface is documented, what is odd."""
    listing: ListingSpec | None = None
    """None for sources that are only imported from files."""
    backfill: ListingSpec | None = None
    """A listing that reaches further back than ``listing`` (a sitemap beside a feed), read when a run is asked for a
    range of days."""
    document: DocumentSpec
    private_networks: tuple[Network, ...] = ()
    """Networks (CIDR) of private, loopback or link-local addresses that this source's hosts may have; none: such
    addresses are refused."""
    gone_after_days: int | None = Field(default=None, ge=1)
    """Close a release that the listing has not named for so many days. Only for listings that name all releases."""
    schedule: Annotated[str, AfterValidator(_schedule)] = "0 6 * * *"
    """Cron, in UTC; Dagster's schedule asks for the source at the full hour after."""
    paused: Text | None = None
    """Why no run asks for it; named on the command line it is asked for all the same. Its archived and imported pages
    are read as ever."""
    politeness: Politeness = Politeness()
    expect: Expect = Expect()
    verified: bool = False
    """True once the source has run against the live site and a person has looked at the result."""
    verified_on: date | None = None
    """The day of that (``communique source live --verify`` writes both)."""

    @property
    def is_asked(self) -> bool:
        """Whether runs ask its publisher's server for anything."""
        return self.listing is not None and self.paused is None

    @property
    def document_options(self) -> dict[str, object]:
        """Options for ``read_document``: the YAML's, and timezone, language and kind as defaults."""
        return self._with_defaults(self.document)

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How releases are read, each earlier layout with its last day; the present one last."""
        earlier = [Layout(one.parser, self._with_defaults(one), one.valid_until) for one in self.document.earlier]
        return (*earlier, Layout(self.document.parser, self.document_options))

    @property
    def listing_options(self) -> dict[str, object]:
        """Options for ``read_listing``, likewise; empty where there is no listing."""
        return self.options_of(self.listing) if self.listing else {}

    def options_of(self, listing: ListingSpec) -> dict[str, object]:
        """Options for ``read_listing`` of this listing."""
        return self._with_defaults(listing)

    def _with_defaults(self, spec: _WithOptions) -> dict[str, object]:
        return {**self._defaults, **spec.options}

    @property
    def _defaults(self) -> dict[str, object]:
        return {"timezone": self.timezone, "language": self.language, "kind": self.kind}


def load_source(path: Path) -> Source:
    """The source that one YAML file declares.

    Raises:
        ConfigError: names file, line and field of the first thing that is wrong; all others follow in its text.
    """
    if not SOURCE_ID.fullmatch(path.stem):
        raise ConfigError("a source's file name is its id: small letters, digits and single hyphens", file=path)
    content, lines = read_yaml(path)
    if not isinstance(content, Mapping):
        raise ConfigError("a source is a list of fields, 'name: …' first", file=path, line=lines.get((), 1))
    if "source_id" in content:
        line = line_of(("source_id",), lines)
        raise ConfigError("is the file's name and not given inside", file=path, line=line, field="source_id")
    try:
        return Source.model_validate({"source_id": path.stem, **content})
    except ValidationError as error:
        raise _config_error(error, path, lines) from error


def load_sources(folder: Path) -> dict[str, Source]:
    """Every source of a folder (``*.yaml``, not those that begin with a dot or underscore), by id, in order of id.

    Raises:
        ConfigError: the folder is missing, or a file of it is wrong.
    """
    return {source.source_id: source for source in map(load_source, source_files(folder))}


def source_files(folder: Path) -> list[Path]:
    """The YAML files of a folder of sources, in order.

    Raises:
        ConfigError: there is no such folder.
    """
    if not folder.is_dir():
        raise ConfigError("is no folder; COMMUNIQUE_SOURCES names the folder of source files", file=folder)
    return sorted(path for path in folder.glob("*.yaml") if path.name[0] not in "._")


def _config_error(error: ValidationError, path: Path, lines: dict[EntryPath, int]) -> ConfigError:
    faults = sorted(
        ((line_of(place := fault["loc"], lines) or 1, place, _say(fault)) for fault in error.errors()), key=_line
    )
    line, place, message = faults[0]
    others = "".join(f"\n{path}:{line}: {dotted(place)}: {message}" for line, place, message in faults[1:])
    return ConfigError(message + others, file=path, line=line, field=dotted(place))


def _line(fault: tuple[int, EntryPath, str]) -> int:
    return fault[0]


def _say(fault: Any) -> str:
    """pydantic's fault in words of someone who writes YAML."""
    kind, given = fault["type"], fault.get("input")
    if kind == "extra_forbidden":
        return "there is no such field"
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return f"{given!r} {fault['ctx']['error']}"
    return f"{given!r}: {fault['msg'][0].lower()}{fault['msg'][1:]}"
