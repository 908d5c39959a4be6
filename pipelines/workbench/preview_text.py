"""A preview in the terminal: fields with their origins, the generic parser beside, events with their words marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from parsers.records import Document, Event
from pipelines.workbench.preview import Beside, Previewed

if TYPE_CHECKING:
    from collections.abc import Sequence

LABEL = 13
SHORT = 600
"""Characters of a body that are shown, unless all are asked for."""
SHORT_PARAGRAPH = 160
TRIGGER, PLACE, FAULT, GOOD = "bold reverse", "dim cyan", "bold red", "green"


def show(console: Console, one: Previewed, *, full: bool = False) -> None:
    """Write the preview of one page."""
    events = one.events if isinstance(one.events, tuple) else ()
    for label, value, origin in _rows(one):
        words: str | Text = value
        if label == "title":
            words = _marked(one.document, events, 0, len(value), terminal=console.is_terminal)
        console.print(Text.assemble((f"{label:<{LABEL}}", "bold"), words), soft_wrap=True)
        if origin:
            console.print(Text(f"{'':<{LABEL}}← {origin}", PLACE), soft_wrap=True)
    for line in _beside(one.beside):
        console.print(line, soft_wrap=True)
    console.print()
    for paragraph in _body(one.document, events, full=full, terminal=console.is_terminal):
        console.print(paragraph, soft_wrap=True)
    if one.events is not None:
        console.print()
    if isinstance(one.events, str):
        console.print(Text.assemble((f"{'events':<{LABEL}}", "bold"), one.events), soft_wrap=True)
    elif one.events is not None:
        console.print(Text.assemble((f"{'events':<{LABEL}}", "bold"), str(len(one.events))))
        for event in one.events:
            console.print(_event(one.document, event), soft_wrap=True)
    for breach in one.breaches:
        console.print(Text(f"\nnot as expected: {breach}", FAULT), soft_wrap=True)


def rows(document: Document) -> list[tuple[str, str, str]]:
    """(label, value, name of the field whose origin it has) of everything but the body."""
    day = f"{document.published_date} ({document.timezone})" if document.published_date else "none"
    told = [
        ("title", document.title, "title"),
        (
            "published",
            f"{day}, {document.published_at.isoformat()}" if document.published_at else day,
            "published",
        ),
        ("kind", f"{document.kind}, language {document.language}", ""),
        ("address", document.url, ""),
        *((name, " | ".join(values), name) for name, values in document.fields.items()),
        *(("attachment", f"{one.title or ''} {one.url}".strip(), "") for one in document.attachments),
        *(("translation", f"{code} {url}", "") for code, url in document.translations.items()),
        *(("change", f"{change.at.isoformat()} {change.note}", "") for change in document.history),
    ]
    if document.withdrawn:
        told.append(("withdrawn", f"{document.withdrawn.at} {document.withdrawn.reason}", ""))
    paragraphs = document.body.count("\n\n") + 1
    told.append(("links", f"{len(document.links)} in the body", ""))
    told.append(("body", f"{len(document.body):,} characters, {paragraphs} paragraphs", "body"))
    return told


def days_of(event: Event) -> str:
    """The event's days in EDTF, 'no date' where it has none."""
    return event.dates.edtf or "no date"


def parties_of(event: Event) -> str:
    """The event's participants with their roles, on one line."""
    named = (f"{one.text or one.name if one.kind == 'person' else one.name} ({one.role})" for one in event.participants)
    return ", ".join(named)


def marked_spans(document: Document, events: Sequence[Event]) -> list[tuple[int, int, str]]:
    """(start, end, type) of the triggers in ``document.text``, in order, none over another."""
    spans: list[tuple[int, int, str]] = []
    for event in sorted(events, key=lambda one: (one.trigger.start, -one.trigger.end)):
        if not spans or event.trigger.start >= spans[-1][1]:
            spans.append((event.trigger.start, event.trigger.end, event.type))
    return spans


def _rows(one: Previewed) -> Iterator[tuple[str, str, str]]:
    for label, value, name in rows(one.document):
        origin = one.origins.get(name)
        yield label, value, "" if origin is None else origin_in_words(origin.place, is_told=origin.is_told)


def origin_in_words(place: str, *, is_told: bool) -> str:
    """The place, and whether the parser named it."""
    return place if is_told else f"{place} (there its words stand; the parser takes pages of any layout)"


def _beside(beside: Beside | str | None) -> Iterator[Text]:
    if beside is None:
        return
    label = (f"{'generic':<{LABEL}}", "bold")
    if isinstance(beside, str):
        yield Text.assemble(label, beside)
        return
    title = "the same title" if beside.same_title else f"another title ({beside.title})"
    day = "the same day" if beside.same_day else f"another day ({beside.published})"
    same = beside.same_title and beside.same_day and not beside.only_here and not beside.only_generic
    share = f"{title}, {day}, bodies agree by {beside.token_f1:.2f} (token F1)"
    yield Text.assemble(label, (share, GOOD if same else ""))
    for name, paragraphs in (("only here", beside.only_here), ("only generic", beside.only_generic)):
        for paragraph in paragraphs[:5]:
            yield Text(f"{'':<{LABEL}}{name}: {_cut(paragraph)}")
        if len(paragraphs) > 5:
            yield Text(f"{'':<{LABEL}}{name}: {len(paragraphs) - 5} more paragraphs")


def _body(document: Document, events: Sequence[Event], *, full: bool, terminal: bool) -> Iterator[Text]:
    """The body, indented, with triggers marked."""
    length = len(document.body)
    if not full and length > SHORT:
        length = len(document.body[:SHORT].rsplit(" ", 1)[0])
    text = _marked(document, events, document.body_start, document.body_start + length, terminal=terminal)
    if length < len(document.body):
        text.append(" …")
    for line in text.split("\n"):
        yield Text.assemble("    ", line) if line.plain else Text()


def _marked(document: Document, events: Sequence[Event], start: int, end: int, *, terminal: bool) -> Text:
    """A part of the text with the triggers in it marked; in square brackets where there is no terminal."""
    text, position = Text(), start
    for first, last, _ in marked_spans(document, events):
        if position <= first and last <= end:
            words = document.text[first:last]
            text.append(document.text[position:first])
            text.append(words if terminal else f"[{words}]", TRIGGER)
            position = last
    text.append(document.text[position:end])
    return text


def _event(document: Document, event: Event) -> Text:
    words = document.text[event.trigger.start : event.trigger.end]
    line = Text.assemble(
        f"{'':<{LABEL}}",
        (f"{event.type}", "bold"),
        f" {event.status}, {days_of(event)}, “{words}”, confidence {event.confidence:.2f}",
    )
    parties = parties_of(event)
    if parties:
        line.append(f"\n{'':<{LABEL}}  {parties}")
    return line


def _cut(paragraph: str) -> str:
    return paragraph if len(paragraph) <= SHORT_PARAGRAPH else paragraph[:SHORT_PARAGRAPH].rsplit(" ", 1)[0] + " …"
