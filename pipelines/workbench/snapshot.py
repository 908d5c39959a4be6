"""A source's snapshot: what its parsers read on the captured pages, which a person has looked at and accepted.

``<fixtures>/<source_id>/snapshot.json`` holds ``reviewed`` (false until a person accepts), ``reviewed_on``, ``read``
(the latest reading) and, while a changed reading waits for review, ``accepted`` (the one that was accepted before).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from config.errors import ConfigError
from config.sources import Source
from parsers.records import ParseError
from pipelines.workbench.field_diff import Difference, Plain, differences, plain_document, plain_listing
from pipelines.workbench.fixtures import read_fixtures
from pipelines.workbench.readings import Reading, read_captured

SNAPSHOT = "snapshot.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read, and whether a person has accepted it."""

    read: Plain
    reviewed: bool = False
    reviewed_on: date | None = None
    accepted: Plain | None = None
    """The reading that was accepted before ``read``, while that one waits; None where none was."""


def reading_of(source: Source, folder: Path) -> Plain:
    """What the source's parsers read now on the pages in ``folder``, as plain data.

    Raises:
        ConfigError: no pages are captured.
    """
    return plain_reading(read_captured(source, read_fixtures(folder)))


def plain_reading(reading: Reading) -> Plain:
    """Listings and releases with the address that was asked for, and in place of what was not read why."""
    return {
        "listings": [
            {"asked": one.asked, **(plain_listing(one.listing) if one.listing else _error(one.error))}
            for one in reading.listings
        ],
        "releases": [
            {"asked": one.asked, **(plain_document(one.document) if one.document else _error(one.error))}
            for one in reading.releases
        ],
    }


def is_accepted(folder: Path, reading: Reading) -> bool:
    """Whether a person has accepted this very reading of the pages in ``folder``."""
    held = load_snapshot(folder)
    return held is not None and held.reviewed and held.read == plain_reading(reading)


def load_snapshot(folder: Path) -> Snapshot | None:
    """The snapshot in ``folder``; None where there is none.

    Raises:
        ConfigError: the file is no snapshot.
    """
    path = folder / SNAPSHOT
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        day = told["reviewed_on"]
        return Snapshot(
            told["read"], bool(told["reviewed"]), date.fromisoformat(day) if day else None, told.get("accepted")
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"is no snapshot ({error}): delete it, communique source snap {folder.name}", file=path
        ) from error


def renewed(held: Snapshot | None, present: Plain) -> Snapshot:
    """The snapshot after a new reading: pending, unless the reading is the one that was accepted."""
    if held is None:
        return Snapshot(present)
    accepted = held.read if held.reviewed else held.accepted
    if accepted is not None and accepted == present:
        return Snapshot(present, True, held.reviewed_on)
    return Snapshot(present, False, held.reviewed_on, accepted)


def accepted(snapshot: Snapshot, on: date | None = None) -> Snapshot:
    """The snapshot as a person has accepted it, on this day."""
    return replace(snapshot, reviewed=True, reviewed_on=on or datetime.now(UTC).date(), accepted=None)


def write_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Put the file in place of an older one."""
    told: dict[str, Any] = {
        "reviewed": snapshot.reviewed,
        "reviewed_on": snapshot.reviewed_on.isoformat() if snapshot.reviewed_on else None,
        "read": snapshot.read,
    }
    if snapshot.accepted is not None:
        told["accepted"] = snapshot.accepted
    path = folder / SNAPSHOT
    part = path.with_name(f"{SNAPSHOT}.part")
    part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(path)


def changes(snapshot: Snapshot | None, present: Plain) -> list[Difference]:
    """What a person has not accepted of the present reading: everything where nothing was accepted yet."""
    if snapshot is None:
        return list(differences({}, present))
    known = snapshot.read if snapshot.reviewed else snapshot.accepted
    return list(differences(known or {}, present))


def fault(source: Source, folder: Path) -> str | None:
    """Why the source's snapshot test fails; None where the parsers read what a person has accepted."""
    held = load_snapshot(folder)
    if held is None:
        return f"no snapshot yet: communique source snap {folder.name}"
    look = f"look at it with: communique source snap {folder.name} --review"
    if not held.reviewed:
        return f"the snapshot is not reviewed; {look}"
    found = changes(held, reading_of(source, folder))
    if not found:
        return None
    lines = [f"{one.place}\n" + "\n".join(f"  {sign} {line}" for sign, line in one.lines) for one in found]
    return "\n".join(["the parsers read something else than was accepted:", *lines, look])


def _error(error: ParseError | None) -> dict[str, str]:
    return {"error": str(error)}
