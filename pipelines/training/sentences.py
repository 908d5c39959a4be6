"""Labelled sentences: what must be found in each, and nothing else (``tests/unit/parsers/cases/events``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from config.agencies import agencies
from config.event_types import event_types
from config.settings import PROJECT
from config.weights import Decision
from parsers.language.events.candidates import Scene, candidates
from parsers.language.events.coder import event_of
from parsers.language.events.event_features import event_features
from parsers.language.events.place_candidates import place_candidates
from parsers.language.events.weighing import is_filled, open_roles, place_features, role_features
from parsers.language.reader import Reader
from parsers.records import Context, Event
from pipelines.training.examples import Drafted, drafted, no_examples
from pipelines.training.logistic import Examples

SENTENCES = PROJECT / "tests" / "unit" / "parsers" / "cases" / "events"
COUNTS = 0.5
"""Weight of a sentence beside a sentence of a release: it is shorter and plainer than those."""


@dataclass(slots=True)
class Labelled:
    """One sentence with its label; the text may hold several paragraphs."""

    name: str
    text: str
    context: Context
    wanted: list[dict[str, Any]]
    """Each with type and, where the label says so, status, dates (EDTF), basis, location and roles."""
    others: bool
    """Whether more may be found than what is wanted."""


def labelled(folder: Path = SENTENCES) -> Iterator[Labelled]:
    """All labelled sentences of the YAML files in ``folder``."""
    for file in sorted(folder.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            name = f"{file.stem}: {case['text'][:60]}"
            yield Labelled(name, case["text"], _context(case), case["events"], bool(case.get("others")))


def _context(case: Mapping[str, Any]) -> Context:
    published = case["published"]
    if isinstance(published, str):
        published = date.fromisoformat(published)
    publisher = case["publisher"]
    if publisher in agencies():
        body = agencies().get(publisher)
        return Context(published, body.agency_id, body.name, body.country)
    return Context(published, publisher, publisher, publisher.split("-")[0].upper())


def fits(event: Event, wanted: Mapping[str, Any]) -> bool:
    """Whether ``event`` is as ``wanted`` says; keys that are not given may be anything."""
    if event.type != wanted["type"] or event.status != wanted.get("status", "occurred"):
        return False
    if "dates" in wanted and event.dates.edtf != (str(wanted["dates"]) if wanted["dates"] else None):
        return False
    if "basis" in wanted and event.basis != wanted["basis"]:
        return False
    places = {c.country for c in event.countries if c.role == "location"}
    if "location" in wanted and places != set(wanted["location"]):
        return False
    for role in event_types()[event.type].roles:
        names = {n for p in event.participants if p.role == role for n in (p.agency_id, p.name)}
        if not names.issuperset(_asked(wanted, role)):
            return False
    return True


def _asked(wanted: Mapping[str, Any], role: str) -> list[str]:
    asked = wanted.get(role, [])
    return [asked] if isinstance(asked, str) else asked


def sentence_examples(reader: Reader, sentences: Sequence[Labelled]) -> dict[Decision, Examples]:
    """What each decision is learned from in ``sentences``."""
    found = no_examples()
    for sentence, read in zip(sentences, drafted(reader, ((s.text, s.context) for s in sentences)), strict=True):
        _add(found, sentence, read)
    return found


def _add(found: Mapping[Decision, Examples], sentence: Labelled, read: Drafted) -> None:
    left = list(sentence.wanted)
    for scene in read.scenes():
        event = event_of(scene.draft)
        wanted = next((w for w in left if w["type"] == event.type and _same_days(event, w)), None)
        if wanted is not None:
            left.remove(wanted)
            _add_parts(found, scene, wanted)
        if wanted is not None or not sentence.others:
            found["event"].add(frozenset(event_features(scene)), wanted is not None, COUNTS)


def _same_days(event: Event, wanted: Mapping[str, Any]) -> bool:
    return "dates" not in wanted or event.dates.edtf == (str(wanted["dates"]) if wanted["dates"] else None)


def _add_parts(found: Mapping[Decision, Examples], scene: Scene, wanted: Mapping[str, Any]) -> None:
    """The roles that the label names are right for whom it names; of others it says nothing."""
    kind = scene.draft.match.event_type
    around = candidates(scene)
    for candidate in around:
        names = {candidate.participant.agency_id, candidate.participant.name}
        roles = [r for r in open_roles(kind, candidate) if names & set(_asked(wanted, r))]
        for role in open_roles(kind, candidate) if roles else ():
            features = role_features(kind, candidate, role, is_filled(around, candidate, role))
            found["role"].add(frozenset(features), role in roles, COUNTS)
    if "location" in wanted:
        places = place_candidates(scene)
        ruled = any("rule" in c.features for c in places)
        for place in places:
            features = place_features(kind, place, ruled)
            found["place"].add(frozenset(features), place.country in wanted["location"], COUNTS)
