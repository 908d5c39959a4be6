"""What repeats on the pages and is no part of the text: running heads and feet, page numbers; and footnotes."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from parsers.pdf.rows import middle
from parsers.pdf.shapes import Segment, Sheet

_MARGIN = 0.1
"""Part of the page's height, at its top and at its foot, in which running heads and feet stand."""
_SAME_HEIGHT = 6.0
"""Points by which a running line may move from page to page."""
_REPEATED = 0.4
"""Part of the pages on which a line stands that runs: left and right pages may have different ones."""
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|página|pagina)\s*)?[-–—]?\s*(?P<number>\d{1,4}|[ivxl]{1,6})\s*"
    r"(?:(?:of|/|de|von|sur|di|van)\s*\d{1,4})?\s*[-–—]?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[-–—(\s]*(?:more(?: follows)?|mf|cont(?:inued|'d)?)[-–—)\s]*", re.IGNORECASE)
_NOTE = re.compile(r"(?:\[?\d{1,3}\]?|[*†‡§]{1,3}|[¹²³⁰-⁹]+)[.)]?(?:\s|$)")
_DIGITS = re.compile(r"\d+")


def without_running(sheets: Sequence[Sheet], pages: Sequence[list[Segment]]) -> list[list[Segment]]:
    """The segments of each page without what runs over the pages."""
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, (sheet, segments) in enumerate(zip(sheets, pages, strict=True)):
        for segment in segments:
            if _in_margin(segment, sheet):
                places[_key(segment), _height(segment)].add(index)
    kept = []
    for index, (sheet, segments) in enumerate(zip(sheets, pages, strict=True)):
        baselines = sorted(segment.y for segment in segments)
        running = {
            id(segment)
            for segment in segments
            if _in_margin(segment, sheet)
            and (
                _runs(segment, places, index, len(sheets))
                or (_is_outermost(segment, baselines) and _is_page_mark(segment.text, sheet.number))
            )
        }
        kept.append([segment for segment in segments if id(segment) not in running])
    return kept


def footnotes_apart(segments: list[Segment], height: float, body_size: float) -> tuple[list[Segment], list[Segment]]:
    """(text, footnotes) of a page: smaller print at the foot that begins with a mark."""
    small = 0.92 * body_size
    ordered = sorted(segments, key=lambda segment: segment.y)
    first = len(ordered)
    while first and ordered[first - 1].size <= small and ordered[first - 1].y >= 0.5 * height:
        first -= 1
    start = next((index for index in range(first, len(ordered)) if _NOTE.match(ordered[index].text)), None)
    if start is None:
        return segments, []
    foot = ordered[start:]
    taken = set(map(id, foot))
    return [segment for segment in segments if id(segment) not in taken], foot


def body_size_of(pages: Sequence[list[Segment]]) -> float:
    """Font size of most characters."""
    characters: dict[float, int] = defaultdict(int)
    for segments in pages:
        for segment in segments:
            characters[segment.size] += len(segment.text)
    return max(characters, key=lambda size: characters[size], default=middle([], 10.0))


def _in_margin(segment: Segment, sheet: Sheet) -> bool:
    return not _MARGIN * sheet.height < segment.y < (1 - _MARGIN) * sheet.height


def _key(segment: Segment) -> str:
    return _DIGITS.sub("#", segment.text.casefold())


def _height(segment: Segment) -> int:
    return math.floor(segment.y / _SAME_HEIGHT)


def _runs(segment: Segment, places: Mapping[tuple[str, int], set[int]], index: int, pages: int) -> bool:
    """Whether the line stands at this height on enough pages, or on two near each other (the head of a chapter)."""
    key, height = _key(segment), _height(segment)
    on = {page for step in (-1, 0, 1) for page in places.get((key, height + step), ())}
    return len(on) >= max(2, _REPEATED * pages) or len(on.intersection(range(index - 4, index + 5))) >= 2


def _is_outermost(segment: Segment, baselines: list[float]) -> bool:
    near = 0.4 * segment.size
    return segment.y <= baselines[0] + near or segment.y >= baselines[-1] - near


def _is_page_mark(text: str, number: int) -> bool:
    """Whether a line is this page's number, or says that the text goes on overleaf."""
    if _GOES_ON.fullmatch(text):
        return True
    found = _PAGE_NUMBER.fullmatch(text)
    if found is None:
        return False
    return found["number"] == str(number) or not text.strip().isdigit()
