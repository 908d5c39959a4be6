"""What happens at a gathering or on a visit told before has its days ("During the visit …", "at the forum")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span

from parsers.language.events.dates import NO_DATE, Dated
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.news import short, until_publication
from parsers.language.events.tenses import tense
from parsers.records import Interval, Status

VISITS = frozenset({"visit", "trip", "mission", "stay", "tour", "journey", "call"})
GATHERINGS = frozenset(
    {"conference", "forum", "summit", "session", "congress", "assembly", "symposium", "plenary", "gathering", "event"}
    | {
        "meeting",
        "talks",
        "workshop",
        "seminar",
        "function",
        "ceremony",
        "course",
        "training",
        "exhibition",
        "festival",
    }
    | {"discussions", "consultations", "dialogue", "negotiations", "webinar", "roundtable", "launch", "opening"}
    | {"occasion", "margins", "sidelines", "fringes", "closing", "encounter", "programme", "briefing", "hearing"}
)
SITTING = frozenset({"plenary", "conference", "summit", "congress", "meeting", "session", "symposium", "workshop"})
"""Gatherings that act themselves."""
HELD = frozenset({"conference", "meeting", "training", "outreach", "visit", "review", "joint_operation", "award"})
"""Types of gatherings; a visit is one where its talks are meant."""
AT = re.compile(
    r"\b(?:at|during|in the course of|on the occasion of|on the (?:margins|sidelines|fringes) of|throughout|within|"
    r"in the (?:margins|framework|context|frame) of|addressing|opening|closing|attending|after|following|before|"
    r"as part of|in|to)\s+(?:the|this|that|these|its|his|her|their|both)\s+(?:same\s+)?(?:[a-z-]+\s+){0,2}?"
    r"(?P<noun>[a-z]+)",
    re.I,
)
LOOSE = frozenset({"in", "to", "before", "as part of", "within"})
"""Prepositions that stand before gatherings of others too, so that they must begin the sentence or the clause."""
ASIDE = re.compile(r"\b(?:[Ii]n|[Oo]n|[Aa]t) the (?P<noun>margins|sidelines|fringes)\b(?!\s+of\s+(?:a|an)\b)")
WORDS = re.compile(r"\b(?:[Ii]n|[Dd]uring) (?:his|her|their|its) (?P<which>opening|closing|keynote|welcome|welcoming) ")


def at_occasion(match: Match, sentence: Span, status: Status, earlier: Sequence[Draft], mentions: Mentions) -> Dated:
    """The days of the visit or gathering to which ``sentence`` points back, ``NO_DATE`` where it points to none."""
    if tense(match.frame.verb) == "pluperfect":
        return NO_DATE
    wanted = _pointed(sentence)
    if not wanted:
        return NO_DATE
    told = sorted(earlier, key=_days, reverse=True) if ASIDE.search(sentence.text) else reversed(earlier)
    for draft in told:
        if draft.code not in wanted or draft.match.token.sent == sentence or not short(draft.dated.interval):
            continue
        if (status == "planned") != (draft.status == "planned") or draft.status == "called_off":
            continue
        interval = draft.dated.interval
        if status == "occurred":
            interval = _edge(until_publication(interval, mentions), sentence)
        if draft.dated.timex is None:
            return Dated(interval, draft.dated.basis, None, 9, draft.dated.reason)
        return Dated(interval, "resolved", draft.dated.timex, 3, "occasion")
    return NO_DATE


def _edge(interval: Interval, sentence: Span) -> Interval:
    """The first or last day of a gathering where its opening or closing words are told."""
    words = WORDS.search(sentence.text)
    if words is None or interval.start is None or interval.end is None:
        return interval
    if words["which"] in ("opening", "welcome", "welcoming"):
        return Interval(interval.start, interval.start, "day", interval.start.isoformat())
    if words["which"] == "closing":
        return Interval(interval.end, interval.end, "day", interval.end.isoformat())
    return interval


def _days(draft: Draft) -> int:
    """Days that a short gathering takes, 0 for what is longer or no gathering: margins are those of the longest."""
    interval = draft.dated.interval
    if draft.code not in HELD or interval.start is None or interval.end is None or not short(interval):
        return 0
    return (interval.end - interval.start).days


def _pointed(sentence: Span) -> frozenset[str]:
    """Types of the visit or gathering that the sentence means without its name."""
    text = sentence.text
    subject = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and subject.lemma_.lower() in SITTING and any(c.lower_ == "the" for c in subject.lefts):
        return HELD  # "The Plenary elected …"
    for found in AT.finditer(text):
        noun = found["noun"].lower()
        singular = noun if noun in GATHERINGS else noun.removesuffix("s")
        if found.group().split()[0].lower() in LOOSE and found.start() > 2:
            continue
        if re.match(r"\s+(?:[A-Z]|of (?:a|an)\b|in \d{4}|on \d)", text[found.end("noun") :]):
            continue
        if singular in VISITS:
            return frozenset({"visit", "review"})
        if singular in GATHERINGS:
            return HELD
    return HELD if ASIDE.search(text) or WORDS.search(text) else frozenset()
