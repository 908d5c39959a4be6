"""From the characters of a PDF to the paragraphs that a reader sees: pages, lines, columns, furniture, paragraphs.

``reading`` alone touches PDFium; all else is geometry over :mod:`parsers.pdf.shapes` and needs no file.
"""
