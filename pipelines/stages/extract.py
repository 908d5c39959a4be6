"""Extraction: documents that the present reader has not read are read for events, and their rows loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from config.settings import Settings
from parsers.records import Extraction
from pipelines.faults import is_shared
from pipelines.stages.tally import Tally
from pipelines.versions import extractor
from warehouse.extraction_loading import ExtractedDocument
from warehouse.records import Extractor, OffsetError, PendingDocument, Rejection

if TYPE_CHECKING:
    from parsers.language.reader import Reader

BATCH_DOCUMENTS = 32
BATCH_CHARACTERS = 200_000
"""A batch ends at whichever is reached first, so that memory depends on neither the number nor the length of texts."""


def extract_pending(settings: Settings, *, tally: Tally) -> None:
    """Read every pending document of the tally's source and load what was found.

    A text in another language than the model's is loaded without events, one longer than the reader's limit with those
    of its beginning; both are noted in ``rejected``. A document on which the reader fails is rejected; the others of
    its batch are read again one by one.

    Raises:
        ConfigError: a register is broken. ModelError: the model cannot be loaded. Neither is the documents' fault.
    """
    made_by = extractor(settings.model)
    pending = tally.warehouse.pending_documents(made_by.version, [tally.source_id])
    done = 0
    for batch in _batches(pending):
        reader = reader_of(settings.model)
        _load(reader, list(_read(reader, batch, made_by, tally)), made_by, tally)
        done += len(batch)
        tally.step("extract", done, len(pending))


@lru_cache(maxsize=1)
def reader_of(model: str) -> Reader:
    """The reader with ``model``, loaded once a process."""
    from parsers.language.reader import Reader

    return Reader(model)


def _read(
    reader: Reader, batch: Sequence[PendingDocument], made_by: Extractor, tally: Tally
) -> Iterator[tuple[PendingDocument, Extraction]]:
    foreign = [document for document in batch if not _speaks(reader, document)]
    yield from ((document, Extraction()) for document in foreign)
    known = [document for document in batch if _speaks(reader, document)]
    try:
        found = list(reader.read((document.text, document.context) for document in known))
    except Exception as error:  # one bad text must not cost the others; which one it was shows below
        if is_shared(error):
            raise
        found = []
    if len(found) == len(known):
        yield from zip(known, found, strict=True)
        return
    for document in known:
        try:
            yield document, reader.read_one(document.text, document.context)
        except Exception as error:
            if is_shared(error):
                raise
            reason = f"the reader failed: {type(error).__name__}: {error}"
            tally.reject(_rejection(tally.source_id, document, reason, made_by))


def _load(reader: Reader, read: Sequence[tuple[PendingDocument, Extraction]], made_by: Extractor, tally: Tally) -> None:
    """Load a batch in one transaction; where one extraction does not fit its text, the others one by one."""
    found = [ExtractedDocument(document.document_id, document.version, extraction) for document, extraction in read]
    try:
        tally.warehouse.load_extractions(found, made_by)
    except OffsetError as error:
        if len(read) > 1:
            for pair in read:
                _load(reader, [pair], made_by, tally)
        else:
            tally.reject(_rejection(tally.source_id, read[0][0], str(error), made_by))
        return
    for document, extraction in read:
        tally.counts.extracted += 1
        tally.counts.events += len(extraction.events)
        for reason in _limits(reader, document):
            tally.note(_rejection(tally.source_id, document, reason, made_by))


def _speaks(reader: Reader, document: PendingDocument) -> bool:
    return document.context.language.split("-")[0] == reader.nlp.lang


def _limits(reader: Reader, document: PendingDocument) -> Iterator[str]:
    from parsers.language.reader import read_length

    if not _speaks(reader, document):
        yield f"loaded without events: text in {document.context.language!r}, the model reads {reader.nlp.lang!r}"
    elif (length := read_length(document.text)) < len(document.text):
        yield f"only the first {length:,} of {len(document.text):,} characters were read for events"


def _rejection(source_id: str, document: PendingDocument, reason: str, made_by: Extractor) -> Rejection:
    return Rejection(source_id, document.url, "extract", reason, version=made_by.version)


def _batches(documents: Iterable[PendingDocument]) -> Iterator[list[PendingDocument]]:
    batch: list[PendingDocument] = []
    for document in documents:
        full = len(batch) == BATCH_DOCUMENTS
        if batch and (full or sum(len(d.text) for d in batch) + len(document.text) > BATCH_CHARACTERS):
            yield batch
            batch = []
        batch.append(document)
    if batch:
        yield batch
