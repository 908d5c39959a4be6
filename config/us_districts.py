"""Bodies that each federal judicial district of the United States has: an attorney's office and a district court."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from config.errors import ConfigError

DISTRICTS = Path(__file__).resolve().parent / "registers" / "us_districts.csv"
_PARTS = {"N": "Northern", "S": "Southern", "E": "Eastern", "W": "Western", "C": "Central", "M": "Middle", "": ""}


def district_rows(path: Path = DISTRICTS) -> Iterator[dict[str, str]]:
    """Register rows (some columns) of both bodies of each district in a file of part, state, subdivision and source."""
    with path.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            district = f"{_PARTS[line['part']]} District of {line['state']}".strip()
            short = f"{line['part'].lower()}d-{line['subdivision'].removeprefix('US-').lower()}"
            common = {"country": "US", "subdivision": line["subdivision"], "status": "current"}
            office, court = "Attorney's Office", "District Court"
            yield common | {
                "agency_id": f"us-usao-{short}",
                "name": f"United States {office} for the {district}",
                "aliases": ";".join(
                    (
                        *_told(f"U.S. {office}", district)[:2],
                        f"U.S. Attorney for the {district}",
                        f"United States Attorney for the {district}",
                        *_told(f"U.S. {office}", district)[2:],
                    )
                ),
                "kind": "prosecution",
                "parent": "us-doj",
                "source": "general-knowledge",
            }
            yield common | {
                "agency_id": f"us-court-{short}",
                "name": f"United States {court} for the {district}",
                "aliases": ";".join((*_told(f"U.S. {court}", district), f"U.S. Bankruptcy Court for the {district}")),
                "kind": "court",
                "source": line["source"],
            }


def check_districts(courts: Path, path: Path = DISTRICTS) -> None:
    """Compare the districts with the ``courts.json`` of the package courts-db (Free Law Project).

    Raises:
        ConfigError: naming a district whose court it does not hold.
    """
    names = {court["name"] for court in json.loads(courts.read_text(encoding="utf-8"))}
    with path.open(encoding="utf-8", newline="") as stream:
        for number, line in enumerate(csv.DictReader(stream), 2):
            part = f"{line['part']}.D." if line["part"] else "D."
            spelled = f"{_PARTS[line['part']]} District of {line['state']}".strip()
            either = {f"District Court, {part} {line['state']}", f"United States District Court for the {spelled}"}
            if line["source"] != "general-knowledge" and not either & names:
                raise ConfigError(f"{courts.name} holds no {min(either)}", file=path, line=number)


def _told(body: str, district: str) -> list[str]:
    return [
        f"{body} for the {district}",
        f"{body}, {district}",
        f"{body} of the {district}",
        f"{body} in the {district}",
    ]
