"""PDF releases made for tests with reportlab; every body, person and number in them is invented."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import reportlab
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 72.0, 523.0
FONT, SIZE, LEADING = "Helvetica", 10.0, 12.5
STYLE = ParagraphStyle("body", fontName=FONT, fontSize=SIZE, leading=LEADING)


@cache
def with_ligatures() -> str:
    """A TrueType font of reportlab's own that has ligatures."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    return "Vera"


class Sheets:
    """A PDF that is written line by line; ``y`` counts from the foot of the page."""

    def __init__(self, title: str = "", *, encrypt: str | None = None) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=True, encrypt=encrypt)
        self.canvas.setTitle(title)

    def line(self, text: str, y: float, x: float = LEFT, *, size: float = SIZE, font: str = FONT) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def flow(
        self,
        paragraphs: Sequence[str],
        y: float,
        x: float = LEFT,
        *,
        width: float = RIGHT - LEFT,
        size: float = SIZE,
        font: str = FONT,
        gap: float = 7.0,
        indent: float = 0.0,
        until: float = 60.0,
    ) -> float:
        """Paragraphs wrapped to a width; the height at which they end. New pages where they need them."""
        leading = 1.25 * size
        for paragraph in paragraphs:
            for number, text in enumerate(simpleSplit(" " * 0 + paragraph, font, size, width - indent)):
                if y < until:
                    self.page()
                    y = HEIGHT - 90
                self.line(text, y, x + (indent if number == 0 else 0.0), size=size, font=font)
                y -= leading
            y -= gap
        return y

    def page(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()
