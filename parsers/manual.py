"""The reference of the parsers as a Markdown page, made from the registry. ``python -m parsers.manual`` prints it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from parsers.option_meanings import meaning_of
from parsers.registry import DEFAULTS, Parser, document_parsers, listing_parsers

_HEAD = """\
# Parsers

Made from the parsers themselves (`make docs`). A source names one of each kind and gives its options beside it
([adding a source](adding-a-source.md)):

```yaml
listing: {parser: feed, url: "https://www.example.org/news.xml", exclude: /events/}
document: {parser: generic}
```

Options are checked for name and kind by `communique source check`. `timezone`, `language` and `kind` are the source's
own fields; a parser that wants them is handed them. Selectors are CSS, with `:has()`, `:not()` and
`:-soup-contains("words")`. Patterns are Python's regular expressions and may match anywhere. A listing or release that
is not as its parser expects is refused with the reason, and kept in the archive.
"""
_ROLE = re.compile(r":\w+:`[~.]?([^`]+)`")
_KINDS = {
    "_selector": "selector",
    "_pattern": "pattern",
    "_web_address": "address",
    "_template": "template",
}
"""Validator of an annotated option → what it takes."""
_WORDS: Mapping[Any, str] = {str: "text", int: "number", bool: "true, false"}
_LONGEST_DEFAULT = 60


def manual() -> str:
    """The whole page."""
    return "\n".join(_lines())


def undocumented() -> list[str]:
    """Options without a meaning, as ``kind parser.option``."""
    return [
        f"{kind} {name}.{option}"
        for kind, parsers in _parsers()
        for name, parser in parsers.items()
        for option in _options(parser)
        if meaning_of(kind, name, option) is None
    ]


def _parsers() -> tuple[tuple[str, Mapping[str, Parser[Any]]], ...]:
    found: dict[str, Mapping[str, Parser[Any]]] = {"listing": listing_parsers(), "document": document_parsers()}
    return tuple(
        (kind, {name: parser for name, parser in parsers.items() if not parser.is_of_one_site})
        for kind, parsers in found.items()
    )


def _lines() -> Iterator[str]:
    yield _HEAD
    for kind, parsers in _parsers():
        names = " · ".join(f"[{name}](#{kind}-{name})" for name in parsers)
        yield f"- **{kind.capitalize()} parsers:** {names}"
    for kind, parsers in _parsers():
        yield f"\n## {kind.capitalize()} parsers"
        for name, parser in parsers.items():
            yield f"\n### {kind.capitalize()} {name}\n"
            told, _, raised = (inspect.getdoc(parser.function) or "").partition("\nRaises:\n")
            yield _markdown(told.strip())
            if raised:
                yield f"\n*Refuses a page where* {_refusal(raised)}"
            yield from _table(kind, parser)


def _table(kind: str, parser: Parser[Any]) -> Iterator[str]:
    options = _options(parser)
    if not options:
        return
    yield "\n| Option | Takes | Default | Meaning |\n| --- | --- | --- | --- |"
    for name, field in options.items():
        yield f"| `{name}` | {_taken(field)} | {_default(field)} | {meaning_of(kind, parser.name, name) or ''} |"


def _options(parser: Parser[Any]) -> dict[str, FieldInfo]:
    return {name: field for name, field in parser.options.model_fields.items() if name not in DEFAULTS}


def _taken(field: FieldInfo) -> str:
    for one in field.metadata:
        if (told := _kind(one)) is not None:
            return told
    return _type_in_words(field.annotation)


def _kind(validator: object) -> str | None:
    return _KINDS.get(getattr(getattr(validator, "func", None), "__name__", ""))


def _type_in_words(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next((told for one in arguments[1:] if (told := _kind(one))), _type_in_words(arguments[0]))
    if origin in (Union, UnionType):
        return _type_in_words(next(one for one in arguments if one is not type(None)))
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if origin is dict:
        return f"name → {_type_in_words(arguments[1])}"
    if origin in (list, tuple):
        return f"list of {_type_in_words(arguments[0])}s"
    return _WORDS.get(annotation, "value")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be given"
    if field.default in (None, ()):
        return "–"
    told = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    return f"`{told}`" if len(told) <= _LONGEST_DEFAULT else "what such sites usually have"


def _markdown(docstring: str) -> str:
    return _ROLE.sub(r"`\1`", docstring).replace("``", "`")


def _refusal(raised: str) -> str:
    words = " ".join(raised.split()).removeprefix("ParseError: ")
    return _markdown(words)


if __name__ == "__main__":
    print(manual(), end="")
