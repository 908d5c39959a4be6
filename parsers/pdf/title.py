"""The title of a release that is a PDF: what the file calls itself where its text says so too, else what is set
largest on the first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.pdf.layout import Text
from parsers.pdf.shapes import Paragraph
from parsers.text import LONGEST_TITLE, fold

_LABEL = re.compile(
    r"(?:(?:for )?immediate release"
    r"|(?:press|news|media) (?:release|statement|notice|communiqu[eé]|information|advisory)"
    r"|press|news|statement|communiqu[eé](?: de presse)?|pressemitteilung|comunicado(?: de prensa)?|media alert"
    r"|(?:strictly )?embargo.{0,60}|(?:ref|no|nr|n°|number)\b.{0,30}|(?:tel|fax|e-?mail|phone)\b.{0,80})[:.\s]*",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|odt|rtf|indd|pages|pptx?|xlsx?)|document\d*|slide \d+|\S+",
    re.IGNORECASE,
)
_LARGER = 1.1
_HEAD = 600
"""Most characters before a title that are taken for a letterhead and left out of the text."""


def title_of(text: Text, stated: str) -> tuple[str, list[Paragraph]]:
    """(title, paragraphs of the body); '' where nothing is one. ``stated`` is the file's own title."""
    paragraphs = list(text.paragraphs)
    first = [paragraph for paragraph in paragraphs if paragraph.page == 1]
    stated = "" if _NO_TITLE.fullmatch(fold(stated)) else fold(stated)
    found = _named(first, stated) or _largest(first, text)
    if found is None and stated:
        return stated[:LONGEST_TITLE], paragraphs
    if found is None:
        opening = next((index for index, one in enumerate(paragraphs) if not _LABEL.fullmatch(one.text)), None)
        if opening is None or len(paragraphs[opening].text) > LONGEST_TITLE:
            return "", paragraphs
        found = (opening, opening + 1)
    start, end = found
    title = fold(" ".join(paragraph.text for paragraph in paragraphs[start:end]))
    before = paragraphs[:start]
    if sum(len(paragraph.text) for paragraph in before) > _HEAD:
        return title, before + paragraphs[end:]
    return title, paragraphs[end:]


def _named(first: Sequence[Paragraph], stated: str) -> tuple[int, int] | None:
    """Where the file's own title stands in the text: one paragraph, or up to four in a row."""
    wanted = _letters(stated)
    for start in range(len(first)) if len(wanted) >= 8 else ():
        for end in range(start + 1, min(start + 5, len(first) + 1)):
            if _letters("".join(paragraph.text for paragraph in first[start:end])) == wanted:
                return start, end
    return None


def _largest(first: Sequence[Paragraph], text: Text) -> tuple[int, int] | None:
    """The heading set largest in the upper half of the page; of names of four words or more before shorter ones."""
    headings: list[tuple[bool, float, int, int]] = []
    index = 0
    while index < len(first):
        one, end = first[index], index + 1
        if one.size >= _LARGER * text.body_size and one.y < 0.6 * text.first_height and not _LABEL.fullmatch(one.text):
            while end < len(first) and abs(first[end].size - one.size) < 0.1 and _follows(first[end - 1], first[end]):
                end += 1
            words = " ".join(paragraph.text for paragraph in first[index:end])
            if 8 <= len(words) <= LONGEST_TITLE:
                headings.append((len(words.split()) >= 4, round(one.size), -index, end))
        index = end
    # a letterhead may be set larger than the headline below it, by a little
    largest = max((size for _, size, _, _ in headings), default=0)
    near = [heading for heading in headings if heading[1] >= 0.7 * largest]
    if not near:
        return None
    _, _, start, end = max(near)
    return -start, end


def _follows(above: Paragraph, below: Paragraph) -> bool:
    return 0 < below.y - above.y < 6 * above.size and not _LABEL.fullmatch(below.text)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
