"""Gold files: their documents, the text of each wherever it is kept, and the part that extraction may see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from config.errors import ConfigError
from parsers.language.reader import Reader
from parsers.language.shape import gold_shape
from pipelines.contexts import context_of
from pipelines.evaluation.page_texts import PAGES, page_texts

GIVEN = ("text", "title", "published", "dct", "source_agency", "source_country", "kind")
"""The keys of a gold line that extraction may see; ``dct`` is TimeML's name for the publication date."""

NEEDED = "a gold document needs id and text (or file, or url and text_sha256)"


def read_gold(path: Path, pages: Path = PAGES) -> list[dict[str, Any]]:
    """The documents of a gold file, each with its ``text``.

    A line without ``text`` names where it is: ``file`` beside the gold file's folder, or ``url`` and ``text_sha256``
    (of the text in UTF-8) of a release among the archived ``pages``, for texts that are not to be copied.

    Raises:
        ConfigError: the file is missing, a line is no JSON object or lacks ``id`` or its text, or the page's text is
            no longer the annotated one.
    """
    if not path.is_file():
        raise ConfigError("there is no such gold file", file=path)
    documents: list[dict[str, Any]] = []
    wanted: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except ValueError as error:
            raise ConfigError(f"no JSON ({error})", file=path, line=number) from error
        if not isinstance(document, dict) or "id" not in document:
            raise ConfigError(NEEDED, file=path, line=number)
        if "text" not in document and "file" in document:
            document["text"] = _text_of_file(path, document["file"], number)
        elif "text" not in document and {"url", "text_sha256"} <= document.keys():
            wanted[document["url"]] = number
        elif "text" not in document:
            raise ConfigError(NEEDED, file=path, line=number)
        documents.append(document)
    if wanted:
        _add_page_texts(path, documents, wanted, page_texts(wanted, pages))
    return documents


def _text_of_file(path: Path, file: str, line: int) -> str:
    beside = path.resolve().parent.parent / file
    if not beside.is_file():
        raise ConfigError(f"its text {file} is not there", file=path, line=line, field="file")
    return beside.read_text(encoding="utf-8").strip()


def _add_page_texts(
    path: Path, documents: Iterable[dict[str, Any]], lines: dict[str, int], texts: dict[str, str]
) -> None:
    for document in documents:
        if "text" in document:
            continue
        line, text = lines[document["url"]], texts.get(document["url"])
        if text is None:
            raise ConfigError(f"no archived page has the address {document['url']}", file=path, line=line, field="url")
        if hashlib.sha256(text.encode()).hexdigest() != document["text_sha256"]:
            raise ConfigError(
                "the page's parser gives another text than the annotated one, so its offsets no longer hold",
                file=path,
                line=line,
                field="text_sha256",
            )
        document["text"] = text


def needs_pages(path: Path) -> bool:
    """Whether texts of the gold file are kept in the archived pages alone."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return any("text" not in document and "text_sha256" in document for document in lines)


def questions(gold: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What extraction is told of each document: no annotation, and no id by which to look one up."""
    return [{key: document[key] for key in GIVEN if key in document} for document in gold]


def answer(reader: Reader, gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Extractions of the gold documents' texts in this process, by id, in the shape of gold."""
    asked = questions(gold)
    extractions = reader.read((q["text"], context_of(q)) for q in asked)
    return {
        document["id"]: gold_shape(document["id"], question["text"], extraction)
        for document, question, extraction in zip(gold, asked, extractions, strict=True)
    }
