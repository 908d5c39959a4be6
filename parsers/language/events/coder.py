"""The coder: walks each sentence once, turns triggers into drafts and drafts into events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Span

from config.event_types import event_types
from config.weights import weights
from parsers.language.events.balance import received
from parsers.language.events.confidence import confidence_of
from parsers.language.events.dates import Dated
from parsers.language.events.dating import SAID, dated_by
from parsers.language.events.follow_ups import follow_up
from parsers.language.events.habits import is_general, is_habit
from parsers.language.events.layout import Layout
from parsers.language.events.locations import countries_of
from parsers.language.events.matching import Match, Matcher
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import REACH, Draft, with_doubtful
from parsers.language.events.narrative import located, share_dates
from parsers.language.events.participants import Casting
from parsers.language.events.persons import Persons
from parsers.language.events.revision import revised
from parsers.language.events.several import end_of, evidence_of, several
from parsers.language.events.standing import settled, standing
from parsers.language.events.status import status_of
from parsers.language.events.status_words import status_words
from parsers.records import Event, Evidence

GIVEN_BACK = frozenset({"return", "transfer", "release"})
"""Verbs of asset recovery that tell it only of a public body."""
PUBLIC = frozenset({"visit", "meeting", "aid", "agreement"})
"""Types that tell what bodies do; between private persons alone they are the acts of a case."""
BACKGROUND = frozenset({"legislation", "institution", "statement"})
"""Types of which an undated participle behind a noun mostly tells what has long been."""
FIRST_PERSON = frozenset({"i", "we"})


@cache
def matcher() -> Matcher:
    """The matcher of the installed register."""
    return Matcher(event_types())


def code(doc: Doc, mentions: Mentions) -> list[Event]:
    """Events of ``doc`` in the order of their triggers."""
    layout = Layout(doc, mentions)
    return finished(revised(told(doc, mentions, layout), mentions, layout, weights()))


def finished(drafts: Iterable[Draft]) -> list[Event]:
    """The events of ``drafts`` in the order of their triggers."""
    return sorted((event_of(d) for d in drafts), key=lambda e: (e.trigger.start, e.trigger.end, e.type))


def told(doc: Doc, mentions: Mentions, layout: Layout) -> list[Draft]:
    """What ``doc`` tells, by the rules alone: drafts with their mentions joined, in the order of the text."""
    casting = Casting(mentions, Persons(doc, mentions))
    drafts: list[Draft] = []
    certain: list[Draft] = []
    for sentence in doc.sents:
        follow_up(sentence, certain, mentions)
        new = _drafts(sentence, mentions, layout, casting, certain)
        drafts.extend(new)
        certain.extend(d for d in new if not d.doubts)
    drafts = _own_statements(drafts, mentions.context.publisher)
    merged = with_doubtful(drafts, mentions.context.publisher)
    share_dates(merged)
    return merged


def best_matches(sentence: Span, mentions: Mentions, only: str | None = None) -> list[Match]:
    """The rules that fire in ``sentence``: one for each trigger, and none inside the words of a stronger one.

    ``only`` keeps to the rules of one type.
    """
    found: dict[int, list[Match]] = defaultdict(list)
    for token in sentence:
        if token.is_alpha or "-" in token.text:
            for match in matcher().matches(token, mentions):
                if only is None or match.event_type.code == only:
                    found[token.i].append(match)
    best = sorted((max(ms, key=lambda m: m.weight) for ms in found.values()), key=lambda m: m.weight, reverse=True)
    taken: set[int] = set()
    kept: list[Match] = []
    for match in best:
        if match.token.i in taken:
            continue
        kept.append(match)
        taken.update(t.i for t in match.words)
    return sorted(kept, key=lambda m: m.token.i)


def _drafts(sentence: Span, mentions: Mentions, layout: Layout, casting: Casting, before: list[Draft]) -> list[Draft]:
    paragraph = layout.paragraph(sentence.start_char)
    if paragraph is None or paragraph.boilerplate:
        return []
    # a statement in the first person tells of others' doings by their names alone: "the agreement between …"
    only = "agreement" if paragraph.quoted else None
    matches = [m for m in best_matches(sentence, mentions, only) if not layout.in_quotes(m.token.idx)]
    if paragraph.quoted:
        matches = [m for m in matches if m.trigger.needs and (m.trigger.nouns or m.token.dep_ == "acl")]
    triggers = frozenset(m.token.i for m in matches)
    drafts: list[Draft] = []
    for match in matches:
        procedure = match.event_type.group == "enforcement" or match.event_type.code == "legal_assistance"
        if paragraph.alleged and not procedure:
            continue
        status = status_of(match)
        if status is None or is_general(match):
            continue
        status = standing(match, status)
        speaking = match.token.lemma_ == SAID
        if speaking and not sentence.text.rstrip().endswith(":"):
            continue
        here = [d for d in drafts if not d.doubts]
        dated = dated_by(match, status, sentence, paragraph, before, here, triggers, mentions, layout)
        doubts: list[str] = []
        if not _supported(match, dated, mentions):
            doubts.append("unsupported")
        if paragraph.background and dated.timex is None:
            doubts.append("background")
        if dated.timex is None and not paragraph.is_title and is_habit(match):
            doubts.append("habit")
        news = dated.timex is not None or paragraph.is_title or paragraph.is_lead
        participants = casting.cast(match, news=news, headline=paragraph.is_title, remember=not doubts)
        if not participants and not dated.timex and not (paragraph.is_lead and match.trigger.verbs):
            doubts.append("bare")
        private = bool(participants) and all(p.kind in ("person", "company") for p in participants)
        given_back = match.event_type.code == "asset_recovery" and match.token.lemma_ in GIVEN_BACK
        acting = [p for p in participants if p.role == match.event_type.roles[0]]
        alone = bool(acting) and all(p.kind in ("person", "company") for p in acting)
        if (private and given_back) or (alone and match.event_type.code in PUBLIC):
            doubts.append("private")  # the accused who pays money back, or moves it, does so as part of the acts
        told = any(p.role == "actor" and p.start is not None for p in participants)
        if match.event_type.code == "statement" and not told and not speaking and not layout.is_early(paragraph):
            doubts.append("late")
        if match.event_type.code == "statement" and (
            (match.trigger.nouns and not paragraph.is_title) or _is_quoted(match, before)
        ):
            continue
        if match.event_type.code in BACKGROUND and match.token.dep_ == "acl" and dated.timex is None:
            doubts.append("attribute")  # "a law enacted by Congress"
        earlier = [*before[-REACH:], *here]
        countries = located(
            match.event_type.code, countries_of(match, sentence, participants, mentions), dated, earlier, paragraph
        )
        if match.event_type.code == "visit":
            places = {c.country for c in countries if c.role == "location"}
            participants = received(participants, places, mentions.context.publisher, mentions.context.country)
        draft = Draft(
            match,
            status,
            dated,
            participants,
            countries,
            (sentence.start_char, end_of(sentence)),
            paragraph.is_title,
            paragraph.is_lead,
            evidence_of(match, sentence, dated),
            status_reason="rule" if match.trigger.status else "words",
            status_words=status_words(match),
            slots=casting.slots,
            doubts=frozenset(doubts),
        )
        draft.settle(settled(status, dated, match, mentions))
        drafts.extend(several(draft, sentence, mentions) or [draft])
    return drafts


def _own_statements(drafts: list[Draft], publisher: str | None) -> list[Draft]:
    """``drafts`` without "said:", unless the release tells nothing else of its own body: then its words are news."""
    said = [d for d in drafts if d.match.token.lemma_ == SAID]
    others = [d for d in drafts if d.match.token.lemma_ != SAID]
    if publisher is None or any(p.agency_id == publisher for d in others for p in d.participants):
        return others
    own = next((d for d in said if any(p.agency_id == publisher for p in d.participants)), None)
    return [d for d in drafts if d in others or d is own]


def _is_quoted(match: Match, before: list[Draft]) -> bool:
    """Whether a speaker's own words tell it: "We welcome the verdict," said the Director; the text of a statement."""
    subjects = match.frame.slots.get("subject", ())
    own = any(s.lower_ in FIRST_PERSON for s in subjects)
    if own and any(d.code == "statement" and "statement" in d.match.name.split("/")[1] for d in before):
        return True
    return own and match.token.dep_ == "ccomp" and match.token.head.lemma_ == SAID


def _supported(match: Match, dated: Dated, mentions: Mentions) -> bool:
    """Whether an event noun is told as happening: by its rule, a light verb, a date or a party beside it."""
    trigger, frame = match.trigger, match.frame
    if trigger.verbs or trigger.alone or trigger.needs:
        return True
    if dated.timex is not None and dated.distance <= 1:
        return True
    parties = (head for slot in ("subject", "by", "with", "between") for head in frame.slots.get(slot, ()))
    own = set(match.token.subtree)
    if any(head in own and (head.i in mentions.agency or head.i in mentions.place) for head in parties):
        return True
    verb = frame.verb
    return (
        verb is not None
        and verb.lemma_ in matcher().register.light_verbs
        and match.token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr")
        and match.token.head == verb
    )


def event_of(draft: Draft) -> Event:
    """The event that ``draft`` has become."""
    trigger = next(e for e in draft.evidence if e.about == "trigger")
    evidence = list(draft.evidence)
    evidence.extend(
        Evidence(p.start, p.end, "participant") for p in draft.participants if p.start is not None and p.end is not None
    )
    evidence.extend(
        Evidence(c.start, c.end, "country") for c in draft.countries if c.start is not None and c.end is not None
    )
    if draft.status_words is not None:
        evidence.append(draft.status_words)
    timex = draft.dated.timex
    event = Event(
        type=draft.code,
        status=draft.status,
        dates=draft.dated.interval,
        basis=draft.dated.basis,
        trigger=trigger,
        rule=draft.match.name,
        confidence=0.5,
        participants=tuple(draft.participants),
        countries=tuple(draft.countries),
        evidence=tuple(dict.fromkeys(evidence)),
        date_reason=draft.dated.reason,
        date_words=Evidence(timex.start, timex.end, "date") if timex is not None else None,
        status_reason=draft.status_reason,
    )
    return replace(event, confidence=confidence_of(event))
