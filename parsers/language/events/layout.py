"""The shape of a release: title, lead, headings with dates, datelines, quotations, allegations and boilerplate."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from parsers.language.events.mentions import Mentions
from parsers.records import Timex

QUOTED = re.compile(r"“[^”\n]*(?:”|(?=\n|$))|\"[^\"\n]*(?:\"|(?=\n|$))")
WORDS_OF_A_HEADING = 6
"""Most words of a heading that ends in a colon; longer ones are sentences that lead to what follows."""
ISSUED = re.compile(
    r"(?:\*\*)?(?:Published|Posted|Issued|Released?|Updated|Last (?:updated|modified|edited)|Date)\b", re.I
)
"""How the line begins that tells when the page was put out."""
WORDS_OF_A_QUOTE = 5
"""Fewer words between quotation marks are a name or a term."""
UNMARKED_QUOTE = re.compile(r"(?:,|\.) (?:said|added|noted|stated|continued|explained|concluded) (?:[A-Z]|the [A-Z])")
SPEAKER = re.compile(r"\b(?:said|says|added|stated|statement|following the \w+, .{0,60} said)\s*:\s*$", re.I)
OPENING_PREPOSITION = re.compile(r"\W*(?:On|In|At|From|By|During|Since|Until|Between|After|Before|As|The|A|An)\b")
FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us)\b", re.I)
ALLEGED = re.compile(
    r"^(?:According to|As (?:alleged|outlined|set (?:out|forth)|described|detailed|the evidence)|"
    r"In (?:his|her|their) (?:guilty )?plea|"
    r"The (?:indictment|complaint|information|charges?|charging documents?)(?: further| also)? "
    r"(?:alleges?|charges that|states)|"
    r"(?:Court|Charging) documents|Evidence (?:at|presented)|The evidence|"
    r"As part of (?:his|her|their|the) (?:guilty )?plea)"
)
"""How paragraphs begin that retell the acts of a case."""
BOILERPLATE = re.compile(
    r"^(?:About (?:the|us)\b|For (?:further|more) information|Additional information|Anyone with|"
    r"If you (?:have|suspect)|An? (?:indictment|information|complaint|criminal complaint|charge) is|"
    r"The (?:charges|details|allegations) (?:contained )?(?:in|are)|"
    r"The (?:maximum|year|defendants? (?:is|are) presumed)|Contact\b|Media (?:contact|enquir|inquir)|"
    r"Members of the public|Documents\s*(?::|$))"
)
"""How paragraphs begin that stand under every release."""
NOTES = re.compile(
    r"^(?:Notes?(?: (?:to|for) (?:the )?(?:editors?|media))?|Background(?: information| note)?|Editors?['’]s? notes?)"
    r"\s*(?:$|[:.])",
    re.I,
)
"""How the part of a release begins that tells what came before; only what it dates is an event."""
RUN_IN = re.compile(r"\s*(?:[.:–—]|-(?=\s))\s*(?=\S)")
"""What parts a date at the head of a paragraph from what happened on it ("Tuesday. The Ministry …")."""


@dataclass(slots=True)
class Paragraph:
    """One line of the text with what it is."""

    start: int
    end: int
    is_title: bool = False
    is_lead: bool = False
    quoted: bool = False
    alleged: bool = False
    boilerplate: bool = False
    background: bool = False
    """Whether it stands in the notes, where only what is dated is told as an event."""
    date: Timex | None = None
    """The date of the heading or dateline over it."""


class Layout:
    """Paragraphs of a document by offset."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        text = mentions.text
        self.paragraphs = [Paragraph(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
        self._starts = [p.start for p in self.paragraphs]
        self._quotes = [m.span() for m in QUOTED.finditer(text) if len(m.group().split()) >= WORDS_OF_A_QUOTE]
        self._opening = [start for start, _ in self._quotes]
        self.dateline: Timex | None = None
        if self.paragraphs:
            self._title(text, mentions.context.title_end)
            self._describe(text, sorted(mentions.span), mentions)

    def _title(self, text: str, title_end: int) -> None:
        first = self.paragraphs[0]
        line = text[first.start : first.end].rstrip()
        blank = "\n\n" in text[first.end : first.end + 3] and len(self.paragraphs) > 1
        if title_end >= first.end or (blank and len(line) < 250 and not line.endswith((".", "!"))):
            first.is_title = True

    def _describe(self, text: str, starts: list[int], mentions: Mentions) -> None:
        heading: Timex | None = None
        speaking = lead_found = False
        timexes = {s: mentions.timex[span[0].i] for s, span in mentions.span.items() if span[0].i in mentions.timex}
        boilerplate = background = False
        # one short line with a date is a dateline, several are headings of sections
        dated = [p for p in self.paragraphs[1:] if _is_heading(p, text) and _inside(p, starts)]
        sectioned = len(dated) > 1
        for paragraph in self.paragraphs:
            if paragraph.is_title:
                continue
            line = text[paragraph.start : paragraph.end].strip()
            inside = [timexes[s] for s in _inside(paragraph, starts) if s in timexes]
            short = _is_heading(paragraph, text)
            if short and inside and ISSUED.match(line):
                self.dateline = self.dateline or inside[0]
                heading = None
            elif short and inside and not lead_found and not sectioned:
                self.dateline = self.dateline or inside[0]
            elif short and inside:
                heading = inside[0]
            elif short:
                heading = None
            boilerplate = boilerplate and not short
            if BOILERPLATE.match(line):
                boilerplate = short
                paragraph.boilerplate = True
            paragraph.boilerplate |= boilerplate
            background = bool(NOTES.match(line)) if short else background
            paragraph.background = background or bool(NOTES.match(line))
            if not short and not lead_found and len(line) > 40:
                paragraph.is_lead = lead_found = True
                opening = text[paragraph.start : paragraph.start + 90]
                at = paragraph.start
                if inside and not self.dateline and _opens_with_date(opening, inside[0].start - at, inside[0].end - at):
                    self.dateline = inside[0]
            paragraph.date = heading
            if inside and not short and _runs_in(text, paragraph, inside[0]):
                paragraph.date = inside[0]
            marked = bool(_inside(paragraph, self._opening))
            paragraph.quoted = (not marked and bool(UNMARKED_QUOTE.search(line))) or (
                speaking and bool(FIRST_PERSON.search(line))
            )
            speaking = bool(SPEAKER.search(line)) or (speaking and paragraph.quoted)
            paragraph.alleged = bool(ALLEGED.match(line))

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph around ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        return self.paragraphs[at] if at >= 0 else None

    def is_early(self, paragraph: Paragraph) -> bool:
        """Whether ``paragraph`` is the title, the lead or beside it: where a release says why it was written."""
        at = bisect_left(self._starts, paragraph.start)
        return paragraph.is_title or any(p.is_lead for p in self.paragraphs[max(0, at - 1) : at + 2])

    def in_quotes(self, offset: int) -> bool:
        """Whether ``offset`` lies between quotation marks."""
        at = bisect_right(self._opening, offset) - 1
        return at >= 0 and offset < self._quotes[at][1]


def _inside(paragraph: Paragraph, starts: list[int]) -> list[int]:
    """Those of the sorted ``starts`` that lie in ``paragraph``."""
    return starts[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]


def _is_heading(paragraph: Paragraph, text: str) -> bool:
    line = text[paragraph.start : paragraph.end].strip()
    if line.endswith(":") and len(line.split()) > WORDS_OF_A_HEADING:
        return False  # "The Ministry issued the following statement on 20 May:"
    if line.startswith("**") and line.endswith("**"):
        return len(line) < 90
    return len(line) < 90 and not line.endswith((".", ";", "?")) and not line.startswith(("-", "•", "*", "–"))


def _runs_in(text: str, paragraph: Paragraph, date: Timex) -> bool:
    """Whether ``date`` stands at the head of the paragraph, parted from what it tells."""
    before = text[paragraph.start : date.start]
    return not re.search(r"\w", before) and bool(RUN_IN.match(text, date.end, paragraph.end))


def _opens_with_date(opening: str, start: int, end: int) -> bool:
    """Whether the date at ``start`` is a dateline's: only places and marks before it, a mark right after it."""
    if start > 60 or not re.match(r"\s*(?:[–—:.)\-]|$)", opening[end:]):
        return False
    before = opening[:start]
    return bool(re.fullmatch(r"[\W\d]*(?:[A-Z][\w'’.-]*\W+){0,6}", before)) and not OPENING_PREPOSITION.match(before)
