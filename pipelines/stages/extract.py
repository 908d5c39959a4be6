"""Extraction: documents that the present reader has not read are read for events, and their rows loaded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from config.settings import Settings
from parsers.records import Extraction
from pipelines.stages.reading import Read, Text, Unread, read_batches
from pipelines.stages.tally import Tally
from pipelines.versions import extractor, model_language
from warehouse.extraction_loading import ExtractedDocument
from warehouse.records import Extractor, OffsetError, PendingDocument, Rejection

BATCH_DOCUMENTS = 32
BATCH_CHARACTERS = 200_000
"""A batch ends at whichever is reached first, so that memory depends on neither the number nor the length of texts."""
WORTH_A_PROCESS = 2 * BATCH_DOCUMENTS
"""Documents below which a further process would load its model for longer than it reads."""


def extract_pending(settings: Settings, *, tally: Tally) -> None:
    """Read every pending document of the tally's source and load what was found.

    A text in another language than the model's is loaded without events, one longer than the reader's limit with those
    of its beginning; both are noted in ``rejected``. A document on which the reader fails is rejected; the others of
    its batch are read again one by one.

    Raises:
        ConfigError: a register is broken. ModelError: the model cannot be loaded. Neither is the documents' fault.
    """
    made_by = extractor(settings.model)
    total = tally.warehouse.count_pending_documents(made_by.version, [tally.source_id])
    processes = max(1, min(settings.processes, total // WORTH_A_PROCESS))
    language = model_language(settings.model)
    asked: deque[list[PendingDocument]] = deque()

    def texts() -> Iterator[list[Text]]:
        for batch in _batches(tally.warehouse.each_pending_document(made_by.version, [tally.source_id])):
            asked.append(batch)
            yield [(document.text, document.context) for document in batch if _speaks(language, document)]

    done = 0
    for found in read_batches(settings.model, texts(), processes, settings.agency_merges):
        batch = asked.popleft()
        _load(list(_usable(batch, found, language, made_by, tally)), language, made_by, tally)
        done += len(batch)
        tally.step("extract", done, total)


def _usable(
    batch: Sequence[PendingDocument], found: Sequence[Read], language: str, made_by: Extractor, tally: Tally
) -> Iterator[tuple[PendingDocument, Extraction]]:
    """The documents of a batch with what was read in them; those that could not be read are rejected."""
    results = iter(found)
    for document in batch:
        result = next(results) if _speaks(language, document) else Extraction()
        if isinstance(result, Unread):
            tally.reject(_rejection(tally.source_id, document, result.reason, made_by))
        else:
            yield document, result


def _load(read: Sequence[tuple[PendingDocument, Extraction]], language: str, made_by: Extractor, tally: Tally) -> None:
    """Load a batch in one transaction; where one extraction does not fit its text, the others one by one."""
    found = [ExtractedDocument(document.document_id, document.version, extraction) for document, extraction in read]
    try:
        tally.warehouse.load_extractions(found, made_by)
    except OffsetError as error:
        if len(read) > 1:
            for pair in read:
                _load([pair], language, made_by, tally)
        else:
            tally.reject(_rejection(tally.source_id, read[0][0], str(error), made_by))
        return
    for document, extraction in read:
        tally.counts.extracted += 1
        tally.counts.events += len(extraction.events)
        for reason in _limits(language, document):
            tally.note(_rejection(tally.source_id, document, reason, made_by))


def _speaks(language: str, document: PendingDocument) -> bool:
    return document.context.language.split("-")[0] == language


def _limits(language: str, document: PendingDocument) -> Iterator[str]:
    from parsers.language.reader import read_length

    if not _speaks(language, document):
        yield f"loaded without events: text in {document.context.language!r}, the model reads {language!r}"
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
