"""In which order the ways of dating an event are tried, from the words around its trigger to the news of the day."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from parsers.language.events.dates import NO_DATE, Dated, date_of, publication
from parsers.language.events.durations import bounded, continued, shifted
from parsers.language.events.layout import Layout, Paragraph
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import REACH, Draft
from parsers.language.events.narrative import carried_on
from parsers.language.events.news import news_of_the_day
from parsers.language.events.occasions import at_occasion
from parsers.language.events.standing import RUNS
from parsers.records import Status

SAID = "say"
"""The verb before a statement that fills the rest of the release."""
NEWS = frozenset({"sanction", "agreement", "aid"})
"""Types beside those of governance that a release tells in the present perfect on the day they happen."""
LASTING = RUNS | {"investigation", "hearing"}
"""Types that are told with a first day, a last day or a length."""


def dated_by(
    match: Match,
    status: Status,
    sentence: Span,
    paragraph: Paragraph,
    before: Sequence[Draft],
    here: Sequence[Draft],
    triggers: frozenset[int],
    mentions: Mentions,
    layout: Layout,
) -> Dated:
    """The date of what ``match`` tells in ``sentence`` of ``paragraph``.

    ``before`` are the drafts of earlier sentences, ``here`` those of this one, both in text order; ``triggers`` the
    tokens that tell events in ``sentence``; ``status`` what the words alone tell.
    """
    code = match.event_type.code
    if performed(match) or match.token.lemma_ == SAID:
        return publication(mentions, layout)
    counted = shifted(match.token, sentence, mentions)
    if counted is not None:
        return counted
    dated = date_of(match, sentence, mentions, layout, triggers, status)
    if code in LASTING:
        dated = bounded(match.token, dated, sentence, mentions, layout.dateline)
        same = [d for d in before[-REACH:] if d.code == code and d.sentence[0] >= paragraph.start]
        if dated is NO_DATE and same:
            dated = continued(match.token, same[-1].dated, sentence) or dated
    if dated is not NO_DATE:
        return dated
    if paragraph.is_title:
        return publication(mentions, layout) if status == "occurred" else dated
    earlier = [*before[-REACH:], *here]
    if status in ("occurred", "planned"):
        dated = at_occasion(match, sentence, status, earlier, mentions)
        if dated is NO_DATE:
            dated = carried_on(match, sentence, status, earlier, paragraph, mentions)
    if dated is NO_DATE and status == "occurred":
        first = not any(c.isalpha() for c in mentions.text[paragraph.start : sentence.start_char])
        if (paragraph.is_lead and first) or _is_news(match, lead=paragraph.is_lead):
            return publication(mentions, layout)
        dated = news_of_the_day(match, sentence, paragraph, earlier, mentions, layout)
    return dated


def performed(match: Match) -> bool:
    """Whether the release makes the statement by telling it ("the Commission clarifies that …")."""
    verb = match.frame.verb
    return match.event_type.code == "statement" and verb is not None and verb.tag_ in ("VBZ", "VBP")


def _is_news(match: Match, *, lead: bool) -> bool:
    """Whether the tense tells it as news: the present perfect ("has debarred"), "announces the appointment of"."""
    verb = match.frame.verb
    if verb is None:
        return False
    if any(c.lower_ in ("meanwhile", "already", "since", "previously", "earlier") for c in verb.children):
        return False
    if verb.tag_ == "VBN" and any(c.lower_ in ("has", "have") for c in verb.children):
        return lead or match.event_type.group == "governance" or match.event_type.code in NEWS
    return verb.lemma_ == "announce" and verb.tag_ in ("VBZ", "VBP") and verb != match.token
