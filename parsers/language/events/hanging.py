"""On which word of its sentence a date hangs: the trigger, its clause, or what the event is about."""

from __future__ import annotations

from spacy.tokens import Span, Token

from parsers.language.events.matching import Match
from parsers.language.events.mentions import Mentions
from parsers.records import Timex

MATTER = frozenset(
    {"for", "of", "about", "regarding", "concerning", "against", "involving", "into", "over", "relating", "to", "under"}
    | {"with"}
)
"""Prepositions that lead from an event to its matter, whose dates are not its own ("charged with bribery in 2012")."""
LONGEST_STEP = 400
"""Days; a step of a case takes less, longer spans are those of the acts that it is about."""
ALLEGING = frozenset({"allege", "claim", "charge", "contend", "assert", "accuse", "admit"})
"""Verbs whose clauses tell the acts of a case, with dates of their own."""
PHASES = frozenset({"begin", "start", "open", "commence", "end", "conclude", "close", "run", "hold", "schedule"})
"""Verbs that date what the noun before their relative clause names."""
HELD = frozenset({"give", "take", "deliver", "conduct", "organise", "organize", "host", "stage", "offer", "complete"})
"""Verbs that hold what their noun names."""
SCHEDULING = frozenset(
    {"schedule", "set", "plan", "slate", "book", "list", "fix", "due", "adjourn", "postpone", "defer", "expect", "call"}
    | {"reschedule", "convene", "time", "program", "programme", "announce", "prepare", "remand", "summon", "confirm"}
)
"""Words after which "for" and a date tell when something is to be."""
COVERING = frozenset({"cover", "span", "concern", "regard", "relate", "entitle", "call", "name", "title", "dub"})
"""Verbs beside a noun whose dates tell what the thing is about, or what it is called."""
LONG = frozenset({"year", "span", "half", "quarter"})
SEEN_FROM_TODAY = frozenset({"today", "yesterday", "tomorrow", "this", "last", "next", "earlier"})
"""First words of dates that tell when something happens wherever they stand."""
SUBORDINATE = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp"})


def too_long(timex: Timex, match: Match) -> bool:
    """Whether it spans more than a step of a case takes, and so tells the acts that the case is about."""
    interval = timex.interval
    return bool(
        match.event_type.group == "enforcement"
        and match.event_type.code != "investigation"
        and interval
        and interval.start
        and interval.end
        and (interval.end - interval.start).days > LONGEST_STEP
    )


def of_the_matter(span: Span, match: Match, mentions: Mentions) -> bool:
    """Whether the date tells what the thing is for or from when it holds ("plan for 2025", "effective 2 January")."""
    before = span.doc[span.start - 1] if span.start else None
    timex = mentions.timex[span.start]
    if _is_year(timex) and span.root.dep_ in ("compound", "nummod", "amod", "nmod"):
        named = span.root.head
        if named.pos_ in ("NOUN", "PROPN") and named != match.token and not _dates_its_noun(named, match):
            return True  # "the 2015 law"
    if before is None:
        return False
    if before.text == "(" and span.start > 1 and span.doc[span.start - 2].like_num:
        return True  # "resolution 2341 (2017)"
    if before.lower_ == "for":
        governing = match.frame.verb if before.head == match.token else None
        if governing is not None and governing.lemma_ in SCHEDULING:
            return False  # "set sentencing for 1 October"
        if before.head.pos_ in ("NOUN", "PROPN"):
            return True
        if timex.interval and timex.interval.precision in LONG and before.head.lemma_ not in SCHEDULING:
            return True
    verb = span.root.head.head if span.root.head.pos_ == "ADP" else span.root.head
    if verb.lemma_ in COVERING and (verb.dep_ in ("acl", "relcl") or verb.tag_ == "VBG") and verb != match.token:
        return True
    if before.lower_ == "until" and match.token.pos_ == "VERB" and before.head.lemma_ not in PHASES:
        return not to_next_hearing(span, match)
    if match.event_type.code == "appointment" and (
        before.lower_ == "effective" or span.doc[max(0, span.start - 2) : span.start].text.lower() == "effect from"
    ):
        if match.frame.verb is not None and any(c.tag_ == "MD" for c in match.frame.verb.children):
            return False  # "will take over with effect from 1 July"
        published = mentions.context.published
        return bool(published and timex.interval and timex.interval.start and timex.interval.start > published)
    return False


def to_next_hearing(span: Span, match: Match) -> bool:
    """Whether a hearing was put off, or somebody remanded, to this day: then it is the one that is to come."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return (
        match.event_type.code == "hearing"
        and before in ("until", "till", "to")
        and match.token.lemma_ in ("adjourn", "remand", "postpone", "bail", "defer")
        and span.root.head.head == match.token
    )


def _is_year(timex: Timex) -> bool:
    return timex.interval is not None and timex.interval.precision == "year"


def _dates_its_noun(noun: Token, match: Match) -> bool:
    """Whether a date before ``noun`` is that of the event: it names it ("the 2024 conference", "his March plea")."""
    return noun in match.words and match.event_type.code in ("conference", "meeting", "visit", "training", "outreach")


def distance_of(span: Span, match: Match, anchors: set[int], triggers: frozenset[int]) -> int | None:
    """0: hangs on the trigger; 1: on its clause; 2: elsewhere in the sentence; None: belongs to something else."""
    token = span.root
    if "effect" in (t.lower_ for t in span.doc[max(0, span.start - 3) : span.start]):
        return 1  # "with effect from 1 July"
    if any(t.i in anchors for t in span) and match.token.i in range(span.start, span.end):
        return None
    prepositions = 0
    crossed = 0
    for step in range(12):
        head = token.head
        if head == token:
            break
        if token.dep_ in ("prep", "agent") and token.lower_ in MATTER and (step > 1 or _names(token, anchors)):
            prepositions += 1
        if _next_clause(token, match.token) and token.i not in anchors:
            return None
        if head.i in anchors:
            if match.event_type.code == "statement" and token.dep_ in ("dobj", "nsubjpass"):
                return (
                    None if match.token.tag_ == "VBG" else 2
                )  # "condemning the killing of two officers on 29 October"
            if token.dep_ == "relcl" and head != match.token and match.token.pos_ == "VERB" and _tells_of_object(token):
                return None  # "passed the law that it had recommended in 2018"
            if prepositions:
                before = span[0].nbor(-1).lower_ if span.start else ""
                on_a_day = (crossed == 0 and before == "on") or span[0].lower_ in SEEN_FROM_TODAY
                return 2 if on_a_day or match.token.pos_ in ("NOUN", "PROPN") else None
            return 1 if crossed or _is_for_later(token) else 0
        if _holds(token, match.token) and not any(match.token.i < i < token.i for i in triggers):
            return 1  # "is open for the course, to be held from 15 to 19 July"
        if head.i in triggers:
            if head.pos_ in ("NOUN", "PROPN") and _below(head, match.token):
                return 1  # "gave a lecture at the symposium on 11 October"
            return 2 if _below(match.token, head) else None
        of_gerund = token.dep_ == "ccomp" and head.dep_ == "pcomp" and _tells_of_object(token)
        if of_gerund and not _below(match.token, token):
            return None  # "passed the law on lobbying that it had recommended": a parser takes the gerund for a verb
        if token.dep_ == "ccomp" and head.lemma_ in ALLEGING and not _below(match.token, token):
            return None  # "the complaint, filed in Rome, alleges that since 1990 …"
        if token.dep_ in SUBORDINATE:
            crossed += 1
        if token.dep_ == "relcl" and token.lemma_ in PHASES and _below(head, match.frame.verb or match.token):
            return 1  # "an exhibition, which opens on 3 April"
        if token.dep_ in ("relcl",) and head.i not in anchors:
            return None if not _below(match.token, token) else 2
        token = head
    # the date hangs on a verb above: it dates the trigger if the trigger stands below that verb or beside it
    return 2


def _holds(verb: Token, noun: Token) -> bool:
    """Whether a participle or infinitive behind an event noun tells when it is held, whatever a parser hangs it on."""
    if verb.lemma_ != "hold" or verb.pos_ != "VERB" or noun.pos_ not in ("NOUN", "PROPN") or noun.i > verb.i:
        return False
    return verb.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _is_for_later(verb: Token) -> bool:
    """Whether an infinitive tells what the thing is for, and not when it is held ("to be operational in May")."""
    if verb.dep_ not in SUBORDINATE or verb.lemma_ in PHASES | HELD:
        return False
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _names(preposition: Token, anchors: set[int]) -> bool:
    """Whether it hangs a date on a noun of which no event is told ("the report of 2022")."""
    head = preposition.head
    return preposition.lower_ == "of" and head.pos_ in ("NOUN", "PROPN") and head.i not in anchors


def _tells_of_object(verb: Token) -> bool:
    """Whether a relative clause tells of its noun what others did, and not when the thing itself was."""
    return verb.lemma_ not in PHASES and any(c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for c in verb.children)


def _next_clause(verb: Token, trigger: Token) -> bool:
    """Whether ``verb`` heads a clause of its own that is coordinated after the trigger's."""
    return (
        verb.dep_ == "conj"
        and verb.pos_ in ("VERB", "AUX")
        and verb.i > trigger.i
        and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    )


def _below(token: Token, ancestor: Token) -> bool:
    for _ in range(20):
        if token == ancestor:
            return True
        if token.head == token:
            return False
        token = token.head
    return False
