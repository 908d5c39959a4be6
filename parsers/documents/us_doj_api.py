"""Releases of the US Department of Justice as its news API gives them (justice.gov/developer/api-documentation/api_v1).

Fields that the API's users have written down, and no others: ``uuid``, ``title``, ``body`` (HTML), ``date`` and
``changed`` (seconds since 1970, as strings), ``url``, ``number``, ``component`` and ``topic`` (an object or a list of
objects with ``name`` and ``uuid``, or text). The shape of ``attachment`` and ``image`` is told nowhere: files are
those that the body links to.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from parsers.documents.markup import body_of, markup_at, one_line, read_fragment
from parsers.html import address
from parsers.json_page import Json
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser


@document_parser("us_doj_api")
def parse(page: Page, *, timezone: str = "America/New_York", language: str = "en") -> Document:
    """One release of the news API: title, day, body, number, topics, components.

    Also a release asked for alone (``/api/v1/press_releases/UUID.json``), the first of its ``results``.

    Raises:
        ParseError: title, date or body is missing.
    """
    answer = Json.of(page)
    results = answer.items("results")
    release = results[0] if results else answer
    title = one_line(markup_at(release, "title"))
    if not title:
        raise ParseError("holds no text", url=page.url, selector="title")
    base = address(page.url, release.maybe_text("url") or "") or page.url
    body = read_fragment(markup_at(release, "body"), base)
    return Document(
        url=page.url,
        title=title,
        body=body_of(body, page.url, "body"),
        published_date=day_of(release, "date", timezone),
        timezone=timezone,
        language=language,
        links=body.links,
        attachments=body.files,
        fields=_fields(release),
        canonical_url=base if base != page.url else None,
    )


def day_of(release: Json, path: str, timezone: str) -> date:
    """The day that a number of seconds since 1970 states.

    The API writes a day as its noon or its midnight in UTC, or as its midnight in Washington, so midnight of UTC is
    that day and not the evening before; what it states is no moment.

    Raises:
        ParseError: there is no such number.
    """
    moment = _moment(release, path)
    if moment is None:
        raise ParseError("holds no seconds since 1970", url=release.url, selector=path)
    return (moment if moment.timestamp() % 86_400 == 0 else moment.astimezone(ZoneInfo(timezone))).date()


def _moment(release: Json, path: str) -> datetime | None:
    value = release.get(path)
    digits = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    # beyond: the year 2286
    return (
        datetime.fromtimestamp(int(digits), UTC) if digits.isascii() and digits.isdigit() and len(digits) < 11 else None
    )


def _fields(release: Json) -> dict[str, tuple[str, ...]]:
    """``uuid``, ``number``, ``changed`` (ISO 8601), ``topics`` and ``components``."""
    found = {name: (text,) for name in ("uuid", "number") if (text := release.maybe_text(name))}
    changed = _moment(release, "changed")
    if changed is not None:
        found["changed"] = (changed.isoformat(),)
    named = {"topics": _names(release, "topic"), "components": _names(release, "component")}
    return found | {name: values for name, values in named.items() if values}


def _names(release: Json, path: str) -> tuple[str, ...]:
    value = release.get(path)
    names = [
        one.get("name") if isinstance(one, dict) else one for one in (value if isinstance(value, list) else [value])
    ]
    return tuple(dict.fromkeys(name for told in names if isinstance(told, str) and (name := one_line(told))))
