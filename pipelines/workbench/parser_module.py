"""A document parser in Python for a site that options cannot describe: the generic one, some fields by selectors."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import parsers.documents
from parsers import registry
from pipelines.workbench.release_shape import ReleaseShape

FORM = '''"""Releases on {host}: {fields} by selectors, the rest as the generic parser finds it.

{mark}
"""

from __future__ import annotations

from dataclasses import replace

from parsers.documents import generic
{imports}
from parsers.records import Document, Page
from parsers.registry import document_parser


@document_parser("{name}")
def parse(
    page: Page, *, timezone: str | None = None, language: str | None = None, kind: str = "press_release"
) -> Document:
    """Releases on {host}.

    Raises:
        ParseError: what is selected is not there exactly once, or the page has no title or body.
    """
    html = Html(page)
    document = generic.parse(page, timezone=timezone, language=language, kind=kind)
{published}    return replace(
        document,
{changes}    )
'''


def folder() -> Path:
    """Where document parsers are: a module there is found without being named anywhere."""
    return Path(parsers.documents.__path__[0])


def module_of(name: str, url: str, shape: ReleaseShape) -> str | None:
    """The parser's module (at most 60 lines); None where the shape has no selector at all."""
    fields, changes, published = [], [], ""
    if shape.title:
        fields.append("title")
        changes.append(f"title=html.one({_quoted(shape.title)}).text(),")
    if shape.date:
        fields.append("date")
        told = {"attribute": shape.date_attribute, "pattern": shape.date_pattern, "written": shape.date_format}
        given = "".join(f", {key}={_quoted(value)}" for key, value in told.items() if value)
        published = f"    published = day_of(html.one({_quoted(shape.date)}){given}, timezone=timezone)\n"
        changes += ["published_date=published.day,", "published_at=published.at,"]
    if shape.body:
        fields.append("body")
        without = f"without={_quoted(', '.join(shape.without))}" if shape.without else ""
        changes.append(f"body=html.one({_quoted(shape.body)}).paragraphs({without}),")
    if not fields:
        return None
    imports = ["from parsers.documents.html_release import day_of"] if shape.date else []
    return FORM.format(
        host=urlsplit(url).netloc,
        mark=registry.OF_ONE_SITE,
        name=name,
        fields=" and ".join([", ".join(fields[:-1]), fields[-1]]) if len(fields) > 1 else fields[0],
        imports="\n".join([*imports, "from parsers.html import Html"]),
        published=published,
        changes="".join(f"        {change}\n" for change in changes),
    )


def register(module: str) -> None:
    """Run the module's text, which registers its parser for this process."""
    exec(compile(module, "new parser", "exec"), ModuleType("new_parser").__dict__)


def forget(name: str) -> None:
    """Take a parser that was only tried out of the registry again."""
    registry._DOCUMENTS.pop(name, None)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
