"""Gold files, and answers made without sight of them: what is read is only text, date, publisher and kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from config.errors import ConfigError
from parsers.language.reader import Reader
from parsers.language.shape import gold_shape
from pipelines.contexts import context_of

GIVEN = ("id", "text", "title", "published", "source_agency", "source_country", "kind")
"""The keys of a gold line that extraction may see."""


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The documents of a gold file; a line with ``file`` instead of ``text`` takes the text of that file, which is
    looked for beside the gold file's folder.

    Raises:
        ConfigError: the file is missing, a line is no JSON object, or lacks ``id`` or ``text``.
    """
    if not path.is_file():
        raise ConfigError("there is no such gold file", file=path)
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except ValueError as error:
            raise ConfigError(f"no JSON ({error})", file=path, line=number) from error
        if not isinstance(document, dict) or "id" not in document or not {"text", "file"} & document.keys():
            raise ConfigError("a gold document needs id and text (or file)", file=path, line=number)
        if "text" not in document:
            beside = path.resolve().parent.parent / document["file"]
            if not beside.is_file():
                raise ConfigError(f"its text {document['file']} is not there", file=path, line=number, field="file")
            document["text"] = beside.read_text(encoding="utf-8").strip()
        documents.append(document)
    return documents


def answer(reader: Reader, gold: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Extractions of the gold documents' texts, by id, in the shape of gold."""
    questions = [{key: document[key] for key in GIVEN if key in document} for document in gold]
    extractions = reader.read((q["text"], context_of(q)) for q in questions)
    return {q["id"]: gold_shape(q["id"], q["text"], e) for q, e in zip(questions, extractions, strict=True)}
