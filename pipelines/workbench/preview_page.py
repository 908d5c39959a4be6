"""A preview as one HTML page without anything from elsewhere: to be looked at in a browser, sent, or printed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from config.sources import Source
from parsers.records import Document, Event
from pipelines.workbench.preview import Beside, Previewed
from pipelines.workbench.preview_text import days_of, marked_spans, origin_in_words, parties_of, rows

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --paper: #fbfbf9; --card: #fff; --line: #dfe2e6;
  --mark: #ffe08a; --code: #0b5e8a; --bad: #b3261e; --good: #1e7d4f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ec; --soft: #9aa5b4; --paper: #14171c; --card: #1c2128;
  --line: #333b46; --mark: #7a5b00; --code: #7cc4ee; --bad: #ff8a80; --good: #7bd8a5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 1rem; }
h3 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); margin: 1.75rem 0 .5rem; }
p.about { color: var(--soft); margin: 0 0 1.5rem; }
nav ol { margin: 0 0 1.5rem; padding-left: 1.4rem; }
a { color: var(--code); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.5rem;
  margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; width: 7.5rem; overflow-wrap: normal; }
td.place { width: 34%; }
code { color: var(--code); font: .85em/1.5 ui-monospace, SFMono-Regular, Consolas, monospace; }
code.words { opacity: .75; border-bottom: 1px dashed currentColor; }
article { max-width: 44rem; }
article p { margin: 0 0 .9rem; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: .05em .2em; }
.bad { color: var(--bad); } .good { color: var(--good); }
del, ins { text-decoration: none; display: block; padding-left: .9rem; margin: .35rem 0; border-left: 3px solid; }
ins { border-color: var(--good); } del { border-color: var(--bad); }
td.short { overflow-wrap: normal; white-space: nowrap; font-variant-numeric: tabular-nums; }
thead th { font-weight: 400; border-top: 0; width: auto; }
@media (max-width: 40rem) { section { padding: 1rem; overflow-x: auto; } th { width: auto; }
  table.fields tr, table.fields th, table.fields td { display: block; width: auto; padding: .1rem 0; border: 0; }
  table.fields tr { border-top: 1px solid var(--line); padding: .4rem 0; } }
"""


HEAD = (
    '<thead><tr><th scope="col">event</th><th scope="col">status</th><th scope="col">days</th>'
    '<th scope="col">participants</th><th scope="col">words</th><th scope="col">confidence</th></tr></thead>'
)


def html_of(source: Source, previews: Sequence[Previewed]) -> str:
    """The page: what ``source`` reads on each release."""
    titles = "".join(
        f'<li><a href="#r{number}">{escape(one.document.title)}</a></li>' for number, one in enumerate(previews, 1)
    )
    sections = "\n".join(_section(number, one) for number, one in enumerate(previews, 1))
    listing = f"listing <code>{escape(source.listing.parser)}</code>, " if source.listing else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(source.source_id)}: preview</title><style>{STYLE}</style></head><body>
<header><h1>{escape(source.name)}</h1>
<p class="about"><code>{escape(source.source_id)}</code> · {listing}releases
<code>{escape(source.document.parser)}</code> · {len(previews)} read, nothing stored</p></header>
<nav><ol>{titles}</ol></nav>
{sections}
</body></html>
"""


def _section(number: int, one: Previewed) -> str:
    document = one.document
    faults = "".join(f'<p class="bad">Not as expected: {escape(breach)}</p>' for breach in one.breaches)
    return f"""<section id="r{number}"><h2>{_marked(document, one.events, 0, len(document.title))}</h2>{faults}
<table class="fields">{"".join(_row(one, *row) for row in rows(document))}</table>
{_beside(one.beside)}{_events(document, one.events)}
<h3>Body</h3><article lang="{escape(document.language or "en")}">{_body(document, one.events)}</article></section>"""


def _row(one: Previewed, label: str, value: str, name: str) -> str:
    origin = one.origins.get(name)
    place = ""
    if origin:
        told = (
            "" if origin.is_told else f' class="words" title="{escape(origin_in_words(origin.place, is_told=False))}"'
        )
        place = f"<code{told}>{escape(origin.place)}</code>"
    shown = (
        f'<a href="{escape(value)}">{escape(value)}</a>' if value.startswith(("http://", "https://")) else escape(value)
    )
    return f'<tr><th scope="row">{escape(label)}</th><td>{shown}</td><td class="place">{place}</td></tr>'


def _beside(beside: Beside | str | None) -> str:
    if beside is None:
        return ""
    if isinstance(beside, str):
        return f"<h3>Generic parser</h3><p>{escape(beside[:1].upper() + beside[1:])}.</p>"
    title = _verdict("the same title", f"another title: {beside.title}", good=beside.same_title)
    day = _verdict("the same day", f"another day: {beside.published}", good=beside.same_day)
    only = "".join(f"<ins>{escape(text)}</ins>" for text in beside.only_here)
    others = "".join(f"<del>{escape(text)}</del>" for text in beside.only_generic)
    lists = (f"<p>Only here:</p>{only}" if only else "") + (
        f"<p>Only the generic parser:</p>{others}" if others else ""
    )
    return f"<h3>Generic parser</h3><p>{title}, {day}, bodies agree by {beside.token_f1:.2f} (token F1).</p>{lists}"


def _verdict(yes: str, no: str, *, good: bool) -> str:
    return f'<span class="{"good" if good else "bad"}">{escape(yes if good else no)}</span>'


def _events(document: Document, events: tuple[Event, ...] | str | None) -> str:
    if events is None:
        return ""
    if isinstance(events, str):
        return f"<h3>Events</h3><p>{escape(events)}</p>"
    lines = "".join(
        f'<tr><th scope="row">{escape(event.type)}</th><td class="short">{escape(event.status)}</td>'
        f'<td class="short">{escape(days_of(event))}</td><td>{escape(parties_of(event))}</td>'
        f'<td class="short"><mark>{escape(document.text[event.trigger.start : event.trigger.end])}</mark></td>'
        f'<td class="short">{event.confidence:.2f}</td></tr>'
        for event in events
    )
    return f"<h3>Events: {len(events)}</h3>" + (f"<table>{HEAD}{lines}</table>" if events else "")


def _body(document: Document, events: tuple[Event, ...] | str | None) -> str:
    text = _marked(document, events, document.body_start, len(document.text))
    return "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))


def _marked(document: Document, events: tuple[Event, ...] | str | None, start: int, end: int) -> str:
    """A part of the text with the triggers in it marked, the event's type to be read where the pointer rests on it."""
    parts, position = [], start
    for first, last, kind in marked_spans(document, events if isinstance(events, tuple) else ()):
        if position <= first and last <= end:
            words = escape(document.text[first:last])
            parts.append(f'{escape(document.text[position:first])}<mark title="{escape(kind)}">{words}</mark>')
            position = last
    return "".join([*parts, escape(document.text[position:end])])
