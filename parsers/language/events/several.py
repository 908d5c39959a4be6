"""One mention that tells several events: each stop of a journey, the old and the new day of what was moved."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span

from parsers.language.events.dates import NO_DATE, Dated
from parsers.language.events.itineraries import stops
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.moved import moved
from parsers.language.events.standing import settled
from parsers.language.events.status import STEPS_OF_A_CASE
from parsers.records import EventCountry, Evidence, Status


def several(draft: Draft, sentence: Span, mentions: Mentions) -> list[Draft]:
    """The drafts that stand for ``draft``; none where it tells one event on one day or on none."""
    return _moved(draft, sentence, mentions) or _stops(draft, sentence, mentions)


def _moved(draft: Draft, sentence: Span, mentions: Mentions) -> list[Draft]:
    """What ``draft`` was planned for and what it is planned for now, none where it was not moved to another day."""
    days = moved(draft.match, sentence, mentions)
    if days is None:
        return []
    found: list[Draft] = []
    step = draft.code in STEPS_OF_A_CASE
    states: tuple[Status, Status] = ("called_off", "planned")
    for timex, status in zip(days, states, strict=True):
        if (timex is None and step) or (timex is not None and timex.interval is None):
            continue
        dated = Dated(timex.interval, timex.basis, timex, 0, "clause") if timex and timex.interval else NO_DATE
        one = replace(
            draft,
            status=status,
            dated=dated,
            participants=list(draft.participants),
            countries=list(draft.countries),
            evidence=evidence_of(draft.match, sentence, dated),
        )
        found.append(one)
    return found


def _stops(draft: Draft, sentence: Span, mentions: Mentions) -> list[Draft]:
    """One draft for each dated stop of a journey, none where ``draft`` tells no journey with several."""
    found: list[Draft] = []
    for place, timex in stops(draft.match, sentence, mentions):
        if timex.interval is None:
            continue
        dated = Dated(timex.interval, timex.basis, timex, 0, "stop")
        others = [c for c in draft.countries if c.role != "location"]
        here = EventCountry(place.country, "location", place.start, place.end)
        stop = replace(
            draft,
            dated=dated,
            participants=list(draft.participants),
            countries=[here, *others],
            evidence=evidence_of(draft.match, sentence, dated),
            stop=place.country,
        )
        stop.settle(settled(draft.status, dated, draft.match, mentions))
        found.append(stop)
    return found


def end_of(sentence: Span) -> int:
    """Offset after the last word or mark of ``sentence``; the blank lines behind it tell nothing."""
    return sentence.start_char + len(sentence.text.rstrip())


def evidence_of(match: Match, sentence: Span, dated: Dated) -> list[Evidence]:
    """The characters that told it: its words, its sentence and its date."""
    first, last = match.words[0], match.words[-1]
    if last.i - first.i > 8:
        first = last = match.token
    spans = [
        Evidence(first.idx, last.idx + len(last.text), "trigger"),
        Evidence(sentence.start_char, end_of(sentence), "sentence"),
    ]
    if dated.timex is not None:
        spans.append(Evidence(dated.timex.start, dated.timex.end, "date"))
    return spans
