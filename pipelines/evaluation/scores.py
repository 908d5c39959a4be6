"""Precision, recall and F1 of extractions against gold, layer by layer and event type by event type.

The measures follow the project's scorer for gold files: sets per document for agencies, countries and dates; a greedy
one-to-one matching of events by type, dates, participants, countries and trigger. A core event of the gold that is not
found is an error; a found event that matches a non-core one counts neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.evaluation.names import pair, same_body
from pipelines.evaluation.tallies import Tally

Json = Mapping[str, Any]
Spots = Mapping[Any, tuple[int, int]]
"""Value → the first characters that tell it."""

LAYERS = (
    "agencies",
    "countries",
    "dates",
    "event types",
    "event type+date",
    "participants of matched",
    "participants+role",
    "status of matched",
    "location of matched",
)
"""Names of the layers in the order of the report; "of matched" ones look only at core events that were found."""


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that was missed or found wrongly."""

    document: str
    layer: str
    fault: str
    """``missed`` or ``extra``; for parts of a matched event also ``wrong``."""
    what: str
    cause: str = ""
    """What errors of one layer and fault are grouped by: event type, role, status, country."""
    where: tuple[int, int] | None = None
    """Characters of the text that the error is about: the trigger or the mention, of the gold where it has one."""
    rule: str | None = None
    """The rule of ours that told the event."""


@dataclass(slots=True)
class Report:
    """The figures of one set of gold documents."""

    layers: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in LAYERS})
    types: dict[str, Tally] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(gold type, found type): a missed core event, and the unmatched event whose trigger overlaps its own."""
    documents: int = 0

    def type(self, code: str) -> Tally:
        """The tally of one event type."""
        return self.types.setdefault(code, Tally())

    def sets(self, layer: str, document: str, gold: set[Any], found: set[Any], spots: tuple[Spots, Spots]) -> None:
        """Count a document's set of values in ``layer``; ``spots`` say where gold and answer tell each value."""
        self.layers[layer].add(len(gold & found), len(found - gold), len(gold - found))
        for fault, values, where in (("missed", gold - found, spots[0]), ("extra", found - gold, spots[1])):
            for value in sorted(values):
                cause = value if isinstance(value, str) else ""
                self.errors.append(Error(document, layer, fault, _show(value), cause, where.get(value)))


def score(gold: Iterable[Json], found: Mapping[str, Json]) -> Report:
    """Score ``found`` (id → answer in the shape of gold) against ``gold``; a missing answer counts as an empty one."""
    report = Report()
    for document in gold:
        _score_document(report, document, found.get(document["id"], {}))
        report.documents += 1
    return report


def _score_document(report: Report, gold: Json, found: Json) -> None:
    name: str = gold["id"]
    names = [a if isinstance(a, str) else a.get("name", "") for a in found.get("agencies", [])]
    missed, extra = pair(gold["agencies"], names)
    extra = [e for e in extra if not any(same_body(o, e) for o in gold.get("agencies_optional", []))]
    report.layers["agencies"].add(len(gold["agencies"]) - len(missed), len(extra), len(missed))
    spots = _mentioned(gold, "agency"), _mentioned(found, "agency")
    report.errors += [Error(name, "agencies", "missed", m, where=spots[0].get(m)) for m in missed]
    report.errors += [Error(name, "agencies", "extra", e, where=spots[1].get(e)) for e in extra]

    countries = set(gold["countries"])
    told = set(found.get("countries", [])) - (set(gold.get("countries_optional", [])) - countries)
    report.sets("countries", name, countries, told, (_mentioned(gold, "country"), _mentioned(found, "country")))

    days = _intervals(gold["dates"])
    neutral = _intervals(gold.get("dates_optional", []), keep_open=True)
    if gold.get("published") and len(gold["published"]) == 10:
        # The page's own date stands over many releases without being told in the text.
        neutral.add((gold["published"], gold["published"]))
    answered = _intervals(found.get("dates", [])) - (neutral - days)
    report.sets("dates", name, days, answered, (_dated(gold), _dated(found)))
    _score_events(report, name, gold["events"], found.get("events", []))


def _score_events(report: Report, name: str, gold: list[Json], found: list[Json]) -> None:
    partner = dict(match(gold, found))
    used = set(partner.values())
    types, dated = report.layers["event types"], report.layers["event type+date"]
    for i, event in enumerate(gold):
        if not event.get("core"):
            continue
        tally = report.type(event["type"])
        if i not in partner:
            for layer in (types, dated, tally):
                layer.add(0, 0, 1)
            told = _describe(event)
            report.errors.append(Error(name, "event types", "missed", told, event["type"], _trigger(event)))
            continue
        for layer in (types, tally):
            layer.add(1, 0, 0)
        _score_pair(report, name, event, found[partner[i]])
    for j, event in enumerate(found):
        if j not in used:
            for layer in (types, dated, report.type(event["type"])):
                layer.add(0, 1, 0)
            told, rule = _describe(event), event.get("rule")
            report.errors.append(Error(name, "event types", "extra", told, event["type"], _trigger(event), rule))
    _confuse(report, gold, found, partner, used)


def _score_pair(report: Report, name: str, gold: Json, found: Json) -> None:
    where, rule = _trigger(gold) or _trigger(found), found.get("rule")

    def wrong(layer: str, fault: str, told: str, cause: str) -> None:
        report.errors.append(Error(name, layer, fault, f"{_describe(gold)}: {told}", cause, where, rule))

    def truth(layer: str, right: bool, told: str, cause: str) -> None:
        report.layers[layer].add(1, 0, 0) if right else report.layers[layer].add(0, 1, 1)
        if not right:
            wrong(layer, "wrong", told, cause)

    days = f"found {found.get('start_date')}..{found.get('end_date')}"
    bases = f"{gold.get('date_basis')} → {found.get('date_basis')}"
    truth("event type+date", _same_days(gold, found), days, bases)
    stati = f"{gold['status']} → {found.get('status')}"
    truth("status of matched", gold["status"] == found.get("status"), stati, stati)

    bodies, answers = _bodies(gold), _bodies(found)
    missed, extra = pair([n for n, _ in bodies], [n for n, _ in answers])
    report.layers["participants of matched"].add(len(bodies) - len(missed), len(extra), len(missed))
    in_role = [any(same_body(n, m) and role == r for m, r in answers) for n, role in bodies]
    hits = sum(in_role)
    report.layers["participants+role"].add(hits, max(0, len(answers) - hits), len(bodies) - hits)
    for (body, role), hit in zip(bodies, in_role, strict=True):
        if not hit:
            wrong("participants+role", "missed", f"{body} ({role}), found {_cast(answers)}", f"{gold['type']} {role}")
    if len(answers) > hits and len(bodies) == hits:
        wrong("participants+role", "extra", f"found {_cast(answers)}", gold["type"])

    places, places_found = _locations(gold), _locations(found)
    if places:
        shared = len(places & places_found)
        report.layers["location of matched"].add(shared, len(places_found - places), len(places - places_found))
        if places != places_found:
            told = f"{' '.join(sorted(places))}, found {' '.join(sorted(places_found)) or 'none'}"
            wrong("location of matched", "wrong", told, gold["type"])


def match(gold: list[Json], found: list[Json]) -> list[tuple[int, int]]:
    """Pairs (index in ``gold``, index in ``found``), best first, core events of the gold before others at a tie."""
    candidates = sorted(
        ((_affinity(g, f), bool(g.get("core")), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        key=lambda c: (-c[0], not c[1]),
    )
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for value, _, i, j in candidates:
        if value > 0 and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def _affinity(gold: Json, found: Json) -> float:
    if found["type"] != gold["type"] and found["type"] not in gold.get("alt_types", []):
        return 0
    value = 1.0 + 2 * _same_days(gold, found)
    bodies = [n for n, _ in _bodies(gold)]
    missed, _ = pair(bodies, [n for n, _ in _bodies(found)])
    value += (len(bodies) - len(missed)) / (1 + len(bodies))
    here, there = _codes(gold), _codes(found)
    value += len(here & there) / (1 + len(here | there))
    return value + bool(_trigger_words(gold) & _trigger_words(found))


def _trigger_words(event: Json) -> set[str]:
    told = event.get("trigger_text") or event.get("trigger")
    return set(told.lower().split()) if isinstance(told, str) else set()


def _bodies(event: Json) -> list[tuple[str, str | None]]:
    """(name, role) of the participants; unnamed bodies are told apart by country alone."""
    out = []
    for party in event.get("participants", []):
        name = party.get("name") or ""
        if name.lower().startswith("unnamed"):
            name = "unnamed " + (party.get("country") or "")
        out.append((name, party.get("role")))
    return out


def _codes(event: Json) -> set[str]:
    return {c["code"] for c in event.get("countries", [])}


def _locations(event: Json) -> set[str]:
    return {c["code"] for c in event.get("countries", []) if c.get("role") == "location"}


def _same_days(one: Json, other: Json) -> bool:
    return (one.get("start_date"), one.get("end_date")) == (other.get("start_date"), other.get("end_date"))


def _intervals(dates: Iterable[Json], *, keep_open: bool = False) -> set[tuple[Any, Any]]:
    return {(d.get("start"), d.get("end")) for d in dates if d.get("start") or keep_open}


def _confuse(report: Report, gold: list[Json], found: list[Json], partner: dict[int, int], used: set[int]) -> None:
    """Name the type that stands where a core event was missed: the unmatched found event whose trigger overlaps it."""
    for i, event in enumerate(gold):
        where = event.get("trigger")
        if i in partner or not event.get("core") or not isinstance(where, dict):
            continue
        for j, answer in enumerate(found):
            spot = answer.get("trigger")
            if (
                j not in used
                and isinstance(spot, dict)
                and spot["start"] < where["end"]
                and where["start"] < spot["end"]
            ):
                report.confusion[event["type"], answer["type"]] += 1


def _describe(event: Json) -> str:
    trigger = event.get("trigger_text") or event.get("quote") or event.get("trigger")
    told = trigger if isinstance(trigger, str) else ""
    return f"{event['type']} {event.get('start_date')}" + (f" {told!r}" if told else "")


def _cast(parties: Iterable[tuple[str, str | None]]) -> str:
    return "; ".join(f"{name} ({role})" for name, role in parties) or "none"


def _trigger(event: Json) -> tuple[int, int] | None:
    where = event.get("trigger")
    return (where["start"], where["end"]) if isinstance(where, dict) else None


def _mentioned(document: Json, kind: str) -> Spots:
    mentions = [m for m in document.get("mentions", []) if m["kind"] == kind]
    return {m["value"]: (m["start"], m["end"]) for m in reversed(mentions)}


def _dated(document: Json) -> Spots:
    dates = [d for d in document.get("dates", []) if isinstance(d.get("char"), int)]
    return {(d.get("start"), d.get("end")): (d["char"], d["char"] + len(d.get("quote") or "")) for d in reversed(dates)}


def _show(value: Any) -> str:
    return "..".join(str(v) for v in value) if isinstance(value, tuple) else str(value)
