"""How the sample's releases look on the wire: RSS, HTML in three layouts, GOV.UK's JSON, questionnaire annexes.

Every page says that it is invented: in words outside the release, and to machines as ``communique-sample``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from pipelines.demo.releases import Publisher, Release

NOTICE = "Invented: this publisher, its releases and all persons and companies in them were made up for Communiqué."
STYLE = "body{max-width:44em;margin:2em auto;font:1rem/1.5 sans-serif}.invented{background:#fd6;padding:.3em 1em}"
QUESTIONS = {
    "country": "Country",
    "authorities": "Implementing authority/authorities",
    "articles": "Corresponding paragraph(s) of the UNGASS political declaration and/or article(s) of the Convention",
    "title": "Title of initiative",
    "keywords": "Keywords of initiative",
    "summary": "Short summary of initiative (please indicate the start date/duration if relevant)",
    "description": "Detailed description of initiative",
    "lessons": "Lessons learned in implementing the initiative",
    "challenges": "Challenges encountered in implementing the initiative",
    "link": "Link to more information",
}
"""The form's own words, by the field of the sample that answers them."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
"""The least that calls itself a PDF; attachments are listed, not read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers with."""

    body: bytes
    media_type: str
    modified: datetime


Pages = Mapping[str, Reply]
"""Replies by path with query, as the links of the sample write them."""


def pages_of(publisher: Publisher, base: str) -> Pages:
    """Every page of one publisher; ``base`` is the site's address without a slash at its end."""
    return dict(_LAYOUTS[publisher.layout](publisher, base))


def search(publisher: Publisher, target: str) -> Reply:
    """GOV.UK's search answer: the slice that the query's ``start`` and ``count`` ask for, newest first."""
    query = parse_qs(urlsplit(target).query)
    start, count = int(query.get("start", ["0"])[0]), int(query.get("count", ["10"])[0])
    results = [
        {
            "title": release.title,
            "link": release.path,
            "description": release.description,
            "public_timestamp": release.published.isoformat(),
            "format": release.kind,
            "content_store_document_type": release.kind,
            "organisations": [_organisation(publisher)],
        }
        for release in publisher.releases
    ]
    answer = {"communique-sample": NOTICE, "results": results[start : start + count], "total": len(results)}
    return _json({**answer, "start": start}, _latest(publisher.releases))


# --- layouts -------------------------------------------------------------------------------------------------------


def _feed(publisher: Publisher, base: str) -> Iterator[tuple[str, Reply]]:
    items = "".join(
        f"<item><title>{escape(release.title)}</title><link>{base}{release.path}</link>"
        f"<guid>{base}{release.path}</guid><pubDate>{format_datetime(release.published)}</pubDate></item>\n"
        for release in publisher.releases
    )
    rss = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(publisher.name)}</title><link>{base}/</link><description>{NOTICE}</description>"
        f"<category>communique-sample</category>\n{items}</channel></rss>\n"
    )
    yield "/feed.xml", _reply(rss, "application/rss+xml", _latest(publisher.releases))
    for release in publisher.releases:
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": release.title,
            "datePublished": release.published.isoformat(),
            "dateModified": release.modified.isoformat(),
            "inLanguage": release.language,
            "publisher": {"@type": "GovernmentOrganization", "name": publisher.name},
        }
        head = f'<script type="application/ld+json">{json.dumps(about)}</script>'
        files = "".join(f'<li><a href="{file.path}">{escape(file.title)}</a></li>' for file in release.attachments)
        body = f"<article><h1>{escape(release.title)}</h1>\n{_paragraphs(release)}"
        body += f'<ul class="attachments">{files}</ul></article>' if files else "</article>"
        yield release.path, _html(publisher, release, body, head=head)
        for file in release.attachments:
            yield file.path, Reply(PDF, "application/pdf", release.modified)


def _index(publisher: Publisher, base: str) -> Iterator[tuple[str, Reply]]:
    def page(number: int) -> str:
        return "/press" if number == 1 else f"/press?page={number}"

    for number, rows, last in _slices(publisher):
        items = "".join(
            f'<li class="release"><a href="{release.path}">{escape(release.title)}</a> '
            f'<time datetime="{release.published:%Y-%m-%d}">{release.published:%d.%m.%Y}</time></li>\n'
            for release in rows
        )
        older = "" if last else f'<a rel="next" href="{page(number + 1)}">Older releases</a>'
        body = f'<h1>Press releases</h1><ul class="releases">\n{items}</ul><nav>{older}</nav>'
        yield page(number), _html(publisher, None, body, modified=_latest(rows))
    for release in publisher.releases:
        date = f'<p class="date"><time datetime="{release.published:%Y-%m-%d}">{_day(release)}</time></p>'
        text = "" if release.broken else f'<div class="text">\n{_paragraphs(release)}</div>'
        yield release.path, _html(publisher, release, f"<main><h1>{escape(release.title)}</h1>{date}{text}</main>")


def _justice(publisher: Publisher, base: str) -> Iterator[tuple[str, Reply]]:
    def page(number: int) -> str:
        return "/news" if number == 1 else f"/news?page={number - 1}"

    for number, rows, last in _slices(publisher):
        items = "".join(
            '<div class="views-row"><div class="views-field views-field-type"><span class="field-content">Press Release'
            '</span></div><div class="views-field views-field-title"><span class="field-content">'
            f'<a href="{release.path}">{escape(release.title)}</a></span></div></div>\n'
            for release in rows
        )
        link = f'<a href="{page(number + 1)}">next</a>'
        pager = "" if last else f'<ul class="pager"><li class="pager__item pager__item--next">{link}</li></ul>'
        body = f'<div class="view view-justice-news-panes"><div class="view-content">\n{items}</div></div>{pager}'
        yield page(number), _html(publisher, None, body, modified=_latest(rows))
    for release in publisher.releases:
        title = escape(release.title)
        labels = {"topics": ("topic", "Topic(s)"), "components": ("component", "Component(s)")}
        fields = "".join(
            _field(f"pr-{name}", label, release.labels.get(key, ()))
            for key, (name, label) in {**labels, "number": ("number", "Press Release Number")}.items()
        )
        body = (
            f'<div class="l-content" role="main"><article class="node node--press-release"><header><span '
            f'class="rdf-meta element-hidden" property="dc:title" content="{title}"></span></header>'
            '<div class="node__content"><div class="pr-info"><div class="field field--name-field-pr-date"><span '
            f'class="date-display-single" property="dc:date" content="{release.published.isoformat()}">'
            f"{release.published:%A, %B} {release.published.day}, {release.published.year}</span></div></div>"
            f'<h1 id="node-title">{title}</h1>'
            '<div class="field field--name-field-pr-body"><div class="field__items"><div class="field__item even">\n'
            f'{_paragraphs(release)}</div></div></div><div class="pr-fields">{fields}</div></div>'
            '<div class="node__updated">Updated October 1, 2025</div></article></div>'
        )
        yield release.path, _html(publisher, release, body)


def _govuk(publisher: Publisher, base: str) -> Iterator[tuple[str, Reply]]:
    for release in publisher.releases:
        first = {"public_timestamp": release.published.isoformat(), "note": "First published."}
        later = [{"public_timestamp": at.isoformat(), "note": note} for at, note in release.history]
        withdrawn = release.withdrawn and {
            "explanation": f'<div class="govspeak"><p>{escape(release.withdrawn[1])}</p></div>',
            "withdrawn_at": release.withdrawn[0].isoformat(),
        }
        content = {
            "communique-sample": NOTICE,
            "base_path": release.path,
            "content_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"communique-sample{release.path}")),
            "document_type": release.kind,
            "schema_name": "speech" if release.kind == "speech" else "news_article",
            "locale": release.language,
            "title": release.title,
            "description": release.description,
            "first_published_at": release.published.isoformat(),
            "public_updated_at": max([release.published, *(at for at, _ in release.history)]).isoformat(),
            "updated_at": release.modified.isoformat(),
            "withdrawn_notice": withdrawn or {},
            "links": {"organisations": [_organisation(publisher)]},
            "details": {
                "body": f'<div class="govspeak">{_paragraphs(release)}</div>',
                "change_history": [first, *later],
                "first_public_at": release.published.isoformat(),
            },
        }
        yield f"/api/content{release.path}", _json(content, release.modified)


def _annexes(publisher: Publisher, base: str) -> Iterator[tuple[str, Reply]]:
    items = "".join(
        f'<li class="release"><a href="{release.path}">{escape(release.fields["country"])}: {escape(release.title)}</a>'
        f' <time datetime="{release.published:%Y-%m-%d}">{_day(release)}</time></li>\n'
        for release in publisher.releases
    )
    body = f'<h1>Answers to the questionnaire</h1><ul class="releases">\n{items}</ul>'
    yield "/annexes", _html(publisher, None, body, modified=_latest(publisher.releases))
    for release in publisher.releases:
        answers = {**release.fields, "title": release.title}
        rows = [(QUESTIONS[name], answers[name]) for name in QUESTIONS]
        if release.plain_text:
            lines = [f"[{NOTICE}]", "", "Annex - Questionnaire", "", *(f"{label}\t{told}" for label, told in rows)]
            yield release.path, _reply("\n".join(lines) + "\n", "text/plain", release.modified)
            continue
        table = "".join(f"<tr><td>{escape(label)}</td><td>{''.join(_p(told))}</td></tr>\n" for label, told in rows)
        date = f'<p>Received on <time datetime="{release.published:%Y-%m-%d}">{_day(release)}</time></p>'
        yield release.path, _html(publisher, release, f"<h1>Annex - Questionnaire</h1>{date}<table>\n{table}</table>")


_LAYOUTS: dict[str, Callable[[Publisher, str], Iterator[tuple[str, Reply]]]] = {
    "feed": _feed,
    "index": _index,
    "justice": _justice,
    "govuk": _govuk,
    "annexes": _annexes,
}


# --- parts of pages ------------------------------------------------------------------------------------------------


def _html(
    publisher: Publisher, release: Release | None, body: str, *, head: str = "", modified: datetime | None = None
) -> Reply:
    name = escape(publisher.name)
    title = f"{escape(release.title)} | {name}" if release else name
    page = (
        f'<!DOCTYPE html>\n<html lang="{(release or publisher).language}"><head><meta charset="utf-8">'
        f'<title>{title}</title><meta name="communique-sample" content="invented"><style>{STYLE}</style>{head}</head>\n'
        f'<body><header><p class="invented">{NOTICE}</p><a href="/">{name}</a></header>\n{body}\n'
        f'<footer><p class="invented">{name}, {publisher.country}. {NOTICE}</p></footer></body></html>\n'
    )
    moment = release.modified if release else modified
    assert moment is not None
    return _reply(page, "text/html", moment)


def _paragraphs(release: Release) -> str:
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in release.paragraphs)


def _p(text: str) -> Iterator[str]:
    parts = text.strip().split("\n\n")
    yield from (f"<p>{escape(part, quote=False)}</p>" for part in parts) if len(parts) > 1 else [escape(parts[0])]


def _field(name: str, label: str, values: Sequence[str]) -> str:
    items = "".join(f'<div class="field__item">{escape(value)}</div>' for value in values)
    return (
        f'<div class="field field--name-field-{name}"><div class="field__label">{label}: </div>'
        f'<div class="field__items">{items}</div></div>'
    )


def _organisation(publisher: Publisher) -> dict[str, Any]:
    slug = publisher.key.replace("_", "-")
    return {"title": publisher.name, "slug": slug, "base_path": f"/government/organisations/{slug}"}


def _slices(publisher: Publisher) -> Iterator[tuple[int, Sequence[Release], bool]]:
    """(page number from 1, its releases, whether it is the last)."""
    starts = range(0, len(publisher.releases), publisher.page_size)
    for number, start in enumerate(starts, 1):
        yield number, publisher.releases[start : start + publisher.page_size], start == starts[-1]


def _day(release: Release) -> str:
    return f"{release.published.day} {release.published:%B %Y}"


def _latest(releases: Sequence[Release]) -> datetime:
    return max(release.modified for release in releases)


def _reply(text: str, media_type: str, modified: datetime) -> Reply:
    return Reply(text.encode(), f"{media_type}; charset=utf-8", modified.astimezone(ZoneInfo("UTC")))


def _json(content: Mapping[str, Any], modified: datetime) -> Reply:
    return _reply(json.dumps(content, indent=1, ensure_ascii=False), "application/json", modified)
