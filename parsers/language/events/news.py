"""What a release tells as news of the day below its lead: undated doings that go with what it leads with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from spacy.tokens import Span, Token

from parsers.language.events.dates import NO_DATE, Dated, clause_head, publication
from parsers.language.events.layout import Layout, Paragraph
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.tenses import tense
from parsers.records import Interval

AT_COURT = frozenset({"hearing", "plea"})
"""Types of what is done before a court on one day."""
TOLD_AT_LARGE = frozenset({"legal_assistance", "joint_operation", "institution", "legislation", "review"})
"""Types whose undated mentions below the lead are as often its background."""
BACKGROUND = re.compile(
    r"\b(?:previous(?:ly)?|earlier|already|in the past|since|ago|formerly|historically|to date|so far|until now|"
    r"over the (?:past|last|years)|in recent|recently|traditionally|always|often|originally|initially|ever|"
    r"beforehand|in advance|in preparation|"
    r"in (?:a|an)(?:other)? (?:separate|different|unrelated|other) \w+|separately|every)\b",
    re.I,
)
"""Words that set what a sentence tells apart from the news of the day."""
ADDED = re.compile(
    r"\b(?:also|further(?:more)?|moreover|additionally|likewise|in addition|on (?:the same|this|that) occasion|"
    r"at the same time|at the same \w+)\b",
    re.I,
)
"""Words that put what a sentence tells beside what was told before."""
LISTED = re.compile(r"\s*(?:[-–—•*■●▪◦‣·o]\s|\(?\w{1,3}[.)]\s)")
"""How the items of a list begin; each tells a thing of its own day."""
BELOW_THE_LEAD = 1500
"""Characters after the lead in which a release still tells its news; its background follows."""
LONGEST_STAY = 15
"""Days; what lasts longer gives no date to what is told after it."""


def news_of_the_day(
    match: Match, sentence: Span, paragraph: Paragraph, earlier: Sequence[Draft], mentions: Mentions, layout: Layout
) -> Dated:
    """The day of the news before it, or of what the release leads with, for what is told in the plain past."""
    kind = match.event_type
    if kind.code in AT_COURT and _told_plainly(match) and not BACKGROUND.search(sentence.text):
        return _same_day_at_court(match, paragraph, earlier)
    if _tells_of_before(sentence, paragraph, mentions):
        return NO_DATE
    if kind.group == "enforcement" or kind.code in TOLD_AT_LARGE or paragraph.background or paragraph.alleged:
        return NO_DATE
    if LISTED.match(mentions.text, paragraph.start, paragraph.end):
        return NO_DATE
    if not _told_plainly(match) or BACKGROUND.search(sentence.text):
        return NO_DATE
    if ADDED.search(sentence.text):
        source = next((d for d in reversed(earlier) if _gives_day(d)), None)
    else:
        source = next((d for d in earlier if d.in_lead and _gives_day(d)), None)
        if source is not None and sentence.start_char - source.sentence[1] > BELOW_THE_LEAD:
            return NO_DATE
    if source is None:
        return NO_DATE
    if source.dated.timex is None or source.dated.reason == "dateline":
        return publication(mentions, layout)
    return Dated(until_publication(source.dated.interval, mentions), "resolved", source.dated.timex, 4, "news")


def _same_day_at_court(match: Match, paragraph: Paragraph, earlier: Sequence[Draft]) -> Dated:
    """The day of the hearing told just before, for what was said at it ("They pleaded not guilty")."""
    last = next((d for d in reversed(earlier) if in_main_clause(d.match)), None)
    if last is None or last.code not in AT_COURT or last.status != "occurred" or last.dated.timex is None:
        return NO_DATE
    if paragraph.start - last.sentence[1] > 3 or not short(last.dated.interval):
        return NO_DATE
    return Dated(last.dated.interval, "resolved", last.dated.timex, 4, "news")


def _tells_of_before(sentence: Span, paragraph: Paragraph, mentions: Mentions) -> bool:
    """Whether its paragraph has set out from a day well before publication, so that it tells no news of the day."""
    published = mentions.context.published
    if published is None:
        return False
    before = sentence.doc.char_span(paragraph.start, sentence.start_char, alignment_mode="expand")
    intervals = [t.interval for t in mentions.timexes_in(before or ())]
    return any(
        i and i.end and i.end < published and ((published - i.end).days > LONGEST_STAY or not short(i))
        for i in intervals
    )


def until_publication(interval: Interval, mentions: Mentions) -> Interval:
    """``interval`` without its days after publication, for what has happened in it."""
    published = mentions.context.published
    if published is None or interval.start is None or interval.end is None:
        return interval
    if not interval.start <= published < interval.end or interval.precision not in ("span", "week"):
        return interval
    if interval.start == published:
        return Interval(published, published, "day", published.isoformat())
    return Interval(interval.start, published, "span", f"{interval.start.isoformat()}/{published.isoformat()}")


def short(interval: Interval) -> bool:
    """Whether it is a day or a few, so that what is told beside it may have happened then."""
    return bool(interval.start and interval.end and interval.end - interval.start < timedelta(days=LONGEST_STAY))


def _gives_day(draft: Draft) -> bool:
    return draft.status in ("occurred", "ongoing") and short(draft.dated.interval) and in_main_clause(draft.match)


def _told_plainly(match: Match) -> bool:
    """Whether a finite verb tells it in the plain past, itself or over its participle ("Speaking after he had met")."""
    verb = match.frame.verb
    if verb is None:
        return False
    clause = clause_head(verb)
    for _ in range(4):
        if clause.dep_ in ("relcl", "acl", "csubj"):
            return False
        if clause.dep_ == "ccomp" and any(c.dep_ == "mark" for c in clause.children):
            return False
        if clause.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"):
            break
        clause = clause.head
    if tense(verb) == "past":
        return True
    after = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "after" for c in verb.children)
    return (after or tense(verb) in ("VBG", "VB", "VBN", "to")) and tense(clause_head(clause)) == "past"


def in_main_clause(match: Match) -> bool:
    """Whether it is told in a main clause, and not beside it ("after he had pleaded guilty", "who was arrested")."""
    token: Token = match.frame.verb or match.token
    for _ in range(4):
        if token.dep_ in ("relcl", "acl", "advcl", "pcomp"):
            return False
        if token.dep_ not in ("conj", "xcomp"):
            break
        token = token.head
    return True
