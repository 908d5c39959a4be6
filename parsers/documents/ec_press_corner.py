"""Documents of the European Commission's Press Corner, as its API gives them (…/presscorner/api/documents).

The API is the one that the Press Corner's own pages use. It has no public description; the fields are those that
public readers of it have written down: ``refCd``, ``eventDate``, ``publishDate``, ``docutypeResource``, ``languages``,
``policiesResource``, ``commissionerResource``, ``placeResource`` and, in ``docuLanguageResource``, ``title``,
``subtitle``, ``htmlContent``, ``language``. The shape of its ``attachmentResources`` is told nowhere.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from parsers.documents.markup import body_of, markup_at, one_line, read_fragment
from parsers.json_page import Json
from parsers.moments import Moment
from parsers.records import Document, Page, ParseError
from parsers.registry import document_parser

KINDS = {"IP": "press_release", "SPEECH": "speech", "STATEMENT": "statement", "MEX": "news"}
"""``docutypeResource.code`` → our kind: press releases, speeches, statements, daily news."""
_REFERENCE = re.compile(r"[A-Z]+/\d+/\d+(?:/\w+)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}")


@document_parser("ec_press_corner")
def parse(
    page: Page, *, timezone: str = "Europe/Brussels", language: str | None = None, kind: str = "press_release"
) -> Document:
    """Press Corner API: title, body, day of the event and moment of publication, languages, policies, commissioners.

    The day is ``eventDate``; ``publishDate`` is its moment where both are the same day.

    Raises:
        ParseError: reference, title, text or day is missing, as in answers for a language that the document has not.
    """
    told = Json.of(page)
    reference = told.text("refCd")
    if not _REFERENCE.fullmatch(reference):
        raise ParseError(f"{reference[:40]!r} is no reference like IP/24/1", url=page.url, selector="refCd")
    title = one_line(markup_at(told, "docuLanguageResource.title"))
    if not title:
        raise ParseError("holds no text", url=page.url, selector="docuLanguageResource.title")
    content = read_fragment(markup_at(told, "docuLanguageResource.htmlContent"), page.url)
    published = _published(told, timezone)
    code = (told.maybe_text("docuLanguageResource.language") or language or "").lower()
    return Document(
        url=page.url,
        title=title,
        body=body_of(content, page.url, "docuLanguageResource.htmlContent"),
        published_date=published.day,
        published_at=published.at,
        timezone=timezone,
        language=code if _LANGUAGE.fullmatch(code) else language,
        kind=KINDS.get(told.maybe_text("docutypeResource.code") or "", kind),
        links=content.links,
        attachments=content.files,
        fields=_fields(told),
        canonical_url=_detail(page.url, reference, code) if _LANGUAGE.fullmatch(code) else None,
        translations=_translations(told, page.url, reference, code),
    )


def _published(told: Json, timezone: str) -> Moment:
    event, publication = (told.maybe_datetime(name, timezone) for name in ("eventDate", "publishDate"))
    if event is None:
        raise ParseError("holds no date", url=told.url, selector="eventDate")
    return publication if publication and publication.day == event.day else Moment(event.day, None)


def _detail(url: str, reference: str, code: str) -> str:
    """The public page of a document: ``/commission/presscorner/detail/en/ip_24_1``."""
    return urljoin(url, f"../detail/{code}/{reference.lower().replace('/', '_')}")


def _translations(told: Json, url: str, reference: str, own: str) -> dict[str, str]:
    stated = told.get("languages")
    codes = [code.lower() for code in stated if isinstance(code, str)] if isinstance(stated, list) else []
    return {code: _detail(url, reference, code) for code in codes if code != own and _LANGUAGE.fullmatch(code)}


def _fields(told: Json) -> dict[str, tuple[str, ...]]:
    single = {
        "reference": told.maybe_text("refCd"),
        "subtitle": one_line(told.maybe_text("docuLanguageResource.subtitle") or ""),
        "type": told.maybe_text("docutypeResource.description"),
        "place": told.maybe_text("placeResource.description"),
    }
    listed = {
        "policies": ("policiesResource", "description"),
        "commissioners": ("commissionerResource", "shortDescription"),
    }
    found: dict[str, tuple[str, ...]] = {name: (value,) for name, value in single.items() if value}
    for name, (path, label) in listed.items():
        found[name] = tuple(dict.fromkeys(text for one in told.items(path) if (text := one.maybe_text(label))))
    return {name: values for name, values in found.items() if values}
