"""The manual's page on adding a source: every field and parser is in it, its parser reads its page, mistakes are so."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel

from config.settings import PROJECT
from config.sources import DocumentSpec, EarlierLayout, Expect, ListingSpec, Politeness, Source
from parsers import registry
from parsers.records import ParseError
from tests.adding_a_source import DAY, EXAMPLES, MANUAL, is_shown, steps
from tests.unit.parsers.pages import page

TEXT = MANUAL.read_text("utf-8")
FIELDS = TEXT.partition("## The fields of a source")[2]
ROWS: dict[str, str] = dict(re.findall(r"^\| `([\w.]+)` \| .+ \| (.+) \|$", FIELDS, re.MULTILINE))
MODELS: dict[str, type[BaseModel]] = {
    "": Source,
    "listing.": ListingSpec,
    "document.": DocumentSpec,
    "document.earlier.": EarlierLayout,
    "politeness.": Politeness,
    "expect.": Expect,
}


def fields() -> Iterator[tuple[str, object]]:
    """Name as in the table, and default."""
    for place, model in MODELS.items():
        for name, field in model.model_fields.items():
            if f"{place}{name}" != "source_id":
                yield f"{place}{name}", "must be given" if field.is_required() else field.default


def test_the_table_has_every_field_and_no_other() -> None:
    assert sorted(ROWS) == sorted(name for name, _ in fields())


def test_the_table_tells_the_defaults() -> None:
    for name, default in fields():
        if default == "must be given":
            assert ROWS[name] == default, name
        elif isinstance(default, (str, bool, int, float)):
            assert ROWS[name] == f"`{str(default).lower() if isinstance(default, bool) else default}`", name
        else:
            assert not ROWS[name].startswith("`"), f"{name} has the default {default!r}"


def test_every_parser_of_the_project_is_named_in_the_manual() -> None:
    shipped = {*registry.document_parsers().values(), *registry.listing_parsers().values()}
    for name in sorted(parser.name for parser in shipped if parser.function.__module__.startswith("parsers.")):
        assert f"`{name}`" in TEXT, f"{MANUAL.name} does not say when to use {name}"


def test_links_lead_to_files() -> None:
    for place in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (MANUAL.parent / place).exists(), place


def test_the_parser_of_the_manual_works() -> None:
    code = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)[0]
    assert code.count("\n") <= 60
    module = ModuleType("invented_notice")
    sample = page((EXAMPLES / "flat.htm").read_bytes(), "https://port.example/notice12.htm")
    try:
        exec(compile(code, str(MANUAL), "exec"), module.__dict__)
        document = registry.read_document("invented_notice", sample, {"timezone": "Europe/Malta", "language": "en"})
        with pytest.raises(ParseError):
            registry.read_document("invented_notice", page("<h3>Notice 13: withdrawn</h3>"), {})
    finally:
        registry._DOCUMENTS.pop("invented_notice", None)
    assert (document.title, str(document.published_date)) == ("Dredging contract suspended", "2024-05-06")
    assert document.body.startswith("The Inspectorate suspended")
    assert document.body.endswith("See the order.")
    assert document.links == ("https://port.example/order12.pdf",)
    assert document.fields == {"number": ("12",)}


@pytest.mark.parametrize(("found", "put"), [("Europe/Malta", "Europe/Valetta"), ("  item:", "  itme:")])
def test_mistakes_are_told_as_shown(tmp_path: Path, found: str, put: str) -> None:
    [written] = [step.text for step in steps("odd") if (step.command or "").startswith("cat")]
    assert found in written
    (tmp_path / "mt-invented-port.yaml").write_text(written.replace(found, put), "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "source", "check"],
        cwd=PROJECT, env={"COMMUNIQUE_SOURCES": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    told = [line.replace(str(tmp_path), "config/sources") for line in run.stdout.splitlines()]
    assert [line for line in told if line in TEXT], f"the page shows none of these lines: {told}"


def test_a_line_of_dots_stands_for_any_lines_and_only_fleeting_things_may_differ() -> None:
    assert is_shown("a\nb\nc\n", "a\n…\nc\n")
    assert not is_shown("a\nb\nd\n", "a\n…\nc\n")
    assert is_shown("Run 20240101T000000-abcdef: 5 bytes\n", "Run 20261122T083554-c6798d: 1,700 bytes\n")
    assert not is_shown(f"accepted on {DAY}: 5 rows\n", f"accepted on {DAY}: 6 rows\n")
