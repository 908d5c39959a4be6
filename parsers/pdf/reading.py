"""PDF bytes to pages of words: the one place that calls PDFium.

PDFium may not be used by two threads at once (pypdfium2, "Thread incompatibility"), hence the lock around all of it.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from parsers.pdf.shapes import Sheet, Word
from parsers.records import ParseError

LINKS_OF_A_PAGE = 500
"""Most link annotations that are read of one page."""
CHARACTERS_OF_A_PAGE = 30_000
"""Most characters that are read of one page: several times as many as print of 8 points puts on a sheet of A4."""
_LOCK = threading.Lock()
_HYPHENS = frozenset({0x02, 0xFFFE})
"""How PDFium writes a hyphen, hard or soft, at the end of a line; it joins the lines there."""
_SOFT_HYPHEN = 0xAD
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_LARGEST = 50_000.0
"""Points above which an object is no print: the largest page that PDF allows has 14,400 (ISO 32000-1, annex C)."""
_SIZES = (1.5, 2000.0)
"""Font sizes between which words are for readers; smaller ones are marks of machines."""
_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD


@dataclass(frozen=True, slots=True)
class Read:
    """A PDF as far as it was read."""

    sheets: tuple[Sheet, ...]
    pages: int
    """Pages that the file has."""
    characters: int
    """Characters that were read."""
    cut: bool
    """Whether a limit stopped the reading before the end."""
    meta: dict[str, str]
    """Title, Author, CreationDate … as the file states them."""


def read_pdf(data: bytes, url: str, *, pages_at_most: int, characters_at_most: int) -> Read:
    """The words of the first pages.

    Raises:
        ParseError: the bytes are no PDF, are cut off or damaged, or the file is encrypted.
    """
    import pypdfium2

    with _LOCK, ExitStack() as stack:
        try:
            pdf = pypdfium2.PdfDocument(data)
            stack.callback(pdf.close)
            pages = len(pdf)
            sheets: list[Sheet] = []
            left, cut = characters_at_most, False
            for index in range(min(pages, pages_at_most)):
                if left <= 0:
                    break
                sheet, count, whole = _sheet(pdf, index, min(left, CHARACTERS_OF_A_PAGE))
                sheets.append(sheet)
                left -= count
                cut = cut or not whole
            meta = {name: str(value) for name, value in pdf.get_metadata_dict().items() if value}
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _NEEDS_PASSWORD:
                raise ParseError("is encrypted: ask its publisher for an open copy", url=url) from error
            raise ParseError(f"is no PDF that can be read: {error}", url=url) from error
    return Read(tuple(sheets), pages, characters_at_most - left, cut or len(sheets) < pages, meta)


def _sheet(pdf: Any, index: int, most: int) -> tuple[Sheet, int, bool]:
    """(page, characters that were read, whether they are all)."""
    with ExitStack() as stack:
        page = pdf[index]
        stack.callback(page.close)
        _drop_giants(page)
        text = page.get_textpage()
        stack.callback(text.close)
        left, bottom, right, top = page.get_bbox()
        all_of_it = text.count_chars()
        count = min(all_of_it, most)
        found = [one for one in _Text(text).words(count) if left <= one.x <= right and bottom <= one.y <= top]
        links = tuple(_links(pdf, page))
    turn = _turn(found)
    corners = [_turned(x, y, turn) for x in (left, right) for y in (bottom, top)]
    west, north = min(x for x, _ in corners), max(y for _, y in corners)
    words = []
    for word in found:
        if abs(math.remainder(word.angle - turn, 2 * math.pi)) < 0.2 and _SIZES[0] <= word.size <= _SIZES[1]:
            x, y = _turned(word.x, word.y, turn)
            words.append(Word(word.text, x - west, x - west + word.width, north - y, word.size, word.broken))
    width = max(x for x, _ in corners) - west
    return Sheet(index + 1, width, north - min(y for _, y in corners), tuple(words), links), count, count == all_of_it


def _drop_giants(page: Any) -> None:
    """Take out what reaches far beyond any sheet: PDFium fills the gaps of its text with blanks, for minutes."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in reversed(range(pdfium.FPDFPage_CountObjects(page))):
        thing = pdfium.FPDFPage_GetObject(page, index)
        if not thing or not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            continue
        largest = max(right.value - left.value, top.value - bottom.value)
        if not largest < _LARGEST and pdfium.FPDFPage_RemoveObject(page, thing):
            pdfium.FPDFPageObj_Destroy(thing)


@dataclass(frozen=True, slots=True)
class _Found:
    """A word in the page's own coordinates."""

    text: str
    x: float
    y: float
    width: float
    """Along its direction."""
    size: float
    angle: float
    broken: bool


class _Text:
    """The characters of a page. A call of PDFium for each but the unicode would take most of the time."""

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium, self.text = pdfium, text
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()

    def words(self, count: int) -> Iterator[_Found]:
        """Words between white space; one that PDFium lets run over a line end is cut there."""
        unicode, text = self.pdfium.FPDFText_GetUnicode, self.text
        letters: list[str] = []
        places: list[int] = []
        for index in range(count):
            code = unicode(text, index)
            if code in _HYPHENS:
                yield from self._found(letters, places, broken=True)
                letters, places = [], []
            elif code <= 0x20 or chr(code).isspace():
                if letters:
                    yield from self._found(letters, places)
                    letters, places = [], []
            elif code != _SOFT_HYPHEN and not 0xD800 <= code < 0xE000 and code != 0xFFFF:
                letters.append(_LIGATURES.get(code) or chr(code))
                places.append(index)
        yield from self._found(letters, places)

    def _found(self, letters: list[str], places: list[int], *, broken: bool = False) -> Iterator[_Found]:
        """The word, or its parts where it leaps from one place to another."""
        if not letters:
            return
        start, end = self._origin(places[0]), self._origin(places[-1])
        size = self._size(places[0])
        length = math.dist(start, end)
        if length > 1.5 * size * len(letters) and len(letters) > 1:
            middle = len(letters) // 2
            yield from self._found(letters[:middle], places[:middle])
            yield from self._found(letters[middle:], places[middle:], broken=broken)
            return
        self.pdfium.FPDFText_GetLooseCharBox(self.text, places[-1], self.box)
        clockwise = self.pdfium.FPDFText_GetCharAngle(self.text, places[0])
        angle = -clockwise if 0 < clockwise < 7 else 0.0
        sideways = abs(math.sin(angle)) > 0.7
        last = abs(self.box.top - self.box.bottom) if sideways else abs(self.box.right - self.box.left)
        yield _Found("".join(letters), *start, length + last, round(size, 1), angle, broken)

    def _origin(self, index: int) -> tuple[float, float]:
        self.pdfium.FPDFText_GetCharOrigin(self.text, index, self.x, self.y)
        return self.x.value, self.y.value

    def _size(self, index: int) -> float:
        """Font size as seen: the text matrix may scale a font of nominal size 1."""
        nominal = float(self.pdfium.FPDFText_GetFontSize(self.text, index))
        if self.pdfium.FPDFText_GetMatrix(self.text, index, self.matrix):
            scale = math.hypot(self.matrix.c, self.matrix.d)
            if 0.01 < scale < 1000:
                return nominal * scale
        return nominal


def _turn(words: list[_Found]) -> float:
    """Direction of most of the page's text, a multiple of a right angle."""
    quarters = Counter[int]()
    for word in words:
        quarters[round(word.angle / (math.pi / 2)) % 4] += len(word.text)
    return quarters.most_common(1)[0][0] * math.pi / 2 if quarters else 0.0


def _turned(x: float, y: float, turn: float) -> tuple[float, float]:
    """A point as it lies after the page is turned back by ``turn``."""
    cos, sin = math.cos(turn), math.sin(turn)
    return x * cos + y * sin, y * cos - x * sin


def _links(pdf: Any, page: Any) -> Iterator[str]:
    import pypdfium2.raw as pdfium

    start, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(LINKS_OF_A_PAGE):
        if not pdfium.FPDFLink_Enumerate(page, start, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        length = pdfium.FPDFAction_GetURIPath(pdf, action, None, 0) if action else 0
        if 0 < length < 4096:
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFAction_GetURIPath(pdf, action, buffer, length)
            yield buffer.value.decode("utf-8", "replace")
