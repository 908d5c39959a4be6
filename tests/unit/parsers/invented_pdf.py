"""PDF releases made for tests with reportlab; every body, person and number in them is invented."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 72.0, 523.0
FONT, SIZE = "Helvetica", 10.0


@cache
def with_ligatures() -> str:
    """A TrueType font of reportlab's own that has ligatures."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    return "Vera"


def wrapped(text: str, font: str, size: float, width: float, indent: float) -> list[str]:
    """Lines of at most ``width`` points, the first shorter by ``indent``."""
    lines: list[str] = []
    for word in text.split():
        room = width - (0.0 if len(lines) > 1 else indent)
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Sheets:
    """A PDF that is written line by line; ``y`` counts from the foot of the page."""

    def __init__(self, title: str = "", *, encrypt: str | None = None) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=True, pageCompression=0, encrypt=encrypt)
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
        for paragraph in paragraphs:
            for number, text in enumerate(wrapped(paragraph, font, size, width, indent)):
                if y < until:
                    self.page()
                    y = HEIGHT - 90
                self.line(text, y, x + (indent if number == 0 else 0.0), size=size, font=font)
                y -= 1.25 * size
            y -= gap
        return y

    def page(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        if not self.buffer.getvalue():
            self.canvas.showPage()
            self.canvas.save()
        return self.buffer.getvalue()
