"""What is measured on: the real Justice pages beside the checkout, or the embedded sample where they are missing."""

from __future__ import annotations

from pathlib import Path

from config.settings import PROJECT
from config.sources import Source, load_source
from parsers.records import Document, Page, ParseError
from parsers.registry import read_document
from pipelines.acquisition.warc_files import read_warc

WARCS = [PROJECT.parent / "shared" / "corpora" / "doj" / f"{name}.warc.gz" for name in ("corruption", "opa-2018")]
MAX_BYTES = 25_000_000


def source() -> Source:
    """The declared source of the pages."""
    return load_source(PROJECT / "config" / "sources" / "us-doj-opa.yaml")


def pages() -> list[Page]:
    """The release pages of the archives, listings left out.

    Raises:
        SystemExit: the archives are not beside the checkout.
    """
    missing = [str(path.relative_to(PROJECT.parent)) for path in WARCS if not path.is_file()]
    if missing:
        raise SystemExit(f"the benchmark needs the real pages in {', '.join(missing)}, beside this checkout")
    found = [page for path in WARCS for page in read_warc(Path(path), path.name, MAX_BYTES) if isinstance(page, Page)]
    return [page for page in found if "/opa/pr/" in page.url]


def options() -> dict[str, object]:
    """The options that the pipeline hands the Justice parser."""
    declared = source()
    return {"timezone": declared.timezone, "language": declared.language, "kind": declared.kind}


def documents(limit: int) -> list[Document]:
    """The first ``limit`` releases, parsed."""
    found = []
    for page in pages()[:limit]:
        try:
            found.append(read_document("us_doj_release", page, options()))
        except ParseError as error:
            print(f"left out: {error}")
    return found
