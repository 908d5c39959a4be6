"""A folder of bad files among good ones: a line or row for each that is bad, exit code 1, everything else loads."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parsers.records import Page
from pipelines.acquisition.warc_files import Fault, read_warc
from pipelines.cli import main
from tests.invented_web import release

PARAGRAPH = "On 3 May 2024 the Invented Integrity Office visited the Ministry of Finance of Ghana.\n\n"


def warc(numbers) -> bytes:
    """The same bytes each time: records with made-up ids of their own would cut elsewhere in each run."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number in numbers:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url, body = f"https://press.invalid/{number}", io.BytesIO(release(number))
        named = {"WARC-Record-ID": f"<urn:invented:{number}>", "WARC-Date": "2024-05-04T00:00:00Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", payload=body, http_headers=headers, warc_headers_dict=named)
        )
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "cut.warc.gz").write_bytes(warc(range(4))[:-60])  # within a record: between two, nothing is cut
    (folder / "undated.html").write_bytes(release(7).replace(b"article:published_time", b"x"))
    (folder / "empty.txt").write_text("")
    (folder / "long.txt").write_text("An invented dump\n\n" + PARAGRAPH * 230_000)
    (folder / "lines.jsonl").write_text(
        json.dumps({"id": "a", "text": PARAGRAPH, "published": "2024-05-04"}) + "\n{x\n"
    )
    (folder / "picture.png").write_bytes(bytes(range(256)) * 9)
    (folder / "binary.html").write_bytes(bytes(range(256)) * 9)
    (folder / "binary.txt").write_bytes(b"\0\1\2\xff\xfe\x80" * 400)
    (folder / "broken.json").write_text('{"title": ')
    (folder / "good.html").write_bytes(release(8))
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    secret = folder / "secret.txt"
    secret.write_text("An invented secret\n\n" + PARAGRAPH)
    secret.chmod(0)
    return folder


def test_a_warc_tells_of_every_cut_wherever_it_falls(tmp_path):
    whole, two = warc(range(3)), len(warc(range(2)))
    file = tmp_path / "cut.warc.gz"
    silent = []
    for cut in (*range(two + 1, len(whole), 7), len(whole) - 1):
        file.write_bytes(whole[:cut])
        found = list(read_warc(file, "file:///cut.warc.gz", 1_000_000))
        assert [page.url for page in found if isinstance(page, Page)][:2] == [
            f"https://press.invalid/{n}" for n in (0, 1)
        ]
        if not isinstance(found[-1], Fault):
            silent.append(cut)
    assert silent == []


def test_each_bad_file_is_one_row_and_costs_nothing_else(tmp_path, folder, monkeypatch):
    readable = os.access(folder / "secret.txt", os.R_OK)
    if readable:  # root may read everything: let the file system refuse it all the same
        whole = Path.read_bytes

        def refusing(path):
            if path.name == "secret.txt":
                raise PermissionError(13, "Permission denied", str(path))
            return whole(path)

        monkeypatch.setattr(Path, "read_bytes", refusing)
    done = CliRunner().invoke(main, ["--home", str(tmp_path / "home"), "import", str(folder)])
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    with duckdb.connect(tmp_path / "home" / "events.duckdb", read_only=True) as con:
        urls = {url.rpartition("/")[2] for (url,) in con.execute("select url from document").fetchall()}
        told = con.execute("select url, stage, reason, noted from rejected order by url").fetchall()
        assert con.execute("select status from run_log").fetchall() == [("partial",)]
        events = con.execute("select count(distinct document_id) from event where document_id is not null").fetchone()
    assert {"0", "1", "undated.html", "long.txt", "a", "good.html"} <= urls, told
    assert urls.isdisjoint({"empty.txt", "binary.html", "binary.txt", "broken.json", "secret.txt", "picture.png"}), urls
    assert events[0] >= 4
    reasons = {(url.rpartition("/")[2], noted): f"{stage}: {reason}" for url, stage, reason, noted in told}
    expected = {
        ("cut.warc.gz", False): "import: ",
        ("empty.txt", False): "parse: holds no text",
        ("binary.txt", False): "import: holds bytes that are no text",
        ("binary.html", False): "import: holds bytes that are no text",
        ("broken.json", False): "parse: ",
        ("line-2", False): "import: no record of a text",
        ("secret.txt", False): "import: cannot be read: Permission denied",
        ("dangling.txt", False): "import: cannot be read: ",
        ("picture.png", True): "import: passed over: ",
        ("undated.html", True): "parse: loaded, but no publication date",
        ("long.txt", True): "",
    }
    assert {key: reasons.get(key, "nothing")[: len(start)] for key, start in expected.items()} == expected, reasons
    for key, reason in reasons.items():
        assert "\n" not in reason, key
        assert reason.count("file:///") <= 1, f"{key}: {reason}"
    refused = [line for line in done.output.splitlines() if "secret.txt" in line]
    assert len(refused) == 1, done.output
