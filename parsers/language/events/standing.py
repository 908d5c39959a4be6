"""How an event stands on the day of publication: what goes on, by word or by calendar, and what was put off."""

from __future__ import annotations

from spacy.tokens import Token

from parsers.language.events.dates import Dated
from parsers.language.events.frames import light_verb
from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.language.events.status import CALLED_OFF, STEPS_OF_A_CASE
from parsers.language.events.tenses import tense
from parsers.records import Interval, Status

RUNS = frozenset({"visit", "training", "conference", "outreach", "joint_operation", "review", "initiative"})
"""Types that last: an interval around the publication date makes them ongoing."""
LASTING = RUNS | {"investigation", "hearing", "legal_assistance", "meeting"}
GOING_ON = frozenset({"ongoing", "on-going", "continuing", "current", "running", "pending"})
CONTINUING = frozenset({"continue", "remain", "proceed", "persist"})
BEGINNING = frozenset({"begin", "start", "commence"})
BEGUN = 3
"""Days for which something that has begun is taken to last, where its length is not told."""
GIVEN_UP = frozenset({"drop", "vacate", "abandon", "scrap", "withdraw", "strike", "remove"})
"""Verbs that call off what was planned, and do other things to what was not."""
MEANT = frozenset(
    {"this", "it", "trip", "visit", "journey", "tour", "mission", "event", "meeting", "plan", "session", "talks"}
    | {"hearing", "sentencing", "trial", "stop", "conference", "workshop", "course", "ceremony"}
)
"""Subjects that mean what was planned before."""
ABOUT = frozenset({"concern", "relate", "focus", "involve", "centre", "center", "cover", "look", "regard"})
"""Verbs that tell what an inquiry is about."""
PUT_OFF = frozenset({"postpone", "defer", "reschedule", "adjourn", "delay", "move", "push", "put", "relist", "shift"})
UNTIL = frozenset({"until", "till", "through", "til"})


def standing(match: Match, status: Status) -> Status:
    """``status``, the verb's own, corrected by what stands beside it."""
    token, verb, code = match.token, match.frame.verb, match.event_type.code
    if status == "planned" and any(_called_off_after(t, token) for t in token.sent):
        return "called_off"
    if status == "occurred" and code == "investigation" and _is_described(token):
        return "ongoing"
    if status == "occurred" and code in LASTING and _goes_on(token, verb):
        return "ongoing"
    if status == "occurred" and verb is not None and _remains(verb):
        return "ongoing"
    if status == "occurred" and token.dep_ in ("acomp", "oprd", "attr", "xcomp") and token.head.lemma_ == "remain":
        return "ongoing" if tense(token.head) in ("present", "perfect") else status
    if code in STEPS_OF_A_CASE and verb is not None and verb != token:
        if verb.lemma_ == "vacate":
            return "called_off"
        if status == "planned" and verb.lemma_ in PUT_OFF and tense(verb) != "future" and not _to_a_day(verb):
            return "called_off"
    return status


def _goes_on(token: Token, verb: Token | None) -> bool:
    """Whether a word beside an event noun says that it goes on ("the ongoing inquiry", "the inquiry continues")."""
    if token.pos_ not in ("NOUN", "PROPN"):
        if token.dep_ != "relcl" or token.lemma_ not in BEGINNING | {"open"}:
            return False
        token = token.head  # "the trial, which opened on 3 May, continues"
    if any(c.lower_ in GOING_ON for c in token.lefts):
        return verb is None or tense(verb) != "future"
    outer = light_verb(token)
    if outer is not None and outer.dep_ == "ccomp" and outer.tag_ == "VBN" and outer.head.i > outer.i:
        outer = (
            outer.head
        )  # "The inquiry, opened in May, is continuing", where a parser makes a clause of the participle
    if outer is None or tense(outer) not in ("present", "perfect") or token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if outer.lemma_ in CONTINUING:
        return True
    return outer.lemma_ == "be" and any(
        c.lower_ in GOING_ON
        or (c.lower_ in ("under", "in") and any(g.lower_ in ("way", "progress") for g in c.children))
        for c in outer.children
    )


def calls_off(verb: Token) -> bool:
    """Whether ``verb`` tells, as done, that what was planned is given up or put off."""
    if verb.lemma_ in CALLED_OFF | GIVEN_UP:
        return tense(verb) in ("past", "perfect", "present")
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "prep", "advmod")}
    return verb.lemma_ in ("call", "put") and "off" in particles


def _called_off_after(verb: Token, token: Token) -> bool:
    """Whether ``verb``, behind the trigger in its sentence, calls it off ("…; this has been dropped")."""
    if verb.i <= token.i or verb.pos_ != "VERB" or verb.lemma_ == token.lemma_ or not calls_off(verb):
        return False
    return any(c.dep_ == "nsubjpass" and c.lower_ in MEANT and c != token for c in verb.children)


def _is_described(noun: Token) -> bool:
    """Whether the present tells what an inquiry is about or who carries it on: then it goes on."""
    if noun.pos_ == "VERB" and noun.dep_ == "acl":
        noun = noun.head  # "The investigation, supported by …, concerns …"
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    above = noun.head
    if noun.dep_ == "nsubj" and above.tag_ == "VBZ" and above.lemma_ in ABOUT:
        return True
    return any(
        c.dep_ in ("relcl", "acl") and c.tag_ == "VBG" and any(a.lower_ in ("is", "are") for a in c.children)
        for c in noun.children
    )


def _remains(verb: Token) -> bool:
    """Whether a state is told to hold still ("remains suspended")."""
    return any(c.dep_ == "auxpass" and c.lemma_ == "remain" and c.tag_ in ("VBZ", "VBP") for c in verb.children)


def _to_a_day(verb: Token) -> bool:
    """Whether a new day follows a verb that puts off."""
    return any(
        c.lower_ in ("to", "until", "till", "for") and any(t.ent_type_ in ("DATE", "TIME") for t in c.subtree)
        for c in verb.children
    )


def settled(status: Status, dated: Dated, match: Match, mentions: Mentions) -> Status:
    """The status after a look at the calendar: what lies wholly ahead is planned, what lasts over today is ongoing."""
    published, interval, code = mentions.context.published, dated.interval, match.event_type.code
    if published is None or interval.start is None or interval.end is None or status == "called_off":
        return status
    told = tense(match.frame.verb)
    if interval.start > published:
        lasting = code in RUNS | {"investigation"} and told in ("present", "perfect", "past")
        return "ongoing" if lasting and status != "planned" and _is_until(dated, mentions) else "planned"
    if status == "planned" and interval.end < published:
        return "planned"
    if status != "occurred" or code not in LASTING:
        return status
    if code in RUNS and interval.precision == "span" and published < interval.end:
        return "ongoing"
    if published <= interval.end and told == "present" and _is_there(match):
        return "ongoing"
    if _has_begun(match, interval) and (code == "investigation" or (published - interval.start).days <= BEGUN):
        return "ongoing" if interval.precision != "span" or published < interval.end else status
    return status


def _is_until(dated: Dated, mentions: Mentions) -> bool:
    timex = dated.timex
    if timex is None or timex.start not in mentions.span:
        return False
    span = mentions.span[timex.start]
    return span[0].lower_ in UNTIL or (span.start > 0 and span.doc[span.start - 1].lower_ in UNTIL)


def _is_there(match: Match) -> bool:
    """Whether the present tells where somebody is, and not a headline what has happened."""
    verb = match.frame.verb
    return verb is not None and verb.lemma_ == "be" and match.event_type.code in RUNS


def _has_begun(match: Match, interval: Interval) -> bool:
    """Whether the past tells that it has begun: "The inquiry began in May", "have started a training"."""
    verb, code = match.frame.verb, match.event_type.code
    if verb is None or verb.lemma_ not in BEGINNING or tense(verb) not in ("past", "perfect"):
        return False
    if code == "investigation":
        return match.token.pos_ in ("NOUN", "PROPN") and match.token.dep_ in ("nsubj", "nsubjpass")
    return code in RUNS - {"initiative", "conference"} and interval.precision in ("day", "week", "span")
