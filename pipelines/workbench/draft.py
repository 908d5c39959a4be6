"""The YAML of a new source, as a maintainer would write it: fields in the usual order, comments on what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import wrap

import yaml

WIDTH = 120


@dataclass(frozen=True, slots=True)
class Draft:
    """What is written into the file; each ``notes`` entry becomes a comment beside its field."""

    name: str
    publisher: str | None
    country: str | None
    language: str
    timezone: str
    homepage: str
    listing: Mapping[str, object]
    """Parser, url and options."""
    document: Mapping[str, object]
    backfill: Mapping[str, object] | None = None
    private_networks: tuple[str, ...] = ()
    schedule: str = "0 7 * * *"
    delay_seconds: float = 10.0
    expect: Mapping[str, object] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    """Field → what the next reader should know of it."""
    found: tuple[str, ...] = ()
    """How the source was found out, in lines at the top."""


def yaml_of(draft: Draft) -> str:
    """The file's text, which ends with a line end."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    for line in draft.found:
        yield from (f"# {part}" for part in wrap(line, WIDTH - 2, subsequent_indent="  "))
    yield from _entry("name", draft.name, draft)
    if draft.publisher or "publisher" in draft.notes:
        yield from _entry("publisher", draft.publisher, draft)
    if draft.country or "country" in draft.notes:
        yield from _entry("country", draft.country, draft)
    yield from _entry("language", draft.language, draft)
    yield from _entry("timezone", draft.timezone, draft)
    yield from _entry("homepage", draft.homepage, draft)
    yield from _block("listing", draft.listing, draft)
    if draft.backfill:
        yield from _block("backfill", draft.backfill, draft)
    yield from _block("document", draft.document, draft)
    if draft.private_networks:
        yield f"private_networks: {_inline(draft.private_networks)}"
    yield f'schedule: "{draft.schedule}"'
    yield from _block("politeness", {"delay_seconds": draft.delay_seconds}, draft)
    yield from _block("expect", draft.expect, draft)
    yield "verified: false"


def _entry(name: str, value: object, draft: Draft) -> Iterator[str]:
    """One field with its comment; a field without a value is a comment only."""
    note = draft.notes.get(name)
    if value is None:
        yield from (f"# {part}" for part in wrap(f"{name}: {note}", WIDTH - 2, subsequent_indent="  "))
        return
    line = f"{name}: {_scalar(value)}"
    if note and len(line) + len(note) + 12 <= WIDTH:
        yield f"{line:<34}  # {note}"
    else:
        yield from (f"# {part}" for part in wrap(note or "", WIDTH - 2))
        yield line


def _block(name: str, values: Mapping[str, object], draft: Draft) -> Iterator[str]:
    note = draft.notes.get(name)
    yield from (f"# {part}" for part in wrap(note or "", WIDTH - 2))
    yield f"{name}:"
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"  {key}:"
            yield from (f"    {inner}: {_scalar(one)}" for inner, one in value.items())
        else:
            yield f"  {key}: {_inline(value) if isinstance(value, (list, tuple)) else _scalar(value)}"


def _inline(values: object) -> str:
    assert isinstance(values, (list, tuple))
    return "[" + ", ".join(_scalar(value) for value in values) + "]"


def _scalar(value: object) -> str:
    """A value on one line, quoted only where YAML would read it as something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    try:
        if yaml.safe_load(f"[{text}]") == [text] and yaml.safe_load(f"x: {text}") == {"x": text}:
            return text
    except yaml.YAMLError:
        pass
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else yaml.safe_dump(text, default_style='"', width=10_000).strip()
