"""Who might take part in an event: the bodies, states and persons around its trigger, with what speaks for each.

What speaks for a candidate is a set of plain features ("by the rule", "path:by<pobj", "kind:court", "issuer"), which
:mod:`parsers.language.events.weighing` weighs. No feature holds a name or a word of a text that is no function word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Span, Token

from config.agencies import agencies
from parsers.language.agencies.publisher import publisher_of
from parsers.language.events.frames import CLAUSES
from parsers.language.events.layout import Layout
from parsers.language.events.mentions import Mentions
from parsers.language.events.merging import Draft
from parsers.language.events.parties import COURT_NAME, PUBLIC, key_of
from parsers.records import AgencyMention, Participant, PlaceMention

LONGEST_PATH = 5
"""Steps between a trigger and a mention that are told apart; more are "far"."""
EARLIER = 4
"""Events before this one of which the participants may be understood."""
FAR_BEFORE = 401
"""Tokens before the sentence in which the court of the case may be named."""
ATTORNEY, COURT = "us-usao-", "us-court-"
"""How the ids of US attorneys' offices and of the courts of their districts begin."""
FOLDED = frozenset({"compound", "conj", "appos", "nmod", "flat", "punct"})
"""Steps within one list or name, which do not change what the phrase is to the trigger."""


@dataclass(slots=True)
class Candidate:
    """One who might take part; the rules' role is in ``participant.role`` ("" where they gave none)."""

    participant: Participant
    features: set[str] = field(default_factory=set)
    """What holds in whatever role."""


@dataclass(slots=True)
class Scene:
    """A draft with what stands around it."""

    draft: Draft
    before: Sequence[Draft]
    """The events told before it, the nearest last."""
    mentions: Mentions
    layout: Layout
    issuer: Participant | None
    """The issuing body, without a role."""
    sentence: Span = field(init=False)

    def __post_init__(self) -> None:
        self.sentence = self.draft.match.token.sent


def candidates(scene: Scene) -> list[Candidate]:
    """The candidates of one event, each once, those of the rules first."""
    found: dict[str, Candidate] = {}

    def note(participant: Participant, *features: str) -> Candidate:
        key = _key(participant)
        candidate = found.get(key)
        if candidate is None:
            candidate = found[key] = Candidate(participant)
            candidate.features.update(_kind(participant, scene))
        candidate.features.update(features)
        return candidate

    for participant in scene.draft.participants:
        told = "told" if participant.start is not None else "understood"
        slot = scene.draft.slots.get(key_of(participant), "nowhere")
        note(participant, "cast", f"cast {told}", f"slot {slot}", f"slot {slot} {told}")
    for where, span in around(scene):
        for mention, token in _bodies(span, scene.mentions):
            kind = "demonym" if isinstance(mention, PlaceMention) and mention.kind == "demonym" else "name"
            if kind == "demonym":  # "the Iraqi delegation": the noun stands to the trigger
                token = token.head
            note(_participant(mention), where, kind, *_standing(token, scene, where))
    if scene.issuer is not None:
        note(scene.issuer)
    for participant, *features in _of_the_case(scene):
        note(participant, *features)
    for steps, draft in enumerate(reversed(scene.before[-EARLIER:]), 1):
        for participant in draft.participants:
            same = "same type" if draft.code == scene.draft.code else "other type"
            group = (
                "same group" if draft.match.event_type.group == scene.draft.match.event_type.group else "other group"
            )
            near = "last event" if steps == 1 else "earlier event"
            bare = Participant(
                participant.name, "", participant.kind, participant.agency_id, participant.country, participant.text
            )
            note(bare, f"{near} as {participant.role}", f"{near} {same}", f"{near} {group}")
    out = list(found.values())
    here = [c for c in out if "sentence" in c.features and "person" not in c.features]
    for candidate in here:
        if any(_is_whole(candidate.participant, other.participant) for other in here if other is not candidate):
            candidate.features.add("whole of a part")
    for rank, candidate in enumerate(here):
        candidate.features.add(f"body {min(rank + 1, 4)} of {min(len(here), 4)}")
    return out


def _of_the_case(scene: Scene) -> Iterator[tuple[Participant, str]]:
    """Whom the text needs not name again: its courts, the court of its attorney's district, some court, the persons."""
    mentions = scene.mentions
    context = mentions.context
    if scene.draft.match.event_type.place == "court":
        earlier = 0
        first = max(0, scene.sentence.start - FAR_BEFORE)
        for at in range(scene.sentence.start - 1, first - 1, -1):
            court_named = mentions.agency.get(at)
            if court_named is not None and COURT_NAME.search(court_named.name):
                earlier += 1
                yield _bare(_participant(court_named)), "court before" if earlier == 1 else "court far before"
                if earlier == 2:
                    break
        for mention in {m.agency_id: m for m in mentions.agency.values()}.values():
            court_id = mention.agency_id.replace(ATTORNEY, COURT)
            if court_id != mention.agency_id and court_id in agencies():
                court = agencies().get(court_id)
                yield Participant(court.name, "", "agency", court.agency_id, court.country), "court of the district"
        if context.country:
            yield Participant("unnamed court", "", "unnamed", None, context.country), "some court"
    person = next((d for d in reversed(scene.before) if any(p.kind == "person" for p in d.participants)), None)
    if person is not None:
        yield Participant("person", "", "person"), f"person of {person.match.event_type.group}"
    if any(t.ent_type_ == "PERSON" and t.i not in mentions.agency for t in scene.sentence):
        yield Participant("person", "", "person"), "named person"


def _bare(participant: Participant) -> Participant:
    return Participant(participant.name, "", participant.kind, participant.agency_id, participant.country)


def _is_whole(one: Participant, other: Participant) -> bool:
    """Whether ``one`` is named right before ``other`` as what that is a part of, or right after it behind "of"."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return 0 <= other.start - one.end < 4 or 0 <= one.start - other.end < 9


def _key(participant: Participant) -> str:
    if participant.kind == "person":
        return "person"  # one of several is like another: the rules find whom the text names
    return key_of(participant) + (participant.country or "" if participant.kind == "unnamed" else "")


def _participant(mention: AgencyMention | PlaceMention) -> Participant:
    if isinstance(mention, AgencyMention):
        linked = mention.agency_id if mention.kind != "unnamed" else None
        return Participant(mention.name, "", mention.kind, linked, mention.country, None, mention.start, mention.end)
    return Participant(mention.name, "", "state", None, mention.country, None, mention.start, mention.end)


def _kind(participant: Participant, scene: Scene) -> Iterator[str]:
    yield participant.kind
    context = scene.mentions.context
    if scene.issuer is not None and _key(participant) == _key(scene.issuer):
        yield "issuer"
    if participant.country and context.country:
        yield "home" if participant.country == context.country else "abroad"
    if participant.kind in ("agency", "unnamed", "company"):
        if COURT_NAME.search(participant.name):
            yield "court"
        elif PUBLIC.search(participant.name):
            yield "public"


def around(scene: Scene) -> Iterator[tuple[str, Span]]:
    """The sentence of the trigger and those beside it in its paragraph, and the title."""
    doc, sentence = scene.sentence.doc, scene.sentence
    yield "sentence", sentence
    paragraph = scene.layout.paragraph(sentence.start_char)
    if paragraph is None:
        return
    if sentence.start > 0:
        before = doc[sentence.start - 1].sent
        if before.start_char >= paragraph.start:
            yield "sentence before", before
    if sentence.end < len(doc):
        after = doc[sentence.end].sent
        if after.start_char < paragraph.end:
            yield "sentence after", after


def _bodies(span: Span, mentions: Mentions) -> Iterator[tuple[AgencyMention | PlaceMention, Token]]:
    """Bodies and countries named in ``span``, each with its head word."""
    seen: set[int] = set()
    for token in span:
        mention: AgencyMention | PlaceMention | None = mentions.agency.get(token.i)
        if mention is None:
            place = mentions.place.get(token.i)
            named = place is not None and (place.kind == "country" or (place.kind == "demonym" and token.head != token))
            mention = place if named else None
        if mention is None or id(mention) in seen:
            continue
        seen.add(id(mention))
        yield mention, head_word(mention, token)


def _standing(token: Token, scene: Scene, where: str) -> Iterator[str]:
    """How ``token`` stands to the trigger."""
    if where != "sentence":
        yield f"{where} {standing(token)}"
        return
    trigger = scene.draft.match.token
    yield from from_trigger(token, scene)
    yield f"is {standing(token)}"
    if any(c.dep_ == "case" for c in token.children):
        yield "possessive"
    above = {h.i for h in (trigger, *trigger.ancestors)}
    if any(h.dep_ in CLAUSES and h.i not in above for h in islice(token.ancestors, 8)):
        yield "in another clause"


def head_word(mention: AgencyMention | PlaceMention, token: Token) -> Token:
    """The head of the words of ``mention``; ``token``, one of them, where they are no tokens of their own."""
    words = token.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return words.root if words is not None else token


def from_trigger(token: Token, scene: Scene) -> Iterator[str]:
    """The way from ``token`` to the trigger and to the verb over it, on which side it stands and how far."""
    trigger, verb = scene.draft.match.token, scene.draft.match.frame.verb
    yield f"path {path(token, trigger)}"
    if verb is not None and verb != trigger:
        yield f"verb path {path(token, verb)}"
    yield "before" if token.i < trigger.i else "after"
    apart = abs(token.i - trigger.i)
    yield "near" if apart <= 5 else "middling" if apart <= 15 else "distant"


def standing(token: Token) -> str:
    """The grammatical function of the list or name to which ``token`` belongs: "subject", "with", "of" …"""
    for _ in range(LONGEST_PATH):
        if token.dep_ in FOLDED and token.head != token:
            token = token.head
            continue
        break
    if token.dep_ == "pobj":
        return token.head.lower_ if token.head.lower_.isalpha() else "prep"
    return token.dep_


def path(token: Token, trigger: Token) -> str:
    """The way from ``token`` to ``trigger`` in the parse: functions upwards, "^", functions downwards."""
    up = [trigger, *trigger.ancestors]
    places = {t.i: n for n, t in enumerate(up)}
    steps: list[str] = []
    for _ in range(12):
        if token.i in places:
            down = [t.dep_ for t in up[: places[token.i]] if t.dep_ not in FOLDED]
            whole = [*steps, "^", *reversed(down)]
            return " ".join(whole) if len(whole) <= LONGEST_PATH + 1 else "far"
        if token.dep_ == "prep":
            steps.append(token.lower_)
        elif token.dep_ not in FOLDED and token.dep_ != "pobj":
            steps.append(token.dep_)
        if token.head == token:
            break
        token = token.head
    return "far"


def scenes(drafts: Sequence[Draft], mentions: Mentions, layout: Layout) -> list[Scene]:
    """The drafts of a text, each with what was told before it."""
    body = publisher_of(mentions.context, agencies())
    issuer = Participant(body.name, "", "agency", body.agency_id, body.country) if body is not None else None
    return [Scene(draft, drafts[:n], mentions, layout, issuer) for n, draft in enumerate(drafts)]
