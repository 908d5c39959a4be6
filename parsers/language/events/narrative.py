"""What one sentence of a release leaves to the one before: dates and places carried on from event to event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Span

from parsers.language.events.dates import NO_DATE, Dated
from parsers.language.events.layout import Paragraph
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.news import in_main_clause, short, until_publication
from parsers.language.events.standing import RUNS
from parsers.records import EventCountry, PlaceMention, Status

UNDATED = frozenset({"investigation", "legal_assistance", "statement"})
"""Types that tell the case at large: their date is their own or none."""
AT_GATHERINGS = frozenset({"agreement", "speech", "meeting", "award", "aid", "conference"})
"""Types of what happens at a visit or gathering, and so in its place."""
FRONT = 7
"""Tokens at the head of a sentence in which a date holds for more than its own verb."""
NEAR = 700
"""Characters before a paragraph in which the gathering may be told at which its events happen."""
LOOSE = frozenset({"month", "season", "quarter", "half", "year", "decade", "unknown"})
"""Precisions of dates that give no day to what is told after them."""


def fronted_place(sentence: Span, mentions: Mentions) -> PlaceMention | None:
    """The place with which the sentence sets out: "In Turkey, the Minister met …", "While in Dhaka …"."""
    for token in sentence[:4]:
        if token.lower_ in ("in", "at") and token.i + 1 < sentence.end:
            return next((p for t in sentence.doc[token.i + 1 : token.i + 4] if (p := mentions.place.get(t.i))), None)
    return None


def _during(dated: Dated, draft: Draft) -> bool:
    """Whether the days of ``dated`` lie in those of a gathering or visit told before."""
    inner, outer = dated.interval, draft.dated.interval
    if draft.code not in RUNS or inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end and (outer.end - outer.start).days < 15


def share_dates(drafts: list[Draft]) -> None:
    """Give steps told with one breath one date ("convicted and sentenced", where the sentence is dated later on)."""
    for draft in drafts:
        verb = draft.match.token
        if draft.dated.timex is not None or verb.pos_ != "VERB":
            continue
        for other in drafts:
            partner = other.match.token
            joined = (partner.head == verb and partner.dep_ == "conj") or (verb.head == partner and verb.dep_ == "conj")
            if joined and other.dated.timex is not None and other.status == draft.status and other.code != draft.code:
                draft.dated = replace(other.dated, reason="same_breath")


def carried_on(
    match: Match, sentence: Span, status: Status, before: list[Draft], paragraph: Paragraph, mentions: Mentions
) -> Dated:
    """The date of the event told just before in the same paragraph, for what is told in the plain past after it."""
    verb = match.frame.verb
    if (
        match.event_type.code in UNDATED
        or verb is None
        or any(c.lower_ in ("has", "have", "had") for c in verb.children if c.dep_ == "aux")
    ):
        return NO_DATE
    here = fronted_place(sentence, mentions)
    if here is not None:
        for draft in reversed(before):
            told_there = any(c.role == "location" and c.country == here.country for c in draft.countries)
            if told_there and draft.dated.timex is not None and draft.status == status and draft.code in RUNS:
                return Dated(draft.dated.interval, "resolved", draft.dated.timex, 3, "same_place")
    for draft in _nearest(before):
        if draft.sentence[0] < paragraph.start:
            break
        if status == "planned" and (draft.status != "planned" or match.event_type.code not in RUNS):
            continue
        if (draft.status in ("occurred", "ongoing") or status == "planned") and draft.dated.timex is not None:
            if draft.dated.interval.precision in LOOSE:
                break
            days = draft.dated.interval
            if status == "occurred" and draft.code != match.event_type.code:
                days = until_publication(days, mentions)
            return Dated(days, "resolved", draft.dated.timex, 3, "carried")
    return _fronted_day(sentence, status, paragraph, mentions)


def _fronted_day(sentence: Span, status: Status, paragraph: Paragraph, mentions: Mentions) -> Dated:
    """The day with which the sentence before sets out, though it tells no event ("On 18 May, heads of …")."""
    published = mentions.context.published
    if sentence.start == 0 or sentence.start_char <= paragraph.start:
        return NO_DATE
    previous = sentence.doc[sentence.start - 1].sent
    timex = next(iter(mentions.timexes_in(previous[:FRONT])), None)
    if timex is None or timex.interval is None or previous.start_char < paragraph.start or not short(timex.interval):
        return NO_DATE
    if published and timex.interval.start and (timex.interval.start > published) != (status == "planned"):
        return NO_DATE
    return Dated(until_publication(timex.interval, mentions), "resolved", timex, 3, "carried")


def _nearest(before: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts from the last sentence back, within each first what its main clause tells."""
    for _, told in groupby(reversed(before), key=lambda d: d.sentence):
        yield from sorted(told, key=lambda d: not in_main_clause(d.match))


def located(
    code: str, countries: list[EventCountry], dated: Dated, before: list[Draft], paragraph: Paragraph
) -> list[EventCountry]:
    """``countries``, with the place of the event on whose day and in whose paragraph this one is told."""
    if any(c.role == "location" for c in countries) or dated.timex is None:
        return countries
    first = paragraph.start - (NEAR if code in AT_GATHERINGS else 0)
    for draft in reversed(before):
        if draft.sentence[0] < first:
            break
        if draft.dated.timex is dated.timex or (code in AT_GATHERINGS and _during(dated, draft)):
            return [*(c for c in draft.countries if c.role == "location"), *countries]
    return countries
