"""Companies and schools that a text names only to say who a person is: "the president of Brook Ltd."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.records import AgencyMention

_ROLE = re.compile(
    r"\b(?:president|owner|founder|chair(?:man|woman|person)?|director|officer|CEO|CFO|COO|executive|manager|employee"
    r"|partner|shareholder|principal|consultant|salesman|counsel|associate)s?"
    r"(?: and [\w-]+| [\w-]+)? (?:of|at|for|with) (?:the )?$",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:bachelor|master|doctor|juris doctor|ph\.?d|j\.?d|b\.?[as]|m\.?[ab]|ll\.?[bm]|degree|graduated?|alumn(?:us|a)"
    r"|studied|professor|fellow|lecturer)\b[^.;\n]{0,70}\b(?:from|at|of)(?: the)? $",
    re.IGNORECASE,
)
_JOINED = re.compile(r" and (?:of )?|, ")
_SCHOOL = re.compile(r"\b(?:University|College|School)\b")
_OFTEN = 3
"""A body named as often as this has its part in the text."""


def without_affiliations(text: str, mentions: Sequence[AgencyMention]) -> list[AgencyMention]:
    """``mentions`` without those bodies that the text tells only as a person's employer or school."""
    told: dict[str, list[bool]] = {}
    before, idle = None, False
    for mention in mentions:
        joined = before and _JOINED.fullmatch(text, before.end, mention.start)
        idle = _idle(text, mention) or bool(idle and joined and mention.kind == "company")
        told.setdefault(mention.agency_id, []).append(idle)
        before = mention
    return [m for m in mentions if len(told[m.agency_id]) >= _OFTEN or not all(told[m.agency_id])]


def _idle(text: str, mention: AgencyMention) -> bool:
    before = text[max(0, mention.start - 110) : mention.start]
    if mention.kind == "company":
        return _ROLE.search(before) is not None
    return _SCHOOL.search(mention.name) is not None and _STUDY.search(before) is not None
