"""Memory of the measuring process, as the system tells it."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes() -> float:
    """Largest resident memory of this process so far, in MB (ru_maxrss is in kB on Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def resident_megabytes() -> float:
    """Resident memory of this process now, in MB; where the system does not tell it, the largest so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak_megabytes()
    return pages * resource.getpagesize() / 1e6
