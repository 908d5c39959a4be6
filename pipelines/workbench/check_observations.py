"""Findings as observations of a source: what the checks of its pages write into the warehouse, one row a check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.workbench.findings import Finding
from warehouse.observations import Observation


def as_observations(findings: Iterable[Finding], names: Sequence[str] = ()) -> list[Observation]:
    """One observation a check: the number of its findings, and the first of them. ``names``: checks that found none."""
    by_check: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    return [_observation(name, found) for name, found in by_check.items()]


def _observation(name: str, found: Sequence[Finding]) -> Observation:
    if not found:
        return Observation(name, 0, "no finding", "ok")
    first = found[0]
    verdict = "failed" if any(one.severity == "fault" for one in found) else "warning"
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return Observation(name, len(found), "no finding", verdict, f"{first.message}{more}", first.url)  # type: ignore[arg-type]
