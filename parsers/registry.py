"""The parsers by name: registering them, checking their options, reading pages with them.

A parser is a function from a page to a record. Its keyword-only parameters are the options that a source's YAML may
give; ``timezone``, ``language`` and ``kind`` come from the source itself where the function names them.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, Literal, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from config.errors import ConfigError
from parsers.completion import complete
from parsers.records import Document, Listing, Page, ParseError
from parsers.validity import in_order_of_day

DEFAULTS = ("timezone", "language", "kind", "published")
"""Options that any source or import may give; a parser that does not name them is not handed them."""

OF_ONE_SITE = "Written by `communique source new`."
"""Stands in the docstring of a module that was made for one site of a user's own: no manual names its parser."""

Record = TypeVar("Record", bound=Listing | Document)
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Parser(Generic[Record]):
    """One version of a named parser."""

    name: str
    function: Callable[..., Record]
    options: type[BaseModel]
    valid_until: date | None = None
    """Last day on which the layout that it reads was served; None: still is, as far as is known."""

    @property
    def summary(self) -> str:
        """First line of the function's docstring."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @property
    def is_of_one_site(self) -> bool:
        """Whether it was made for one site of a user's own (:data:`OF_ONE_SITE`), so that no manual names it."""
        return OF_ONE_SITE in (getattr(self.function, "__globals__", {}).get("__doc__") or "")

    def faults(self, options: Mapping[str, object]) -> list[tuple[str, str]]:
        """(option, what is wrong with it) for each option that this parser does not take as given, or misses."""
        try:
            self.options.model_validate(self._own(options))
        except ValidationError as error:
            return [(".".join(map(str, fault["loc"])), _say(fault["type"], fault["msg"])) for fault in error.errors()]
        return []

    def read(self, page: Page, options: Mapping[str, object]) -> Record:
        """Call the parser.

        Raises:
            ParseError: the page is not what the parser expects, or the parser failed on it.
            ConfigError: an option is unknown, missing or of the wrong type.
        """
        try:
            given = self.options.model_validate(self._own(options))
        except ValidationError as error:
            name, message = self.faults(options)[0]
            raise ConfigError(f"parser {self.name!r}: {message}", field=name) from error
        try:
            return self.function(page, **{name: getattr(given, name) for name in type(given).model_fields})
        except ParseError:
            raise
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            raise ParseError(f"parser {self.name!r} failed: {type(error).__name__}: {error}", url=page.url) from error

    def _own(self, options: Mapping[str, object]) -> dict[str, object]:
        fields = self.options.model_fields
        return {name: value for name, value in options.items() if name in fields or name not in DEFAULTS}


_LISTINGS: dict[str, list[Parser[Listing]]] = {}
_DOCUMENTS: dict[str, list[Parser[Document]]] = {}


def listing_parser(name: str) -> Callable[[Function], Function]:
    """Register a function ``(page, *, options…) -> Listing`` under ``name``."""

    def register(function: Function) -> Function:
        _LISTINGS.setdefault(name, []).append(Parser(name, function, _options_model(name, function)))
        return function

    return register


def document_parser(name: str, valid_until: str | None = None) -> Callable[[Function], Function]:
    """Register a function ``(page, *, options…) -> Document`` under ``name``.

    Several versions may share a name: each but the newest says with ``valid_until`` (YYYY-MM-DD) how long its layout
    was served.
    """

    def register(function: Function) -> Function:
        until = date.fromisoformat(valid_until) if valid_until else None
        _DOCUMENTS.setdefault(name, []).append(Parser(name, function, _options_model(name, function), until))
        return function

    return register


def read_listing(name: str, page: Page, options: Mapping[str, object]) -> Listing:
    """The links of an index page.

    Raises:
        ParseError: the page is not such an index.
        ConfigError: there is no listing parser of that name, or it takes other options.
    """
    parser: Parser[Listing] = _versions(name, "listing")[0]
    return parser.read(page, options)


def read_document(name: str, page: Page, options: Mapping[str, object], *, newest: bool = True) -> Document:
    """The release on a page; what it leaves open (language, time zone, publication date) is filled from the options.

    Of several versions of a parser the one whose layout was served when the page was fetched is tried first, then the
    others; if none reads the page the first one's error is raised. What pages of all layouts say in the same way is
    added by :func:`parsers.completion.complete`. ``newest`` false leaves the newest version out, to tell what it adds.

    Raises:
        ParseError: the page is not such a release.
        ConfigError: there is no (older) document parser of that name, or it takes other options.
    """
    first_error: ParseError | None = None
    versions = _in_order_of_day(_versions(name, "document"), date.max)
    if not newest and len(versions) == 1:
        raise ConfigError(f"parser {name!r} has one version only", field="document.parser")
    for parser in _in_order_of_day(versions if newest else versions[1:], page.fetched_at.date()):
        try:
            return complete(parser.read(page, options), page, options)
        except ParseError as error:
            first_error = first_error or error
    assert first_error is not None
    raise first_error


def listing_parsers() -> dict[str, Parser[Listing]]:
    """The listing parsers by name."""
    _load()
    return {name: versions[0] for name, versions in sorted(_LISTINGS.items())}


def document_parsers() -> dict[str, Parser[Document]]:
    """The newest version of each document parser by name."""
    _load()
    return {name: _in_order_of_day(versions, date.max)[0] for name, versions in sorted(_DOCUMENTS.items())}


def option_faults(
    kind: Literal["listing", "document"], name: str, options: Mapping[str, object]
) -> list[tuple[str, str]]:
    """(field, what is wrong) of a source's choice of parser and options; empty where all is well."""
    known: Mapping[str, Parser[Any]] = listing_parsers() if kind == "listing" else document_parsers()
    if name not in known:
        return [("parser", f"there is no {kind} parser {name!r}; there are {', '.join(known)}")]
    return known[name].faults(options)


def _versions(name: str, kind: Literal["listing", "document"]) -> list[Parser[Any]]:
    _load()
    known: Mapping[str, list[Parser[Any]]] = _LISTINGS if kind == "listing" else _DOCUMENTS
    if name not in known:
        raise ConfigError(
            f"there is no {kind} parser {name!r}; there are {', '.join(sorted(known))}", field=f"{kind}.parser"
        )
    return known[name]


def _in_order_of_day(versions: list[Parser[Document]], day: date) -> list[Parser[Document]]:
    return in_order_of_day(versions, lambda parser: parser.valid_until, day)


def _say(kind: str, message: str) -> str:
    return {"extra_forbidden": "there is no such option", "missing": "is missing"}.get(kind, message)


def _options_model(name: str, function: Callable[..., Any]) -> type[BaseModel]:
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {
        parameter.name: (hints[parameter.name], ... if parameter.default is parameter.empty else parameter.default)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY
    }
    return create_model(f"options of {name}", __config__=ConfigDict(extra="forbid"), **fields)


@cache
def _load() -> None:
    """Import every module of ``listings`` and ``documents``, which registers its parsers."""
    for package in ("parsers.listings", "parsers.documents"):
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)
