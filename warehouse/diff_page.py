"""The difference of two versions as an HTML page that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
ins { background: #d8f5dc; color: #0b4a1c; } del { background: #fbdcdc; color: #7a1212; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
@media (prefers-color-scheme: dark) {
body { background: #161616; color: #eee; }
ins { background: #123d1d; color: #c6f2cf; } del { background: #4d1616; color: #fbd0d0; }
}
"""
_TAGS = {"added": "ins", "removed": "del"}


def diff_page(found: Mapping[str, Any]) -> str:
    """A page from what :func:`warehouse.version_diff.version_diff` answers; all its words are escaped."""
    one, other = found["from"], found["to"]
    title = escape(other["title"])
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in _facts(found))
    paragraphs = "\n".join(f"<p>{_marked(paragraph)}</p>" for paragraph in found["paragraphs"])
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}: version {one['version']} to {other['version']}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{_marked(found['title'])}</h1>\n<dl>{facts}</dl>\n{paragraphs}\n</body>\n</html>\n"
    )


def _facts(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    one, other = found["from"], found["to"]
    yield "release", f"{escape(found['publisher'] or '')}, {escape(found['url'])}"
    for name, told in (("from", one), ("to", other)):
        yield name, f"version {told['version']}, first seen {told['first_seen_at']:%Y-%m-%d %H:%M} UTC"
    if one["published_date"] != other["published_date"]:
        yield "dated", f"<del>{one['published_date']}</del> <ins>{other['published_date']}</ins>"
    yield "characters", f"{found['characters_added']} added, {found['characters_removed']} removed"
    if found["notice"]:
        yield "notice", escape(found["notice"])
    for name, tag in (("events_gone", "del"), ("events_come", "ins")):
        for event in found[name]:
            words = f"{event['event_type']} ({event['status']}), {event['date'] or 'undated'}: {event['trigger']}"
            yield name.replace("_", " "), f"<{tag}>{escape(words)}</{tag}>"


def _marked(pieces: Iterable[Mapping[str, str]]) -> str:
    return "".join(
        f"<{tag}>{escape(piece['text'])}</{tag}>" if (tag := _TAGS.get(piece["change"])) else escape(piece["text"])
        for piece in pieces
    )
