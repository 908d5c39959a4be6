"""Runs the measures, each in its own process, and prints one table a measure (Markdown, for benchmarks/README.md)."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from datetime import date


def main() -> None:
    """`python -m benchmarks [MEASURE…]`; with ``--one MEASURE`` prints that one's numbers as JSON."""
    from benchmarks.measures import MEASURES

    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(MEASURES[sys.argv[2]]()))
        return
    wanted = sys.argv[1:] or list(MEASURES)
    if unknown := set(wanted) - set(MEASURES):
        raise SystemExit(f"no measure {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    versions = {name: importlib.metadata.version(name) for name in ("spacy", "duckdb", "trafilatura", "beautifulsoup4")}
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    print(f"{date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}, {told}")
    for name in wanted:
        command = [sys.executable, "-m", "benchmarks", "--one", name]
        answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        print(f"\n| {name} | |\n| --- | ---: |")
        for label, value in json.loads(answer.splitlines()[-1]).items():
            shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
            print(f"| {label} | {shown} |")


if __name__ == "__main__":
    main()
