"""The records that flow through Communiqué, from a link in a listing to coded events.

Every record is frozen, made in one place and passed on. Offsets are Python string indices (code points), end exclusive,
into ``Document.text`` of the same version. Days are inclusive. Countries are ISO 3166-1 alpha-2 codes (XK for Kosovo).
Roles, types and statuses are those of the event register (``config/registers/event_types.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Status = Literal["occurred", "ongoing", "planned", "called_off"]
Precision = Literal["day", "week", "month", "quarter", "half", "season", "year", "span", "unknown"]
Basis = Literal["explicit", "resolved", "publication", "none"]
CountryRole = Literal["location", "party", "mentioned"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexReason = Literal[
    "told",
    "year_of_paragraph",
    "year_past",
    "year_to_come",
    "year_nearest",
    "year_of_story",
    "day_past",
    "day_to_come",
    "day_of_story",
    "counted",
    "nth_day",
]
"""Why an expression has its days: told in full; the year (or day, of a weekday) that it does not tell is the last, the
next or the nearest one seen from its anchor, or follows the dates told before; counted from its anchor ("two days
later"); the so-manieth day of the range told before."""
DateReason = Literal[
    "clause",
    "sentence",
    "heading",
    "dateline",
    "publication",
    "carried",
    "same_place",
    "next_sentence",
    "same_breath",
    "occasion",
    "news",
    "counted",
    "stop",
    "first_and_last_day",
    "first_day_and_length",
    "last_day_and_length",
    "earlier_day_and_length",
    "none",
]
"""Why an event has its days: a date expression in the clause of its trigger, elsewhere in its sentence, or in the
heading of its section; told as news, on the day of the dateline or of publication; the days of the event told before in
the paragraph, of the visit told before at the same place, of the step told with the same breath, of the visit or
gathering at which it happened, or of the news told before it; an expression in
the sentence after it, or at one stop of a journey; reckoned from a first day, a last day or a
length, or counted from another day of its sentence."""
StatusReason = Literal["words", "rule", "calendar"]
"""What told the status: the verb and its helpers, the rule of the register, or days that lie ahead of the publication
or around it."""
ParticipantKind = Literal["agency", "unnamed", "state", "company", "person"]


class ParseError(ValueError):
    """A page is not what its parser expects; says what was looked for, how often it was found, and on which URL."""

    def __init__(self, message: str, *, url: str, selector: str | None = None) -> None:
        """``selector`` is the CSS selector, JSON path or line pattern that did not match as it must."""
        self.message, self.url, self.selector = message, url, selector
        super().__init__(f"{message}{f' [{selector}]' if selector else ''} at {url}")


# --- reading -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """One release as its listing announces it."""

    url: str
    """Absolute URL of the document, without fragment."""
    title: str | None = None
    """The listing's own title, for messages and for checks against the page."""
    date_hint: date | None = None
    """The listing's day for it; a hint for discovery, never the publication date of the document."""
    item: bytes | None = None
    """The whole release, where the listing holds it (an item of an API's answer, of a feed with full text), as the
    bytes that the document parser reads. It is kept in the archive under ``url``, for which nothing is asked then."""
    item_type: str = "application/json"
    """Media type of ``item``."""


@dataclass(frozen=True, slots=True)
class Part:
    """A further listing that a listing names: a sitemap of a sitemap index, the page of one day."""

    url: str
    newest: date | None = None
    """Day of its latest change or of its newest link; None where nobody tells. Older parts need not be read again."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one index page, feed or API answer holds."""

    links: tuple[Link, ...]
    next_url: str | None = None
    """Absolute URL of the next page, None on the last."""
    parts: tuple[Part, ...] = ()
    """Further listings to be read like this one."""
    hints_are_changes: bool = False
    """The links' days are those of their latest change (a sitemap's ``lastmod``): a release may be older."""


@dataclass(frozen=True, slots=True)
class Page:
    """One response as it was received."""

    url: str
    """The URL that was asked for (after redirects: the last one)."""
    body: bytes
    """Payload with content encoding removed, characters not yet decoded."""
    fetched_at: datetime
    """Moment of the response, with time zone (UTC); for archives the WARC-Date."""
    status: int = 200
    """HTTP status code."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Response headers, names in lower case."""

    @property
    def content_type(self) -> str:
        """Media type in lower case without parameters, '' where the response names none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a release offers."""

    url: str
    title: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change history that a publisher shows."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The publisher's own notice that a release no longer holds."""

    at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a release, as its page tells it.

    ``text`` is the title, a blank line and the body: paragraphs separated by one blank line, runs of white space folded
    to one blank, no line ends inside a paragraph. All offsets of mentions and events point into it.
    """

    url: str
    title: str
    body: str
    """Paragraphs separated by one blank line; holds no navigation, footer, sharing links or "Updated" line."""
    published_date: date | None = None
    """The release's day in the publisher's time zone; None where the page tells none."""
    published_at: datetime | None = None
    """The moment with time zone, where the page tells more than a day."""
    timezone: str | None = None
    """IANA name of the publisher's zone, in which ``published_date`` is a day."""
    language: str | None = None
    """ISO 639-1 code as the page or its source tells it."""
    kind: str = "press_release"
    """press_release, news, speech, newsletter, statement, questionnaire, other."""
    links: tuple[str, ...] = ()
    """Absolute URLs in the body, in order, without repeats."""
    attachments: tuple[Attachment, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further labelled values of the page (components, topics, number, form fields), in the page's order."""
    history: tuple[Change, ...] = ()
    withdrawn: Withdrawal | None = None
    canonical_url: str | None = None
    """The page's own statement of its address, where it differs from ``url``."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """ISO 639 code (with a region where the page names one, ``zh-hk``) → absolute URL of the same release in it."""
    embargoed_until: datetime | None = None
    """Moment before which the release itself says that it must not be used."""
    charset: str | None = None
    """Encoding in which the page was read and what told it: ``utf-8 (header)``, ``cp1252 (meta)``, ``gb18030 (guess)``;
    also ``mark`` (byte order mark) and ``bytes`` (all of them are UTF-8)."""

    @property
    def text(self) -> str:
        """Title, blank line, body; the stored text of this version."""
        return f"{self.title}\n\n{self.body}" if self.title and self.body else self.title or self.body

    @property
    def body_start(self) -> int:
        """Offset in ``text`` at which the body begins."""
        return len(self.text) - len(self.body)


# --- language ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a text before it is read."""

    published: date | None = None
    """Publication date: the anchor of relative dates."""
    publisher: str | None = None
    """agency_id of the issuing body in the agency register."""
    publisher_name: str | None = None
    """Name of the issuing body, for bodies that the register does not hold."""
    country: str | None = None
    """The publisher's country: the prior for homonyms, numeric dates, capitals."""
    kind: str = "press_release"
    language: str = "en"
    title_end: int = 0
    """Offset at which the title ends (0: the text has no separate title line)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Calendar days that a date expression or event covers; both ends None where only a part is known."""

    start: date | None
    end: date | None
    precision: Precision
    edtf: str | None
    """ISO 8601-2 Extended Date/Time Format, e.g. 2023-03, 2023-03-11/2023-03-15, XXXX-03-11."""


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3 expression."""

    start: int
    end: int
    type: TimexType
    value: str
    """TIMEX3 value (2023-03, 2023-W12, P9D, PRESENT_REF, XXXX-03-11 …); ranges of days as A/B."""
    interval: Interval | None
    """The calendar interval; None for durations, sets and vague references."""
    basis: Basis = "none"
    """explicit where the text tells it in full, resolved where an anchor was needed, none where it stays open."""
    mod: str | None = None
    """TIMEX3 modifier: START, MID, END, APPROX, BEFORE, AFTER …"""
    parts: tuple[Timex, ...] = ()
    """The two ends of a range, each as the TIMEX3 tag that it would be alone."""
    reason: TimexReason | None = None
    """Why it has its days; None where it has none."""
    anchor: date | None = None
    """The day from which they were reckoned, None where the text tells them in full."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a country or stand for one (demonym, capital, region, city)."""

    start: int
    end: int
    country: str
    kind: Literal["country", "demonym", "region", "city", "body"]
    """body: the country is told inside an agency's name ("U.S. Attorney")."""
    name: str
    """The gazetteer's name of the place."""
    subdivision: str | None = None
    """ISO 3166-2 code where the place lies in one that is known."""


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """Words that name or stand for one body."""

    start: int
    end: int
    agency_id: str
    """Id in the register, or a provisional one (prefix ``x-``) made from name and country."""
    name: str
    """Display name: the register's, homonyms and generic names qualified in brackets, "Ministry of Finance (Ghana)"."""
    country: str | None
    kind: Literal["agency", "unnamed", "company"] = "agency"
    """unnamed: a group told as one ("anti-corruption agencies of Senegal")."""
    method: str = "register"
    """What found it: register, acronym, pattern, entity, anaphor, publisher."""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of a treaty or law that the text cites."""

    start: int
    end: int
    instrument: str
    """UNCAC, or the law's title or code, e.g. "Prevention of Bribery Ordinance", "U.S. Code Title 18"."""
    article: str | None
    """Article or section with its paragraphs as told: "7(1)(d)", "1956"."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One party of an event in one role."""

    name: str
    """Display name; "unnamed anti-corruption agency" for unnamed bodies, "person" for persons."""
    role: str
    kind: ParticipantKind = "agency"
    agency_id: str | None = None
    country: str | None = None
    text: str | None = None
    """The words that stand for it in the text, always given for persons."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class EventCountry:
    """One country of an event in one role."""

    country: str
    role: CountryRole
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters that told a part of an event."""

    start: int
    end: int
    about: Literal["trigger", "sentence", "date", "participant", "country", "status"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing an organisation did, that was done to it or that it took part in, told by one document."""

    type: str
    status: Status
    dates: Interval
    basis: Basis
    trigger: Evidence
    rule: str
    """Name of the rule of the event register that fired, e.g. ``visit/verb:pay+visit``."""
    confidence: float
    participants: tuple[Participant, ...] = ()
    countries: tuple[EventCountry, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """All spans: trigger, sentences, and what told date, participants, countries and status."""
    date_reason: DateReason = "none"
    date_words: Evidence | None = None
    """The date expression on which the days rest; None for those of the publication, and where there are none."""
    status_reason: StatusReason = "words"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one text."""

    timexes: tuple[Timex, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    citations: tuple[Citation, ...] = ()
    events: tuple[Event, ...] = ()
