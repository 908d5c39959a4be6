"""The closing summary of a run: what was refused and what was noted are told apart, and many alike as one line."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from pipelines.commands.report import MOST_REJECTIONS, bars, print_summary
from pipelines.stages.tally import Counts, RunSummary, Step
from warehouse.records import Published, Rejection


def printed(rejections, width, noted=0):
    counts = Counts(discovered=900, new=880, rejected=len(rejections) - noted, notes=noted, extracted=880, events=1234)
    published = Published(Path("events.duckdb"), {"document": 880, "rejected": len(rejections)}, noted)
    console = Console(width=width, record=True, force_terminal=True, no_color=True, file=StringIO())
    print_summary(RunSummary("run-1", {"us-invented-office": counts}, tuple(rejections), published), console)
    return console.export_text()


def page(number, reason="HTTP status 404", noted=False, stage="fetch"):
    return Rejection("us-invented-office", f"https://press.invalid/{number}", stage, reason, noted=noted)


def test_few_reasons_are_told_each_and_what_was_refused_first():
    text = printed([page(1, "loaded, but odd", noted=True, stage="parse"), page(2), page(3)], 80, noted=1)
    lines = [line for line in text.splitlines() if "press.invalid" in line]
    assert lines == [
        "fetch https://press.invalid/2: HTTP status 404",
        "fetch https://press.invalid/3: HTTP status 404",
        "parse https://press.invalid/1: loaded, but odd",
    ]
    assert "2 pages refused, 1 noted." in " ".join(text.split())


def test_many_alike_are_one_line_with_their_number():
    many = [page(n) for n in range(40)] + [page(n, f"body of {n:,} characters (few)", True) for n in range(900)]
    text = printed(many, 120, noted=900)
    lines = [line for line in text.splitlines() if "press.invalid" in line]
    assert lines == [
        "fetch https://press.invalid/0: HTTP status 404 (and 39 more like it)",
        "fetch https://press.invalid/0: body of 0 characters (few) (and 899 more like it)",
    ]
    assert 'All of them: communique query "select stage, url, reason from rejected"' in text


def test_many_different_reasons_are_cut():
    text = printed([page(n, f"reason {chr(65 + n)}") for n in range(20)], 120)
    assert sum("press.invalid" in line for line in text.splitlines()) == MOST_REJECTIONS
    assert "8 more reasons" in text


def test_the_table_fits_eighty_columns():
    text = printed([page(1)], 80)
    assert max(len(line) for line in text.splitlines() if "us-invented" in line or "discovered" in line) <= 80
    assert "us-invented-office" in text
    assert "discovered" in text


def test_no_bars_where_standard_error_is_no_terminal(capsys):
    with bars() as progress:
        progress(Step("s", "parse", 1, 2))
    assert capsys.readouterr() == ("", "")
