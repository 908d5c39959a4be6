"""What speaks for an event's being told at all: its rule, its tense, its place in the text, who and when is known."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.language.events.candidates import Scene
from parsers.language.events.dates import NO_DATE
from parsers.language.events.lexicon import word_set
from parsers.language.events.tenses import tense

ACTS = word_set(
    "allege alleged allegedly scheme conspire conspiracy conspirator bribe kickback admit admission launder defraud",
    "according evidence purportedly fraudulent fraudulently knowingly unlawfully illegally wilfully willfully",
)
"""Words of sentences that retell the acts of a case."""
AGES = (("ahead", -1), ("week", 7), ("quarter", 92), ("year", 366))
"""How old an event is at publication, by the most days that lie between."""


def event_features(scene: Scene) -> Iterator[str]:
    """The features of one draft."""
    draft = scene.draft
    match, dated = draft.match, draft.dated
    code, group = draft.code, match.event_type.group
    form = "verb" if match.trigger.verbs else "noun"
    for doubt in draft.doubts:
        yield f"doubt {doubt}"
        yield f"doubt {doubt} {code}"
        yield f"doubt {doubt} {match.name}"
        yield f"doubt {doubt} {group}"
        yield f"doubt {doubt} {form}"
    yield f"doubts {len(draft.doubts)}"
    yield code
    yield f"rule {match.name}"
    yield f"{code} {form}"
    yield f"prior {round(match.trigger.prior, 1)}"
    yield f"needs {min(len(match.trigger.needs), 2)} {form}"
    yield f"{code} {draft.status}"
    verb = match.frame.verb
    time = tense(verb)
    yield f"{form} {time}"
    yield f"{group} {form} {time}"
    if verb is not None:
        yield f"clause {verb.dep_}"
        yield f"{form} clause {verb.dep_}"
    yield f"trigger is {match.token.dep_} {form}"
    place = "title" if draft.in_title else "lead" if draft.in_lead else "body"
    yield place
    yield f"{place} {form}"
    yield f"{place} {group}"
    when = "no date" if dated is NO_DATE else dated.basis
    yield when
    yield f"{when} {form}"
    yield f"{when} {place}"
    yield f"{time} {when}"
    yield f"{time} {when} {place}"
    yield f"{form} {time} {when}"
    yield f"date distance {dated.distance}"
    yield f"{code} {when}"
    if draft.mentions > 1:
        yield "told again"
        yield f"{code} told again"
    roles = sorted({p.role for p in draft.participants})
    told = sorted({p.role for p in draft.participants if p.start is not None})
    yield f"roles {min(len(roles), 3)}"
    yield f"told roles {min(len(told), 3)} {form}"
    for role in match.event_type.roles:
        yield f"{code} {'with' if role in told else 'understood' if role in roles else 'without'} {role}"
    bodies = sum(1 for p in draft.participants if p.kind != "person")
    persons = len(draft.participants) - bodies
    who = f"bodies {min(bodies, 2)} persons {min(persons, 1)}"
    yield who
    yield f"{group} {who}"
    yield f"{code} {who}"
    near_by = len({id(m) for t in scene.sentence if (m := scene.mentions.agency.get(t.i)) is not None})
    yield f"bodies in the sentence {min(near_by, 2)}"
    yield f"{group} bodies in the sentence {min(near_by, 2)}"
    if any(t.lemma_.lower() in ACTS for t in scene.sentence):
        yield f"acts in the sentence {group}"
        yield f"acts in the sentence {form}"
    issuer = scene.issuer
    if issuer is not None and any(p.agency_id == issuer.agency_id for p in draft.participants):
        yield "with issuer"
        yield f"{code} with issuer"
    paragraph = scene.layout.paragraph(match.token.idx)
    if paragraph is not None:
        opening = scene.mentions.text[paragraph.start : paragraph.start + 160].lower()
        if any(word in opening for word in ("according to", "alleg", "admit", "evidence")):
            yield f"paragraph of acts {group}"
            yield f"paragraph of acts {form}"
        if scene.layout.is_early(paragraph):
            yield "early"
        if paragraph.quoted:
            yield "quoted"
        if paragraph.alleged:
            yield f"alleged {group}"
    interval, published = dated.interval, scene.mentions.context.published
    if published is not None and interval.start is not None and interval.end is not None:
        days = (published - interval.end).days
        age = next((name for name, most in AGES if days <= most), "old")
        yield age
        yield f"{place} {age}"
        yield f"{group} {age}"
    yield f"words {min(len(match.words), 3)} {form}"
    near = sum(1 for other in scene.before if other.sentence == draft.sentence)
    yield f"events before in the sentence {min(near, 2)}"
    yield f"same type before {min(sum(1 for other in scene.before if other.code == code), 3)}"
    if form == "noun":
        number = "plural" if match.token.tag_ in ("NNS", "NNPS") else "singular"
        article = next((c.lower_ for c in match.token.children if c.dep_ == "det"), None)
        owned = any(c.dep_ in ("poss", "nummod") for c in match.token.children)
        known = "owned" if owned else "a" if article in ("a", "an", "another") else "the" if article else "bare"
        for doubt in ("doubtful" if draft.doubts else "sure", code, when):
            yield f"{known} {number} {doubt}"
        yield f"{known} {number} {code} {'doubtful' if draft.doubts else 'sure'}"
