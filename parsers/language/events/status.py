"""Whether a trigger tells an event at all, and in which state it stands: occurred, ongoing, planned or called off."""

from __future__ import annotations

import re

from spacy.tokens import Token

from parsers.language.events.clauses import MAX_CLIMB, OBJECTS
from parsers.language.events.dates import clause_head
from parsers.language.events.frames import CLAUSES, light_verb, phrase
from parsers.language.events.lexicon import word_set
from parsers.language.events.matching import Match
from parsers.records import Status

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
UNREAL = frozenset({"could", "may", "might", "should", "can", "ca", "must", "would", "'d"})
PLANS = word_set(
    "plan schedule expect intend due set slate propose prepare decide promise pledge undertake invite hope announce",
    "await book programme want commit resolve aim ready about agree",
)
PHASES = frozenset({"begin", "start", "continue", "go", "keep"})
FULFILLED = frozenset(
    {"manage", "proceed", "return", "travel", "come", "help", "fly", "arrive", "send", "gather", "lead"}
)
CALLED_OFF = frozenset({"cancel", "postpone", "defer", "shelve", "scrap", "abandon", "reschedule", "delay"})
SAID = word_set(
    "announce say state report confirm note inform add disclose reveal thank remind recall mention",
)
ALLEGING = word_set(
    "allege claim accuse admit suspect believe acknowledge contend assert suggest deny encourage recommend ask urge",
    "want request hope remind ensure help enable allow require intend",
)
HABITS = frozenset({"regularly", "usually", "often", "always", "periodically", "annually", "routinely", "typically"})
"""What is done again and again is no event."""
AGAIN = re.compile(r"\btime to time\b|\b(?:a|an|per|each|every) (?:year|month|week|day)\b(?![- ])")
FALSE = re.compile(
    r"\b(?:is|are|was|were|has|have) (?:\w+ )?(?:mistaken|untrue|false|baseless|incorrect|wrong|unfounded|misleading|"
    r"fabricated|not true|not correct|no (?:basis|foundation|truth))\b"
)
REPORTS = frozenset(
    {"report", "claim", "rumour", "rumor", "news", "suggestion", "story", "allegation", "statement", "post"}
)
TALKED = word_set("discuss review examine consider explore study debate raise emphasise emphasize highlight promote")
DECISIONS = frozenset({"decide", "resolve", "order", "direct", "instruct", "vote", "agree", "authorise", "authorize"})
RULINGS = frozenset({"decision", "order", "resolution", "ruling", "directive"})
ISSUING = frozenset({"issue", "make", "take", "adopt", "announce", "pass", "render"})
BY_DECISION = frozenset(
    {"sanction", "asset_recovery", "sentence", "charge", "investigation", "settlement", "appeal", "legislation"}
    | {"appointment"}
)
"""Types that a body does by deciding them ("decided to open an investigation")."""
UNCERTAIN = frozenset({"warrant", "risk", "possibility", "prospect", "likelihood", "threat", "fear", "danger"})
"""Nouns whose complement has not happened ("a warrant for the arrest of")."""
OUTCOMES = frozenset({"lead", "result", "end", "culminate", "announce", "news"})
"""Words before what came of something ("led to the indictment of")."""
SOUGHT = frozenset({"seek", "recommend", "request", "propose", "consider", "urge", "suggest"})
"""Verbs of what is asked for ("a referral seeking charges against")."""
CARRYING = frozenset({"carry", "face", "provide", "attract", "allow"})
"""Verbs of what a sentence may be ("the count carries a sentence of twenty years")."""
FILED = frozenset({"information", "indictment", "complaint", "charge", "suit", "lawsuit", "action", "affidavit"})
DECLINED = frozenset({"decline", "refuse", "reject", "consider"})
INSTEAD = re.compile(r"\b(?:rather than|instead of|than by|without|avoid)(?: \w+)?$", re.I)
CONDITIONS = frozenset({"if", "unless", "once", "whether", "until", "lest", "provided", "before"})
COURTESY = frozenset({"like", "wish", "want", "beg", "hasten", "take", "seize", "use", "have"})
"""Verbs over a statement that the text makes by telling it ("would like to clarify that …")."""
PLEASED = frozenset({"pleased", "proud", "delighted", "happy", "honoured", "honored", "glad", "privileged", "please"})
"""Words over what is done by saying that one is glad to ("is pleased to announce")."""
OCCASIONS = frozenset({"occasion", "opportunity", "chance"})
REAL_GERUNDS = frozenset({"after", "following", "by", "since", "while", "upon", "on", "in", "besides"})
STEPS_OF_A_CASE = frozenset({"hearing", "sentence", "plea", "appeal", "verdict", "legal_assistance", "charge"})


def status_of(match: Match) -> Status | None:
    """The status of what ``match`` tells, None where it is no event (negated, hypothetical, alleged, a purpose)."""
    token, verb = match.token, match.frame.verb
    performed = match.event_type.code == "statement"
    if match.trigger.status:
        return match.trigger.status  # type: ignore[return-value]
    if match.frame.repaired:
        return "occurred"
    if any(
        c.lower_ in ("no", "any", "further", "future", "possible", "potential")
        for c in token.lefts
        if token.pos_ != "VERB"
    ):
        return None
    if token.sent[-1].text == "?" or (len(token.sent) > 1 and token.sent[-2].text == "?"):
        return None
    if any(c.lower_ in HABITS for t in {token, verb or token} for c in t.children) or _again_and_again(token):
        return None
    if token.tag_ in ("VBZ", "VBP") and not performed and _is_general(token):
        return None  # "looks into all complaints"
    if token.dep_ == "pobj" and token.head.head.lemma_.lower() in UNCERTAIN:
        return None
    if match.event_type.code == "charge" and token.dep_ == "pobj" and token.head.lower_ in ("of", "in", "to", "on"):
        led = token.head.head.lemma_.lower() in OUTCOMES
        if not led:
            return None  # "guilty of all charges against him"
    if match.event_type.code == "sentence" and verb is not None and verb != token and verb.lemma_ in CARRYING:
        return None
    before = token.doc[max(token.sent.start, token.i - 3) : token.i].text
    if (not performed and _is_denied(token)) or INSTEAD.search(before):
        return None
    if verb is not None and verb != token and verb.lemma_ in DECLINED:
        return None
    if verb is None:
        if _negated(token):
            return None
        above = clause_head(token)  # "will travel to Rome for a meeting on 3 May"
        if {c.lower_ for c in above.children if c.dep_ == "aux"} & UNREAL and not _dated(token):
            return None  # "victims may apply after the conviction of"
        return (
            "planned"
            if above != token and {c.lower_ for c in above.children if c.dep_ == "aux"} & FUTURE
            else "occurred"
        )
    if verb != token:
        if _negated(verb) or (match.event_type.code == "charge" and verb.lemma_ in ("dismiss", "drop")):
            return None
        if match.event_type.code == "charge" and verb.lemma_ in SOUGHT:
            return None
        if _called_off(verb):
            return "planned" if match.event_type.code in STEPS_OF_A_CASE else "called_off"
        if verb.lemma_ in ("schedule", "plan", "expect", "due", "await") and not _negated(verb):
            return "planned"
        if (
            verb.lemma_ in TALKED
            and match.event_type.group == "enforcement"
            and token.dep_ in ("dobj", "nsubjpass", "conj")
        ):
            return None  # "the sides discussed the recovery of assets"
        if any(c.dep_ in ("acl", "relcl") and c.lemma_ in ("schedule", "plan", "slate") for c in token.children):
            return "planned"
    if _says_what_was_filed(verb):
        return None
    clause = verb
    while clause.dep_ in ("xcomp", "conj") and clause.head != clause:
        clause = clause.head
    if clause.dep_ in ("acl", "relcl"):
        outer = light_verb(clause.head)
        if outer is not None and outer != clause:
            if _called_off(outer):
                return "called_off"
            if _negated(outer) and outer.lemma_ in ("take", "happen", "occur", "go", "proceed"):
                return None
    decided = match.event_type.code in BY_DECISION
    return _verb_status(verb, noun=verb != token, decided=decided, performed=performed)


def _says_what_was_filed(verb: Token) -> bool:
    """Whether ``verb`` tells what a paper says ("returned an indictment charging …"): its filing is the event."""
    if verb.tag_ != "VBG" or verb.lemma_ not in ("charge", "accuse", "allege", "seek"):
        return False
    head = verb.head
    nouns = [head, *(c for c in head.children if c.dep_ in ("dobj", "nsubjpass"))]
    return verb.dep_ in ("acl", "advcl") and any(n.lemma_.lower() in FILED for n in nouns)


def _is_general(verb: Token) -> bool:
    """Whether it is done to all there are ("looks into all complaints")."""
    return any(
        word.lower_ in ("all", "every", "each")
        for child in verb.children
        if child.dep_ != "nsubj" and child.dep_ not in CLAUSES
        for word in phrase(child)
    )


def _is_denied(token: Token) -> bool:
    """Whether the sentence calls the report of it false ("Reports that the chairman met … are mistaken")."""
    if not FALSE.search(token.sent.text):
        return False
    above = token
    for _ in range(MAX_CLIMB):
        if above.lemma_.lower() in REPORTS or (above.dep_ in ("ccomp", "csubj") and above.head.lemma_ == "be"):
            return True
        if above.head == above:
            return False
        above = above.head
    return False


def _again_and_again(token: Token) -> bool:
    """Whether "from time to time" or "a year" follows soon."""
    return bool(AGAIN.search(token.doc[token.i : token.i + 8].text))


def _called_off(verb: Token) -> bool:
    if verb.lemma_ in ("take", "go", "happen", "proceed", "occur") and any(
        c.lower_ == "longer" and c.i > 0 and c.nbor(-1).lower_ == "no" for c in verb.children
    ):
        return True
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "prep", "advmod")}
    return verb.lemma_ in CALLED_OFF or (verb.lemma_ in ("call", "put", "break") and "off" in particles)


def _negated(token: Token) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in ("never", "not", "n't") for c in token.children):
        return True
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and (
            child.lower_ in ("nobody", "none", "nothing", "neither")
            or (any(d.lower_ == "no" for d in child.children) and child.lower_ != "contest")
        ):
            return True
    return False


def _verb_status(verb: Token, *, noun: bool, decided: bool, performed: bool) -> Status | None:
    status = _finite(verb)
    token = verb
    for _ in range(MAX_CLIMB):
        if any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in token.children):
            return None
        if _negated(token) or any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in token.children):
            return None
        if any(c.dep_ in ("advmod", "aux") and c.lower_ in ("allegedly", "reportedly") for c in token.children):
            return None
        head, dep = token.head, token.dep_
        if head == token:
            break
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        lemma = head.lemma_.lower()
        if dep == "xcomp":
            if lemma in FULFILLED or lemma in PHASES or not infinitive:
                outer = _finite(head)
                status = outer if outer in ("planned", None) else ("ongoing" if lemma in PHASES and outer else outer)
            elif lemma == "be":
                status = "planned"
            elif (performed and lemma in COURTESY) or lemma in PLEASED or _on_occasion(head):
                status = "occurred"
            elif decided and lemma in DECISIONS:
                status = _finite(head)
            elif lemma in PLANS:
                status = "planned" if _finite(head) else None
                if any(_called_off(c) for c in head.children if c.dep_ == "conj"):
                    status = "called_off"
            else:
                return None
        elif dep == "ccomp":
            if token.i < head.i and not any(c.dep_ == "mark" for c in token.children) and lemma not in ALLEGING:
                break  # two sentences joined by a semicolon
            if lemma in ALLEGING or (infinitive and lemma not in PLANS):
                return None
            if (lemma in SAID and any(c.dep_ == "aux" and c.lower_ == "would" for c in token.children)) or infinitive:
                status = "planned"
        elif dep == "advcl":
            if infinitive:
                if (lemma in FULFILLED and not noun) or _on_occasion(head):
                    status = _finite(head)
                elif _dated(token):
                    status = "planned"
                else:
                    return None
        elif dep in ("acl", "relcl"):
            if infinitive and _on_occasion(head.head):
                return "occurred"
            if infinitive and decided and lemma in RULINGS and head.head.lemma_ in ISSUING:
                status = "occurred"  # "issued a decision to open an investigation"
            elif infinitive:
                status = "planned" if (dep == "acl" and noun) or _dated(token) else None
            if head.lemma_.lower() in ("allegation", "suspicion", "claim", "rumour", "rumor"):
                return None
        elif dep == "pcomp":
            if head.head.lemma_.lower() == "process":
                return "ongoing"  # "is in the process of setting up"
            if head.lower_ not in REAL_GERUNDS or (head.lower_ in ("on", "in") and head.head.pos_ in ("NOUN", "PROPN")):
                return None  # "a course on interviewing suspects"
            if head.lower_ in ("after", "following", "since"):
                break  # what came first has happened, whatever followed
            token = head.head
            continue
        elif dep == "conj":
            shared = _finite(head)
            own_aux = any(c.dep_ in ("aux", "auxpass") or c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
            bare = token.tag_ in ("VB", "VBN", "VBG") or shared is None
            if not own_aux and bare and head.pos_ in ("VERB", "AUX") and (head.tag_ != "VBD" or token.tag_ == "VB"):
                status = shared
        elif dep in ("amod", "compound", "prep", "pobj", "dobj", "nsubj"):
            if dep == "amod":
                return None
            break
        token = head
        if status is None:
            return None
        if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "PRON"):
            break
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            break
    return status


def _on_occasion(verb: Token) -> bool:
    """Whether ``verb`` only says that an occasion was used ("took the opportunity to present the guide")."""
    return (
        verb.lemma_ in ("use", "take", "seize")
        and _finite(verb) == "occurred"
        and any(c.dep_ in OBJECTS and c.lemma_.lower() in OCCASIONS for c in verb.children)
    )


def _dated(token: Token) -> bool:
    return any(t.ent_type_ == "DATE" for t in token.subtree)


def _finite(verb: Token) -> Status | None:
    """What tense and modals of ``verb`` alone tell."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {a.lower_ for a in auxiliaries if a.text != "May"}  # the month, wherever a parser makes a verb of it
    if words & FUTURE:
        return "planned"
    if words & UNREAL:
        reported = verb.dep_ in ("ccomp", "conj") and verb.head.lemma_ in SAID
        return "planned" if "would" in words and reported else None
    if "to" in words:
        be = verb.head
        if verb.dep_ in ("xcomp", "acomp", "ccomp") and (be.lemma_ == "be" or be.lemma_ in PLANS):
            return "planned"
        return "occurred" if verb.dep_ in ("xcomp", "advcl", "acl", "relcl", "ccomp", "conj") else None
    told_of = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ != "you" for c in verb.children)
    if verb.tag_ == "VB" and not auxiliaries and verb.dep_ == "ROOT" and not told_of:
        return None  # an order to the reader: "visit our page"
    present = words & {"is", "are", "'s", "am", "’s", "has", "have"}
    if verb.tag_ == "VBG" and words & {"is", "are", "am", "'s", "’s", "'re", "been"}:
        return "ongoing" if present else "occurred"
    if "being" in words and words & {"is", "are"}:
        return "ongoing"
    if verb.lemma_ in ("continue", "remain") and verb.tag_ in ("VBZ", "VBP"):
        return "ongoing"
    return "occurred"
