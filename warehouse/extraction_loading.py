"""Loads extractions: the rows of a version are deleted and written again together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from parsers.records import Extraction
from warehouse.extraction_rows import Rows, Version, extraction_rows, provisional_agencies
from warehouse.initiative import initiative_row
from warehouse.records import Extractor, WarehouseError
from warehouse.rows import fetch_rows, insert, registered

PARTS = (
    "event",
    "event_participant",
    "event_country",
    "event_evidence",
    "mention",
    "instrument_citation",
    "initiative",
)
"""Tables whose rows belong to one version of one document."""

_VERSIONS = """
SELECT v.document_id, v.version, v.text, v.superseded_at, v.extracted_at, d.kind, d.fields, d.version AS current,
    d.source_id, d.url, s.country
FROM document_version AS v JOIN document AS d USING (document_id) LEFT JOIN source AS s USING (source_id)
SEMI JOIN incoming_versions AS i ON i.document_id = v.document_id AND i.version = v.version
"""
_DELETE = """
DELETE FROM {table} USING incoming_versions AS i
WHERE {table}.document_id = i.document_id AND {table}.document_version = i.version
"""
_RECORD = """
UPDATE document_version SET extracted_at = ?, extractor_version = ?, code_version = ?, model = ?, model_version = ?,
    registers_version = ?
FROM incoming_versions AS i
WHERE document_version.document_id = i.document_id AND document_version.version = i.version
"""
_NEW_AGENCIES = "SELECT agency_id FROM agency WHERE list_contains(?, agency_id)"
_FORGET = "DELETE FROM rejected WHERE stage = 'extract' AND source_id = ? AND url = ?"


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """An extraction and the version that it was read in."""

    document_id: str
    version: int
    extraction: Extraction


def load_extractions(con: DuckDBPyConnection, extracted: Sequence[ExtractedDocument], extractor: Extractor) -> None:
    """Put these extractions in place of the older ones of the same versions; to be called in a transaction.

    Raises:
        WarehouseError: there is no such version (any more).
        OffsetError: an extraction does not fit its text.
    """
    at = datetime.now(UTC)
    keys = [(one.document_id, one.version) for one in extracted]
    with _incoming(con, keys):
        held = {(row["document_id"], row["version"]): row for row in fetch_rows(con, _VERSIONS)}
    rows: Rows = defaultdict(list)
    agencies: dict[str, dict[str, Any]] = {}
    for one in extracted:
        row = held.get((one.document_id, one.version))
        if row is None:
            raise WarehouseError(f"there is no version {one.version} of document {one.document_id}")
        version = Version(row["document_id"], row["version"], row["text"], row["superseded_at"])
        for table, new in extraction_rows(version, one.extraction, extractor, at).items():
            rows[table] += new
        if row["kind"] == "questionnaire" and row["version"] == row["current"]:
            rows["initiative"].append(initiative_row(version, row["fields"] or {}, row["country"], one.extraction))
        for agency in provisional_agencies(one.extraction):
            agencies.setdefault(agency["agency_id"], agency)
    delete_extraction(con, [key for key in keys if held[key]["extracted_at"] is not None])
    for table in PARTS:
        insert(con, table, rows[table])
    known = {found[0] for found in con.execute(_NEW_AGENCIES, [list(agencies)]).fetchall()}
    insert(con, "agency", [agency for identifier, agency in agencies.items() if identifier not in known])
    made_by = [at, extractor.version, extractor.code, extractor.model, extractor.model_version, extractor.registers]
    with _incoming(con, keys):
        con.execute(_RECORD, made_by)
    for key in keys:
        con.execute(_FORGET, [held[key]["source_id"], held[key]["url"]])


def delete_extraction(con: DuckDBPyConnection, versions: Sequence[tuple[str, int]]) -> None:
    """Delete all rows that were read in these (document_id, version)."""
    if versions:
        with _incoming(con, versions):
            for table in PARTS:
                con.execute(_DELETE.format(table=table))


def _incoming(con: DuckDBPyConnection, versions: Sequence[tuple[str, int]]) -> AbstractContextManager[None]:
    columns = {"document_id": pa.array([key[0] for key in versions], pa.string())}
    return registered(con, "incoming_versions", pa.table({**columns, "version": [key[1] for key in versions]}))
