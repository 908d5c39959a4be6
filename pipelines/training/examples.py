"""Examples from annotated texts: what the rules propose beside what the annotation says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from config.weights import Decision
from parsers.language.events.candidates import Scene, candidates, scenes
from parsers.language.events.coder import event_of, told
from parsers.language.events.event_features import event_features
from parsers.language.events.layout import Layout
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.place_candidates import place_candidates
from parsers.language.events.revision import Tables, revised
from parsers.language.events.weighing import is_filled, open_roles, place_features, role_features
from parsers.language.reader import Reader
from parsers.language.shape import shaped_event
from parsers.records import Context
from pipelines.contexts import context_of
from pipelines.evaluation.gold import questions
from pipelines.evaluation.names import same_body
from pipelines.evaluation.scores import match
from pipelines.training.logistic import Examples

PLACELESS = 0.1
"""Weight of an event for which the annotation names no place: often it happened somewhere, and nobody said where."""

same = lru_cache(maxsize=None)(same_body)


@dataclass(slots=True)
class Drafted:
    """One text with what the rules propose."""

    doc: Doc
    mentions: Mentions
    layout: Layout
    drafts: list[Draft]

    def scenes(self) -> list[Scene]:
        """The drafts, each with what stands around it."""
        return scenes(self.drafts, self.mentions, self.layout)

    def revised(self, tables: Tables) -> list[Draft]:
        """The drafts after a second look with the weights of ``tables``."""
        return revised(self.drafts, self.mentions, self.layout, tables)


@dataclass(slots=True)
class Told:
    """One annotated document with what the rules propose."""

    gold: Mapping[str, Any]
    read: Drafted


def drafted(reader: Reader, texts: Iterable[tuple[str, Context]]) -> Iterator[Drafted]:
    """The texts with the drafts of the rules alone, in order."""
    prepared = [reader.prepare(text, context) for text, context in texts]
    with reader.nlp.select_pipes(disable="communique_events"):
        for doc in reader.nlp.pipe(prepared, batch_size=32):
            reading = doc._.reading
            mentions = Mentions(doc, reading.context, reading.timexes, reading.places, reading.agencies)
            layout = Layout(doc, mentions)
            yield Drafted(doc, mentions, layout, told(doc, mentions, layout))


def tell(reader: Reader, gold: list[dict[str, Any]]) -> list[Told]:
    """The annotated documents ``gold`` with the drafts of the rules alone."""
    texts = drafted(reader, ((q["text"], context_of(q)) for q in questions(gold)))
    return [Told(document, read) for document, read in zip(gold, texts, strict=True)]


def no_examples() -> dict[Decision, Examples]:
    """Nothing learned yet, of each decision."""
    return {"role": Examples(), "place": Examples(), "event": Examples()}


def examples(texts: Iterable[Told]) -> dict[Decision, Examples]:
    """What each decision is learned from."""
    found = no_examples()
    for text in texts:
        annotated: list[Mapping[str, Any]] = text.gold["events"]
        shaped: list[Mapping[str, Any]] = [shaped_event(event_of(d), text.read.doc.text) for d in text.read.drafts]
        partner = {n: annotated[g] for g, n in match(annotated, shaped)}
        for n, scene in enumerate(text.read.scenes()):
            found["event"].add(frozenset(event_features(scene)), n in partner and _is_told(scene, partner[n]))
            if n in partner:
                _add_roles(found["role"], scene, partner[n])
                _add_places(found["place"], scene, partner[n])
    return found


def _is_told(scene: Scene, gold: Mapping[str, Any]) -> bool:
    """Whether the annotated event stands where the draft does, or has its days: else only their types are the same."""
    at = gold["trigger"]["start"] if isinstance(gold.get("trigger"), dict) else None
    if at is None or any(e.start <= at < e.end for e in scene.draft.evidence if e.about == "sentence"):
        return True
    start = scene.draft.dated.interval.start
    return start is not None and start.isoformat() == gold["start_date"]


def _add_roles(examples: Examples, scene: Scene, gold: Mapping[str, Any]) -> None:
    kind = scene.draft.match.event_type
    around = candidates(scene)
    bodies = list(_bodies(gold["participants"]))
    for candidate in around:
        participant = candidate.participant
        name = next(iter(_bodies([{"name": participant.name, "country": participant.country, "role": ""}])))[0]
        for role in open_roles(kind, candidate):
            features = role_features(kind, candidate, role, is_filled(around, candidate, role))
            examples.add(frozenset(features), any(r == role and same(g, name) for g, r in bodies))


def _add_places(examples: Examples, scene: Scene, gold: Mapping[str, Any]) -> None:
    kind = scene.draft.match.event_type
    where = {c["code"] for c in gold["countries"] if c["role"] == "location"}
    around = place_candidates(scene)
    ruled = any("rule" in c.features for c in around)
    for candidate in around:
        features = frozenset(place_features(kind, candidate, ruled))
        examples.add(features, candidate.country in where, 1.0 if where else PLACELESS)


def _bodies(participants: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(name, role) of each participant; an unnamed group by its country, as the scorer sees it."""
    for one in participants:
        name = one.get("name") or ""
        yield (f"unnamed {one.get('country') or ''}" if name.lower().startswith("unnamed") else name, one["role"])
