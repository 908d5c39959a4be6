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
from parsers.language.events.merging import REACH, Draft
from parsers.language.events.news import in_main_clause, until_publication
from parsers.records import EventCountry, Evidence, PlaceMention, Status

UNDATED = frozenset({"investigation", "legal_assistance", "statement"})
"""Types that tell the case at large: their date is their own or none."""
AT_GATHERINGS = frozenset({"agreement", "speech", "meeting", "award", "aid", "conference"})
"""Types of what happens at a visit or gathering, and so in its place."""
NEAR = 700
"""Characters before a paragraph in which the gathering may be told at which its events happen."""
LOOSE = frozenset({"month", "season", "quarter", "half", "year", "decade", "unknown"})
"""Precisions of dates that give no day to what is told after them."""
RUNS = frozenset({"visit", "training", "conference", "outreach", "joint_operation", "review", "initiative"})
"""Types that last: an interval around the publication date makes them ongoing."""


DECISIONS = frozenset({"decision", "ruling", "judgment", "order"})
TAKEN = frozenset({"take", "make", "issue", "hand", "deliver", "give", "pass"})


def fronted_place(sentence: Span, mentions: Mentions) -> PlaceMention | None:
    """The place with which the sentence sets out: "In Turkey, the Minister met …", "While in Dhaka …"."""
    for token in sentence[:4]:
        if token.lower_ in ("in", "at") and token.i + 1 < sentence.end:
            return next((p for t in sentence.doc[token.i + 1 : token.i + 4] if (p := mentions.place.get(t.i))), None)
    return None


def follow_up(sentence: Span, before: list[Draft], mentions: Mentions) -> None:
    """Date the events of the sentence before by one that goes on about them ("The team is here from 14 to 18 July")."""
    head = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass")), None)
    if head is not None and head.lemma_.lower() in DECISIONS and before and head.head.lemma_ in TAKEN:
        _decided(sentence, before[-1], mentions)
        return
    if head is None or head.i - sentence.start > 4 or sentence[0].lower_ not in ("the", "this", "these"):
        return
    for draft in before[-REACH:]:
        if not 0 <= sentence.start_char - draft.sentence[1] < 3 or draft.dated is not NO_DATE or draft.code not in RUNS:
            continue
        if head.lemma_.lower() in {w.lemma_.lower() for w in draft.match.words}:
            timex = next(iter(mentions.timexes_in(sentence)), None)
            if timex is not None and timex.interval is not None:
                draft.dated = Dated(timex.interval, timex.basis, timex, 2, "next_sentence")
                draft.settle(settled(draft.status, draft.dated, draft.code, mentions))
                draft.evidence.append(Evidence(timex.start, timex.end, "date"))


def _during(dated: Dated, draft: Draft) -> bool:
    """Whether the days of ``dated`` lie in those of a gathering or visit told before."""
    inner, outer = dated.interval, draft.dated.interval
    if draft.code not in RUNS or inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end and (outer.end - outer.start).days < 15


def _decided(sentence: Span, draft: Draft, mentions: Mentions) -> None:
    """Date a step told as news by the sentence after it ("The decision was taken on 28 April")."""
    timex = next(iter(mentions.timexes_in(sentence)), None)
    news = draft.dated.basis == "publication" or (draft.dated.timex is not None and draft.dated.distance == 9)
    if timex is None or timex.interval is None or draft.match.event_type.group != "enforcement" or not news:
        return
    if 0 <= sentence.start_char - draft.sentence[1] < 3:
        draft.dated = Dated(timex.interval, timex.basis, timex, 2, "next_sentence")
        draft.evidence.append(Evidence(timex.start, timex.end, "date"))


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
    return NO_DATE


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


def settled(status: Status, dated: Dated, code: str, mentions: Mentions) -> Status:
    """The status after a look at the calendar: what lies wholly ahead is planned, what lasts over today is ongoing."""
    published, interval = mentions.context.published, dated.interval
    if published is None or interval.start is None or interval.end is None or status == "called_off":
        return status
    if interval.start > published:
        return "planned"
    if status == "planned" and interval.end < published:
        return "planned"
    if (
        code in RUNS
        and interval.precision == "span"
        and interval.start <= published < interval.end
        and status == "occurred"
    ):
        return "ongoing"
    return status
