"""TIMEX3 expressions against gold: the measures of TempEval-3, and the calendar days that a value covers.

- *strict*: the same extent; *relaxed*: any shared character, one to one, the same extent first, then the longest
  overlap.
- *type*, *value*: a relaxed match with the same attribute (relaxed F1 times accuracy, as TempEval-3 reports it).
- *interval*: dates and times of the gold whose value covers calendar days, against whatever was found that covers days;
  right where first and last day agree. What was found where the gold says "now" counts neither way.

They follow the shared scorer over all four types of TIMEX3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from parsers.language.calendar import interval_of
from pipelines.evaluation.tallies import Tally

MEASURES = ("strict", "relaxed", "type", "value", "interval")
"""Names of the measures in the order of the report."""
NOW = "PRESENT_REF"

Json = Mapping[str, Any]


def score_timexes(gold: Iterable[Json], found: Mapping[str, Json]) -> dict[str, Tally]:
    """Counts by measure; ``gold`` lines have ``text`` and ``gold``, the list of ``{start, end, type, value}``."""
    tallies = {name: Tally() for name in MEASURES}
    for document in gold:
        text = document["text"]
        wanted = [_trimmed(text, timex) for timex in document["gold"]]
        told = _distinct(_trimmed(text, timex) for timex in found.get(document["id"], {}).get("timexes", []))
        _score_extents(tallies, wanted, told)
        tallies["interval"] += _score_days(wanted, told)
    return tallies


def _score_extents(tallies: dict[str, Tally], gold: Sequence[Json], found: Sequence[Json]) -> None:
    pairs = [(gold[i], found[j]) for i, j in _aligned(gold, found)]
    hits = {
        "strict": sum((g["start"], g["end"]) == (f["start"], f["end"]) for g, f in pairs),
        "relaxed": len(pairs),
        "type": sum(g["type"] == f.get("type") for g, f in pairs),
        "value": sum(g["value"] == f.get("value") for g, f in pairs),
    }
    for name, right in hits.items():
        tallies[name].add(right, len(found) - right, len(gold) - right)


def _score_days(gold: Sequence[Json], found: Sequence[Json]) -> Tally:
    told = [(timex, covered) for timex in found if (covered := days(timex.get("value")))]
    wanted = [days(timex["value"]) if timex["type"] in ("DATE", "TIME") else None for timex in gold]
    right, answers = 0, len(told)
    for i, j in _aligned(gold, [timex for timex, _ in told]):
        if gold[i]["value"] == NOW and gold[i]["type"] in ("DATE", "TIME"):
            answers -= 1
        elif wanted[i] and wanted[i] == told[j][1]:
            right += 1
    return Tally(right, answers - right, sum(w is not None for w in wanted) - right)


def days(value: str | None) -> tuple[date, date] | None:
    """First and last day that a TIMEX3 value covers, or None; looser than the tagger's own values.

    Gold writes a fiscal year as ``FY2009``, autumn as ``AU``, decades and centuries also as ``194X`` and ``19XX``, and
    leaves out hyphens; a part that is unknown is cut off.
    """
    if not value:
        return None
    plain = re.sub(r"^FY", "", value.strip().upper())
    if "/" in plain:
        first, last = (days(part) for part in plain.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if "XT" in plain:
        return None  # a time of a day that is not known
    plain = re.sub(r"(?<=\d)T.*$", "", plain)
    plain = re.sub(r"(-XX)+$|-WXX(-.*)?$", "", plain)
    plain = re.sub(r"^(\d{4})-?(W|Q|H|SP|SU|FA|WI)", r"\1-\2", re.sub(r"AU$", "FA", plain))
    plain = re.sub(r"-W(\d)(?=-|$)", r"-W0\1", plain)
    if century := re.fullmatch(r"(\d\d)XX|(\d{3})X", plain):
        plain = century[1] or century[2]
    interval = interval_of(plain)
    return (interval.start, interval.end) if interval and interval.start and interval.end else None


def _trimmed(text: str, timex: Json) -> dict[str, Any]:
    quote = text[timex["start"] : timex["end"]]
    left, right = len(quote) - len(quote.lstrip()), len(quote) - len(quote.rstrip())
    return {**timex, "start": timex["start"] + left, "end": timex["end"] - right}


def _distinct(timexes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    by_extent: dict[tuple[int, int], dict[str, Any]] = {}
    for timex in timexes:
        if timex["end"] > timex["start"]:
            by_extent.setdefault((timex["start"], timex["end"]), timex)
    return list(by_extent.values())


def _aligned(gold: Sequence[Json], found: Sequence[Json]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices whose extents overlap."""
    candidates = sorted(
        ((g["start"], g["end"]) != (f["start"], f["end"]), -shared, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (shared := min(g["end"], f["end"]) - max(g["start"], f["start"])) > 0
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in candidates:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return sorted(pairs.items())
