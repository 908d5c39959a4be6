"""What the checks of a source give: findings, each with its severity, its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is, or may be, wrong with what a source's parsers read."""

    check: str
    """Name of the check: ``selectors``, ``date_of_change`` …"""
    severity: Severity
    """fault: what is read is wrong, or cannot be used; warning: a person should look."""
    url: str
    """The page that shows it."""
    message: str
    """What is wrong, with the figures or words that show it."""
    remedy: str
    """What to do about it."""


def fault(check: str, url: str, message: str, remedy: str) -> Finding:
    """A finding that makes the check fail."""
    return Finding(check, "fault", url, message, remedy)


def warning(check: str, url: str, message: str, remedy: str) -> Finding:
    """A finding that a person should look at."""
    return Finding(check, "warning", url, message, remedy)
