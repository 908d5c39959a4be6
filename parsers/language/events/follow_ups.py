"""What the sentence after an event says of it: its days ("The course ran from …"), or that it was called off."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from parsers.language.events.dates import NO_DATE, Dated
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import REACH, Draft
from parsers.language.events.occasions import GATHERINGS, HELD, VISITS
from parsers.language.events.standing import RUNS, calls_off, settled
from parsers.language.events.status_words import verb_group
from parsers.records import Evidence, Timex

DECISIONS = frozenset({"decision", "ruling", "judgment", "judgement", "order", "directive", "verdict", "measure"})
TAKEN = frozenset({"take", "make", "issue", "hand", "deliver", "give", "pass", "date", "sign", "pronounce", "adopt"})
OPERATIONS = frozenset({"operation", "sweep", "crackdown", "raid", "campaign", "exercise", "action", "deployment"})
CAUGHT = frozenset({"arrest", "search", "asset_recovery", "charge"})
"""Types of the steps that an operation is told by."""
HAPPENING = frozenset(
    {"run", "take", "hold", "last", "begin", "start", "open", "end", "conclude", "close", "organise", "be"}
    | {
        "happen",
        "occur",
        "span",
        "stage",
        "host",
        "continue",
        "go",
        "commence",
        "complete",
        "sign",
        "conduct",
        "finish",
    }
)
"""Verbs that tell of the thing before only when it was."""
POINTING = frozenset({"it", "this", "which", "that", "these", "they"})
DEFINITE = frozenset({"the", "this", "these", "that", "both", "all"})
STEP = 3
"""Most characters between the two sentences."""


def follow_up(sentence: Span, before: Sequence[Draft], mentions: Mentions) -> None:
    """Date or call off the events of the sentence before by one that goes on about them.

    "The team is here from 14 to 18 July", "It took place on 3 May", "This has been dropped from the programme".
    """
    head = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass")), None)
    if head is None or not before:
        return
    if head.lemma_.lower() in DECISIONS and head.head.lemma_ in TAKEN:
        _decided(sentence, before[-1], mentions)
        return
    near = [d for d in before[-REACH:] if 0 <= sentence.start_char - d.sentence[1] < STEP]
    if not near or head.i - sentence.start > 4:
        return
    named = any(t.lower_ in OPERATIONS for t in sentence[: head.i - sentence.start + 1])
    if not named and head.lower_ not in POINTING and sentence[0].lower_ not in DEFINITE:
        return
    meant = [d for d in near if _means(head, d) or (named and d.code == "joint_operation")]
    if calls_off(head.head):
        for draft in (d for d in meant or near if d.status == "planned"):
            draft.status, draft.status_reason, draft.status_words = "called_off", "words", verb_group(head.head)
        return
    timex = next(iter(mentions.timexes_in(sentence)), None)
    if timex is None:
        return
    for draft in meant:
        own = head.lemma_.lower() in {w.lemma_.lower() for w in draft.match.words}
        if not own and head.head.lemma_ not in HAPPENING:
            continue
        if draft.code in RUNS | {"meeting"} and _is_open(draft):
            _date(draft, timex, mentions)
            if draft.code == "joint_operation":
                for step in near:
                    if step.code in CAUGHT and step.sentence == draft.sentence and _is_open(step):
                        _date(step, timex, mentions)


def _means(head: Token, draft: Draft) -> bool:
    """Whether the subject stands for the event: a pronoun, its own word, or the name of any such thing."""
    noun = head.lemma_.lower()
    if noun in {w.lemma_.lower() for w in draft.match.words}:
        return True
    if head.lower_ in POINTING:
        return head.lower_ not in ("they", "these") or draft.match.token.tag_ == "NNS"
    if draft.code == "visit":
        return noun in VISITS or noun in ("programme", "program")
    return draft.code in HELD and (noun in GATHERINGS or f"{noun}s" in GATHERINGS)


def _is_open(draft: Draft) -> bool:
    """Whether nothing in its own sentence dates it."""
    return draft.dated is NO_DATE or draft.dated.timex is None or draft.dated.distance >= 3


def _date(draft: Draft, timex: Timex, mentions: Mentions) -> None:
    if timex.interval is None:
        return
    draft.dated = Dated(timex.interval, timex.basis, timex, 2, "next_sentence")
    draft.settle(settled(draft.status, draft.dated, draft.match, mentions))
    draft.evidence.append(Evidence(timex.start, timex.end, "date"))


def _decided(sentence: Span, draft: Draft, mentions: Mentions) -> None:
    """Date a step told as news by the sentence after it ("The decision was taken on 28 April")."""
    timex = next(iter(mentions.timexes_in(sentence)), None)
    news = draft.dated.basis == "publication" or (draft.dated.timex is not None and draft.dated.distance == 9)
    if timex is None or timex.interval is None or draft.match.event_type.group != "enforcement" or not news:
        return
    if 0 <= sentence.start_char - draft.sentence[1] < STEP:
        draft.dated = Dated(timex.interval, timex.basis, timex, 2, "next_sentence")
        draft.evidence.append(Evidence(timex.start, timex.end, "date"))
