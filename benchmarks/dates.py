"""The measure of the date tagger alone: documents a second on texts that are tokenised already."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from benchmarks import material

SIZE = 2_000
"""Characters of a document, cut at a word's end: the length at which figures of date taggers are told."""
ROUNDS = 5


def dates() -> dict[str, Any]:
    """Documents of 2 kB a second, tokenised only and parsed, the median of ``ROUNDS`` passes on one core."""
    import spacy

    from parsers.language.reader import DEFAULT_MODEL
    from parsers.language.timex import tag_timexes
    from parsers.records import Context

    given = []
    for document in material.documents(300):
        if len(document.text) >= SIZE:
            text = document.text[:SIZE].rsplit(None, 1)[0]
            given.append((text, Context(published=document.published_date, country="US")))
    nlp = spacy.load(DEFAULT_MODEL)
    told: dict[str, Any] = {"documents of 2 kB": len(given)}
    for name, docs in (
        ("tokenised", [nlp.make_doc(text) for text, _ in given]),
        ("parsed", list(nlp.pipe(text for text, _ in given))),
    ):
        spent = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = [tag_timexes(doc, context) for doc, (_, context) in zip(docs, given, strict=True)]
            spent.append(time.perf_counter() - began)
        told[f"documents/s, {name}"] = len(given) / median(spent)
        told[f"expressions, {name}"] = sum(len(timexes) for timexes in found)
    return told
